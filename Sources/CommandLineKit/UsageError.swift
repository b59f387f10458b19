/// What is wrong with a command line.
///
/// No case carries the value of an option or an operand: somebody may have typed a secret there.
public enum UsageError: Error, Equatable, Sendable {
    /// There is no verb.
    case noVerb
    /// The first word is no verb; the nearest verbs are suggested.
    case unknownVerb(String, suggestions: [String])
    /// The words are the beginning of the listed verbs.
    case incompleteVerb(String, verbs: [String])
    /// The verb has no such option; the nearest is suggested.
    case unknownOption(String, suggestion: String?)
    /// A verb's option stands before the verb.
    case optionBeforeVerb(String)
    /// An option that takes a value stands without one.
    case missingValue(String)
    /// An option that takes no value was given one.
    case unexpectedValue(String)
    /// An option that may be given once was given again.
    case duplicateOption(String)
    /// A required option is missing.
    case missingOption(String)
    /// None of the options of which one is required was given.
    case missingOneOf([String])
    /// Options that exclude each other were given together.
    case conflictingOptions(String, String)
    /// A required operand is missing.
    case missingOperand(String)
    /// There are more operands than the verb takes.
    case tooManyOperands(allowed: Int)
    /// A value or an operand is not one of the words allowed.
    case notAChoice(String, allowed: [String])
    /// A value or an operand is empty.
    case emptyArgument(String)
    /// An argument is not UTF-8; arguments are counted from 1.
    case notUTF8(position: Int)
    /// A verb found a contradiction that the tables cannot express.
    case other(String, hint: String?)

    /// The error in one sentence.
    public var message: String {
        switch self {
        case .noVerb: "no verb given"
        case .unknownVerb(let word, _): "unknown verb \(DisplayText.quoted(word))"
        case .incompleteVerb(let words, let verbs):
            "'\(words)' needs one more word: \(verbs.map { String($0.dropFirst(words.utf8.count + 1)) }.joined(separator: ", "))"
        case .unknownOption(let name, _): "unknown option \(DisplayText.quoted(name))"
        case .optionBeforeVerb(let name): "option \(DisplayText.quoted(name)) stands before the verb"
        case .missingValue(let name): "option '--\(name)' needs a value"
        case .unexpectedValue(let name): "option '--\(name)' takes no value"
        case .duplicateOption(let name): "option '--\(name)' is given twice"
        case .missingOption(let name): "option '--\(name)' is missing"
        case .missingOneOf(let names): "one of \(names.map { "'--\($0)'" }.joined(separator: ", ")) is missing"
        case .conflictingOptions(let first, let second): "options '--\(first)' and '--\(second)' exclude each other"
        case .missingOperand(let placeholder): "operand \(placeholder) is missing"
        case .tooManyOperands(let allowed):
            allowed == 0 ? "this verb takes no operands" : "too many operands: this verb takes \(allowed)"
        case .notAChoice(let name, let allowed): "\(name) must be one of: \(allowed.joined(separator: ", "))"
        case .emptyArgument(let name): "\(name) is empty"
        case .notUTF8(let position): "argument \(position) is not valid UTF-8"
        case .other(let message, _): message
        }
    }

    /// What to do about it, where the error knows more than "read the help".
    public var hint: String? {
        switch self {
        case .unknownVerb(_, let suggestions) where !suggestions.isEmpty:
            "did you mean \(suggestions.map { "'\($0)'" }.joined(separator: " or "))?"
        case .unknownOption(_, let suggestion?): "did you mean '\(suggestion)'?"
        case .optionBeforeVerb: "options of a verb follow the verb"
        case .missingValue(let name): "a value that begins with two dashes is written --\(name)=VALUE"
        case .other(_, let hint): hint
        default: nil
        }
    }
}
