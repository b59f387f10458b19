/// What the value of an option or an operand is, as far as help and completion care.
public enum ValueKind: Hashable, Sendable {
    /// Free text.
    case text
    /// The path of a file.
    case file
    /// The path of a folder.
    case folder
    /// One of a few words; the parser refuses any other.
    case choice([String])
}
