internal import BigNumbers
public import CircuitModel
public import StrictJSON

extension StatementCompiler {
    /// The inputs that circuits have, for whoever lists holdings and has no prices.
    ///
    /// - Parameters:
    ///   - circuits: The circuits, in any order and composable or not.
    ///   - parameters: The object of each circuit in the parameter file, by the circuit's name.
    /// - Returns: Every asset and instrument once, of netting set 0, in the order of the texts.
    /// - Throws: ``CompilationFailure``.
    public static func inputs(
        of circuits: [CircuitSource], parameters: [String: JSONValue]
    ) throws(CompilationFailure) -> [InputDescriptor] {
        var values: [ParameterValues] = []
        for circuit in circuits {
            guard let object = parameters[circuit.name] else { throw .missingParameters(circuit: circuit.name) }
            do throws(ParameterFailure) {
                // No input depends on a price, so any will do.
                let prices = try anyPrices(circuit, object)
                values.append(try ParameterReader.values(of: circuit.syntax, from: object, prices: prices))
            } catch {
                throw .parameters(circuit: circuit.name, error)
            }
        }
        var composer = StatementComposer(circuits, values, nettingSets: 1)
        for number in circuits.indices { try composer.declareInputs(number) }
        return composer.inputs
    }

    private static func anyPrices(
        _ circuit: CircuitSource, _ object: JSONValue
    ) throws(ParameterFailure) -> [String: PriceQuote] {
        var prices: [String: PriceQuote] = [:]
        do throws(JSONFailure) {
            var members = try object.object()
            for set in circuit.syntax.indexSets {
                for element in try members.required(set.name).array() {
                    prices[try element.string()] = PriceQuote(price: .one, confidence: .zero)
                }
            }
        } catch {
            throw .json(error)
        }
        return prices
    }
}
