public import Pedersen
public import Transcript

extension RangeProof {
    /// Verifies a proof with one multi-scalar multiplication.
    ///
    /// - Parameters:
    ///   - encoding: The proof's wire form.
    ///   - statement: The commitments and their width, from the verifier's own sources.
    ///   - transcript: A transcript in the state in which the prover's was: it binds label and context. Afterwards it has
    ///     absorbed statement and proof, up to the last round.
    ///   - workspace: Memory to compute in, over the generators to use.
    /// - Returns: Evidence that the commitments are in range.
    /// - Throws: ``RangeProofRefusal``, by check and field.
    /// - Warning: Variable time: everything here is public.
    /// - Complexity: 2 N + 2 log2 N + m + 6 points.
    /// - seealso: Bünz et al., ePrint 2017/1066, section 6.2.
    public static func verify(
        _ encoding: EncodedRangeProof, _ statement: RangeStatement, transcript: inout Transcript,
        workspace: VerificationWorkspace
    ) throws(RangeProofRefusal) -> VerifiedRange {
        workspace.removeAll()
        try workspace.add(encoding, for: statement, transcript: &transcript)
        do throws(ChunkFailure) {
            try workspace.check()
        } catch {
            switch error {
            case .proof(_, .range(let refusal)): throw refusal
            case .proof, .sum: throw .equation
            }
        }
        return VerifiedRange(verified: statement)
    }

    /// Verifies a proof with one multi-scalar multiplication.
    ///
    /// - Parameters:
    ///   - encoding: The proof's wire form.
    ///   - statement: The commitments and their width, from the verifier's own sources.
    ///   - transcript: A transcript in the state in which the prover's was.
    ///   - generators: The generators to use, at least as wide as the statement.
    /// - Returns: Evidence that the commitments are in range.
    /// - Throws: ``RangeProofRefusal``, by check and field.
    /// - Warning: Variable time: everything here is public.
    public static func verify(
        _ encoding: EncodedRangeProof, _ statement: RangeStatement, transcript: inout Transcript,
        generators: BulletproofGenerators
    ) throws(RangeProofRefusal) -> VerifiedRange {
        try verify(
            encoding, statement, transcript: &transcript,
            workspace: VerificationWorkspace(generators: generators))
    }
}
