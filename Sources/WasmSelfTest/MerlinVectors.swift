internal import Transcript

/// The suite `merlin`.
enum MerlinVectors {
    static func check(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let vector = try VectorCase(value, known: ["name", "protocol", "operations"])
        var transcript = Transcript(labelBytes: try vector["protocol"].bytes())
        for step in try vector["operations"].elements() {
            guard try apply(step, to: &transcript) else { return false }
        }
        return true
    }

    private static func apply(_ value: JSONValue, to transcript: inout Transcript) throws(VectorFailure) -> Bool {
        let step = try VectorCase(
            value,
            known: ["operation", "label", "message", "value", "output", "witnesses", "entropy", "outputs"])
        let operation = try step["operation"]
        if try operation.spells("rng") { return try generator(step, transcript) }
        let label = try step["label"].bytes()
        if try operation.spells("append") {
            let message = try step["message"].bytes()
            transcript.appendMessage(labelBytes: label.span, message.span)
        } else if try operation.spells("append-u64") {
            transcript.appendU64(labelBytes: label.span, try step["value"].number())
        } else if try operation.spells("challenge") {
            let expected = try step["output"].bytes()
            var output = [UInt8](repeating: 0, count: expected.count)
            var span = output.mutableSpan
            transcript.challengeBytes(labelBytes: label.span, into: &span)
            return output == expected
        } else {
            throw .unknownName
        }
        return true
    }

    private static func generator(_ step: VectorCase, _ transcript: Transcript) throws(VectorFailure) -> Bool {
        var builder = transcript.buildRNG()
        for value in try step["witnesses"].elements() {
            let witness = try VectorCase(value, known: ["label", "bytes"])
            let label = try witness["label"].bytes()
            let bytes = try witness["bytes"].bytes()
            builder.rekeyWithWitness(labelBytes: label.span, bytes.span)
        }
        let entropy = try step["entropy"].bytes()
        guard entropy.count == TranscriptRNG.entropyByteCount else { throw .hexadecimal }
        var rng = builder.finalize(entropy: entropy.span)
        for value in try step["outputs"].elements() {
            let expected = try value.bytes()
            var output = [UInt8](repeating: 0, count: expected.count)
            var span = output.mutableSpan
            rng.fill(&span)
            guard output == expected else { return false }
        }
        return true
    }
}
