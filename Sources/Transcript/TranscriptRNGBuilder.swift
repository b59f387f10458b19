/// A hedged generator under construction: keyed with the statement so far, it wants the witness and external entropy.
///
/// - seealso: `TranscriptRNG`.
public struct TranscriptRNGBuilder: ~Copyable {
    private var strobe: WipedStrobe

    init(_ transcript: borrowing Transcript) {
        strobe = WipedStrobe(transcript.strobe)
    }

    /// Keys the generator with a part of the witness.
    ///
    /// Every part has to come in. Constant time: only the lengths show.
    ///
    /// - Parameters:
    ///   - label: What the part is.
    ///   - witness: Its bytes, fewer than 2^32.
    public mutating func rekeyWithWitness(_ label: TranscriptLabel, _ witness: Span<UInt8>) {
        label.withBytes { rekeyWithWitness(labelBytes: $0, witness) }
    }

    /// Ends the construction.
    ///
    /// - Parameter entropy: 32 bytes from outside, fresh for every proof. Where they repeat, the generator still differs
    ///   between statements and between witnesses.
    /// - Returns: The generator.
    public consuming func finalize(entropy: Span<UInt8>) -> TranscriptRNG {
        precondition(entropy.count == TranscriptRNG.entropyByteCount, "external entropy has 32 bytes")
        TranscriptLabel.rng.text.withUTF8Buffer { strobe.metaAD(Span(_unsafeElements: $0), more: false) }
        strobe.key(entropy, more: false)
        return TranscriptRNG(strobe)
    }

    /// Keys the generator under a label that is not a constant: vectors only.
    package mutating func rekeyWithWitness(labelBytes label: Span<UInt8>, _ witness: Span<UInt8>) {
        let length = lengthPrefix(witness.count)
        strobe.metaAD(label, more: false)
        strobe.metaAD(length.span, more: true)
        strobe.key(witness, more: false)
    }
}
