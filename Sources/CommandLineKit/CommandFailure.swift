public import StrictJSON

/// Why a verb stopped before it had a result.
public struct CommandFailure: Error, Equatable, Sendable {
    /// How the run counts; never a success.
    public let outcome: Outcome
    /// What went wrong, in one sentence without secrets.
    public let message: String
    /// Lines of the input at fault, shown as they are below the message.
    public let excerpt: [String]
    /// What the user could do.
    public let hints: [String]
    /// Further members of the envelope.
    public let fields: [String: JSONOutput]

    /// A failure of a verb.
    public init(
        _ outcome: Outcome, _ message: String, excerpt: [String] = [], hints: [String] = [],
        fields: [String: JSONOutput] = [:]
    ) {
        // A failure that claims success would turn an error into exit code 0.
        self.outcome = outcome.exitCode == .success ? .internalFailure : outcome
        self.message = message
        self.excerpt = excerpt
        self.hints = hints
        self.fields = fields
    }

    /// The failure that a wrong command line is.
    public init(_ error: UsageError) {
        self.init(.usage, error.message, hints: error.hint.map { [$0] } ?? [])
    }
}
