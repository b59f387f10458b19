@testable import Bulletproofs
import Pedersen
import Ristretto
import Testing
import Transcript

/// Every check is the one that refuses: with it left out, and only then, a faulty proof is accepted.
@Suite struct MutationTests {
    let generators = TestGenerators.best
    let transcript = Transcript("solvency/tests/mutation")
    let blinding = Scalar(12345 as UInt64)

    private func verdict(
        _ proof: EncodedRangeProof, _ commitment: CompressedPoint, without check: SkippableCheck? = nil
    ) throws -> String? {
        try Seam.$omitted.withValue(check.map { [$0] } ?? []) {
            try reason {
                var transcript = transcript
                let statement = try RangeStatement(commitments: [commitment], bits: 8)
                _ = try RangeProof.verify(proof, statement, transcript: &transcript, generators: generators)
            }
        }
    }

    private func expectOnly(
        _ check: SkippableCheck, refuses proof: EncodedRangeProof, _ commitment: CompressedPoint, _ name: String
    ) throws {
        #expect(try verdict(proof, commitment) == name)
        #expect(try verdict(proof, commitment, without: check) == nil)
        for other in Self.singleProofChecks where other != check {
            #expect(try verdict(proof, commitment, without: other) == name, "without \(other)")
        }
    }

    private static let singleProofChecks: [SkippableCheck] = [
        .length, .wordCount, .canonicalScalar, .canonicalPoint, .identity, .absorbedWidth, .absorbedCount,
        .absorbedCommitments, .polynomialEquation, .vectorEquation,
    ]

    private func honest() throws -> (proof: EncodedRangeProof, commitment: CompressedPoint) {
        var prover = try PlainProver(201, generators: generators)
        let made = try prover.prove(Scalar(201 as UInt64), blinding: blinding, transcript: transcript)
        #expect(try verdict(made.proof, made.commitment) == nil)
        return made
    }

    @Test func length() throws {
        let (proof, commitment) = try honest()
        try expectOnly(.length, refuses: EncodedRangeProof(undecoded: proof.bytes + [0]), commitment, "length")
    }

    @Test func wordCount() throws {
        let (proof, commitment) = try honest()
        let longer = EncodedRangeProof(undecoded: proof.bytes + proof.bytes[..<32])
        try expectOnly(.wordCount, refuses: longer, commitment, "wordCount")
    }

    @Test("Another encoding of a scalar", arguments: [4, 5, 6, 13, 14])
    func canonicalScalar(word: Int) throws {
        let (proof, commitment) = try honest()
        let faulty = proof.addingGroupOrder(toWord: word)
        try expectOnly(.canonicalScalar, refuses: faulty, commitment, "nonCanonicalScalar")
    }

    @Test("Another encoding of a point, which the prover absorbs as it stands")
    func canonicalPoint() throws {
        var prover = try PlainProver(201, generators: generators)
        prover.setsTopBit = true
        let (proof, commitment) = try prover.prove(
            Scalar(201 as UInt64), blinding: blinding, transcript: transcript)
        #expect(proof.bytes[63] & 0x80 != 0)
        try expectOnly(.canonicalPoint, refuses: proof, commitment, "nonCanonicalPoint")
    }

    @Test(
        "A proof whose challenges do not depend on the width, or not on the number of values",
        arguments: [SkippableCheck.absorbedWidth, .absorbedCount])
    func absorbedParameters(check: SkippableCheck) throws {
        var prover = try PlainProver(201, generators: generators)
        let forged = try Seam.$omitted.withValue([check]) {
            try prover.prove(Scalar(201 as UInt64), blinding: blinding, transcript: transcript)
        }
        try expectOnly(check, refuses: forged.proof, forged.commitment, "equation")
    }

    @Test func identity() throws {
        var prover = try PlainProver(201, generators: generators)
        prover.withoutMasks = true
        let (proof, commitment) = try prover.prove(
            Scalar(201 as UInt64), blinding: blinding, transcript: transcript)
        #expect(proof.bytes[32..<64].allSatisfy { $0 == 0 })
        try expectOnly(.identity, refuses: proof, commitment, "identity")
    }

