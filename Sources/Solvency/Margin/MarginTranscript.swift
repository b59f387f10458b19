internal import Bulletproofs
public import CircuitModel
internal import Pedersen
internal import Ristretto
public import SumTree
public import Transcript

/// Starts the transcript of a margin proof, the same for prover and verifier.
///
/// - seealso: `docs/spec/margin.md`, section "Transcript".
public enum MarginTranscript {
    /// Absorbs everything that a proof is bound to, before the circuit proof.
    ///
    /// - Parameters:
    ///   - statement: The compiled statement.
    ///   - challenge: The verifier's challenge.
    ///   - proof: The parts of the proof that stand before the circuit proof: rung, suite, sources, prices, holder's key.
    /// - Returns: The transcript, to which the circuit proof adds the inputs' commitments first.
    public static func start(
        statement: CompiledStatement, challenge: Challenge, proof: MarginProof
    ) -> Transcript {
        var transcript = Transcript(TranscriptProtocol.margin)
        transcript.appendU64(.suite, UInt64(proof.suite.rawValue))
        transcript.appendU64(.circuits, UInt64(statement.parts.circuits.count))
        for circuit in statement.parts.circuits { transcript.appendMessage(.circuit, circuit.digest.bytes) }
        transcript.appendMessage(.statement, statement.digest.bytes)
        transcript.appendMessage(.system, statement.systemDigest.bytes)
        transcript.appendMessage(.parameters, challenge.parameters.bytes)
        transcript.appendMessage(.prices, proof.prices.digest.bytes)
        transcript.appendMessage(.generators, generatorDigest.bytes)
        if !MarginSeam.omits(.absorbedContext) {
            transcript.appendMessage(.context, challenge.encodedContent())
            transcript.appendU64(.rung, proof.rung)
            transcript.appendMessage(.holder, proof.holderKey)
        }
        if !MarginSeam.omits(.absorbedSources) {
            transcript.appendU64(.sources, UInt64(proof.sources.count))
            for source in proof.sources { transcript.appendMessage(.source, source.digest.bytes) }
        }
        return transcript
    }

    /// H("generators" | how they are made | B | B~): every generator follows from that.
    private static var generatorDigest: NodeHash {
        var fields = FieldDigest(tag: "generators")
        let chain: StaticString = "GeneratorsChain/SHAKE256/ristretto255"
        chain.withUTF8Buffer { fields.field(UnsafeRawBufferPointer($0)) }
        fields.field(PedersenGenerators.standard.value.compressed().bytes)
        fields.field(PedersenGenerators.standard.blinding.compressed().bytes)
        return fields.finish()
    }

    /// Squeezes what the holder signs, after the circuit proof.
    ///
    /// - Parameter transcript: The transcript after the proof's last round.
    /// - Returns: 64 bytes.
    public static func holderChallenge(_ transcript: inout Transcript) -> [UInt8] {
        transcript.challengeBytes(.holderChallenge, count: 64)
    }
}

extension MarginSource {
    /// What the source is called by: H("holdings" | body) or H("receipt" | body).
    public var digest: NodeHash {
        switch self {
        case .holdings(let list): list.digest
        case .receipt(let half): half.signed.digest(tag: "receipt")
        }
    }
}
