#if !hasFeature(Embedded)
    public import Pedersen
    internal import Ristretto
    package import Sodium
    public import Transcript

    /// Makes range proofs over fixed generators; keeps its memory from proof to proof.
    ///
    /// Values, blindings and nonces stay in guarded memory that is wiped. Up to the point where the vectors are masked,
    /// neither branches nor addresses depend on them; from there on all that is computed with may be published. One
    /// prover serves one thread at a time.
    ///
    /// - seealso: Bünz et al., ePrint 2017/1066, section 4.2; `docs/spec/range-proof.md`.
    public final class RangeProver {
        /// The generators of all proofs.
        public let generators: BulletproofGenerators

        /// B and B~ with the tables for constant-time commitments.
        let commitments: CommitmentTable

        let multiplication = MultiScalarWorkspace()
        let secretMultiplication: SecretWorkspace

        /// The wiped memory of the last proof, for one of the same size: guarded memory is slow to come by.
        private var spare: ProverSecrets?

        /// Makes a prover.
        ///
        /// - Parameter generators: Generators at least as wide as the widest statement.
        /// - Throws: ``RangeProvingFailure/memory(_:)`` when there is no guarded memory.
        public init(generators: BulletproofGenerators) throws(RangeProvingFailure) {
            self.generators = generators
            let implementation = generators.fixed.implementation
            let bases = PedersenGenerators.standard
            commitments =
                implementation == .current
                ? .pedersen : CommitmentTable(value: bases.value, blinding: bases.blinding, on: implementation)
            secretMultiplication = try guarding { () throws(SodiumFailure) in try SecretWorkspace() }
        }

        /// Takes the spare memory where it fits, else new one.
        func takeSecrets(_ parameters: RangeParameters) throws(SodiumFailure) -> ProverSecrets {
            guard let kept = spare.take(), kept.length == parameters.vectorLength else {
                return try ProverSecrets(parameters: parameters)
            }
            return kept
        }

        /// Wipes memory and keeps it for the next proof.
        func keep(_ secrets: consuming ProverSecrets) {
            secrets.wipe()
            spare = consume secrets
        }

        /// Whether the memory that is kept holds zeros only; `nil` when there is none.
        var spareIsZero: Bool? {
            guard let kept = spare.take() else { return nil }
            let isZero = kept.isZero()
            spare = consume kept
            return isZero
        }

        /// Proves that commitments open to values in range.
        ///
        /// - Parameters:
        ///   - statement: The commitments and the width.
        ///   - witness: Values and blindings that open them in order.
        ///   - transcript: A transcript that binds label and context. Afterwards it has absorbed statement and proof, up
        ///     to the last round; after a failure it is as before.
        /// - Returns: The proof.
        /// - Throws: ``RangeProvingFailure``; nothing of the witness shows but which item failed which check.
        public func prove(
            _ statement: RangeStatement, witness: RangeWitness, transcript: inout Transcript
        ) throws(RangeProvingFailure) -> EncodedRangeProof {
            var random = try guarding { () throws(SodiumFailure) in try SystemRandom() }
            return try prove(statement, witness: witness, transcript: &transcript, entropy: &random)
        }

        /// The same with entropy from elsewhere: for tests.
        package func prove(
            _ statement: RangeStatement, witness: RangeWitness, transcript: inout Transcript,
            entropy: inout some RandomSource
        ) throws(RangeProvingFailure) -> EncodedRangeProof {
            try check(witness, against: statement)
            var running = transcript
            let proof = try proveUnchecked(statement, witness: witness, transcript: &running, entropy: &entropy)
            transcript = running
            return proof.encoded
        }
    }

    /// Runs something that wants guarded memory or randomness, and translates its failure.
    func guarding<Result: ~Copyable>(
        _ body: () throws(SodiumFailure) -> Result
    ) throws(RangeProvingFailure) -> Result {
        do throws(SodiumFailure) {
            return try body()
        } catch {
            throw .memory(error)
        }
    }
#endif
