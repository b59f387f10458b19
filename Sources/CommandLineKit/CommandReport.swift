public import StrictJSON

/// What a verb has to say when it ran to its end, whether the answer is yes or no.
public struct CommandReport: Equatable, Sendable {
    /// Verified, done, or refused.
    public var outcome: Outcome
    /// One sentence for the envelope; on stderr too when the outcome is not a success.
    public var message: String
    /// The lines of the result for a human.
    public var lines: [String]
    /// What has been shown, one sentence each.
    public var claims: [String]
    /// What a reader might assume but has not been shown, one sentence each.
    public var notShown: [String]
    /// Further members of the envelope.
    public var fields: [String: JSONOutput]
    /// Ready text that is printed as it is instead of the lines.
    var verbatim: String?

    /// The report of a verb.
    public init(
        _ outcome: Outcome, _ message: String, lines: [String] = [], claims: [String] = [], notShown: [String] = [],
        fields: [String: JSONOutput] = [:]
    ) {
        self.outcome = outcome
        self.message = message
        self.lines = lines
        self.claims = claims
        self.notShown = notShown
        self.fields = fields
    }

    /// The one object that `--json` prints.
    ///
    /// - Parameter verb: the verb as typed, if the command line named one.
    /// - Returns: the envelope with the verb's own fields.
    func envelope(verb: String?) -> JSONOutput {
        let members: [String: JSONOutput] = [
            "schema": "solvency/1",
            "verb": .optional(verb),
            "result": .string(outcome.resultName),
            "exit": .integer(Int64(outcome.exitCode.rawValue)),
            "reason": .optional(outcome.reason),
            "message": .string(message),
            "claims": .strings(claims),
            "notShown": .strings(notShown),
        ]
        // A verb's own member never hides one of the envelope.
        return .object(members.merging(fields) { envelope, _ in envelope })
    }
}
