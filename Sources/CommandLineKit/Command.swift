/// A verb: its table and the code that runs it.
public struct Command: Sendable {
    /// The code of a verb; it returns a report or throws why there is none.
    public typealias Body = @Sendable (ParsedArguments, Console) throws(CommandFailure) -> CommandReport

    /// The verb's table.
    public let spec: CommandSpec
    /// The verb's code.
    let body: Body

    /// A verb.
    public init(_ spec: CommandSpec, body: @escaping Body) {
        self.spec = spec
        self.body = body
    }
}
