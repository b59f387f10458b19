import Bulletproofs
import Pedersen
import Ristretto
import StrictJSON
import Transcript

extension VectorSuite {
    /// The suite `bulletproofs-range`: aggregated range proofs under any label, of any origin.
    static let rangeProofs = VectorSuite("bulletproofs-range") { reader throws(JSONFailure) in
        let label = try transcriptLabel(&reader)
        let bits: Int = try reader.integer("bits")
        let commitments = try reader.required("commitments").array { value throws(JSONFailure) in try value.hex() }
        let proof = try reader.hex("proof")
        let expected = try Verdict(&reader)
        let got = verify(
            EncodedRangeProof(undecoded: proof), commitments, bits: bits, transcript: Transcript(labelBytes: label))
        return Comparison(expected: expected.text, got: got.text)
    }

    /// The label as text or in hexadecimal, exactly one of the two.
    private static func transcriptLabel(_ reader: inout JSONObjectReader) throws(JSONFailure) -> [UInt8] {
        guard let hexadecimal = reader.optional("labelHex") else { return Array(try reader.string("label").utf8) }
        if let text = reader.optional("label") { throw text.failure(.refused("there are two labels")) }
        return try hexadecimal.hex()
    }

    private static func verify(
        _ proof: EncodedRangeProof, _ commitments: [[UInt8]], bits: Int, transcript: Transcript
    ) -> Verdict {
        var points: [CompressedPoint] = []
        for bytes in commitments {
            guard let point = try? CompressedPoint(undecoded: bytes) else { return .refused(reason: "length") }
            points.append(point)
        }
        do throws(RangeProofRefusal) {
            let statement = try RangeStatement(commitments: points, bits: bits)
            var transcript = transcript
            _ = try RangeProof.verify(
                proof, statement, transcript: &transcript,
                generators: .shared(perParty: bits, parties: points.count))
            return .accepted
        } catch {
            return .refused(reason: "\(error.reason)")
        }
    }
}
