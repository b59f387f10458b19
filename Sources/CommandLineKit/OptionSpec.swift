/// One option of a verb: the row that feeds the parser, the help, the man page and the completions.
public struct OptionSpec: Hashable, Sendable {
    /// Whether an option stands alone or is followed by a value.
    public enum Argument: Hashable, Sendable {
        /// The option is present or not.
        case none
        /// The option stands alone or is followed by one of some words.
        case word([String])
        /// The option takes a value, shown in help as the placeholder.
        case value(placeholder: String, kind: ValueKind)
    }

    /// The name without the two dashes.
    public let name: String
    /// The value it takes, if any.
    public let argument: Argument
    /// Whether the verb cannot run without it.
    public let isRequired: Bool
    /// Whether it may be given more than once; the parser refuses a repetition otherwise.
    public let isRepeatable: Bool
    /// One line for help.
    public let summary: String

    /// An option without a value.
    public static func flag(_ name: String, _ summary: String) -> OptionSpec {
        OptionSpec(name: name, argument: .none, isRequired: false, isRepeatable: false, summary: summary)
    }

    /// An option with a value, given as `--name value` or `--name=value`.
    public static func value(
        _ name: String, _ placeholder: String, _ summary: String, kind: ValueKind = .text, isRequired: Bool = false,
        isRepeatable: Bool = false
    ) -> OptionSpec {
        OptionSpec(
            name: name, argument: .value(placeholder: placeholder, kind: kind), isRequired: isRequired,
            isRepeatable: isRepeatable, summary: summary)
    }

    /// The option as typed, with its placeholder: `--out N.key`.
    var usage: String {
        switch argument {
        case .none: "--" + name
        case .word(let words): "--" + name + " [" + words.joined(separator: "|") + "]"
        case .value(let placeholder, _): "--" + name + " " + placeholder
        }
    }
}
