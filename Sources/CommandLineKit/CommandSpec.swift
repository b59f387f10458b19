/// One verb of the command: everything that parsing, help, the man page and the completions know about it.
public struct CommandSpec: Sendable {
    /// A command line to copy, and what it does.
    public struct Example: Sendable {
        /// The line as typed.
        public let line: String
        /// What it does, in a sentence.
        public let explanation: String

        /// An example for help.
        public init(_ line: String, _ explanation: String) {
            self.line = line
            self.explanation = explanation
        }
    }

    /// The words of the verb, such as `["vectors", "check"]`.
    public let path: [String]
    /// One line for the list of verbs.
    public let summary: String
    /// Paragraphs for help.
    public let discussion: [String]
    /// The operands in order.
    public let operands: [OperandSpec]
    /// The options of this verb; ``commonOptions`` come on top.
    public let options: [OptionSpec]
    /// Which of the options exclude each other.
    public let groups: [OptionGroup]
    /// At least one line to copy.
    public let examples: [Example]

    /// The options that every verb takes.
    public static let commonOptions: [OptionSpec] = [help, json, progress]
    /// `--help`, which prints the verb's help and does nothing else.
    public static let help = OptionSpec.flag("help", "print this help and exit")
    /// `--json`, which prints the result as one JSON object.
    public static let json = OptionSpec.flag("json", "print one JSON object instead of text")
    /// `--progress`, which reports progress even when stderr is not a terminal.
    ///
    /// `--progress json` reports it as one JSON object a line.
    public static let progress = OptionSpec(
        name: "progress", argument: .word(["json"]), isRequired: false, isRepeatable: false,
        summary: "report progress even when stderr is not a terminal; with json as JSON lines")

    /// A verb.
    public init(
        _ path: String..., summary: String, discussion: [String] = [], operands: [OperandSpec] = [],
        options: [OptionSpec] = [], groups: [OptionGroup] = [], examples: [Example]
    ) {
        self.path = path
        self.summary = summary
        self.discussion = discussion
        self.operands = operands
        self.options = options
        self.groups = groups
        self.examples = examples
    }

    /// The verb as typed: `vectors check`.
    public var name: String { path.joined(separator: " ") }

    /// The verb's own options followed by the common ones.
    public var allOptions: [OptionSpec] { options + Self.commonOptions }

    /// The synopsis without the program's name: options in brackets unless required, groups joined by bars.
    var synopsis: String {
        var parts = [name]
        parts += operands.map(\.usage)
        var grouped: Set<OptionSpec> = []
        for option in options where !grouped.contains(option) {
            if let group = groups.first(where: { $0.options.contains(option) }) {
                grouped.formUnion(group.options)
                let choice = group.options.map(\.usage).joined(separator: " | ")
                parts.append(group.isRequired ? "(" + choice + ")" : "[" + choice + "]")
            } else {
                let usage = option.usage + (option.isRepeatable ? " ..." : "")
                parts.append(option.isRequired ? usage : "[" + usage + "]")
            }
        }
        return parts.joined(separator: " ")
    }

    /// Every row that the tables of help, man page and completions could not show or the parser could not obey.
    ///
    /// A test checks that this is empty for every verb; a mistake in a table is found there and not by a user.
    public var defects: [String] {
        let foreign = groups.contains { !$0.options.allSatisfy(options.contains) }
        let checks: [(isDefect: Bool, text: String)] = [
            (path.isEmpty, "no words"),
            (path.contains { $0.isEmpty || $0.hasPrefix("-") }, "a word that is not a verb"),
            (examples.isEmpty, "no example"),
            (Set(allOptions.map(\.name)).count != allOptions.count, "an option twice"),
            (operands.dropLast().contains { $0.count != .one }, "a variable operand before the last"),
            (foreign, "a group with an option of another verb"),
            (groups.contains { $0.options.contains(where: \.isRequired) }, "a required option in a group"),
        ]
        return checks.filter(\.isDefect).map(\.text)
    }
}
