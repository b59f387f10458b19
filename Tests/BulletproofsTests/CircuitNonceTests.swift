@testable import Bulletproofs
import Ristretto
import Sodium
import Testing
import Transcript

/// The random numbers of the circuit prover.
@Suite struct CircuitNonceTests {
    /// Entropy that is the same at first and differs from the second draw on: clones of one machine.
    private struct ClonedRandom: RandomSource {
        let clone: UInt8
        var draws = 0

        mutating func fill(_ memory: UnsafeMutableRawBufferPointer) {
            for index in memory.indices { memory[index] = draws == 0 ? 7 : clone }
            draws += 1
        }
    }

    private func prove(_ sample: SampleRelation, _ suite: CircuitSuite, clone: UInt8) throws -> CircuitProof {
        var entropy = ClonedRandom(clone: clone)
        var transcript = sample.transcript
        let statement = try sample.statement(suite)
        let encoded = try CircuitProver(generators: .circuits).prove(
            statement, witness: sample.witness, transcript: &transcript, entropy: &entropy)
        return try CircuitProof(decoding: encoded, statement: statement)
    }

    @Test(
        "Clones of a machine make one proof: no entropy comes in while a nonce waits", arguments: CircuitSuite.allCases)
    func clones(suite: CircuitSuite) throws {
        let sample = SampleRelation.random(seed: 2)
        let proofs = try (1...3).map { try prove(sample, suite, clone: $0).encoded }
        #expect(Set(proofs).count == 1)
    }

    @Test(
        "With constant entropy, another blinding, value or label gives other nonces", arguments: CircuitSuite.allCases)
    func constantEntropy(suite: CircuitSuite) throws {
        let sample = SampleRelation.random(seed: 2)
        var other = sample
        other.blindings[2] += .one
        var free = sample
        // The first free witness and its own range change; all other rows are kept true by their constants.
        free.values[3] += .one
        free.products = []
        free.booleans = []
        free.equalities = []
        free.ranges = Array(free.ranges[..<6])
        var base = free
        base.values[3] -= .one
        for (first, second) in [(sample, other), (base, free)] {
            let (a, b) = (try prove(first, suite, clone: 7), try prove(second, suite, clone: 7))
            #expect(a.maskCommitment != b.maskCommitment)
            #expect(Set(a.polynomialCommitments).isDisjoint(with: b.polynomialCommitments))
            #expect(Set(a.vectorCommitments).isDisjoint(with: b.vectorCommitments))
            #expect(a.vectorBlinding != b.vectorBlinding)
        }
    }

    @Test(
        "With constant entropy, another relation that the same witness satisfies gives other nonces",
        arguments: CircuitSuite.allCases)
    func relations(suite: CircuitSuite) throws {
        let sample = SampleRelation.random(seed: 2)
        // The same values in the same digits: one coefficient more, and the constant that takes its effect away.
        var other = sample
        let row = other.ranges[other.ranges.count - 1]
        var form = row.form
        form.add(.one, times: 0)
        form.constant -= sample.values[0]
        other.ranges[other.ranges.count - 1] = IntegerRelation.RangeRow(form: form, width: row.width)
        let (a, b) = (try prove(sample, suite, clone: 7), try prove(other, suite, clone: 7))
        // One S under two relations, and so under two challenges x, would give its vectors away.
        #expect(a.maskCommitment != b.maskCommitment)
        #expect(Set(a.polynomialCommitments).isDisjoint(with: b.polynomialCommitments))
        #expect(Set(a.vectorCommitments).isDisjoint(with: b.vectorCommitments))
        #expect(a.vectorBlinding != b.vectorBlinding)
    }

    @Test("Multiplicities count every number, for tables of every size")
    func multiplicities() {
        var samples = ScalarSamples(seed: 9)
        for bits in [1, 2, 3, 4, 5, 8, 11, 16] {
            let digits = (0..<(bits == 16 ? 40 : 700)).map { _ in UInt16(samples.word() >> UInt64(64 - bits)) }
            var counts = [UInt32](repeating: 0, count: 1 << bits)
            var piece = [UInt16](repeating: 0, count: 1 << bits)
            counts.withUnsafeMutableBufferPointer { counts in
                piece.withUnsafeMutableBufferPointer { piece in
                    digits.withUnsafeBufferPointer { Multiplicities.count($0, into: counts, by: piece) }
                }
            }
            var expected = [UInt32](repeating: 0, count: 1 << bits)
            for digit in digits { expected[Int(digit)] += 1 }
            #expect(counts == expected, "\(bits) bits")
        }
        // More of one number than 16 bits count.
        let many = [UInt16](repeating: 1, count: 65536 + 5)
        var counts: [UInt32] = [0, 0]
        var piece: [UInt16] = [0, 0]
        counts.withUnsafeMutableBufferPointer { counts in
            piece.withUnsafeMutableBufferPointer { piece in
                many.withUnsafeBufferPointer { Multiplicities.count($0, into: counts, by: piece) }
            }
        }
        #expect(counts == [0, 65541])
    }
}