    @Test("V is chosen to fit the challenges: its value is anything")
    func absorbedCommitments() throws {
        var prover = try PlainProver(201, generators: generators)
        prover.choosesCommitmentLast = true
        prover.inventedPolynomial = (Scalar(17 as UInt64), Scalar(18 as UInt64))
        let forged = try Seam.$omitted.withValue([.absorbedCommitments]) {
            try prover.prove(.zero, blinding: blinding, transcript: transcript)
        }
        try expectOnly(.absorbedCommitments, refuses: forged.proof, forged.commitment, "equation")
    }

    @Test("A proof of 201 for a commitment to 457, which does not fit 8 bits")
    func polynomialEquation() throws {
        var prover = try PlainProver(457, generators: generators)
        let forged = try prover.prove(Scalar(457 as UInt64), blinding: blinding, transcript: transcript)
        try expectOnly(.polynomialEquation, refuses: forged.proof, forged.commitment, "equation")
    }

    @Test("T_1 and T_2 that fit a value out of range, whatever the vectors are")
    func vectorEquation() throws {
        var prover = try PlainProver(201, generators: generators)
        prover.inventedPolynomial = (Scalar(17 as UInt64), Scalar(18 as UInt64))
        let forged = try prover.prove(Scalar(99999 as UInt64), blinding: blinding, transcript: transcript)
        try expectOnly(.vectorEquation, refuses: forged.proof, forged.commitment, "equation")
    }

    @Test("Faults of the two equations that cancel under one weight")
    func separateEquations() throws {
        var prover = try PlainProver(201, generators: generators)
        prover.blindingOffset = Scalar(5 as UInt64)
        prover.vectorOffset = -Scalar(5 as UInt64)
        let faulty = try prover.prove(Scalar(201 as UInt64), blinding: blinding, transcript: transcript)
        #expect(try verdict(faulty.proof, faulty.commitment) == "equation")
        #expect(try verdict(faulty.proof, faulty.commitment, without: .separateEquations) == nil)
    }

    @Test func chunkSum() throws {
        let (proof, _) = try honest()
        let other = commitment(202 as UInt64, blinding)
        #expect(try verdict(proof, other) == "equation")
        #expect(try verdict(proof, other, without: .chunkSum) == nil)
    }

    @Test("A value that is not made of bits", arguments: [0, 3, 7])
    func notBits(position: Int) throws {
        var prover = try PlainProver(0, generators: generators)
        // 2 at one place: the sum with powers of two is right, a_L (a_L - 1) = 0 is not.
        prover.left[position] = Scalar(2 as UInt64)
        prover.right[position] = Scalar.one
        let value = Scalar(UInt64(2) << UInt64(position))
        let forged = try prover.prove(value, blinding: blinding, transcript: transcript)
        #expect(try verdict(forged.proof, forged.commitment) == "equation")
    }

    @Test("a_R that is not a_L - 1")
    func unrelatedVectors() throws {
        var prover = try PlainProver(3, generators: generators)
        prover.right[5] = .zero
        let forged = try prover.prove(Scalar(3 as UInt64), blinding: blinding, transcript: transcript)
        #expect(try verdict(forged.proof, forged.commitment) == "equation")
    }
}

extension EncodedRangeProof {
    /// The same proof with the group order added to a scalar: another encoding of it.
    func addingGroupOrder(toWord word: Int) -> EncodedRangeProof {
        var bytes = bytes
        let order = Scalar.zero - Scalar.one
        var carry = 1
        for (index, digit) in order.encoded().enumerated() {
            carry += Int(bytes[32 * word + index]) + Int(digit)
            bytes[32 * word + index] = UInt8(truncatingIfNeeded: carry)
            carry >>= 8
        }
        return EncodedRangeProof(undecoded: bytes)
    }
}
