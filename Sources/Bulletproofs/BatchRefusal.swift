/// Why a batch of proofs is not accepted.
public enum BatchRefusal: Error, Equatable, Sendable {
    /// There was nothing to verify, which is never a success.
    case empty

    /// A range proof is refused; it is the first proof of the batch that is, counted from 0 in the order of appending.
    case proof(index: Int, RangeProofRefusal)

    /// A circuit proof is refused; it is the first proof of the batch that is, counted in the same way.
    case circuit(index: Int, CircuitProofRefusal)

    /// The proofs in this range are accepted one by one but not together.
    ///
    /// It cannot happen with a probability above 2^-128, and means a fault of the program or the machine.
    case inconsistent(Range<Int>)
}

#if !hasFeature(Embedded)
    extension BatchRefusal: CustomStringConvertible {
        /// One line in words.
        public var description: String {
            switch self {
            case .empty: "there is no proof to verify"
            case .proof(let index, let refusal): "proof \(index): \(refusal)"
            case .circuit(let index, let refusal): "proof \(index): \(refusal)"
            case .inconsistent(let range): "proofs \(range) are accepted one by one but not together"
            }
        }
    }
#endif
