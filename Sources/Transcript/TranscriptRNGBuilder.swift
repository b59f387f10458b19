#if !hasFeature(Embedded)
    public import Sodium
#endif

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
        label.text.withUTF8Buffer { rekeyWithWitness(labelBytes: Span(_unsafeElements: $0), witness) }
    }

    /// Keys the generator with a part of the witness that lies in memory lent by a secret buffer.
    ///
    /// - Parameters:
    ///   - label: What the part is.
    ///   - witness: Its bytes, fewer than 2^32.
    public mutating func rekeyWithWitness(_ label: TranscriptLabel, _ witness: UnsafeRawBufferPointer) {
        witness.withMemoryRebound(to: UInt8.self) { rekeyWithWitness(label, Span(_unsafeElements: $0)) }
    }

    /// Ends the construction.
    ///
    /// - Parameter entropy: 32 bytes from outside, fresh for every proof. Where they repeat, the generator still differs
    ///   between statements and between witnesses.
    /// - Returns: The generator.
    public consuming func finalize(entropy: Span<UInt8>) -> TranscriptRNG {
        strobe.rekey(entropy: entropy)
        return TranscriptRNG(strobe)
    }

    #if !hasFeature(Embedded)
        /// Ends the construction with 32 bytes of a source, `SystemRandom` but for test vectors.
        ///
        /// - Parameter source: Where the external entropy comes from.
        /// - Returns: The generator.
        public consuming func finalize(drawingFrom source: inout some RandomSource & ~Copyable) -> TranscriptRNG {
            var entropy = InlineArray<32, UInt8>(repeating: 0)
            withUnsafeMutableBytes(of: &entropy) { source.fill($0) }
            strobe.rekey(entropy: entropy.span)
            withUnsafeMutableBytes(of: &entropy) { secureWipe($0) }
            return TranscriptRNG(strobe)
        }
    #endif

    /// Keys the generator under a label that is not a constant: vectors only.
    package mutating func rekeyWithWitness(labelBytes label: Span<UInt8>, _ witness: Span<UInt8>) {
        strobe.rekey(labelBytes: label, witness)
    }
}
