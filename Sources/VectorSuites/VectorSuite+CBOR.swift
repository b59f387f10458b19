import StrictJSON
import Wire

extension VectorSuite {
    /// The suite `cbor`: what the deterministic profile accepts, and that writing gives the same bytes again.
    static let cbor = VectorSuite("cbor") { reader throws(JSONFailure) in
        let encoding = try reader.hex("encoding")
        let expected = try Verdict(&reader)
        do throws(WireFailure) {
            let value = try WireValue(decoding: encoding, maximumByteCount: VectorFile.maximumBytes)
            return Comparison([
                Comparison(expected: encoding, got: value.encoded()),
                Comparison(expected: expected.text, got: Verdict.accepted.text),
            ])
        } catch {
            return Comparison(expected: expected.text, got: Verdict.refused(reason: "\(error.reason.name)").text)
        }
    }
}
