public import BigNumbers
public import CircuitModel

/// Why a statement cannot be built, and where its text says so.
public enum StatementError: Error, Equatable, Sendable {
    /// A quantity that a prover may shift stands where shifting it would help; `auxiliary` is where it was made.
    case polarity(at: SourceLocation, auxiliary: SourceLocation, needed: Polarity, found: Polarity)
    /// The same input is described in two ways.
    case conflictingInput(at: SourceLocation, first: SourceLocation)
    /// The input's description is not allowed.
    case invalidInput(at: SourceLocation)
    /// No integer lies within the input's bounds.
    case emptyRange(at: SourceLocation)
    /// No form of the statement names the input, so that nothing would be said about it.
    case unusedInput(at: SourceLocation)
    /// A minimum, maximum or sum over nothing.
    case nothing(at: SourceLocation)
    /// The number of worst ones is not between 1 and the number of forms.
    case worstCount(at: SourceLocation, asked: Int, available: Int)
    /// A share is not between 0 and 1.
    case share(at: SourceLocation, BigRational)
    /// A quantity that must not be negative could be.
    case mayBeNegative(at: SourceLocation)
    /// A range of so many bits is needed, and there are none above 249.
    case tooWide(at: SourceLocation, bits: Int)
    /// A number on the way to a row has more than 4096 bits.
    case numberTooLarge(at: SourceLocation)
    /// A value modulo the group order could satisfy a row that it does not satisfy over the integers.
    case wrapsAround(at: SourceLocation)
    /// No admissible input satisfies the requirement.
    case neverTrue(at: SourceLocation, name: String)
    /// The statement has more rows, terms or slots than are offered.
    case tooLarge
    /// The circuits, the rung or a name are not allowed.
    case refused(StatementFault)
}

extension StatementError {
    /// Where the circuit's text is at fault, where one place is.
    public var location: SourceLocation? {
        switch self {
        case .polarity(let at, _, _, _), .conflictingInput(let at, _), .invalidInput(let at), .emptyRange(let at),
            .unusedInput(let at), .nothing(let at), .worstCount(let at, _, _), .share(let at, _),
            .mayBeNegative(let at), .tooWide(let at, _), .numberTooLarge(let at), .wrapsAround(let at),
            .neverTrue(let at, _):
            at
        case .tooLarge, .refused: nil
        }
    }
}

extension StatementError: CustomStringConvertible {
    /// One line in words, without the place.
    public var description: String {
        switch self {
        case .polarity(_, let auxiliary, let needed, let found):
            "must be \(needed), and is \(found) because of the value made at \(auxiliary)"
        case .conflictingInput(_, let first): "the input is described differently at \(first)"
        case .invalidInput: "the input has an empty or too long id, or too many decimals"
        case .emptyRange: "no integer lies within the bounds"
        case .unusedInput: "the input is used nowhere"
        case .nothing: "there is nothing to choose from"
        case .worstCount(_, let asked, let available): "the worst \(asked) of \(available)"
        case .share(_, let share): "a share of \(share), which is not between 0 and 1"
        case .mayBeNegative: "a quantity that must not be negative could be"
        case .tooWide(_, let bits): "a range of \(bits) bits is needed, and 249 are the most"
        case .numberTooLarge: "a number of more than 4096 bits is needed"
        case .wrapsAround: "the values are so large that they could wrap around the group order"
        case .neverTrue(_, let name): "no admissible input satisfies the requirement: \(name)"
        case .tooLarge: "the statement has more rows, terms or slots than are offered"
        case .refused(let fault): "\(fault)"
        }
    }
}
