/// An extendable-output function of FIPS 202, input and output in pieces of any size.
///
/// Absorb first, then `finalize()` consumes the function and gives its output stream, so that input cannot follow output.
///
/// - seealso: FIPS 202, section 6.2.
public struct SHAKE: Sendable {
    private var sponge: KeccakSponge

    /// Which of the two functions.
    public enum Variant: Sendable {
        /// 128 bits of security.
        case shake128
        /// 256 bits of security.
        case shake256
    }

    /// Creates a function without input.
    public init(_ variant: Variant) {
        sponge = KeccakSponge(capacity: variant == .shake128 ? 32 : 64, suffix: 0x1f)
    }

    /// Appends `bytes` to the input.
    public mutating func absorb(_ bytes: [UInt8]) { sponge.absorb(bytes.span) }

    /// Appends `bytes` to the input.
    public mutating func absorb(_ bytes: Span<UInt8>) { sponge.absorb(bytes) }

    /// Ends the input and returns the output stream.
    public consuming func finalize() -> Output {
        sponge.finish()
        return Output(sponge: sponge)
    }

    /// The output of the function, as long as wanted.
    public struct Output: Sendable {
        fileprivate var sponge: KeccakSponge

        /// Returns the next bytes of the output.
        ///
        /// - Parameter count: How many bytes, 0 or more.
        /// - Returns: The bytes.
        public mutating func read(_ count: Int) -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: count)
            var span = bytes.mutableSpan
            sponge.squeeze(into: &span)
            return bytes
        }

        /// Fills `output` with the next bytes of the output.
        public mutating func read(into output: inout MutableSpan<UInt8>) { sponge.squeeze(into: &output) }
    }
}
