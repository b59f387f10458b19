internal import BigNumbers
public import StrictJSON

/// Compiles an ordered list of circuits with their parameters into one statement.
///
/// Values of the same role, id and netting set are one input, whichever circuit names them. Circuits that import come
/// after the others, whatever their place in the list. A circuit with positions stands once for each netting set and its
/// requirements are added, unless its parameters join the sets. Whenever a requirement is exported, the statement itself
/// requires the collateral to be at least the sum of the requirements times the rung.
public enum StatementCompiler {
    /// The most netting sets of a statement.
    public static let maximumNettingSets = 64

    /// Compiles a statement.
    ///
    /// - Parameters:
    ///   - circuits: The circuits in order.
    ///   - parameters: The object of each circuit in the parameter file, by the circuit's name; exactly one for each.
    ///   - prices: The price snapshot by id, in usd.
    ///   - nettingSets: How many lists of positions there are, 1 to ``maximumNettingSets``.
    ///   - rung: The rung in basis points, from 10000.
    /// - Returns: The compiled statement.
    /// - Throws: ``CompilationFailure``.
    /// - seealso: `docs/circuits.md`, sections "Parameters" and "Composition".
    public static func compile(
        circuits: [CircuitSource], parameters: [String: JSONValue], prices: [String: PriceQuote], nettingSets: Int = 1,
        rung: UInt32 = 10_000
    ) throws(CompilationFailure) -> Compilation {
        guard let first = circuits.first else { throw .noCircuits }
        guard (1...maximumNettingSets).contains(nettingSets) else {
            throw .nettingSetCount(nettingSets, limit: maximumNettingSets)
        }
        let values = try read(circuits, parameters, prices)
        try checkInterfaces(circuits)
        try checkInputSets(circuits, values)

        var composer = StatementComposer(circuits, values, nettingSets: nettingSets)
        // Inputs first, so that their order is the order of the texts and not that of evaluation.
        for number in circuits.indices { try composer.declareInputs(number) }
        for number in circuits.indices where circuits[number].syntax.imports.isEmpty { try composer.add(number) }
        try composer.addRung(rung, blaming: first)
        for number in circuits.indices where !circuits[number].syntax.imports.isEmpty { try composer.add(number) }
        return try composer.compile(rung: rung)
    }

    private static func read(
        _ circuits: [CircuitSource], _ parameters: [String: JSONValue], _ prices: [String: PriceQuote]
    ) throws(CompilationFailure) -> [ParameterValues] {
        let names = circuits.map(\.name)
        for (number, name) in names.enumerated() where names[..<number].contains(name) { throw .circuitTwice(name) }
        for name in parameters.keys.sorted() where !names.contains(name) { throw .unknownParameters(circuit: name) }
        var values: [ParameterValues] = []
        for circuit in circuits {
            guard let object = parameters[circuit.name] else { throw .missingParameters(circuit: circuit.name) }
            do throws(ParameterFailure) {
                values.append(try ParameterReader.values(of: circuit.syntax, from: object, prices: prices))
            } catch {
                throw .parameters(circuit: circuit.name, error)
            }
        }
        return values
    }

    /// Exactly one circuit gives the collateral where it is needed, and every import has a source.
    static func checkInterfaces(_ circuits: [CircuitSource]) throws(CompilationFailure) {
        let collateral = circuits.filter { $0.exports(.collateral) }
        let requirements = circuits.filter { $0.exports(.requirement) }
        if collateral.count > 1 { throw .collateralTwice(first: collateral[0].name, second: collateral[1].name) }
        if let requirement = requirements.first, collateral.isEmpty {
            throw .collateralMissing(requirementOf: requirement.name)
        }
        let isAskedFor = !requirements.isEmpty || circuits.contains { $0.imports(.collateral) }
        if let circuit = collateral.first, !isAskedFor, circuit.syntax.requirements.isEmpty {
            throw .collateralUnused(circuit: circuit.name)
        }
        for circuit in circuits {
            for imported in circuit.syntax.imports {
                let isThere = imported.interface == .collateral ? !collateral.isEmpty : !requirements.isEmpty
                guard isThere else {
                    throw .importMissing(circuit: circuit.name, interface: imported.interface.rawValue)
                }
            }
        }
    }

    /// A circuit that looked at fewer ids than another would say nothing about the rest.
    private static func checkInputSets(
        _ circuits: [CircuitSource], _ values: [ParameterValues]
    ) throws(CompilationFailure) {
        for role in SourceRole.allCases {
            var known: (circuit: String, ids: Set<String>)?
            for (circuit, values) in zip(circuits, values) {
                let sets = circuit.syntax.privates.filter { $0.role == role }.map(\.indexSets[0].name)
                guard !sets.isEmpty else { continue }
                let ids = Set(sets.flatMap { values.ids[$0] ?? [] })
                if let known, known.ids != ids {
                    throw .inputSets(role: role, first: known.circuit, second: circuit.name)
                }
                known = (circuit.name, ids)
            }
        }
    }
}

extension CircuitSource {
    func exports(_ interface: Interface) -> Bool { syntax.exports.contains { $0.interface == interface } }
    func imports(_ interface: Interface) -> Bool { syntax.imports.contains { $0.interface == interface } }

    /// Whether positions meet other values in the circuit, so that a copy for each netting set would count those again.
    var joinsPositionsWithOthers: Bool {
        syntax.privates.contains { $0.role == .positions }
            && (syntax.privates.contains { $0.role != .positions } || !syntax.imports.isEmpty || exports(.collateral))
    }
}
