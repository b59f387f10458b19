import Bulletproofs
import Pedersen
import Ristretto
import Sodium
import Testing
import Transcript

/// When the generators are folded, and over what, is the prover's business: the argument has the same bytes.
@Suite struct InnerProductTableTests {
    /// 1026 generators: none; rows 12 bits apart or so; rows some 50 and some 120 bits apart.
    static let all = [0, 8 << 20, 800 << 10, 400 << 10].map {
        BulletproofGenerators(
            perParty: 64, parties: 8, policy: TablePolicy(maximumByteCount: $0, usesBeforeTable: 0))
    }

    @Test func rowsAreAsFarApartAsMeant() {
        for generators in Self.all { generators.fixed.prepareVartime() }
        let steps = Self.all.map { $0.fixed.bitsBetweenRows ?? 0 }
        #expect(steps[0] == 0 && 1...24 ~= steps[1] && 25...64 ~= steps[2] && steps[3] > 64)
    }

    @Test(arguments: [2, 8, 16, 32, 64, 128, 256, 512], [false, true])
    func tablesDoNotShow(length: Int, hasFactors: Bool) throws {
        var random = try SystemRandom()
        let a = (0..<length).map { _ in Scalar.random(from: &random) }
        let b = (0..<length).map { _ in Scalar.random(from: &random) }
        let factors = (0..<2).map { _ in
            hasFactors ? GeneratorFactors.powers(of: Scalar.random(from: &random)) : .ones
        }
        let w = Scalar.random(from: &random)
        let proofs = Self.all.map { generators in
            generators.fixed.prepareVartime()
            var transcript = Transcript("inner product")
            return InnerProductProof.proveVartime(
                a, b,
                generators: InnerProductProof.Generators(
                    fixed: generators.fixed, first: Array(0..<UInt32(length)),
                    second: Array(512..<512 + UInt32(length)), firstFactors: factors[0],
                    secondFactors: factors[1], base: generators.valueIndex, baseFactor: w),
                transcript: &transcript, workspace: MultiScalarWorkspace())
        }
        for proof in proofs { #expect(proof == proofs[0]) }
    }
}
