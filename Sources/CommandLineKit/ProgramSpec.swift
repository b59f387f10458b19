/// The whole command: its name and the table of its verbs.
public struct ProgramSpec: Sendable {
    /// The name as typed.
    public let name: String
    /// The version as `--version` prints it.
    public let version: String
    /// One sentence for the head of the help.
    public let summary: String
    /// The verbs in the order in which help lists them.
    public let commands: [CommandSpec]
    /// The environment variables that it follows, besides those of every program of this kind.
    public let variables: [VariableSpec]

    /// A program; the verbs `help` and `completions` are added to those given.
    public init(
        name: String, version: String, summary: String, commands: [CommandSpec], variables: [VariableSpec] = []
    ) {
        self.variables = variables
        self.name = name
        self.version = version
        self.summary = summary
        self.commands = commands + [HelpCommand.spec(program: name), CompletionsCommand.spec(program: name)]
    }

    /// What each exit code means, for help and the man page.
    static let exitCodeMeanings: [(code: ExitCode, meaning: String)] = [
        (.success, "verified, or done"),
        (.refused, "checked and refused, or the statement is false"),
        (.cannotCheck, "could not check: trust missing, input unreadable or malformed, nothing to verify"),
        (.usage, "the command line is wrong"),
        (.internalFailure, "internal error"),
        (.cannotWrite, "cannot write"),
    ]

    /// The verbs whose first words are the given ones.
    func commands(under path: [String]) -> [CommandSpec] {
        commands.filter { $0.path.starts(with: path) }
    }

    /// The error for words that begin no verb, with the verbs, or beginnings of verbs, that are near.
    func unknownVerb(_ path: [String]) -> UsageError {
        let word = path.joined(separator: " ")
        var candidates: [String] = []
        for command in commands {
            let start = command.path.prefix(path.count).joined(separator: " ")
            if !candidates.contains(start) { candidates.append(start) }
        }
        return .unknownVerb(word, suggestions: Suggestion.nearest(to: word, in: candidates))
    }

    /// The defects of all tables, each with the name of its verb; empty when help, parser and completions agree.
    public var defects: [String] {
        var defects = commands.flatMap { command in command.defects.map { command.name + ": " + $0 } }
        for command in commands where commands(under: command.path).count > 1 {
            defects.append(command.name + ": is the beginning of another verb, or stands twice")
        }
        return defects
    }
}
