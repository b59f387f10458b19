#if !hasFeature(Embedded)
    public import Sodium
#endif

/// The prover's randomness, hedged: it depends on the statement, on the witness and on external entropy.
///
/// Random numbers that repeat under two challenges give the witness away. Here they repeat only if the statement, the
/// witness and the entropy all do, and then the proofs are equal. Start it with `Transcript.buildRNG()` after everything
/// that defines the statement was appended, and rekey it after each challenge: a machine state that was cloned before a
/// challenge would otherwise answer two challenges with one nonce.
///
/// Its state lies in guarded memory and is wiped at its end; making one costs about 25 microseconds, rekeying about 2.
///
/// - seealso: Merlin v1.0, "Transcript-based randomness"; `docs/spec/transcript.md`.
public struct TranscriptRNG: ~Copyable {
    /// How many bytes of external entropy the generator takes.
    public static let entropyByteCount = 32

    private var strobe: WipedStrobe

    init(_ strobe: consuming WipedStrobe) { self.strobe = strobe }

    /// Fills `output` with random bytes.
    ///
    /// - Parameter output: Where to put them, fewer than 2^32 bytes. One long request and two short ones differ.
    public mutating func fill(_ output: UnsafeMutableRawBufferPointer) {
        output.withMemoryRebound(to: UInt8.self) { strobe.fill($0) }
    }

    /// Fills `output` with random bytes.
    ///
    /// - Parameter output: Where to put them, fewer than 2^32 bytes. One long request and two short ones differ.
    public mutating func fill(_ output: inout MutableSpan<UInt8>) {
        output.withUnsafeMutableBufferPointer { strobe.fill($0) }
    }

    /// Moves the generator on to a later state of the transcript, such as after a challenge.
    ///
    /// The new state is that of the transcript, keyed with 32 bytes of the old one, which stand for the witness, and with
    /// entropy.
    ///
    /// - Parameters:
    ///   - transcript: The transcript as it is now.
    ///   - entropy: 32 bytes from outside, or zeros while an earlier nonce still waits for a challenge: clones of the machine
    ///     that went on with different entropy would give that nonce two challenges.
    public mutating func rekey(at transcript: borrowing Transcript, entropy: Span<UInt8>) {
        var seed = InlineArray<32, UInt8>(repeating: 0)
        var span = seed.mutableSpan
        fill(&span)
        strobe.restart(transcript.strobe)
        TranscriptLabel.rngChain.text.withUTF8Buffer {
            strobe.rekey(labelBytes: Span(_unsafeElements: $0), seed.span)
        }
        strobe.rekey(entropy: entropy)
        withUnsafeMutableBytes(of: &seed) { wipe($0) }
    }

    #if !hasFeature(Embedded)
        /// Moves the generator on to a later state of the transcript with 32 bytes of a source.
        ///
        /// - Warning: Only when no nonce that was drawn before waits for a challenge: see ``rekey(at:entropy:)``.
        /// - Parameters:
        ///   - transcript: The transcript as it is now.
        ///   - source: Where the external entropy comes from: `SystemRandom` but for test vectors.
        public mutating func rekey(
            at transcript: borrowing Transcript, drawingFrom source: inout some RandomSource & ~Copyable
        ) {
            var entropy = InlineArray<32, UInt8>(repeating: 0)
            withUnsafeMutableBytes(of: &entropy) { source.fill($0) }
            rekey(at: transcript, entropy: entropy.span)
            withUnsafeMutableBytes(of: &entropy) { secureWipe($0) }
        }
    #endif
}

#if !hasFeature(Embedded)
    extension TranscriptRNG: RandomSource {}
#endif

extension Transcript {
    /// Starts a hedged generator from the transcript as it is now, which stays as it is.
    ///
    /// - Returns: The generator under construction.
    public borrowing func buildRNG() -> TranscriptRNGBuilder { TranscriptRNGBuilder(self) }
}
