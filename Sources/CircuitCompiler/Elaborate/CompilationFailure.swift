/// Why circuits and parameters do not make a statement.
public enum CompilationFailure: Error, Equatable, Sendable {
    /// The list of circuits is empty.
    case noCircuits
    /// A circuit stands twice.
    case circuitTwice(String)
    /// There is no object for a circuit.
    case missingParameters(circuit: String)
    /// There are parameters for a circuit that is not in the statement.
    case unknownParameters(circuit: String)
    /// The parameters of a circuit were refused.
    case parameters(circuit: String, ParameterFailure)
    /// Several circuits export the collateral.
    case collateralTwice(first: String, second: String)
    /// A requirement is exported, and no circuit exports the collateral.
    case collateralMissing(requirementOf: String)
    /// A circuit exports the collateral, requires nothing of its own, and nothing else asks for collateral: a proof would say
    /// nothing about it.
    case collateralUnused(circuit: String)
    /// A circuit imports what none exports.
    case importMissing(circuit: String, interface: String)
    /// A rung above 100 % where no circuit exports a requirement.
    case rungWithoutRequirement(rung: UInt32)
    /// Less than one netting set, or more than the limit.
    case nettingSetCount(Int, limit: Int)
    /// A circuit joins positions with something else, and there are several netting sets.
    case nettingSets(circuit: String)
    /// Two circuits name different ids for the inputs of one role.
    case inputSets(role: SourceRole, first: String, second: String)
    /// The circuits evaluate more, or deeper, than is offered.
    case tooLarge(circuit: String)
    /// The statement was refused at a place of a circuit, whose line is shown.
    case statement(StatementError, sourceLine: String)
}

extension CompilationFailure: CustomStringConvertible {
    /// The failure in one line.
    public var description: String {
        switch self {
        case .noCircuits: "no circuits"
        case .circuitTwice(let name): "circuit '\(name)' stands twice"
        case .missingParameters(let circuit): "no parameters for circuit '\(circuit)'"
        case .unknownParameters(let circuit): "parameters for circuit '\(circuit)', which is not in the statement"
        case .parameters(let circuit, let failure): "parameters of '\(circuit)': \(failure)"
        case .collateralTwice(let first, let second): "'\(first)' and '\(second)' both export the collateral"
        case .collateralMissing(let circuit):
            "'\(circuit)' exports a requirement, and no circuit exports the collateral"
        case .collateralUnused(let circuit):
            "'\(circuit)' exports the collateral, and nothing is required of it"
        case .importMissing(let circuit, let interface):
            "'\(circuit)' imports the \(interface), and no circuit exports it"
        case .rungWithoutRequirement(let rung):
            "a rung of \(rung) basis points, and no circuit exports a requirement"
        case .nettingSetCount(let count, let limit): "\(count) netting sets, where 1 to \(limit) are allowed"
        case .nettingSets(let circuit):
            "'\(circuit)' joins positions with other values, so several netting sets need \"join_netting_sets\": true"
        case .inputSets(let role, let first, let second):
            "'\(first)' and '\(second)' name different ids for role \(role.rawValue)"
        case .tooLarge(let circuit): "'\(circuit)' with these parameters is larger than is offered"
        case .statement(let error, _):
            error.location.map { "\($0): \(error)" } ?? "\(error)"
        }
    }

    /// The failure with the line of the circuit at fault and a caret, where there is one.
    public var rendered: String {
        guard case .statement(let error, let line) = self, let location = error.location, !line.isEmpty else {
            return description
        }
        return [
            description, "    " + line, "    " + String(repeating: " ", count: max(0, location.column - 1)) + "^",
        ].joined(separator: "\n")
    }
}
