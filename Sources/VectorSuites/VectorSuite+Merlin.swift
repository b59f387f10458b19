import StrictJSON
import Transcript

extension VectorSuite {
    /// The suite `merlin`: what a transcript is told, its challenges, and the outputs of its generator.
    static let merlin = VectorSuite("merlin") { reader throws(JSONFailure) in
        var transcript = Transcript(labelBytes: try reader.hex("protocol"))
        var comparisons: [Comparison] = []
        for value in try reader.array("operations") {
            comparisons += try value.object { step throws(JSONFailure) in try apply(&step, to: &transcript) }
        }
        return Comparison(comparisons)
    }

    private static func apply(
        _ step: inout JSONObjectReader, to transcript: inout Transcript
    ) throws(JSONFailure) -> [Comparison] {
        let operation = try step.required("operation")
        switch try operation.string() {
        case "append":
            let label = try step.hex("label")
            let message = try step.hex("message")
            transcript.appendMessage(labelBytes: label.span, message.span)
            return []
        case "append-u64":
            let label = try step.hex("label")
            let value: UInt64 = try step.required("value").integerString()
            transcript.appendU64(labelBytes: label.span, value)
            return []
        case "challenge":
            let label = try step.hex("label")
            let expected = try step.hex("output")
            var got = [UInt8](repeating: 0, count: expected.count)
            var output = got.mutableSpan
            transcript.challengeBytes(labelBytes: label.span, into: &output)
            return [Comparison(expected: expected, got: got)]
        case "rng": return try outputs(of: &step, at: transcript)
        default: throw operation.failure(.refused("not one of append, append-u64, challenge, rng"))
        }
    }

    private static func outputs(
        of step: inout JSONObjectReader, at transcript: Transcript
    ) throws(JSONFailure) -> [Comparison] {
        var builder = transcript.buildRNG()
        for value in try step.array("witnesses") {
            var witness = try value.object()
            let label = try witness.hex("label")
            let bytes = try witness.hex("bytes")
            try witness.finish()
            builder.rekeyWithWitness(labelBytes: label.span, bytes.span)
        }
        let entropy = try step.hex("entropy", count: TranscriptRNG.entropyByteCount)
        var generator = builder.finalize(entropy: entropy.span)
        var comparisons: [Comparison] = []
        for value in try step.array("outputs") {
            let expected = try value.hex()
            var got = [UInt8](repeating: 0, count: expected.count)
            var output = got.mutableSpan
            generator.fill(&output)
            comparisons.append(Comparison(expected: expected, got: got))
        }
        return comparisons
    }
}
