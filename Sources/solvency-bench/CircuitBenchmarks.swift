import Bulletproofs
import Pedersen
import Ristretto
import Sodium
import Transcript

/// Circuit proofs of statements of the sizes that desks have.
struct CircuitBenchmarks {
    private let generators: BulletproofGenerators
    private let statement: CircuitStatement
    private let witness: CircuitWitness
    private let transcript = Transcript("solvency-bench")

    /// Most bytes of a proof, beside the inputs' commitments.
    private let mostBytes: Int

    init(_ example: ExampleRelation, mostBytes: Int, on implementation: KernelImplementation) throws {
        self.mostBytes = mostBytes
        let relation = try example.relation()
        var random = try SystemRandom()
        let count = relation.inputs
        let blindings = try SecretScalars(randomCount: count, from: &random)
        let commitments = (0..<count).map {
            Commitment(to: Scalar(signed: example.inputs[$0]), blinding: blindings[$0]).compressed()
        }
        statement = try CircuitStatement(relation: relation, suite: .lookups, inputs: commitments)
        witness = try CircuitWitness(
            values: SecretScalars(count: count) { Scalar(signed: example.inputs[$0]) }, blindings: blindings,
            free: SecretScalars(count: relation.witnesses) { Scalar(signed: example.witnesses[$0]) })
        let policy = TablePolicy(maximumByteCount: 14 << 20, usesBeforeTable: 0)
        generators = BulletproofGenerators(perParty: statement.slots, parties: 1, policy: policy, on: implementation)
    }

    func prove(name: String, bar: Double) throws -> Benchmark {
        let prover = try CircuitProver(generators: generators)
        let result = Box(EncodedCircuitProof(undecoded: []))
        return Benchmark(
            name: name, unit: .milliseconds, items: 1, bar: .atMost(bar), baseline: .none,
            run: { result.value = try prove(with: prover) },
            check: { try accepts(result.value) && result.value.bytes.count <= mostBytes })
    }

    func verify(name: String, bar: Double) throws -> Benchmark {
        let proof = try prove(with: CircuitProver(generators: generators))
        let workspace = VerificationWorkspace(generators: generators)
        let result = Box<VerifiedCircuit?>(nil)
        return Benchmark(
            name: name, unit: .milliseconds, items: 1, bar: .atMost(bar), baseline: .none,
            run: {
                var transcript = transcript
                result.value = try CircuitProof.verify(
                    proof, statement, transcript: &transcript, workspace: workspace)
            }, check: { result.value?.statement == statement && !accepts(another: proof) })
    }

    private func prove(with prover: CircuitProver) throws -> EncodedCircuitProof {
        var transcript = transcript
        return try prover.prove(statement, witness: witness, transcript: &transcript)
    }

    private func accepts(_ proof: EncodedCircuitProof) throws -> Bool {
        var transcript = transcript
        return try CircuitProof.verify(proof, statement, transcript: &transcript, generators: generators).statement
            == statement
    }

    /// Whether a proof is accepted under a label that is not its own.
    private func accepts(another proof: EncodedCircuitProof) -> Bool {
        var transcript = Transcript("another label")
        return (try? CircuitProof.verify(proof, statement, transcript: &transcript, generators: generators)) != nil
    }
}

/// The rows of circuit proofs; bars are for one core with the vector kernel.
func circuitBenchmarks(on implementation: KernelImplementation) -> [SuiteRow] {
    let rows: [(name: String, make: () -> ExampleRelation, bytes: Int, prove: Double, verify: Double)] = [
        ("portfolio", { .portfolio(scenarios: 64) }, 1400, 40, 4.5),
        ("portfolio4096", { .portfolio(scenarios: 64, moneyWidth: 88, collateralWidth: 66) }, 1500, 80, 9),
        ("es250", { .portfolio(scenarios: 250, expectedShortfall: true) }, 1600, 160, 18),
        ("range32", { .ranges(count: 32) }, 1400, 5, 0.6),
    ]
    return rows.flatMap { row in
        let proofs = Lazy { try CircuitBenchmarks(row.make(), mostBytes: row.bytes, on: implementation) }
        let (prove, verify) = ("circuit.\(row.name).prove", "circuit.\(row.name).verify")
        return [
            SuiteRow(name: prove) { try proofs.get().prove(name: prove, bar: row.prove) },
            SuiteRow(name: verify) { try proofs.get().verify(name: verify, bar: row.verify) },
        ]
    }
}
