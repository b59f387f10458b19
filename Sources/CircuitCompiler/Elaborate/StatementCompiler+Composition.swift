public import StrictJSON

extension StatementCompiler {
    /// Checks what can be told without prices: that circuits go together, have parameters, and give the rung something to
    /// multiply.
    ///
    /// - Parameters:
    ///   - circuits: The circuits in order.
    ///   - parameters: The object of each circuit in the parameter file, by the circuit's name.
    ///   - rung: The rung in basis points, from 10000.
    /// - Throws: ``CompilationFailure``.
    public static func checkComposition(
        of circuits: [CircuitSource], parameters: [String: JSONValue], rung: UInt32
    ) throws(CompilationFailure) {
        guard !circuits.isEmpty else { throw .noCircuits }
        try checkInterfaces(circuits)
        guard rung == 10_000 || circuits.contains(where: { $0.exports(.requirement) }) else {
            throw .rungWithoutRequirement(rung: rung)
        }
        _ = try inputs(of: circuits, parameters: parameters)
    }
}
