internal import BigNumbers
public import StrictJSON

extension StatementCompiler {
    /// The price that stands for every price where a circuit is looked at alone: two decimals, below 100,000 usd.
    public static let standInPrice = "99999.99"

    /// Compiles a circuit without the others of a statement, to check its parameters and to see what it costs.
    ///
    /// What it imports stands as an input, every price is ``standInPrice``, and there is no row of the rung; so the result
    /// is no statement to prove.
    ///
    /// - Parameters:
    ///   - circuit: The circuit.
    ///   - parameters: Its object in the parameter file.
    /// - Returns: The compilation.
    /// - Throws: ``CompilationFailure``.
    public static func compile(
        alone circuit: CircuitSource, parameters: JSONValue
    ) throws(CompilationFailure) -> Compilation {
        var prices: [String: PriceQuote] = [:]
        if case .object(let members) = parameters.content, let price = try? BigRational(decimal: standInPrice) {
            for member in members where circuit.syntax.indexSets.contains(where: { $0.name == member.key }) {
                guard case .array(let ids) = member.value.content else { continue }
                for case .string(let id) in ids.map(\.content) {
                    prices[id] = PriceQuote(price: price, confidence: .zero)
                }
            }
        }
        let values: ParameterValues
        do throws(ParameterFailure) {
            values = try ParameterReader.values(of: circuit.syntax, from: parameters, prices: prices)
        } catch {
            throw .parameters(circuit: circuit.name, error)
        }
        var composer = StatementComposer([circuit], [values], nettingSets: 1)
        try composer.declareInputs(0)
        try composer.standIn(for: circuit)
        try composer.add(0)
        return try composer.compile(rung: 10_000)
    }
}
