public import Ristretto

/// Why a range proof is refused.
///
/// Every case names the check that failed and, where there is one, the field. The order in which the checks run is that
/// of the cases' list in `docs/spec/range-proof.md`, so that a proof with one fault gives one answer everywhere.
public enum RangeProofRefusal: Error, Equatable, Sendable {
    /// The parameters are not among those that the format offers.
    case parameters(RangeParameterFault)

    /// The bytes are not a whole number of 32-byte words.
    case length(byteCount: Int)

    /// The proof has another number of words than its parameters ask for: short, long, or the wrong number of rounds.
    case wordCount(expected: Int, actual: Int)

    /// A scalar is not below the group order.
    case nonCanonicalScalar(FieldName)

    /// A point's bytes are not the encoding of any group element, or not its only one.
    case nonCanonicalPoint(FieldName)

    /// A point is the identity where that would take a term out of an equation. Commitments may be the identity.
    case identity(FieldName)

    /// The verification equation does not hold: a value out of range, another statement or label, or a changed proof.
    case equation
}

extension RangeProofRefusal {
    /// The reason's name in vectors and in the command's output.
    public var reason: StaticString {
        switch self {
        case .parameters: "parameters"
        case .length: "length"
        case .wordCount: "wordCount"
        case .nonCanonicalScalar: "nonCanonicalScalar"
        case .nonCanonicalPoint: "nonCanonicalPoint"
        case .identity: "identity"
        case .equation: "equation"
        }
    }
}

#if !hasFeature(Embedded)
    extension RangeProofRefusal: CustomStringConvertible {
        /// One line in words.
        public var description: String {
            switch self {
            case .parameters(.bits(let bits)): "values of \(bits) bits are not offered: 8, 16, 32 or 64"
            case .parameters(.count(let count)): "\(count) values are not offered: a power of two, 1 to 1024"
            case .parameters(.generators(let bits, let count)):
                "\(count) values of \(bits) bits need more generators than there are"
            case .length(let byteCount): "the proof has \(byteCount) bytes, which are no whole number of 32-byte words"
            case .wordCount(let expected, let actual):
                "the proof has \(actual) words of 32 bytes instead of \(expected)"
            case .nonCanonicalScalar(let field): "\(field): the scalar is not below the group order"
            case .nonCanonicalPoint(let field): "\(field): the bytes are not the encoding of a group element"
            case .identity(let field): "\(field): the point is the identity"
            case .equation: "the verification equation does not hold"
            }
        }
    }
#endif
