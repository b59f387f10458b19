public import Pedersen
public import Transcript

/// Verifies any number of range proofs and circuit proofs of any shapes at a fraction of their single cost.
///
/// Proofs share the generators' part of the work: each range proof after the first costs 2 log2 N + m + 4 points. They are
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

    let workspace: VerificationWorkspace
    private let seed: () -> [UInt8]
    private var kept: [KeptProof] = []
    private var verified: [BatchEvidence] = []
    private var refusal: BatchRefusal?

    /// What it takes to verify a proof of the chunk again, by itself.
    private enum KeptProof {
        case range(EncodedRangeProof, RangeStatement, Transcript)
        case circuit(EncodedCircuitProof, CircuitStatement, Transcript)
    }

    /// Starts a batch.
    ///
    /// - Parameter generators: The generators of all proofs, at least as wide as the widest statement: per party as many as
    ///   the bits of a value and the slots of a circuit, and as many parties as a range proof has values.
    public init(generators: BulletproofGenerators) {
        self.init(generators: generators, seed: BatchWeights.freshSeed)
    }

    /// Starts a batch whose weights are seeded by a test.
    package init(generators: BulletproofGenerators, seed: @escaping () -> [UInt8]) {
        workspace = VerificationWorkspace(generators: generators)
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
        kept.append(.range(encoding, statement, transcript))
        try checkFullChunk()
    }

    /// Appends a circuit proof; checks the chunk when it is full.
    ///
    /// - Parameters:
    ///   - encoding: The proof's wire form.
    ///   - statement: The relation, the suite and the commitments, from the verifier's own sources.
    ///   - transcript: A transcript in the state in which the prover's was.
    /// - Throws: ``BatchRefusal/circuit(index:_:)`` for this proof when it is refused at once; for an earlier one when the
    ///   check of its chunk is due now. Once thrown, every later call throws it again.
    public mutating func append(
        _ encoding: EncodedCircuitProof, _ statement: CircuitStatement, transcript: Transcript
    ) throws(BatchRefusal) {
        if let refusal { throw refusal }
        var running = transcript
        do throws(CircuitProofRefusal) {
            try workspace.add(encoding, for: statement, transcript: &running)
        } catch {
            try checkChunk()
            throw refuse(.circuit(index: verified.count, error))
        }
        kept.append(.circuit(encoding, statement, transcript))
        try checkFullChunk()
    }

    private mutating func checkFullChunk() throws(BatchRefusal) {
        if kept.count >= Self.chunkProofs || workspace.encodings.count >= Self.chunkPoints { try checkChunk() }
    }

    /// Checks what is left and ends a batch of range proofs.
    ///
    /// - Returns: Evidence for each range proof in the order of appending. That of circuit proofs is given by
    ///   ``finishMixed()`` only.
    /// - Throws: ``BatchRefusal``; ``BatchRefusal/empty`` when nothing was appended.
    public consuming func finish() throws(BatchRefusal) -> [VerifiedRange] {
        try finishMixed().compactMap { if case .range(let evidence) = $0 { evidence } else { nil } }
    }

    /// Checks what is left and ends a batch of proofs of either kind.
    ///
    /// - Returns: Evidence for each proof in the order of appending; at least one.
    /// - Throws: ``BatchRefusal``; ``BatchRefusal/empty`` when nothing was appended.
    public consuming func finishMixed() throws(BatchRefusal) -> [BatchEvidence] {
        if let refusal { throw refusal }
        try checkChunk()
        guard !verified.isEmpty else { throw .empty }
        return verified
    }

    private mutating func checkChunk() throws(BatchRefusal) {
        guard !kept.isEmpty else { return }
        do throws(ChunkFailure) {
            try workspace.check(seed: seed())
        } catch {
            throw refuse(firstRefusal())
        }
        for item in kept {
            switch item {
            case .range(_, let statement, _): verified.append(.range(VerifiedRange(verified: statement)))
            case .circuit(_, let statement, _): verified.append(.circuit(VerifiedCircuit(verified: statement)))
            }
        }
        workspace.removeAll()
        kept.removeAll(keepingCapacity: true)
    }

    /// Verifies the proofs of a failed chunk one by one until one is refused.
    private func firstRefusal() -> BatchRefusal {
        for (position, item) in kept.enumerated() {
            let index = verified.count + position
            do throws(ProofRefusal) {
                try verify(item)
            } catch {
                switch error {
                case .range(let refusal): return .proof(index: index, refusal)
                case .circuit(let refusal): return .circuit(index: index, refusal)
                }
            }
        }
        return .inconsistent(verified.count..<verified.count + kept.count)
    }

    private func verify(_ item: KeptProof) throws(ProofRefusal) {
        switch item {
        case .range(let proof, let statement, var transcript):
            do throws(RangeProofRefusal) {
                _ = try RangeProof.verify(proof, statement, transcript: &transcript, workspace: workspace)
            } catch {
                throw .range(error)
            }
        case .circuit(let proof, let statement, var transcript):
            do throws(CircuitProofRefusal) {
                _ = try CircuitProof.verify(proof, statement, transcript: &transcript, workspace: workspace)
            } catch {
                throw .circuit(error)
            }
        }
    }

    private mutating func refuse(_ refusal: BatchRefusal) -> BatchRefusal {
        self.refusal = refusal
        workspace.removeAll()
        kept.removeAll()
        return refusal
    }
}

/// Evidence that a batch gives for one of its proofs.
public enum BatchEvidence: Equatable, Sendable {
    /// Of a range proof.
    case range(VerifiedRange)
    /// Of a circuit proof.
    case circuit(VerifiedCircuit)
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
