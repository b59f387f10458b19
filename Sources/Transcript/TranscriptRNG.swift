/// The prover's randomness, hedged: it depends on the statement, on the witness and on external entropy.
///
/// Random numbers that repeat under two challenges give the witness away. Here they repeat only if the statement, the
/// witness and the entropy all do, and then the proofs are equal. Start it with `Transcript.buildRNG()` after everything
/// that defines the statement was appended, and rekey it after each challenge: a machine state that was cloned before a
/// challenge would otherwise answer two challenges with one nonce.
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
    public mutating func fill(_ output: inout MutableSpan<UInt8>) {
        let length = lengthPrefix(output.count)
        strobe.metaAD(length.span, more: false)
        strobe.prf(&output, more: false)
    }

    /// Moves the generator on to a later state of the transcript, such as after a challenge.
    ///
    /// The new generator is keyed with 32 bytes of the old one, which stand for the witness, and with fresh entropy.
    ///
    /// - Parameters:
    ///   - transcript: The transcript as it is now.
    ///   - entropy: 32 bytes from outside.
    public mutating func rekey(at transcript: borrowing Transcript, entropy: Span<UInt8>) {
        var seed = InlineArray<32, UInt8>(repeating: 0)
        var span = seed.mutableSpan
        fill(&span)
        var builder = transcript.buildRNG()
        builder.rekeyWithWitness(.rngChain, seed.span)
        self = builder.finalize(entropy: entropy)
        withUnsafeMutableBytes(of: &seed) { wipe($0) }
    }
}

extension Transcript {
    /// Starts a hedged generator from the transcript as it is now, which stays as it is.
    ///
    /// - Returns: The generator under construction.
    public borrowing func buildRNG() -> TranscriptRNGBuilder { TranscriptRNGBuilder(self) }
}
