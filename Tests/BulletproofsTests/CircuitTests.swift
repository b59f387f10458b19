@testable import Bulletproofs
import Pedersen
import Ristretto
import Sodium
import Testing
import Transcript

/// Honest provers and the verifier.
@Suite struct CircuitTests {
    private func random(_ seed: UInt64) -> SampleRelation {
        SampleRelation.random(
            seed: seed, witnesses: Int(seed % 4), products: Int(seed % 3), booleans: Int(seed % 5 / 2),
            equalities: Int(seed % 2), digitBits: [1, 3, 4, 6][Int(seed % 4)])
    }

    @Test("A random relation is proven in both suites", arguments: 1...8)
    func completeness(seed: UInt64) throws {
        let sample = random(seed)
        for suite in CircuitSuite.allCases {
            let proof = try sample.prove(suite)
            let evidence = try sample.verify(proof, suite)
            #expect(try evidence.statement == sample.statement(suite))
            #expect(try proof.bytes.count == sample.statement(suite).proofByteCount)
            #expect(try CircuitProof(decoding: proof, statement: sample.statement(suite)).encoded == proof)
            // Nor is the other suite's verifier content with it.
            let other: CircuitSuite = suite == .bits ? .lookups : .bits
            #expect(try sample.reason(proof, other) != nil)
        }
    }

    @Test("On every kernel implementation")
    func implementations() throws {
        let sample = random(6)
        for implementation in KernelImplementation.available {
            let generators = BulletproofGenerators(perParty: 128, parties: 1, policy: .never, on: implementation)
            for suite in CircuitSuite.allCases {
                try sample.verify(sample.prove(suite, on: generators), suite, on: generators)
            }
        }
    }

    @Test(
        "A relation that is false in one row is refused by both suites, and the prover names the row", arguments: 1...4)
    func falseRows(seed: UInt64) throws {
        let sample = SampleRelation.random(seed: seed, digitBits: 3)
        var falsified: [(SampleRelation, IntegerRelation.Row)] = []
        for index in sample.ranges.indices {
            var false_ = sample
            let row = sample.ranges[index]
            // 2^width, one more than the largest value.
            let wanted = Scalar.powerOfTwo(vartime: UInt64(row.width))
            var form = row.form
            form.constant += wanted - sample.value(of: form)
            false_.ranges[index] = .init(form: form, width: row.width)
            falsified.append((false_, .range(index)))
            form.constant -= wanted + .one
            false_.ranges[index] = .init(form: form, width: row.width)
            falsified.append((false_, .range(index)))
        }
        for index in sample.booleans.indices {
            var false_ = sample
            false_.booleans[index].constant += Scalar(2 as UInt64)
            falsified.append((false_, .boolean(index)))
        }
        var false_ = sample
        false_.equalities[0].constant += .one
        falsified.append((false_, .equality(0)))
        for (sample, row) in falsified {
            for suite in CircuitSuite.allCases {
                #expect(throws: CircuitProvingFailure.row(row)) { try sample.prove(suite) }
                var prover = try PlainCircuitProver(sample, suite)
                #expect(try sample.reason(prover.prove(), suite) == "equation")
            }
        }
    }

    @Test("What does not fit a statement is refused, and the transcript stays as it was")
    func refusedWitnesses() throws {
        let sample = random(5)
        let statement = try sample.statement(.lookups)
        func failure(_ witness: CircuitWitness, on generators: BulletproofGenerators = .circuits) throws
            -> CircuitProvingFailure?
        {
            var transcript = sample.transcript
            do throws(CircuitProvingFailure) {
                _ = try CircuitProver(generators: generators).prove(
                    statement, witness: witness, transcript: &transcript)
                return nil
            } catch {
                var (after, before) = (transcript, sample.transcript)
                #expect(after.challengeBytes(.seed, count: 32) == before.challengeBytes(.seed, count: 32))
                return error
            }
        }
        func witness(inputs: Int = 3, free: Int? = nil, changing: Int? = nil) throws -> CircuitWitness {
            try CircuitWitness(
                values: SecretScalars(count: inputs) { sample.values[$0] },
                blindings: SecretScalars(count: inputs) { sample.blindings[$0] + ($0 == changing ? .one : .zero) },
                free: SecretScalars(count: free ?? sample.witnesses) { sample.values[3 + $0] })
        }
        #expect(try failure(witness()) == nil)
        #expect(try failure(witness(inputs: 2)) == .valueCount(expected: 3, actual: 2))
        #expect(try failure(witness(free: 0)) == .witnessCount(expected: 1, actual: 0))
        for index in 0..<3 { #expect(try failure(witness(changing: index)) == .openingMismatch(index: index)) }
        let few = BulletproofGenerators(perParty: 8, parties: 1, policy: .never)
        #expect(try failure(witness(), on: few) == .slots(needed: statement.slots, offered: 8))
        #expect(throws: CircuitProvingFailure.blindingCount(expected: 2, actual: 1)) {
            try CircuitWitness(
                values: SecretScalars(zeros: 2), blindings: SecretScalars(zeros: 1), free: SecretScalars(zeros: 0))
        }
    }

