#if !hasFeature(Embedded)
    public import Pedersen
    internal import Ristretto
    package import Sodium
    public import Transcript

    /// Makes circuit proofs over fixed generators; keeps its memory for multiplications from proof to proof.
    ///
    /// Witness, digits, multiplicities and nonces stay in guarded memory that is wiped. Up to the point where the vectors
    /// are masked, neither branches nor addresses depend on them; from there on all that is computed with may be
    /// published. One prover serves one thread at a time.
    ///
    /// - seealso: `docs/spec/circuit-proof.md`, "Prover".
    public final class CircuitProver {
        /// The generators of all proofs.
        public let generators: BulletproofGenerators

        /// B and B~ with the tables for constant-time commitments.
        let commitments: CommitmentTable

        let multiplication = MultiScalarWorkspace()
        let secretMultiplication: SecretWorkspace

        /// Makes a prover.
        ///
        /// - Parameter generators: Generators with at least as many per party as the largest statement has slots.
        /// - Throws: ``CircuitProvingFailure/memory(_:)`` when there is no guarded memory.
        public init(generators: BulletproofGenerators) throws(CircuitProvingFailure) {
            self.generators = generators
            let implementation = generators.fixed.implementation
            let bases = PedersenGenerators.standard
            commitments =
                implementation == .current
                ? .pedersen : CommitmentTable(value: bases.value, blinding: bases.blinding, on: implementation)
            secretMultiplication = try provingCircuit { () throws(SodiumFailure) in try SecretWorkspace() }
        }

        /// Proves that a relation holds for committed inputs.
        ///
        /// - Parameters:
        ///   - statement: The relation, the suite and the commitments.
        ///   - witness: What opens the commitments, and the free witnesses.
        ///   - transcript: A transcript that has absorbed what the relation means, where the commitments come from, and the
        ///     context. Afterwards it has absorbed the proof too, up to the last round; after a failure it is as before.
        /// - Returns: The proof.
        /// - Throws: ``CircuitProvingFailure``; nothing of the witness shows but which row or opening failed.
        /// - Warning: Leaks through timing which row is the first that the witness does not satisfy; nothing else.
        public func prove(
            _ statement: CircuitStatement, witness: CircuitWitness, transcript: inout Transcript
        ) throws(CircuitProvingFailure) -> EncodedCircuitProof {
            var random = try provingCircuit { () throws(SodiumFailure) in try SystemRandom() }
            return try prove(statement, witness: witness, transcript: &transcript, entropy: &random)
        }

        /// The same with entropy from elsewhere: for tests.
        package func prove(
            _ statement: CircuitStatement, witness: CircuitWitness, transcript: inout Transcript,
            entropy: inout some RandomSource
        ) throws(CircuitProvingFailure) -> EncodedCircuitProof {
            try check(witness, against: statement)
            var assignment = try provingCircuit { () throws(SodiumFailure) in
                try CircuitAssignment(statement.relation, witness: witness)
            }
            if let row = assignment.evaluate() { throw .row(row) }
            var running = transcript
            let proof = try makeProof(statement, witness, assignment, &running, &entropy)
            transcript = running
            return proof.encoded
        }
    }

    /// Runs something that wants guarded memory or randomness, and translates its failure.
    func provingCircuit<Result: ~Copyable>(
        _ body: () throws(SodiumFailure) -> Result
    ) throws(CircuitProvingFailure) -> Result {
        do throws(SodiumFailure) {
            return try body()
        } catch {
            throw .memory(error)
        }
    }
#endif
