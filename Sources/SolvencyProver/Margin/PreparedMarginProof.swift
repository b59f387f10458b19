internal import BigNumbers
internal import Bulletproofs
public import CircuitCompiler
internal import CircuitModel
internal import Pedersen
internal import Ristretto
public import Sodium
public import Solvency
internal import Transcript

/// A statement with the prover's values: to be looked at, or to be proven.
///
/// Everything that it tells about amounts is for the prover's eyes only.
public final class PreparedMarginProof: Sendable {
    /// The compiled statement.
    public let compilation: Compilation
    /// The checked parts of the proof.
    public let checked: CheckedMarginProof
    /// What the statement comes to.
    public let evaluation: WitnessEvaluation

    private let prover: MarginProver
    private let commitments: [CompressedPoint]
    /// The sums of amounts and blindings for each input.
    let amounts: SecretIntegers
    private let blindings: SecretScalars

    init(
        _ prover: MarginProver, _ checked: CheckedMarginProof, _ compilation: Compilation, _ sources: [ProverSource]
    ) throws(MarginProvingFailure) {
        let inputs: (map: InputMap, commitments: [CompressedPoint])
        do throws(MarginRefusal) { inputs = try checked.inputs(of: compilation.statement) } catch {
            throw .refused(error)
        }
        let places = inputs.map.places
        let amounts = try translating(MarginProvingFailure.memory) { () throws(SodiumFailure) in
            var sums = try SecretIntegers(zeros: places.count)
            for (input, places) in places.enumerated() {
                for place in places { sums[input] = sums[input] &+ sources[place.source].amounts[place.entry] }
            }
            return sums
        }
        let blindings = try translating(MarginProvingFailure.memory) { () throws(SodiumFailure) in
            var sums = try SecretScalars(zeros: places.count)
            for (input, places) in places.enumerated() {
                for place in places { sums[input] = sums[input] + sources[place.source].blindings[place.entry] }
            }
            return sums
        }
        let statement = compilation.statement
        evaluation = try translating({ Self.failure($0, statement) }) { () throws(WitnessFailure) in
            try compilation.evaluator.evaluate(amounts)
        }
        self.prover = prover
        self.checked = checked
        self.compilation = compilation
        commitments = inputs.commitments
        self.amounts = amounts
        self.blindings = blindings
    }

    private static func failure(_ failure: WitnessFailure, _ statement: CompiledStatement) -> MarginProvingFailure {
        guard case .inputOutOfBounds(let index) = failure, statement.parts.inputs.indices.contains(index) else {
            return .witness(failure)
        }
        let input = statement.parts.inputs[index]
        return .inputOutOfBounds(kind: "\(input.kind.name)", id: String(decoding: input.id, as: UTF8.self))
    }

    /// Proves the statement and signs the proof; verifies it before it is given out.
    ///
    /// - Parameter key: The holder's key.
    /// - Returns: The proof.
    /// - Throws: ``MarginProvingFailure``, with ``MarginProvingFailure/falseStatement(name:short:)`` for the first requirement
    ///   that fails.
    public func prove(key: borrowing SigningKey) throws(MarginProvingFailure) -> MarginProof {
        if let failed = evaluation.failedRequirements().first {
            throw .falseStatement(name: failed.name, short: -failed.value)
        }
        guard key.verificationKey.bytes == checked.proof.holderKey else { throw .holderKey }
        let draft = checked.proof
        var transcript = MarginTranscript.start(
            statement: compilation.statement, challenge: checked.challenge, proof: draft)
        let encoded = try circuitProof(&transcript)
        let last = MarginTranscript.holderChallenge(&transcript)
        let proof = MarginProof(
            claimedChallenge: draft.claimedChallenge, rung: draft.rung, suite: draft.suite, sources: draft.sources,
            prices: draft.prices, holderKey: draft.holderKey, proof: encoded,
            holderSignature: key.sign(last, domain: MarginProof.signatureDomain).bytes)
        let verifier = try prover.verifier(proof)
        do throws(MarginRefusal) {
            _ = try verifier.check(proof).verify(compilation.statement)
        } catch {
            throw .ownProof(error)
        }
        return proof
    }

    private func circuitProof(_ transcript: inout Transcript) throws(MarginProvingFailure) -> [UInt8] {
        let circuit: CircuitStatement
        do throws(CircuitProofRefusal) {
            circuit = try CircuitStatement(
                relation: compilation.statement.relation, suite: checked.proof.suite, inputs: commitments)
        } catch {
            throw .refused(.proof(StaticReason(error.reason)))
        }
        let values = try translating(MarginProvingFailure.memory) { () throws(SodiumFailure) in
            try amounts.scalars()
        }
        let blindings = try translating(MarginProvingFailure.memory) { () throws(SodiumFailure) in
            try self.blindings.copy()
        }
        let free = try translating(MarginProvingFailure.memory) { () throws(SodiumFailure) in
            try evaluation.witnesses.scalars()
        }
        do throws(CircuitProvingFailure) {
            let witness = try CircuitWitness(values: values, blindings: blindings, free: free)
            let prover = try CircuitProver(generators: .shared(perParty: circuit.slots, parties: 1))
            return try prover.prove(circuit, witness: witness, transcript: &transcript).bytes
        } catch {
            throw .proving(error)
        }
    }
}
