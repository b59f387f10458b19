/// One operand of a verb, or the run of equal operands at its end.
public struct OperandSpec: Hashable, Sendable {
    /// How often an operand may stand.
    public enum Count: Hashable, Sendable {
        /// Exactly once.
        case one
        /// Once or not at all.
        case optional
        /// At least once.
        case oneOrMore
        /// Any number of times.
        case any
    }

    /// The word that stands for it in help.
    public let placeholder: String
    /// One line for help.
    public let summary: String
    /// What it is, for completion and for the check of choices.
    public let kind: ValueKind
    /// How often it may stand; anything but `.one` only in the last place.
    public let count: Count

    /// An operand of a verb.
    public init(_ placeholder: String, _ summary: String, kind: ValueKind = .file, count: Count = .one) {
        self.placeholder = placeholder
        self.summary = summary
        self.kind = kind
        self.count = count
    }

    /// The operand as it stands in a synopsis.
    var usage: String {
        switch count {
        case .one: placeholder
        case .optional: "[" + placeholder + "]"
        case .oneOrMore: placeholder + "..."
        case .any: "[" + placeholder + "...]"
        }
    }
}
