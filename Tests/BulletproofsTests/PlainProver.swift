@testable import Bulletproofs
import Pedersen
import Ristretto
import Sodium
import Transcript

/// A slow prover of one value that follows the paper line by line, and cheats where it is told to.
///
/// It is a second implementation to compare with, and the adversary of the tests.
struct PlainProver {
    let generators: BulletproofGenerators
    let bits: Int
    var random: SystemRandom

    /// a_L and a_R; an honest prover has the bits of the value and the bits less 1.
    var left: [Scalar]
    var right: [Scalar]
    /// Whether s_L, s_R, rho and with them S are zero.
    var withoutMasks = false
    /// Whether bit 255 of S is set, in the transcript and in the proof.
    var setsTopBit = false
    /// What is added to t_x_blinding and to e_blinding before they are absorbed.
    var blindingOffset = Scalar.zero
    var vectorOffset = Scalar.zero
    /// t_1 and t_2 in place of the coefficients of t(X); t_x then follows from them and the value.
    var inventedPolynomial: (Scalar, Scalar)?
    /// Whether V is chosen after all challenges, to fit.
    var choosesCommitmentLast = false
    /// What is added to a, after all challenges.
    var lastScalarOffset = Scalar.zero

    init(_ number: UInt64, bits: Int = 8, generators: BulletproofGenerators) throws {
        self.generators = generators
        self.bits = bits
        random = try SystemRandom()
        left = (0..<bits).map { Scalar((number >> UInt64($0)) & 1) }
        right = left.map { $0 - .one }
    }

    /// A proof, and the commitment that it is about.
    mutating func prove(
        _ value: Scalar, blinding: Scalar, transcript start: Transcript
    ) throws -> (proof: EncodedRangeProof, commitment: CompressedPoint) {
        var transcript = start
        var V = commitment(value, blinding)
        let parameters = try RangeParameters(bits: bits, count: 1)
        try RangeStatement(commitments: [V], bits: bits).absorb(into: &transcript)
        let (alpha, rho) = (draw(), withoutMasks ? .zero : draw())
        let masksLeft = (0..<bits).map { _ in withoutMasks ? .zero : draw() }
        let masksRight = (0..<bits).map { _ in withoutMasks ? .zero : draw() }
        let A = sum([alpha] + left + right)
        var S = sum([rho] + masksLeft + masksRight)
        if setsTopBit { S = try CompressedPoint(undecoded: S.bytes[..<31] + [S.bytes[31] | 0x80]) }
        let (y, z) = RangeProof.absorb(bits: A, masks: S, transcript: &transcript)

        let powers = Scalar.powers(of: y, count: bits)
        let twos = Scalar.powers(of: Scalar(2 as UInt64), count: bits)
        let l0 = left.map { $0 - z }
        let r0 = (0..<bits).map { powers[$0] * (right[$0] + z) + z.squared() * twos[$0] }
        let r1 = (0..<bits).map { powers[$0] * masksRight[$0] }
        var t1 = Scalar.innerProduct(l0, r1) + Scalar.innerProduct(masksLeft, r0)
        var t2 = Scalar.innerProduct(masksLeft, r1)
        if let invented = inventedPolynomial { (t1, t2) = invented }
        let (tau1, tau2) = (draw(), draw())
        let (T1, T2) = (commitment(t1, tau1), commitment(t2, tau2))
        let x = RangeProof.absorb(linear: T1, quadratic: T2, transcript: &transcript)

        let l = (0..<bits).map { l0[$0] + x * masksLeft[$0] }
        let r = (0..<bits).map { r0[$0] + x * r1[$0] }
        let delta = RangeProof.delta(parameters, y: y, z: z)
        var t = Scalar.innerProduct(l, r)
        if inventedPolynomial != nil, !choosesCommitmentLast { t = z.squared() * value + delta + x * t1 + x * x * t2 }
        let tBlinding = z.squared() * blinding + x * tau1 + x * x * tau2 + blindingOffset
        if choosesCommitmentLast {
            // z^2 V = t_x B + t_x_blinding B~ - delta B - x T_1 - x^2 T_2, whatever that opens to.
            let inverse = z.squared().invertedOrZero()
            V = commitment(
                inverse * (t - delta - x * t1 - x * x * t2), inverse * (tBlinding - x * tau1 - x * x * tau2))
        }
        let e = alpha + x * rho + vectorOffset
        let w = RangeProof.absorb(
            innerProduct: t, itsBlinding: tBlinding, vectorBlinding: e, transcript: &transcript)
        let pairs = generators.pairIndices(perParty: bits, parties: 1)
        let argument = InnerProductProof.proveVartime(
            l, r,
            generators: InnerProductProof.Generators(
                fixed: generators.fixed, first: pairs, second: pairs.map { $0 + UInt32(generators.fixed.pairs) },
                secondFactors: .powers(of: y.invertedOrZero()), base: generators.valueIndex, baseFactor: w),
            transcript: &transcript, workspace: MultiScalarWorkspace())
        let proof = RangeProof(
            parameters: parameters, bitCommitment: A, maskCommitment: S, linearCommitment: T1, quadraticCommitment: T2,
            innerProduct: t, innerProductBlinding: tBlinding, vectorBlinding: e,
            argument: InnerProductProof(
                left: argument.left, right: argument.right, a: argument.a + lastScalarOffset, b: argument.b))
        return (proof.encoded, V)
    }

    private mutating func draw() -> Scalar { Scalar.random(from: &random) }

    /// The first scalar times B~, then the others times G and H.
    private func sum(_ scalars: [Scalar]) -> CompressedPoint {
        let pairs = generators.pairIndices(perParty: bits, parties: 1)
        let indices =
            [generators.blindingIndex] + pairs + pairs.map { $0 + UInt32(generators.fixed.pairs) }
        return MultiScalar.vartime(scalars, indices.map { generators.fixed.generator(at: Int($0)) }).compressed()
    }
}
