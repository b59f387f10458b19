/// Why a number was not made.
public enum BigNumberFailure: Error, Equatable, Sendable {
    /// A division by 0.
    case divisionByZero
    /// A division that was to be exact leaves a remainder.
    case inexactDivision
    /// Text that is not a number in the form that was asked for; where the first wrong byte is.
    case malformed(offset: Int)
    /// Text with more digits than are read.
    case tooManyDigits(limit: Int)
    /// The value does not fit where it should go.
    case tooLarge(bits: Int, limit: Int)
}

extension BigNumberFailure: CustomStringConvertible {
    /// The failure in words.
    public var description: String {
        switch self {
        case .divisionByZero: "a division by zero"
        case .inexactDivision: "a division that leaves a remainder"
        case .malformed(let offset): "not a decimal number, from character \(offset + 1)"
        case .tooManyDigits(let limit): "more than \(limit) digits"
        case .tooLarge(let bits, let limit): "a number of \(bits) bits where \(limit) are allowed"
        }
    }
}
