package import Ristretto
internal import Transcript

#if !hasFeature(Embedded)
    internal import Sodium
#endif

/// The two factors with which a proof's equations enter the sum of a batch, 128 bits each and never zero.
///
/// A batch is accepted when the weighted sum of all equations is the identity. For proofs that are fixed before the
/// weights are drawn, a sum with a false equation is the identity for at most 2^-128 of all weights.
///
/// - seealso: Bellare, Garay, Rabin, EUROCRYPT 1998, "small exponents test".
package struct BatchWeights: Equatable, Sendable {
    /// The factor of: t_x is the value of the committed polynomial.
    package var polynomial: Scalar
    /// The factor of: the vectors have the inner product t_x.
    package var vector: Scalar

    /// Draws the weights of a batch.
    ///
    /// - Parameters:
    ///   - states: 32 bytes for each proof; all are absorbed before the first weight is drawn.
    ///   - seed: 32 random bytes, or none. Without, the weights are those of a non-interactive argument: nobody can
    ///     choose a proof after its weights, since they depend on all proofs.
    /// - Returns: As many pairs of weights as there are proofs.
    package static func draw(states: [UInt8], seed: [UInt8]) -> [BatchWeights] {
        let count = states.count / 32
        var transcript = Transcript(TranscriptProtocol.rangeBatch)
        transcript.appendU64(.m, UInt64(count))
        transcript.appendMessage(.proofState, states)
        transcript.appendMessage(.seed, seed)
        return (0..<count).map { _ in
            BatchWeights(polynomial: nonzero(&transcript), vector: nonzero(&transcript))
        }
    }

    private static func nonzero(_ transcript: inout Transcript) -> Scalar {
        while true {
            let bytes = transcript.challengeBytes(.weight, count: 16)
            var weight: UInt128 = 0
            for byte in bytes.reversed() { weight = weight &<< 8 | UInt128(byte) }
            if weight != 0 { return Scalar(weight) }
        }
    }

    /// 32 fresh bytes where the platform has them, else none.
    static func freshSeed() -> [UInt8] {
        #if hasFeature(Embedded)
            return []
        #else
            // Without libsodium's source the weights are derived, which is sound by itself.
            guard var random = try? SystemRandom() else { return [] }
            return random.publicBytes(count: 32)
        #endif
    }

    /// What a test asks for in place of the drawn weights.
    func mutated(first: BatchWeights) -> BatchWeights {
        var weights = Seam.omits(.distinctWeights) ? first : self
        if Seam.omits(.separateEquations) { weights.vector = weights.polynomial }
        if Seam.omits(.polynomialEquation) { weights.polynomial = .zero }
        if Seam.omits(.vectorEquation) { weights.vector = .zero }
        return weights
    }
}
