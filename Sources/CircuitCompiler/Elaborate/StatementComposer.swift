internal import BigNumbers
internal import CircuitModel

/// Puts the circuits of a statement into one builder.
struct StatementComposer {
    private let circuits: [CircuitSource]
    private let values: [ParameterValues]
    private let nettingSets: Int
    private var builder = StatementBuilder()
    private var collateral: Form?
    private var requirement: Form?
    private var steps = 0

    init(_ circuits: [CircuitSource], _ values: [ParameterValues], nettingSets: Int) {
        (self.circuits, self.values, self.nettingSets) = (circuits, values, nettingSets)
    }

    /// The groups of netting sets for which a circuit stands once each.
    private func copies(of number: Int) throws(CompilationFailure) -> [Range<Int>] {
        let circuit = circuits[number]
        guard circuit.syntax.privates.contains(where: { $0.role == .positions }) else { return [0..<1] }
        if nettingSets == 1 || values[number].joinsNettingSets { return [0..<nettingSets] }
        guard !circuit.joinsPositionsWithOthers else { throw .nettingSets(circuit: circuit.name) }
        return (0..<nettingSets).map { $0..<($0 + 1) }
    }

    mutating func declareInputs(_ number: Int) throws(CompilationFailure) {
        for sets in try copies(of: number) {
            try run(number, sets) { elaborator throws(ElaborationFailure) in try elaborator.declareInputs() }
        }
    }

    /// The inputs that were declared so far.
    var inputs: [InputDescriptor] { builder.inputs.map(\.descriptor) }

    /// Adds what a circuit exports and requires.
    mutating func add(_ number: Int) throws(CompilationFailure) {
        for sets in try copies(of: number) {
            let exports = try run(number, sets) { elaborator throws(ElaborationFailure) in
                let exports = try elaborator.exports()
                try elaborator.require()
                return exports
            }
            collateral = exports[.collateral] ?? collateral
            if let further = exports[.requirement] { requirement = requirement.map { $0 + further } ?? further }
        }
    }

    /// Adds the row of the statement itself.
    ///
    /// - Parameters:
    ///   - rung: The rung in basis points.
    ///   - circuit: The circuit at which a fault is shown that has no other place.
    /// - Throws: ``CompilationFailure``.
    mutating func addRung(_ rung: UInt32, blaming circuit: CircuitSource) throws(CompilationFailure) {
        let export = circuits.enumerated().first { $0.element.exports(.requirement) }
        let source = export?.element ?? circuit
        let place = source.syntax.exports.first { $0.interface == .requirement }?.place ?? source.syntax.namePlace
        let at = SourceLocation(file: source.file, line: place.line, column: place.column)
        guard requirement != nil || rung == 10_000 else { throw .rungWithoutRequirement(rung: rung) }
        do throws(StatementError) {
            if let collateral { try builder.report(collateral, as: Compilation.collateralFigure, at: at) }
            guard let requirement, let collateral else { return }
            try builder.report(requirement, as: Compilation.requirementFigure, at: at)
            let charge = requirement * (BigRational(Int(rung)) * .powerOfTen(-4))
            try builder.require(
                collateral - charge, isAtLeastZero: Compilation.rungRow, circuit: export?.offset ?? 0, at: at)
        } catch {
            throw failure(error)
        }
    }

    /// Puts an input in the place of each value that a circuit imports.
    mutating func standIn(for circuit: CircuitSource) throws(CompilationFailure) {
        for imported in circuit.syntax.imports {
            let at = SourceLocation(file: circuit.file, line: imported.place.line, column: imported.place.column)
            do throws(StatementError) {
                let form = try builder.input(
                    .collateral, id: "imported \(imported.interface.rawValue)", decimals: 2,
                    range: .zero...(.powerOfTwo(62) - .one), at: at)
                if imported.interface == .collateral { collateral = form } else { requirement = form }
            } catch {
                throw failure(error)
            }
        }
    }

    /// Ends the statement.
    func compile(rung: UInt32) throws(CompilationFailure) -> Compilation {
        let described = zip(circuits, values).map { Compilation.Circuit($0, $1) }
        do throws(StatementError) {
            let compiled = try builder.compile(circuits: described.map(\.reference), rung: rung)
            return Compilation(
                circuits: described, statement: compiled.statement, evaluator: compiled.evaluator, cost: compiled.cost)
        } catch {
            throw failure(error)
        }
    }

    // MARK: - One circuit

    private mutating func run<Result>(
        _ number: Int, _ sets: Range<Int>, _ work: (inout Elaborator) throws(ElaborationFailure) -> Result
    ) throws(CompilationFailure) -> Result {
        var imports: [Interface: Form] = [:]
        imports[.collateral] = collateral
        imports[.requirement] = requirement
        var elaborator = Elaborator(
            circuits[number], values[number], number: number, nettingSets: sets, imports: imports, builder: builder)
        elaborator.steps = steps
        do throws(ElaborationFailure) {
            let result = try work(&elaborator)
            (builder, steps) = (elaborator.builder, elaborator.steps)
            return result
        } catch {
            switch error {
            case .statement(let error): throw failure(error)
            case .missingImport(let interface):
                throw .importMissing(circuit: circuits[number].name, interface: interface.rawValue)
            case .tooLarge: throw .tooLarge(circuit: circuits[number].name)
            }
        }
    }

    private func failure(_ error: StatementError) -> CompilationFailure {
        guard let location = error.location, let source = circuits.first(where: { $0.file == location.file }) else {
            return .statement(error, sourceLine: "")
        }
        return .statement(error, sourceLine: source.text.line(location.line))
    }
}
