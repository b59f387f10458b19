@testable import Bulletproofs
import Foundation
import Pedersen
import Ristretto
import Sodium
import Testing
import Transcript

@Suite struct ProverTests {
    let generators = TestGenerators.best

    @Test("Every width with every number of values up to 16", arguments: RangeParameters.widths, [1, 2, 4, 8, 16])
    func roundTrip(bits: Int, count: Int) throws {
        let sample = try Sample(bits: bits, count: count)
        for implementation in KernelImplementation.available {
            let generators = TestGenerators.of(implementation)
            let proof = try sample.prove(on: generators)
            #expect(proof.bytes.count == sample.statement.parameters.proofByteCount)
            let evidence = try sample.verify(proof, on: generators)
            #expect(evidence.commitments == sample.statement.commitments)
            #expect(evidence.bits == bits)
        }
    }

    @Test("Sizes of the published format", arguments: [(1, 672), (2, 736), (16, 928), (32, 992), (1024, 1312)])
    func sizes(count: Int, byteCount: Int) throws {
        #expect(try RangeParameters(bits: 64, count: count).proofByteCount == byteCount)
    }

    @Test("A wide proof: 512 values of 8 bits")
    func wide() throws {
        let sample = try Sample(bits: 8, count: 512)
        let generators = BulletproofGenerators(perParty: 8, parties: 512, policy: .never)
        let proof = try sample.prove(on: generators)
        try sample.verify(proof, on: generators)
    }

    @Test("The model accepts what is proven here", .enabled(if: Model.isAvailable))
    func model() throws {
        var cases: [RangeVector] = []
        for bits in RangeParameters.widths {
            for count in [1, 2, 4, 8, 16] {
                let sample = try Sample(bits: bits, count: count)
                let proof = try sample.prove(on: generators)
                cases.append(RangeVector(sample, proof, name: "bits \(bits), values \(count)"))
            }
        }
        var identity = try Sample([0, 7], blindings: [.zero, Scalar(5 as UInt64)], bits: 8)
        identity.label = ""
        cases.append(RangeVector(identity, try identity.prove(on: generators), name: "identity"))
        #expect(try Model.check(cases) == 0)
        // The model is not one that accepts everything.
        cases[0].label = "another"
        #expect(try Model.check(cases) == 1)
    }

    // MARK: Refusals

    private func failure(_ statement: RangeStatement, _ witness: RangeWitness) throws -> RangeProvingFailure? {
        var transcript = Transcript("refusals")
        let before = transcript
        do throws(RangeProvingFailure) {
            _ = try RangeProver(generators: generators).prove(statement, witness: witness, transcript: &transcript)
            return nil
        } catch {
            var (after, fresh) = (transcript, before)
            #expect(after.challengeBytes(.seed, count: 32) == fresh.challengeBytes(.seed, count: 32))
            return error
        }
    }

    @Test("A value that does not fit is refused", arguments: [(8, 256), (8, .max), (16, 1 << 16), (32, 1 << 32)])
    func outOfRange(bits: Int, value: UInt64) throws {
        let sample = try Sample([3, value], bits: bits)
        #expect(try failure(sample.statement, sample.witness) == .valueOutOfRange(index: 1))
        let fits = try Sample([3, value], bits: 64)
        #expect(try failure(fits.statement, fits.witness) == nil)
    }

    @Test("The value that does not fit is named, wherever it stands", arguments: 0..<4)
    func outOfRangeAnywhere(position: Int) throws {
        var values: [UInt64] = [1, 2, 3, 4]
        values[position] = 256
        let sample = try Sample(values, bits: 8)
        #expect(try failure(sample.statement, sample.witness) == .valueOutOfRange(index: position))
    }

    @Test func wrongOpening() throws {
        let sample = try Sample([3, 4], blindings: [.one, .one], bits: 8)
        let otherValue = try RangeWitness([3, 5], [.one, .one])
        #expect(try failure(sample.statement, otherValue) == .openingMismatch(index: 1))
        let otherBlinding = try RangeWitness([3, 4], [.zero, .one])
        #expect(try failure(sample.statement, otherBlinding) == .openingMismatch(index: 0))
        let swapped = try RangeWitness([4, 3], [.one, .one])
        #expect(try failure(sample.statement, swapped) == .openingMismatch(index: 0))
    }

