@testable import Bulletproofs
import Pedersen
import Ristretto
import Testing
import Transcript

@Suite struct BatchTests {
    static let generators = TestGenerators.best

    /// Eight honest proofs of 8 bits, each under a label of its own.
    static let pool: [RangeProof.BatchItem] = {
        do {
            return try (0..<8).map { index in
                var sample = try Sample(bits: 8, count: 1)
                sample.label = "solvency/tests/batch \(index)"
                return try item(sample)
            }
        } catch {
            fatalError("\(error)")
        }
    }()

    static func item(_ sample: Sample) throws -> RangeProof.BatchItem {
        RangeProof.BatchItem(
            proof: try sample.prove(on: generators), statement: sample.statement, transcript: sample.transcript)
    }

    static func batch(_ count: Int) -> [RangeProof.BatchItem] { (0..<count).map { pool[$0 % pool.count] } }

    /// The same proof for another label.
    static func bad(_ item: RangeProof.BatchItem) -> RangeProof.BatchItem {
        RangeProof.BatchItem(proof: item.proof, statement: item.statement, transcript: Transcript("another label"))
    }

    static func refusal(_ items: [RangeProof.BatchItem]) -> BatchRefusal? {
        do throws(BatchRefusal) {
            _ = try RangeProof.verifyBatch(items, generators: generators)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [1, 2, 255, 256, 257, 1000])
    func allGood(count: Int) throws {
        let items = Self.batch(count)
        let evidence = try RangeProof.verifyBatch(items, generators: Self.generators)
        #expect(evidence.map { $0.statement } == items.map { $0.statement })
    }

    @Test("One bad proof at the first, the last and each chunk boundary", arguments: [1, 2, 255, 256, 257, 1000])
    func oneBad(count: Int) {
        let positions = [0, 255, 256, 511, 512, 767, 768, count - 1].filter { $0 < count }
        for position in Set(positions) {
            var items = Self.batch(count)
            items[position] = Self.bad(items[position])
            #expect(Self.refusal(items) == .proof(index: position, .equation))
        }
    }

    @Test func emptyBatch() {
        #expect(Self.refusal([]) == .empty)
    }

    @Test("The first of several bad proofs is named, whatever is wrong with each")
    func firstIsNamed() {
        var items = Self.batch(20)
        items[7] = Self.bad(items[7])
        items[12] = RangeProof.BatchItem(
            proof: EncodedRangeProof(undecoded: [1]), statement: items[12].statement, transcript: items[12].transcript)
        #expect(Self.refusal(items) == .proof(index: 7, .equation))
        items[7] = Self.pool[7]
        #expect(Self.refusal(items) == .proof(index: 12, .length(byteCount: 1)))
    }

    @Test("A point that does not decode is found in the middle of a batch, by name")
    func undecodablePoint() {
        var items = Self.batch(20)
        var bytes = items[11].proof.bytes
        // Bit 255 of R[1].
        bytes[32 * 10 + 31] |= 0x80
        items[11] = RangeProof.BatchItem(
            proof: EncodedRangeProof(undecoded: bytes), statement: items[11].statement,
            transcript: items[11].transcript)
        #expect(Self.refusal(items) == .proof(index: 11, .nonCanonicalPoint(FieldName("R", at: 1))))
    }

    @Test func staysRefused() throws {
        var verifier = BatchVerifier(generators: Self.generators)
        let good = Self.pool[0]
        #expect(throws: BatchRefusal.proof(index: 0, .length(byteCount: 3))) {
            try verifier.append(
                EncodedRangeProof(undecoded: [1, 2, 3]), good.statement, transcript: good.transcript)
        }
        #expect(throws: BatchRefusal.proof(index: 0, .length(byteCount: 3))) {
            try verifier.append(good.proof, good.statement, transcript: good.transcript)
        }
        do throws(BatchRefusal) {
            _ = try verifier.finish()
            Issue.record("a refused batch was accepted")
        } catch {
            #expect(error == .proof(index: 0, .length(byteCount: 3)))
        }
    }

    @Test func mixedShapes() throws {
        var items: [RangeProof.BatchItem] = []
        for (bits, count) in [(8, 1), (64, 1), (16, 4), (32, 2), (8, 32), (64, 4), (8, 2)] {
            items.append(try Self.item(try Sample(bits: bits, count: count)))
        }
        let evidence = try RangeProof.verifyBatch(items, generators: Self.generators)
        #expect(evidence.map { $0.bits } == [8, 64, 16, 32, 8, 64, 8])
        for position in items.indices {
            var faulty = items
            faulty[position] = Self.bad(items[position])
            #expect(Self.refusal(faulty) == .proof(index: position, .equation))
        }
    }

    @Test("Two bad proofs that cancel under equal weights are refused")
    func cancellingPair() throws {
        let blinding = Scalar(77 as UInt64)
        let items = try [Scalar(9 as UInt64), -Scalar(9 as UInt64)].enumerated().map { index, offset in
            var prover = try PlainProver(201, generators: Self.generators)
            prover.vectorOffset = offset
            let start = Transcript(labelBytes: [UInt8(index)])
            let made = try prover.prove(Scalar(201 as UInt64), blinding: blinding, transcript: start)
            return RangeProof.BatchItem(
                proof: made.proof, statement: try RangeStatement(commitments: [made.commitment], bits: 8),
                transcript: start)
        }
        #expect(Self.refusal(items) == .proof(index: 0, .equation))
        #expect(Self.refusal([items[1]]) == .proof(index: 0, .equation))
        Seam.$omitted.withValue([.distinctWeights]) {
            #expect(Self.refusal(items) == nil)
            #expect(Self.refusal([items[0], items[0]]) == .proof(index: 0, .equation))
        }
        Seam.$omitted.withValue([.separateEquations]) { #expect(Self.refusal(items) != nil) }
    }

    @Test("A sum that is wrong although every proof is right is an error of the machine, and no success")
    func inconsistent() throws {
        final class Machine { var workspace: VerificationWorkspace? }
        let machine = Machine()
        // The weights' seed is asked for just before the sum: then a challenge in memory changes.
        var verifier = BatchVerifier(
            generators: Self.generators,
            seed: {
                machine.workspace?.challenges[3] += .one
                return []
            })
        for item in Self.batch(257) { try verifier.append(item.proof, item.statement, transcript: item.transcript) }
        machine.workspace = verifier.workspace
        do throws(BatchRefusal) {
            _ = try verifier.finish()
            Issue.record("an inconsistent batch was accepted")
        } catch {
            #expect(error == .inconsistent(256..<257))
        }
    }

    @Test("A chunk is checked as soon as it holds many points, however few the proofs")
    func chunkOfManyPoints() throws {
        let generators = BulletproofGenerators(perParty: 8, parties: 512, policy: .never)
        let sample = try Sample(bits: 8, count: 512)
        let proof = try sample.prove(on: generators)
        var verifier = BatchVerifier(generators: generators)
        // 4 points, 12 rounds of two and 512 commitments.
        let points = 4 + 24 + 512
        for index in 1...31 {
            try verifier.append(proof, sample.statement, transcript: sample.transcript)
            #expect(verifier.workspace.encodings.count == (index < 31 ? index * points : 0))
            #expect(verifier.count == index)
        }
        let evidence = try verifier.finish()
        #expect(evidence.count == 31)
    }

    @Test("A workspace that has seen a refusal has forgotten it")
    func workspaceAfterRefusal() throws {
        let workspace = VerificationWorkspace(generators: Self.generators)
        let (good, bad) = (Self.pool[0], Self.bad(Self.pool[1]))
        for _ in 0..<2 {
            var transcript = bad.transcript
            #expect(throws: RangeProofRefusal.equation) {
                try RangeProof.verify(bad.proof, bad.statement, transcript: &transcript, workspace: workspace)
            }
            transcript = good.transcript
            let evidence = try RangeProof.verify(
                good.proof, good.statement, transcript: &transcript, workspace: workspace)
            #expect(evidence.statement == good.statement)
            #expect(workspace.pending.count == 1)
        }
    }

    // MARK: Weights

    @Test("Seeds are 32 bytes, and each batch has its own")
    func freshSeeds() {
        let seeds = (0..<8).map { _ in BatchWeights.freshSeed() }
        #expect(Set(seeds).count == 8 && seeds.allSatisfy { $0.count == 32 })
    }

    @Test("Weights are those that the model draws from the specification's transcript")
    func weightsAsSpecified() {
        let weights = BatchWeights.draw(states: Array(0..<64), seed: [UInt8](repeating: 9, count: 32))
        let drawn = weights.flatMap { [$0.polynomial, $0.vector] }
        #expect(
            drawn.map { $0.encoded() }
                == [
                    "9cec878d5f4016cac28d87c12d061bec",
                    "dc187a82e2435e46b8d67b0373c26f34",
                    "0d9f088619b8095ee152a407da5907e2",
                    "39ad5dbb2d18633423875021aa31e2f3",
                ].map { bytes($0) + [UInt8](repeating: 0, count: 16) })
    }

    private func states(_ items: [RangeProof.BatchItem]) throws -> [UInt8] {
        let workspace = VerificationWorkspace(generators: Self.generators)
        for item in items {
            var transcript = item.transcript
            try workspace.add(item.proof, for: item.statement, transcript: &transcript)
        }
        return workspace.states
    }

    @Test("Every weight depends on a and b of every proof", arguments: 0..<3, [13, 14])
    func weightsDependOnLastScalars(position: Int, word: Int) throws {
        let items = Array(Self.pool[..<3])
        var changed = items
        var bytes = items[position].proof.bytes
        bytes[32 * word] ^= 1
        changed[position] = RangeProof.BatchItem(
            proof: EncodedRangeProof(undecoded: bytes), statement: items[position].statement,
            transcript: items[position].transcript)
        let before = BatchWeights.draw(states: try states(items), seed: [])
        let after = BatchWeights.draw(states: try states(changed), seed: [])
        for index in 0..<3 {
            #expect(before[index].polynomial != after[index].polynomial)
            #expect(before[index].vector != after[index].vector)
        }
        let blind = try Seam.$omitted.withValue([.absorbedLastScalars]) { (try states(items), try states(changed)) }
        #expect(blind.0 == blind.1)
    }

    @Test("Weights depend on each proof's statement, label and bytes, on the number of proofs and on the seed")
    func weightsDependOnEverything() throws {
        let items = Array(Self.pool[..<3])
        let base = BatchWeights.draw(states: try states(items), seed: [])
        #expect(base == BatchWeights.draw(states: try states(items), seed: []))
        var variants = [BatchWeights.draw(states: try states(items), seed: [0])]
        variants.append(BatchWeights.draw(states: try states(Array(Self.pool[..<4])), seed: []))
        variants.append(BatchWeights.draw(states: try states([items[1], items[0], items[2]]), seed: []))
        variants.append(BatchWeights.draw(states: try states([items[0], items[1], Self.bad(items[2])]), seed: []))
        let other = try RangeStatement(commitments: [.identity], bits: 8)
        let replaced = RangeProof.BatchItem(proof: items[2].proof, statement: other, transcript: items[2].transcript)
        variants.append(BatchWeights.draw(states: try states([items[0], items[1], replaced]), seed: []))
        for variant in variants {
            for index in 0..<3 {
                #expect(variant[index].polynomial != base[index].polynomial)
                #expect(variant[index].vector != base[index].vector)
            }
        }
    }

    @Test func weightsAreSmallNonzeroAndDistinct() throws {
        let weights = BatchWeights.draw(states: [UInt8](repeating: 7, count: 32 * 256), seed: [])
        let all = weights.flatMap { [$0.polynomial.encoded(), $0.vector.encoded()] }
        #expect(Set(all).count == 512)
        #expect(all.allSatisfy { $0[16...].allSatisfy { $0 == 0 } && $0.contains { $0 != 0 } })
    }

    @Test("Without a seed the weights are derived, and verification works as well")
    func derivedWeights() throws {
        var verifier = BatchVerifier(generators: Self.generators, seed: { [] })
        for item in Self.batch(3) { try verifier.append(item.proof, item.statement, transcript: item.transcript) }
        let evidence = try verifier.finish()
        #expect(evidence.count == 3)
    }
}
