public import Ristretto

/// Why a circuit proof is refused.
///
/// Every case names the check that failed and, where there is one, the field. The order in which the checks run is that
/// of the list in `docs/spec/circuit-proof.md`.
public enum CircuitProofRefusal: Error, Equatable, Sendable {
    /// The relation needs more slots than are offered, or than there are generators.
    case slots(needed: Int, offered: Int)

    /// There are as many commitments as `actual` and should be as many as the relation has inputs.
    case inputCount(expected: Int, actual: Int)

    /// The bytes are not a whole number of 32-byte words.
    case length(byteCount: Int)

    /// The proof has another number of words than its statement asks for: short, long, or a wrong number of C, T or rounds.
    case wordCount(expected: Int, actual: Int)

    /// A scalar is not below the group order.
    case nonCanonicalScalar(FieldName)

    /// A point of the proof is the identity. Input commitments may be the identity.
    case identity(FieldName)

    /// A point's bytes are not the encoding of any group element, or not its only one.
    case nonCanonicalPoint(FieldName)

    /// A challenge is zero, or the lookup challenge is the negative of a table entry.
    case zeroChallenge(FieldName)

    /// The verification equation does not hold: a false statement, another one, or a changed proof.
    case equation
}

extension CircuitProofRefusal {
    /// The reason's name in vectors and in the command's output.
    public var reason: StaticString {
        switch self {
        case .slots: "slots"
        case .inputCount: "inputCount"
        case .length: "length"
        case .wordCount: "wordCount"
        case .nonCanonicalScalar: "nonCanonicalScalar"
        case .identity: "identity"
        case .nonCanonicalPoint: "nonCanonicalPoint"
        case .zeroChallenge: "zeroChallenge"
        case .equation: "equation"
        }
    }
}

#if !hasFeature(Embedded)
    extension CircuitProofRefusal: CustomStringConvertible {
        /// One line in words.
        public var description: String {
            switch self {
            case .slots(let needed, let offered): "the statement needs \(needed) slots, and \(offered) are offered"
            case .inputCount(let expected, let actual):
                "there are \(actual) commitments for \(expected) inputs of the statement"
            case .length(let byteCount): "the proof has \(byteCount) bytes, which are no whole number of 32-byte words"
            case .wordCount(let expected, let actual):
                "the proof has \(actual) words of 32 bytes instead of \(expected)"
            case .nonCanonicalScalar(let field): "\(field): the scalar is not below the group order"
            case .identity(let field): "\(field): the point is the identity"
            case .nonCanonicalPoint(let field): "\(field): the bytes are not the encoding of a group element"
            case .zeroChallenge(let field): "\(field): the challenge is not usable"
            case .equation: "the verification equation does not hold"
            }
        }
    }
#endif
