#if !hasFeature(Embedded)
    public import Sodium
#endif

extension Scalar {
    /// A uniform scalar.
    ///
    /// - Parameter fill: Overwrites 64 bytes with random ones; called once.
    /// - Returns: The 64 bytes modulo l; the bytes themselves are wiped.
    public static func random(using fill: (inout MutableSpan<UInt8>) -> Void) -> Scalar {
        var bytes = InlineArray<64, UInt8>(repeating: 0)
        var span = bytes.mutableSpan
        fill(&span)
        let scalar = Scalar(wideReducing: bytes)
        withUnsafeMutableBytes(of: &bytes) { wipe($0) }
        return scalar
    }

    #if !hasFeature(Embedded)
        /// A uniform scalar.
        ///
        /// - Parameter source: Where 64 random bytes come from.
        /// - Returns: The 64 bytes modulo l; the bytes themselves are wiped.
        public static func random(from source: inout some RandomSource & ~Copyable) -> Scalar {
            random { span in
                span.withUnsafeMutableBytes { source.fill($0) }
            }
        }
    #endif
}
