public import Ristretto
public import Transcript

/// An inner-product argument: two vectors a and b that P commits to have the inner product that P also commits to.
///
/// P = <a, G'> + <b, H'> + <a, b> Q, where G' and H' are the generators times public factors (``GeneratorFactors``). The
/// argument halves the vectors round after round; each round sends two points. Range proofs and circuit proofs share it.
///
/// It is not zero-knowledge by itself: what it shows about a and b has to be masked already.
///
/// - seealso: Bünz et al., ePrint 2017/1066, section 3; `docs/spec/range-proof.md`, "Inner-product argument".
public struct InnerProductProof: Equatable, Sendable {
    /// L: the first point of each round.
    public let left: [CompressedPoint]
    /// R: the second point of each round.
    public let right: [CompressedPoint]
    /// a: the first vector after the last round.
    public let a: Scalar
    /// b: the second vector after the last round.
    public let b: Scalar

    /// Puts an argument together.
    ///
    /// - Parameters:
    ///   - left: L of each round.
    ///   - right: R of each round, as many.
    ///   - a: The first vector after the last round.
    ///   - b: The second vector after the last round.
    public init(left: [CompressedPoint], right: [CompressedPoint], a: Scalar, b: Scalar) {
        precondition(left.count == right.count, "a round has two points")
        self.left = left
        self.right = right
        self.a = a
        self.b = b
    }

    /// How many rounds there are: the vectors have 2^rounds items.
    public var rounds: Int { left.count }

    /// Absorbs the argument and appends the challenge u of each round to a list.
    ///
    /// The caller has checked the number of rounds, and that no point is the identity.
    ///
    /// - Parameters:
    ///   - challenges: Where the challenges go, in the order of the rounds.
    ///   - transcript: The transcript, in the state in which the prover started the argument.
    public func appendChallenges(to challenges: inout [Scalar], transcript: inout Transcript) {
        Self.absorbStart(vectorLength: 1 << rounds, transcript: &transcript)
        for round in 0..<rounds {
            challenges.append(Self.absorbRound(left[round], right[round], transcript: &transcript))
        }
    }

    /// Absorbs what an argument starts with.
    static func absorbStart(vectorLength: Int, transcript: inout Transcript) {
        transcript.appendProtocol(TranscriptProtocol.innerProduct)
        transcript.appendU64(.n, UInt64(vectorLength))
    }

    /// Absorbs a round and draws its challenge.
    static func absorbRound(
        _ left: CompressedPoint, _ right: CompressedPoint, transcript: inout Transcript
    ) -> Scalar {
        transcript.appendPoint(.L, left)
        transcript.appendPoint(.R, right)
        return transcript.challengeScalar(.u)
    }
}

/// Public factors of the generators of an inner-product argument: G'_i = factor_i G_i.
public enum GeneratorFactors: Sendable {
    /// All factors are 1.
    case ones
    /// Factor i is the i-th power, from 0.
    case powers(of: Scalar)
}
