import Bulletproofs
import Pedersen
import Ristretto
import Sodium
import Testing
import Transcript

/// The inner-product argument by itself, with factors on both sides and of every length.
@Suite struct InnerProductTests {
    let generators = TestGenerators.best

    @Test(arguments: [1, 2, 4, 8, 16, 32, 64, 128, 512], [false, true])
    func completeness(length: Int, hasFactors: Bool) throws {
        var random = try SystemRandom()
        func draw() -> Scalar { Scalar.random(from: &random) }
        let a = (0..<length).map { _ in draw() }
        let b = (0..<length).map { _ in draw() }
        let (first, second, w) = (hasFactors ? draw() : .one, hasFactors ? draw() : .one, draw())
        let fixed = generators.fixed
        let firstIndices = (0..<UInt32(length)).map { $0 }
        let secondIndices = firstIndices.map { $0 + UInt32(fixed.pairs) }
        var transcript = Transcript("inner product")
        let proof = InnerProductProof.proveVartime(
            a, b,
            generators: InnerProductProof.Generators(
                fixed: fixed, first: firstIndices, second: secondIndices,
                firstFactors: hasFactors ? .powers(of: first) : .ones,
                secondFactors: hasFactors ? .powers(of: second) : .ones, base: generators.valueIndex, baseFactor: w),
            transcript: &transcript, workspace: MultiScalarWorkspace())
        #expect(1 << proof.rounds == length)

        var challenges: [Scalar] = []
        var verifying = Transcript("inner product")
        proof.appendChallenges(to: &challenges, transcript: &verifying)
        var inverses = challenges
        Scalar.invertAllOrZero(&inverses)
        let scalars = InnerProductProof.VerificationScalars(challenges: challenges[...], inverses: inverses[...])
        var s = [Scalar](repeating: .zero, count: length)
        var t = s
        s.withUnsafeMutableBufferPointer { scalars.fillFirst($0, times: proof.a) }
        t.withUnsafeMutableBufferPointer { scalars.fillSecond($0, times: proof.b, ratio: second) }
        // P = <a, G'> + <b, H'> + <a, b> Q, from the factors' definition.
        let firstPowers = Scalar.powers(of: first, count: length)
        let secondPowers = Scalar.powers(of: second, count: length)
        let points = (firstIndices + secondIndices + [generators.valueIndex]).map { fixed.generator(at: Int($0)) }
        let left = zip(a, firstPowers).map { $0 * $1 } + zip(b, secondPowers).map { $0 * $1 }
        let P = MultiScalar.vartime(left + [w * Scalar.innerProduct(a, b)], points)
        let rounds = try RistrettoPoint.decode(proof.left + proof.right)
        let claimed = MultiScalar.vartime(
            zip(s, firstPowers).map { $0 * $1 } + t + [w * proof.a * proof.b], points)
        #expect(P + MultiScalar.vartime(scalars.left + scalars.right, rounds) == claimed)
    }
}
