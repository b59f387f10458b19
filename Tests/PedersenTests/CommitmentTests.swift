import CSodium
import Pedersen
import Ristretto
import Sodium
import Testing

@Suite("Commitments", .serialized)
struct CommitmentTests {
    /// value * B + blinding * B~ by libsodium.
    static func expected(_ value: [UInt8], _ blinding: [UInt8]) -> [UInt8] {
        let base = PedersenGenerators.standard.blinding.compressed().bytes
        var (left, right, sum) = (
            [UInt8](repeating: 0, count: 32), [UInt8](repeating: 0, count: 32), [UInt8](repeating: 0, count: 32)
        )
        // -1 stands for the identity, which zeros encode.
        if crypto_scalarmult_ristretto255_base(&left, value) != 0 { left = [UInt8](repeating: 0, count: 32) }
        if crypto_scalarmult_ristretto255(&right, blinding, base) != 0 { right = [UInt8](repeating: 0, count: 32) }
        #expect(crypto_core_ristretto255_add(&sum, left, right) == 0)
        return sum
    }

    @Test("single commitments and batches, against libsodium")
    func commitments() throws {
        var source = try SystemRandom()
        let values: [UInt64] = [0, 1, 2, 77, 1 << 32, .max - 1, .max, 5, 5]
        var blindings = values.map { _ in Scalar.random(from: &source) }
        blindings[0] = .zero
        blindings[1] = -.one
        let batch = try CommitmentTable.pedersen.commit(
            to: values.span, blindings: blindings.span, workspace: SecretWorkspace())
        for index in values.indices {
            let expected = Self.expected(Scalar(values[index]).encoded(), blindings[index].encoded())
            let commitment = Commitment(to: values[index], blinding: blindings[index])
            #expect(commitment.compressed().bytes == expected)
            #expect(batch.encodings[index].bytes == expected)
            #expect(Commitment(point: batch.points[index]) == commitment)
            #expect(try Commitment(decoding: batch.encodings[index]) == commitment)
        }
    }

    @Test("commitments add up, and so do their openings")
    func additive() throws {
        var source = try SystemRandom()
        var sum = try Opening(value: 40, blindingFrom: &source)
        let second = try Opening(value: 2, blindingFrom: &source)
        let total = Commitment.sum([sum.commitment(), second.commitment()])
        sum.add(second)
        #expect(sum.commitment() == total)
        let evidence = try total.verifyOpening(value: 42, blinding: sum.exposedBlinding)
        #expect(evidence.value == 42)
        #expect(evidence.commitment == total)
        #expect(total - second.commitment() + second.commitment() == total)
        sum.scale(by: Scalar(3 as UInt64))
        #expect(sum.commitment() == Scalar(3 as UInt64) * total)
        #expect(sum.exposedValue == Scalar(126 as UInt64))
        let copy = try sum.copy()
        #expect(copy.commitment() == sum.commitment())
        #expect(Commitment.sum([]) == .identity)
        #expect(Commitment(to: 0, blinding: .zero) == .identity)
    }

    @Test("a wrong value, a wrong blinding and another commitment do not open")
    func refusals() throws {
        var source = try SystemRandom()
        let blinding = Scalar.random(from: &source)
        let commitment = Commitment(to: 7, blinding: blinding)
        _ = try commitment.verifyOpening(value: 7, blinding: blinding)
        #expect(throws: OpeningFailure.mismatch) { try commitment.verifyOpening(value: 8, blinding: blinding) }
        #expect(throws: OpeningFailure.mismatch) {
            try commitment.verifyOpening(value: 7, blinding: blinding + .one)
        }
        #expect(throws: OpeningFailure.mismatch) {
            try (commitment + commitment).verifyOpening(value: 7, blinding: blinding)
        }
        #expect(throws: PointFailure.invalidEncoding(field: FieldName("V", at: 2))) {
            try Commitment(
                decoding: CompressedPoint(undecoded: [UInt8](repeating: 0x01, count: 32)), field: FieldName("V", at: 2))
        }
    }
}
