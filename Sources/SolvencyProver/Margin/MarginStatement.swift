internal import BigNumbers
public import CircuitCompiler
internal import CircuitModel
public import Solvency
internal import StrictJSON

/// Compiles the statement of a margin proof, for the prover and for the verifier in the same way.
public enum MarginStatement {
    /// Compiles a statement.
    ///
    /// - Parameters:
    ///   - circuits: The circuits, in the challenge's order.
    ///   - parameters: A parameter file with an object for each of them; others in it are passed over.
    ///   - prices: The checked prices.
    ///   - nettingSets: How many lists of positions there are, from 1.
    ///   - rung: The rung in basis points.
    /// - Returns: The compiled statement.
    /// - Throws: `CompilationFailure`.
    public static func compile(
        circuits: [CircuitSource], parameters: MarginParameters, prices: PriceSnapshot, nettingSets: Int, rung: UInt64
    ) throws(CompilationFailure) -> Compilation {
        var objects: [String: JSONValue] = [:]
        for circuit in circuits {
            guard let found = parameters.circuit(circuit.name) else {
                throw .missingParameters(circuit: circuit.name)
            }
            objects[circuit.name] = found.value
        }
        return try StatementCompiler.compile(
            circuits: circuits, parameters: objects, prices: quotes(prices), nettingSets: nettingSets,
            rung: UInt32(truncatingIfNeeded: rung))
    }

    /// The prices as exact fractions.
    static func quotes(_ snapshot: PriceSnapshot) -> [String: PriceQuote] {
        var quotes: [String: PriceQuote] = [:]
        for price in snapshot.prices {
            // The decoder let through nothing else than decimals of few digits.
            guard let value = try? BigRational(decimal: String(decoding: price.price.text, as: UTF8.self)),
                let confidence = try? BigRational(decimal: String(decoding: price.confidence.text, as: UTF8.self))
            else { continue }
            quotes[String(decoding: price.id, as: UTF8.self)] = PriceQuote(price: value, confidence: confidence)
        }
        return quotes
    }
}
