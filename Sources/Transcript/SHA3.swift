/// A fixed-length hash function of FIPS 202, input in pieces of any size.
///
/// - seealso: FIPS 202, section 6.1.
public struct SHA3: Sendable {
    private var sponge: KeccakSponge
    private let digestLength: Int

    /// Which of the functions.
    public enum Variant: Sendable {
        /// 32 bytes of digest.
        case sha3_256
        /// 64 bytes of digest.
        case sha3_512
    }

    /// Creates a function without input.
    public init(_ variant: Variant) {
        digestLength = variant == .sha3_256 ? 32 : 64
        sponge = KeccakSponge(capacity: 2 * digestLength, suffix: 0x06)
    }

    /// Appends `bytes` to the input.
    public mutating func absorb(_ bytes: [UInt8]) { sponge.absorb(bytes.span) }

    /// Appends `bytes` to the input.
    public mutating func absorb(_ bytes: Span<UInt8>) { sponge.absorb(bytes) }

    /// Ends the input and returns the digest.
    public consuming func finalize() -> [UInt8] {
        sponge.finish()
        var digest = [UInt8](repeating: 0, count: digestLength)
        var span = digest.mutableSpan
        sponge.squeeze(into: &span)
        return digest
    }
}
