@testable import Bulletproofs
import Pedersen
import Ristretto
import Testing
import Transcript

/// Circuit proofs of several shapes, and range proofs, in one sum.
@Suite struct CircuitBatchTests {
    static let generators = BulletproofGenerators.circuits
    static let tiny: SampleRelation = {
        var sample = SampleRelation(inputs: [Scalar(2 as UInt64)], witnesses: [], digitBits: 1)
        sample.ranges.append(.init(form: LinearForm(0), width: 2))
        return sample
    }()

    /// The proof with 1 added to its last scalar, which no challenge depends on.
    private func spoiled(_ proof: EncodedCircuitProof, by offset: Scalar = .one) throws -> EncodedCircuitProof {
        let last = try Scalar(canonical: Array(proof.bytes.suffix(32)))
        return EncodedCircuitProof(undecoded: Array(proof.bytes.dropLast(32)) + (last + offset).encoded())
    }

    @Test("Circuit proofs and range proofs in any order")
    func mixed() throws {
        var verifier = BatchVerifier(generators: Self.generators)
        var expected: [BatchEvidence] = []
        for seed in 1...4 as ClosedRange<UInt64> {
            let sample = SampleRelation.random(seed: seed)
            for suite in CircuitSuite.allCases {
                let statement = try sample.statement(suite)
                try verifier.append(sample.prove(suite), statement, transcript: sample.transcript)
                expected.append(.circuit(VerifiedCircuit(verified: statement)))
            }
            let range = try Sample(bits: seed < 3 ? 8 : 64, count: seed % 2 == 0 ? 1 : 2)
            try verifier.append(range.prove(on: Self.generators), range.statement, transcript: range.transcript)
            expected.append(.range(VerifiedRange(verified: range.statement)))
        }
        #expect(verifier.count == 12)
        let evidence = try verifier.finishMixed()
        #expect(evidence == expected)
    }

    /// What a batch of proofs of one statement gives.
    private func refusal(_ proofs: [EncodedCircuitProof], _ statement: CircuitStatement) -> BatchRefusal? {
        var verifier = BatchVerifier(generators: Self.generators)
        do throws(BatchRefusal) {
            for proof in proofs { try verifier.append(proof, statement, transcript: Self.tiny.transcript) }
            let evidence = try verifier.finishMixed()
            #expect(evidence.count == proofs.count)
            return nil
        } catch {
            return error
        }
    }

    @Test("One bad proof fails the batch and is named", arguments: [(1, 0), (2, 1), (257, 0), (257, 255), (257, 256)])
    func oneBad(size: Int, position: Int) throws {
        let statement = try Self.tiny.statement(.lookups)
        var proofs = [EncodedCircuitProof](repeating: try Self.tiny.prove(.lookups), count: size)
        if position == 0 { #expect(refusal(proofs, statement) == nil) }
        proofs[position] = try spoiled(proofs[position])
        #expect(refusal(proofs, statement) == .circuit(index: position, .equation))
    }

    @Test("Bad proofs that cancel under equal weights do not cancel")
    func cancelling() throws {
        let statement = try Self.tiny.statement(.bits)
        let proof = try Self.tiny.prove(.bits)
        let pair = [try spoiled(proof), try spoiled(proof, by: -.one)]
        #expect(refusal(pair, statement) == .circuit(index: 0, .equation))
        let mutant = Seam.$omitted.withValue([.distinctWeights]) { refusal(pair, statement) }
        #expect(mutant == nil)
    }

    @Test("A proof that does not decode is refused at its place, an empty batch as such")
    func undecodable() throws {
        let statement = try Self.tiny.statement(.lookups)
        let proof = try Self.tiny.prove(.lookups)
        let short = EncodedCircuitProof(undecoded: [1, 2, 3])
        #expect(refusal([proof, short, proof], statement) == .circuit(index: 1, .length(byteCount: 3)))
        #expect(refusal([], statement) == .empty)
        // The earlier fault is the one that is named, although it shows later.
        #expect(refusal([proof, try spoiled(proof), short], statement) == .circuit(index: 1, .equation))
        // A point that is none is found when the chunk is decoded.
        let words = Array(proof.bytes[..<64]) + [1] + [UInt8](repeating: 0, count: 31) + proof.bytes[96...]
        let noPoint = EncodedCircuitProof(undecoded: words)
        #expect(refusal([proof, noPoint], statement) == .circuit(index: 1, .nonCanonicalPoint("A_I")))
    }
}