    @Test("Statements that do not fit are refused")
    func refusedStatements() throws {
        let sample = random(2)
        let relation = try sample.relation
        #expect(throws: CircuitProofRefusal.inputCount(expected: 3, actual: 2)) {
            try CircuitStatement(relation: relation, suite: .bits, inputs: Array(sample.commitments[..<2]))
        }
        let rows = (0..<512).map { _ in IntegerRelation.RangeRow(form: LinearForm(0), width: 240) }
        let large = try IntegerRelation(inputs: 1, witnesses: 0, ranges: rows, digitBits: 16)
        #expect(throws: CircuitProofRefusal.slots(needed: 131072, offered: 65536)) {
            try CircuitStatement(relation: large, suite: .bits, inputs: [.identity])
        }
        _ = try CircuitStatement(relation: large, suite: .lookups, inputs: [.identity])
        let proof = try sample.prove(.lookups)
        let few = BulletproofGenerators(perParty: 8, parties: 1, policy: .never)
        let slots = try sample.statement(.lookups).slots
        #expect(throws: CircuitProofRefusal.slots(needed: slots, offered: 8)) {
            try sample.verify(proof, .lookups, on: few)
        }
    }

    @Test("Every message that is spoiled changes every later challenge", arguments: CircuitSuite.allCases)
    func transcript(suite: CircuitSuite) throws {
        let sample = random(7)
        let proof = try sample.prove(suite)
        func log(spoiling message: Int?) throws -> (log: TranscriptLog, accepted: Bool) {
            let recorder = TranscriptRecorder(spoiledMessage: message)
            var transcript = sample.transcript
            transcript.record(with: recorder)
            let evidence = try? CircuitProof.verify(
                proof, sample.statement(suite), transcript: &transcript, generators: .circuits)
            return (recorder.log, evidence != nil)
        }
        let (honest, accepted) = try log(spoiling: nil)
        #expect(accepted)
        #expect(honest.messages("dom-sep") == [Array("solvency/circuit/v1".utf8), Array("ipp v1".utf8)])
        #expect(honest.messages("V").count == 3)
        #expect(honest.messages("C").count == suite.vectorCommitments)
        for message in 0..<honest.messageCount {
            let (spoiled, accepted) = try log(spoiling: message)
            #expect(honest.staleChallenges(comparedTo: spoiled).isEmpty, "message \(message)")
            // The last message only concerns the weights of a batch.
            #expect(accepted == (message == honest.messageCount - 1), "message \(message)")
        }
    }

    @Test("A proof with any byte changed, cut or lengthened is refused", arguments: CircuitSuite.allCases)
    func changedBytes(suite: CircuitSuite) throws {
        var sample = SampleRelation(inputs: [Scalar(2 as UInt64)], witnesses: [], digitBits: 1)
        sample.ranges.append(.init(form: LinearForm(0), width: 2))
        let proof = try sample.prove(suite)
        #expect(try sample.reason(proof, suite) == nil)
        for index in proof.bytes.indices {
            var bytes = proof.bytes
            bytes[index] ^= 1 << UInt8(index % 8)
            #expect(try sample.reason(EncodedCircuitProof(undecoded: bytes), suite) != nil, "byte \(index)")
            let cut = try sample.reason(EncodedCircuitProof(undecoded: Array(proof.bytes[..<index])), suite)
            #expect(cut == (index % 32 == 0 ? "wordCount" : "length"))
        }
        // What decodes encodes to the same bytes.
        var samples = ScalarSamples(seed: 4)
        let statement = try sample.statement(suite)
        for _ in 0..<100 {
            let bytes = proof.bytes.map { samples.word() % 40 == 0 ? UInt8(truncatingIfNeeded: samples.word()) : $0 }
            let encoded = EncodedCircuitProof(undecoded: bytes)
            if let decoded = try? CircuitProof(decoding: encoded, statement: statement) {
                #expect(decoded.encoded == encoded)
            }
        }
    }
}
