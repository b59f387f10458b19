/// A Merlin v1.0 transcript: the public-coin side of an interactive proof, computed by hashing.
///
/// Prover and verifier append the same messages in the same order and draw the same challenges. The caller creates the
/// transcript, with a label that says what is being proven and for whom; a proof only borrows it. A transcript is a value:
/// a copy is a fork, and the two go on independently.
///
/// Only public data belongs in a transcript. Secrets go into the generator that `rng()` starts.
///
/// - seealso: Merlin v1.0; `docs/spec/transcript.md` for the exact bytes.
public struct Transcript: Sendable {
    var strobe: Strobe128
    #if DEBUG && !hasFeature(Embedded)
        var recorder: TranscriptRecorder?
    #endif

    /// Starts a transcript.
    ///
    /// - Parameter label: The name of the protocol.
    public init(_ label: StaticString) {
        self.init()
        label.withUTF8Buffer { appendMessage(.domainSeparator, Span(_unsafeElements: $0)) }
    }

    /// Starts a transcript whose label is made at run time, such as one that holds a position in a tree.
    ///
    /// - Parameter labelBytes: The label, below 2^32 bytes.
    public init(labelBytes: [UInt8]) {
        self.init()
        appendMessage(.domainSeparator, labelBytes.span)
    }

    private init() {
        strobe = Strobe128(protocolLabel: TranscriptProtocol.merlin)
    }

    /// Appends a message.
    ///
    /// - Parameters:
    ///   - label: What the message is.
    ///   - message: Its bytes, fewer than 2^32.
    public mutating func appendMessage(_ label: TranscriptLabel, _ message: Span<UInt8>) {
        label.withBytes { appendMessage(labelBytes: $0, message) }
    }

    /// Appends a message.
    ///
    /// - Parameters:
    ///   - label: What the message is.
    ///   - message: Its bytes, fewer than 2^32.
    public mutating func appendMessage(_ label: TranscriptLabel, _ message: [UInt8]) {
        appendMessage(label, message.span)
    }

    /// Appends a number as eight bytes, least significant first.
    ///
    /// - Parameters:
    ///   - label: What the number is.
    ///   - value: The number.
    public mutating func appendU64(_ label: TranscriptLabel, _ value: UInt64) {
        label.withBytes { appendU64(labelBytes: $0, value) }
    }

    /// Fills `output` with a challenge, which depends on every message so far, its order and its label.
    ///
    /// - Parameters:
    ///   - label: What the challenge is.
    ///   - output: Where to put it, fewer than 2^32 bytes. The length is absorbed: a prefix of a longer challenge is another.
    public mutating func challengeBytes(_ label: TranscriptLabel, into output: inout MutableSpan<UInt8>) {
        label.text.withUTF8Buffer { challengeBytes(labelBytes: Span(_unsafeElements: $0), into: &output) }
    }

    /// Returns a challenge, which depends on every message so far, its order and its label.
    ///
    /// - Parameters:
    ///   - label: What the challenge is.
    ///   - count: Its length in bytes, 0 up to 2^32 - 1. It is absorbed: a prefix of a longer challenge is another.
    /// - Returns: The challenge.
    public mutating func challengeBytes(_ label: TranscriptLabel, count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var span = bytes.mutableSpan
        challengeBytes(label, into: &span)
        return bytes
    }

    /// Returns 64 bytes of challenge, what a scalar is reduced from.
    ///
    /// - Parameter label: What the challenge is.
    /// - Returns: The challenge.
    public mutating func challenge64(_ label: TranscriptLabel) -> InlineArray<64, UInt8> {
        var bytes = InlineArray<64, UInt8>(repeating: 0)
        var span = bytes.mutableSpan
        challengeBytes(label, into: &span)
        return bytes
    }
}

extension Transcript {
    /// Appends a message whose label is not a constant: vectors only.
    package mutating func appendMessage(labelBytes label: Span<UInt8>, _ message: Span<UInt8>) {
        #if DEBUG && !hasFeature(Embedded)
            if let recorder {
                absorb(label, recorder.absorbing(label: label, message: message).span)
                return
            }
        #endif
        absorb(label, message)
    }

    /// Appends a number whose label is not a constant: vectors only.
    package mutating func appendU64(labelBytes label: Span<UInt8>, _ value: UInt64) {
        let bytes = littleEndianBytes(value)
        appendMessage(labelBytes: label, bytes.span)
    }

    /// Draws a challenge whose label is not a constant: vectors only.
    package mutating func challengeBytes(labelBytes label: Span<UInt8>, into output: inout MutableSpan<UInt8>) {
        let length = lengthPrefix(output.count)
        strobe.metaAD(label, more: false)
        strobe.metaAD(length.span, more: true)
        strobe.prf(&output, more: false)
        #if DEBUG && !hasFeature(Embedded)
            recorder?.challenged(label: label, output: output.span)
        #endif
    }

    private mutating func absorb(_ label: Span<UInt8>, _ message: Span<UInt8>) {
        let length = lengthPrefix(message.count)
        strobe.metaAD(label, more: false)
        strobe.metaAD(length.span, more: true)
        strobe.ad(message, more: false)
    }
}
