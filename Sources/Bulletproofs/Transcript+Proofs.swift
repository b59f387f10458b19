internal import Ristretto
internal import Transcript

extension Transcript {
    /// Absorbs the name of a protocol inside the caller's.
    mutating func appendProtocol(_ name: StaticString) {
        name.withUTF8Buffer { appendMessage(.domainSeparator, Span(_unsafeElements: $0)) }
    }

    /// Absorbs an encoded point.
    mutating func appendPoint(_ label: TranscriptLabel, _ point: CompressedPoint) {
        point.withBytes { appendMessage(label, $0) }
    }

    /// Absorbs a scalar's only encoding.
    mutating func appendScalar(_ label: TranscriptLabel, _ scalar: Scalar) {
        var bytes = InlineArray<32, UInt8>(repeating: 0)
        withUnsafeMutableBytes(of: &bytes) { scalar.encode(into: $0) }
        appendMessage(label, bytes.span)
    }

    /// Draws a scalar: 64 bytes modulo l.
    mutating func challengeScalar(_ label: TranscriptLabel) -> Scalar {
        Scalar(wideReducing: challenge64(label))
    }
}