    @Test func wrongCounts() throws {
        let sample = try Sample([3, 4], blindings: [.one, .one], bits: 8)
        #expect(try failure(sample.statement, RangeWitness([3], [.one])) == .valueCount(expected: 2, actual: 1))
        #expect(throws: RangeProvingFailure.blindingCount(expected: 2, actual: 1)) {
            _ = try RangeWitness([3, 4], [.one])
        }
        let wide = try Sample(bits: 8, count: 64)
        #expect(try failure(wide.statement, wide.witness) == .parameters(.generators(bits: 8, count: 64)))
    }

    // MARK: Nonces

    private func proof(
        _ sample: Sample, label: String = "nonces", entropy byte: UInt8
    ) throws -> EncodedRangeProof {
        var entropy = ConstantRandom(byte: byte)
        var transcript = Transcript(labelBytes: Array(label.utf8))
        return try RangeProver(generators: generators).prove(
            sample.statement, witness: sample.witness, transcript: &transcript, entropy: &entropy)
    }

    @Test("A broken random source still gives nonces of their own to each statement, witness and label")
    func brokenEntropy() throws {
        let base = try Sample([200], blindings: [Scalar(7 as UInt64)], bits: 8)
        let same = try proof(base, entropy: 0)
        #expect(try proof(base, entropy: 0) == same)
        let others = [
            try proof(base, entropy: 1),
            try proof(base, label: "other", entropy: 0),
            try proof(Sample([201], blindings: [Scalar(7 as UInt64)], bits: 8), entropy: 0),
            try proof(Sample([200], blindings: [Scalar(8 as UInt64)], bits: 8), entropy: 0),
            try proof(Sample([200], blindings: [Scalar(7 as UInt64)], bits: 16), entropy: 0),
        ]
        // S depends on nonces alone: no two may be equal.
        let masks = ([same] + others).map { Array($0.bytes[32..<64]) }
        #expect(Set(masks).count == masks.count)
        for proof in others { #expect(proof != same) }
        try base.verify(try base.prove(on: generators), on: generators)
    }

    @Test("With one statement but another witness, nonces differ")
    func witnessKeysNonces() throws {
        // Nobody can open one commitment in two ways, so the check of the opening is passed by.
        let sample = try Sample([200], blindings: [Scalar(7 as UInt64)], bits: 8)
        let witnesses = [
            sample.witness, try RangeWitness([201], [Scalar(7 as UInt64)]),
            try RangeWitness([200], [Scalar(9 as UInt64)]),
        ]
        let masks = try witnesses.map { witness in
            var entropy = ConstantRandom()
            var transcript = Transcript("nonces")
            return try RangeProver(generators: generators).proveUnchecked(
                sample.statement, witness: witness, transcript: &transcript, entropy: &entropy
            ).maskCommitment
        }
        #expect(Set(masks).count == 3)
    }

    @Test("What a prover keeps for its next proof is wiped")
    func spareIsWiped() throws {
        let sample = try Sample([200], bits: 8)
        let prover = try RangeProver(generators: generators)
        var transcript = sample.transcript
        _ = try prover.prove(sample.statement, witness: sample.witness, transcript: &transcript)
        #expect(prover.spareIsZero == true)
    }

    // MARK: Cheating

    @Test("A value out of range cannot be proven by leaving the prover's check out", arguments: [256, 511, 1 << 40])
    func uncheckedValue(value: UInt64) throws {
        let sample = try Sample([value], bits: 8)
        var random = try SystemRandom()
        var transcript = sample.transcript
        let proof = try RangeProver(generators: generators).proveUnchecked(
            sample.statement, witness: sample.witness, transcript: &transcript, entropy: &random)
        #expect(throws: RangeProofRefusal.equation) { try sample.verify(proof.encoded, on: generators) }
    }

    // MARK: Several proofs

    @Test(arguments: [1, 2, 3])
    func batch(threads: Int) throws {
        let samples = try [(8, 1), (64, 2), (16, 4), (8, 1), (32, 2)].map { try Sample(bits: $0.0, count: $0.1) }
        var jobs = samples.map {
            RangeProver.Job(statement: $0.statement, witness: $0.witness, transcript: $0.transcript)
        }
        let proofs = try RangeProver.proveBatch(jobs, generators: generators, threads: threads)
        for (sample, proof) in zip(samples, proofs) { try sample.verify(proof, on: generators) }
        #expect(proofs.count == samples.count)

        let bad = try Sample([256], bits: 8)
        jobs[3] = RangeProver.Job(statement: bad.statement, witness: bad.witness, transcript: bad.transcript)
        #expect(
            throws: RangeProver.BatchFailure.self, "the first failure is named",
            performing: { _ = try RangeProver.proveBatch(jobs, generators: generators, threads: threads) })
        do throws(RangeProver.BatchFailure) {
            _ = try RangeProver.proveBatch(jobs, generators: generators, threads: threads)
        } catch {
            #expect(error.index == 3 && error.failure == .valueOutOfRange(index: 0))
        }
        #expect(try RangeProver.proveBatch([], generators: generators, threads: threads).isEmpty)
    }
}

/// The Python model, as the judge of our proofs.
enum Model {
    static let script = RangeVectorFile.folder.appending(path: "models/check_range.py")

    /// Whether Python is there, and libsodium for it.
    static let isAvailable: Bool = {
        (try? run(["-c", "import ctypes; ctypes.CDLL('libsodium.so.23')"])) == 0
    }()

    /// The exit code for a file of these cases: 0 when the model agrees with all.
    static func check(_ cases: [RangeVector]) throws -> Int32 {
        let file = FileManager.default.temporaryDirectory.appending(path: "range-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        let suite = RangeVectorFile(suite: "bulletproofs-range", source: "tests", cases: cases)
        try JSONEncoder().encode(suite).write(to: file)
        return try run([script.path(), file.path()])
    }

    static func run(_ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-B"] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}

extension RangeVector {
    init(_ sample: Sample, _ proof: EncodedRangeProof, name: String) {
        self.init(
            name: name, label: sample.label, bits: sample.statement.parameters.bits,
            commitments: sample.statement.commitments.map { "\($0)" },
            proof: proof.bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined(), valid: true)
    }
}
