public import Ristretto

/// What a range proof is about: commitments, each to a value of at most so many bits.
///
/// The statement comes from the verifier's own sources, never from the proof.
public struct RangeStatement: Equatable, Sendable {
    /// V: the commitments in their order.
    ///
    /// Any of them may be the identity, which commits to 0 with blinding 0.
    public let commitments: [CompressedPoint]

    /// Width and number of the values.
    public let parameters: RangeParameters

    /// States what is to be shown.
    ///
    /// - Parameters:
    ///   - commitments: V_j = v_j B + r_j B~: a power of two of them, 1 to 1024.
    ///   - bits: n: each v_j lies in [0, 2^bits); 8, 16, 32 or 64.
    /// - Throws: ``RangeProofRefusal/parameters(_:)`` for any other number of bits or commitments.
    public init(commitments: [CompressedPoint], bits: Int) throws(RangeProofRefusal) {
        do throws(RangeParameterFault) {
            parameters = try RangeParameters(bits: bits, count: commitments.count)
        } catch {
            throw .parameters(error)
        }
        self.commitments = commitments
    }
}
