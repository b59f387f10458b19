import Bulletproofs
import Pedersen
import Ristretto
import Sodium
import Transcript

/// Range proofs of 64-bit values, beside the figures that were agreed on for the best Rust build of the same protocol.
struct RangeBenchmarks {
    private let generators: BulletproofGenerators
    private let statement: RangeStatement
    private let witness: RangeWitness
    private let transcript = Transcript("solvency-bench")

    /// Makes a statement of that many values, a power of two, and the generators for it.
    init(count: Int, on implementation: KernelImplementation) throws {
        // All tables together stay below 32 MiB for 32 values: about 3 KiB a generator, and 4 for constant time.
        let policy = TablePolicy(maximumByteCount: 14 << 20, usesBeforeTable: 0)
        generators = BulletproofGenerators(perParty: 64, parties: count, policy: policy, on: implementation)
        var random = try SystemRandom()
        var values = try SecretBuffer<UInt64>(count: count, repeating: 0)
        for index in 0..<count { values[index] = random.next() }
        let blindings = try SecretScalars(randomCount: count, from: &random)
        let commitments = (0..<count).map { Commitment(to: values[$0], blinding: blindings[$0]).compressed() }
        statement = try RangeStatement(commitments: commitments, bits: 64)
        witness = try RangeWitness(values: values, blindings: blindings)
    }

    func prove(name: String, rust: Double?, bar: Double?) throws -> Benchmark {
        let prover = try RangeProver(generators: generators)
        let result = Box(EncodedRangeProof(undecoded: []))
        return Benchmark(
            name: name, unit: .milliseconds, items: 1, bar: bar.map { .atMost($0) } ?? .none,
            baseline: rust.map { .reference(name: "Rust, AVX-512 (reference)", value: $0) } ?? .none,
            run: { result.value = try prove(with: prover) }, check: { try accepts(result.value) })
    }

    func verify(name: String, rust: Double, bar: Double) throws -> Benchmark {
        let proof = try prove(with: RangeProver(generators: generators))
        let workspace = VerificationWorkspace(generators: generators)
        let result = Box<VerifiedRange?>(nil)
        return Benchmark(
            name: name, unit: .milliseconds, items: 1, bar: .atMost(bar),
            baseline: .reference(name: "Rust, AVX-512 (reference)", value: rust),
            run: {
                var transcript = transcript
                result.value = try RangeProof.verify(proof, statement, transcript: &transcript, workspace: workspace)
            }, check: { result.value?.statement == statement && !accepts(another: proof) })
    }

    func batch(_ count: Int, name: String, bar: Double) throws -> Benchmark {
        let prover = try RangeProver(generators: generators)
        // Eight proofs of one statement: which proof it is makes no difference to the time.
        let proofs = try (0..<8).map { _ in try prove(with: prover) }
        let items = (0..<count).map {
            RangeProof.BatchItem(proof: proofs[$0 % proofs.count], statement: statement, transcript: transcript)
        }
        let result = Box<[VerifiedRange]>([])
        return Benchmark(
            name: name, unit: .milliseconds, items: count, bar: .atMost(bar), baseline: .none,
            run: { result.value = try RangeProof.verifyBatch(items, generators: generators) },
            check: { result.value.count == count })
    }

    private func prove(with prover: RangeProver) throws -> EncodedRangeProof {
        var transcript = transcript
        return try prover.prove(statement, witness: witness, transcript: &transcript)
    }

    private func accepts(_ proof: EncodedRangeProof) throws -> Bool {
        var transcript = transcript
        return try RangeProof.verify(proof, statement, transcript: &transcript, generators: generators).bits == 64
    }

    /// Whether a proof is accepted under a label that is not its own.
    private func accepts(another proof: EncodedRangeProof) -> Bool {
        var transcript = Transcript("another label")
        return (try? RangeProof.verify(proof, statement, transcript: &transcript, generators: generators)) != nil
    }
}

/// The rows of range proofs.
func rangeBenchmarks(on implementation: KernelImplementation) -> [SuiteRow] {
    let bars: [(count: Int, prove: (Double, Double), verify: (Double, Double))] = [
        (1, (3.6, 0.8), (0.61, 0.15)), (16, (47.9, 8), (3.8, 0.9)), (32, (93.7, 15), (7.1, 1.7)),
    ]
    var rows: [SuiteRow] = []
    for bar in bars {
        let proofs = Lazy { try RangeBenchmarks(count: bar.count, on: implementation) }
        let prove = "rangeproof.prove.m\(bar.count)"
        rows.append(
            SuiteRow(name: prove) { try proofs.get().prove(name: prove, rust: bar.prove.0, bar: bar.prove.1) })
        let verify = "rangeproof.verify.m\(bar.count)"
        rows.append(
            SuiteRow(name: verify) { try proofs.get().verify(name: verify, rust: bar.verify.0, bar: bar.verify.1) })
        if bar.count == 16 {
            let batch = "rangeproof.batch256.m16"
            rows.append(SuiteRow(name: batch) { try proofs.get().batch(256, name: batch, bar: 0.22) })
        }
    }
    // The largest proof whose memory is bounded: below 64 MiB in all.
    let largest = "rangeproof.prove.m64"
    rows.append(
        SuiteRow(name: largest) {
            try RangeBenchmarks(count: 64, on: implementation).prove(name: largest, rust: nil, bar: nil)
        })
    let memory = "rangeproof.memory.m64"
    rows.append(
        SuiteRow(name: memory) {
            Benchmark(
                name: memory, unit: .mebibytes, items: 1, bar: .atMost(64), baseline: .none, run: {}, check: { true },
                amount: { try PeakMemory.mebibytes(of: largest) })
        })
    return rows
}
