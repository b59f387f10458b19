public import Pedersen
public import Transcript

/// Verifies any number of range proofs of any shapes at a fraction of their single cost.
///
/// Proofs share the generators' part of the work: each one after the first costs 2 log2 N + m + 4 points. They are
/// checked in chunks as they come, so memory does not grow with their number but for the evidence. The first proof that
/// is refused is named. After a refusal the verifier stays refused.
///
/// ```swift
/// var verifier = BatchVerifier(generators: generators)
/// for item in items { try verifier.append(item.proof, item.statement, transcript: item.transcript) }
/// let evidence = try verifier.finish()
/// ```
///
/// - seealso: `docs/spec/range-proof.md`, "Batch verification".
public struct BatchVerifier: ~Copyable {
    /// Most proofs of a chunk.
    public static let chunkProofs = 256

    /// Points of a chunk after which it is checked; a chunk of one proof may have more.
    public static let chunkPoints = 16384

    let workspace: RangeVerificationWorkspace
    private let seed: () -> [UInt8]
    private var kept: [KeptProof] = []
    private var verified: [VerifiedRange] = []
    private var refusal: BatchRefusal?

    /// What it takes to verify a proof of the chunk again, by itself.
    private struct KeptProof {
        let proof: EncodedRangeProof
        let transcript: Transcript
    }

    /// Starts a batch.
    ///
    /// - Parameter generators: The generators of all proofs, at least as wide as the widest statement.
    public init(generators: BulletproofGenerators) {
        self.init(generators: generators, seed: BatchWeights.freshSeed)
    }

    /// Starts a batch whose weights are seeded by a test.
    package init(generators: BulletproofGenerators, seed: @escaping () -> [UInt8]) {
        workspace = RangeVerificationWorkspace(generators: generators)
        self.seed = seed
    }

    /// How many proofs were appended and not refused.
    public var count: Int { verified.count + workspace.pending.count }

    /// Appends a proof; checks the chunk when it is full.
    ///
    /// - Parameters:
    ///   - encoding: The proof's wire form.
    ///   - statement: The commitments and their width, from the verifier's own sources.
    ///   - transcript: A transcript in the state in which the prover's was.
    /// - Throws: ``BatchRefusal/proof(index:_:)`` for this proof when its bytes are refused at once, for an earlier one
    ///   when the check of its chunk is due now. Once thrown, every later call throws it again.
    public mutating func append(
        _ encoding: EncodedRangeProof, _ statement: RangeStatement, transcript: Transcript
    ) throws(BatchRefusal) {
        if let refusal { throw refusal }
        var running = transcript
        do throws(RangeProofRefusal) {
            try workspace.add(encoding, for: statement, transcript: &running)
        } catch {
            // An earlier proof of the chunk may be bad too, and then it is the first.
            try checkChunk()
            throw refuse(.proof(index: verified.count, error))
        }
        kept.append(KeptProof(proof: encoding, transcript: transcript))
        if kept.count >= Self.chunkProofs || workspace.encodings.count >= Self.chunkPoints { try checkChunk() }
    }

    /// Checks what is left and ends the batch.
    ///
    /// - Returns: Evidence for each proof in the order of appending; at least one.
    /// - Throws: ``BatchRefusal``; ``BatchRefusal/empty`` when nothing was appended.
    public consuming func finish() throws(BatchRefusal) -> [VerifiedRange] {
        if let refusal { throw refusal }
        try checkChunk()
        guard !verified.isEmpty else { throw .empty }
        return verified
    }

    private mutating func checkChunk() throws(BatchRefusal) {
        guard !kept.isEmpty else { return }
        let statements = workspace.pending.map { $0.statement }
        do throws(ChunkFailure) {
            try workspace.check(seed: seed())
        } catch {
            throw refuse(firstRefusal(statements))
        }
        for statement in statements { verified.append(VerifiedRange(verified: statement)) }
        workspace.removeAll()
        kept.removeAll(keepingCapacity: true)
    }

    /// Verifies the proofs of a failed chunk one by one until one is refused.
    private func firstRefusal(_ statements: [RangeStatement]) -> BatchRefusal {
        for (position, item) in kept.enumerated() {
            var transcript = item.transcript
            do throws(RangeProofRefusal) {
                _ = try RangeProof.verify(
                    item.proof, statements[position], transcript: &transcript, workspace: workspace)
            } catch {
                return .proof(index: verified.count + position, error)
            }
        }
        return .inconsistent(verified.count..<verified.count + kept.count)
    }

    private mutating func refuse(_ refusal: BatchRefusal) -> BatchRefusal {
        self.refusal = refusal
        workspace.removeAll()
        kept.removeAll()
        return refusal
    }
}

extension RangeProof {
    /// A proof with all that it takes to verify it.
    public struct BatchItem: Sendable {
        /// The proof's wire form.
        public let proof: EncodedRangeProof
        /// The commitments and their width, from the verifier's own sources.
        public let statement: RangeStatement
        /// A transcript in the state in which the prover's was.
        public let transcript: Transcript

        /// Puts an item together.
        ///
        /// - Parameters:
        ///   - proof: The proof's wire form.
        ///   - statement: The commitments and their width, from the verifier's own sources.
        ///   - transcript: A transcript in the state in which the prover's was.
        public init(proof: EncodedRangeProof, statement: RangeStatement, transcript: Transcript) {
            self.proof = proof
            self.statement = statement
            self.transcript = transcript
        }
    }

    /// Verifies any number of proofs of any shapes together.
    ///
    /// - Parameters:
    ///   - items: The proofs, at least one.
    ///   - generators: The generators of all proofs, at least as wide as the widest statement.
    /// - Returns: Evidence for each proof in order.
    /// - Throws: ``BatchRefusal``, which names the first proof that is refused.
    /// - Warning: Variable time: everything here is public.
    public static func verifyBatch(
        _ items: [BatchItem], generators: BulletproofGenerators
    ) throws(BatchRefusal) -> [VerifiedRange] {
        var verifier = BatchVerifier(generators: generators)
        for item in items { try verifier.append(item.proof, item.statement, transcript: item.transcript) }
        return try verifier.finish()
    }
}
