public import Pedersen
package import Ristretto
public import Transcript

extension CircuitProof {
    /// Verifies a proof with one multi-scalar multiplication.
    ///
    /// - Parameters:
    ///   - encoding: The proof's wire form.
    ///   - statement: The relation, the suite and the commitments, from the verifier's own sources.
    ///   - transcript: A transcript in the state in which the prover's was: it has absorbed what the relation means, where
    ///     the commitments come from, and the context. Afterwards it has absorbed the proof too, up to the last round.
    ///   - workspace: Memory to compute in, over generators with at least as many per party as the statement has slots.
    /// - Returns: Evidence that the relation holds for the commitments.
    /// - Throws: ``CircuitProofRefusal``, by check and field.
    /// - Warning: Variable time: everything here is public.
    /// - Complexity: 2 n + m + 2 log2 n + 3 n_c + O(1) points, and one multiplication for each term of the relation.
    /// - seealso: `docs/spec/circuit-proof.md`, "Verifier".
    public static func verify(
        _ encoding: EncodedCircuitProof, _ statement: CircuitStatement, transcript: inout Transcript,
        workspace: VerificationWorkspace
    ) throws(CircuitProofRefusal) -> VerifiedCircuit {
        workspace.removeAll()
        try workspace.add(encoding, for: statement, transcript: &transcript)
        try checkPending(workspace)
        return VerifiedCircuit(verified: statement)
    }

    /// Verifies a proof with one multi-scalar multiplication.
    ///
    /// - Parameters:
    ///   - encoding: The proof's wire form.
    ///   - statement: The relation, the suite and the commitments, from the verifier's own sources.
    ///   - transcript: A transcript in the state in which the prover's was.
    ///   - generators: The generators to use, per party at least as many as the statement has slots.
    /// - Returns: Evidence that the relation holds for the commitments.
    /// - Throws: ``CircuitProofRefusal``, by check and field.
    /// - Warning: Variable time: everything here is public.
    public static func verify(
        _ encoding: EncodedCircuitProof, _ statement: CircuitStatement, transcript: inout Transcript,
        generators: BulletproofGenerators
    ) throws(CircuitProofRefusal) -> VerifiedCircuit {
        try verify(
            encoding, statement, transcript: &transcript, workspace: VerificationWorkspace(generators: generators))
    }

    /// Verifies a proof of bare constraints: for vectors of the protocol without this package's statements.
    ///
    /// - Parameters:
    ///   - encoding: The proof's wire form, vector commitments first.
    ///   - constraints: The constraints, from the verifier's own sources.
    ///   - inputs: V, as many as the constraints are about.
    ///   - transcript: A transcript that has absorbed all of that already, and the proof's vector commitments.
    ///   - generators: The generators to use.
    /// - Throws: ``CircuitProofRefusal``, by check and field.
    package static func verifyBare(
        _ encoding: EncodedCircuitProof, _ constraints: CircuitConstraints, inputs: [CompressedPoint],
        transcript: inout Transcript, generators: BulletproofGenerators
    ) throws(CircuitProofRefusal) {
        let shape = constraints.shape
        guard inputs.count == shape.inputs else {
            throw .inputCount(expected: shape.inputs, actual: inputs.count)
        }
        let workspace = VerificationWorkspace(generators: generators)
        try workspace.refuseTooFewGenerators(shape.slots)
        let proof = try CircuitProof(decoding: encoding, shape: shape)
        try workspace.add(proof, constraints, inputs: inputs, transcript: &transcript)
        try checkPending(workspace)
    }

    /// Verifies a proof of suite `lookups` for a transcript that has absorbed the statement and V in its own way: for vectors
    /// of a model that names its statements otherwise.
    ///
    /// - Parameters:
    ///   - encoding: The proof's wire form.
    ///   - relation: The relation.
    ///   - inputs: V, as many as the relation has inputs.
    ///   - transcript: A transcript that has absorbed them.
    ///   - generators: The generators to use.
    /// - Throws: ``CircuitProofRefusal``, by check and field.
    package static func verifyLookups(
        _ encoding: EncodedCircuitProof, _ relation: IntegerRelation, inputs: [CompressedPoint],
        transcript: inout Transcript, generators: BulletproofGenerators
    ) throws(CircuitProofRefusal) {
        let statement = try CircuitStatement(relation: relation, suite: .lookups, inputs: inputs)
        let proof = try CircuitProof(decoding: encoding, statement: statement)
        let table = try absorb(
            vectors: proof.vectorCommitments, digitBits: relation.digitBits, transcript: &transcript)
        try verifyBare(
            encoding, .layout(CircuitLayout(lookups: relation, table: table)), inputs: inputs,
            transcript: &transcript, generators: generators)
    }

    private static func checkPending(_ workspace: VerificationWorkspace) throws(CircuitProofRefusal) {
        do throws(ChunkFailure) {
            try workspace.check()
        } catch {
            switch error {
            case .proof(_, .circuit(let refusal)): throw refusal
            case .proof, .sum: throw .equation
            }
        }
    }
}
