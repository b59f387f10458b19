/// Why a circuit could not be turned into a statement.
enum ElaborationFailure: Error, Equatable, Sendable {
    /// The builder refused a step.
    case statement(StatementError)
    /// No circuit of the statement exports what this one imports.
    case missingImport(Interface)
    /// The circuit evaluates more, or deeper, than is offered.
    case tooLarge
}
