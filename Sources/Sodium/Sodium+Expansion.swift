internal import CSodium

extension Sodium {
    /// The bytes of a seed that ``expand(seed:number:into:)`` takes.
    public static let seedByteCount = 32

    /// Expands a uniform secret seed: overwrites memory with a stretch of the ChaCha20 key stream that belongs to it.
    ///
    /// Where a proof needs many nonces it draws one seed from its hedged generator and expands it, which is six times as
    /// fast as drawing them all. Constant time.
    ///
    /// - Parameters:
    ///   - seed: 32 bytes.
    ///   - number: Which stretch: each number of one seed gives bytes that look independent. Public.
    ///   - memory: The bytes to overwrite, up to 2^38.
    public static func expand(
        seed: UnsafeRawBufferPointer, number: UInt64, into memory: UnsafeMutableRawBufferPointer
    ) {
        precondition(seed.count == seedByteCount, "a seed has 32 bytes")
        guard let target = memory.baseAddress, let key = seed.baseAddress else { return }
        withUnsafeBytes(of: number.littleEndian) { nonce in
            guard let nonce = nonce.baseAddress else { return }
            _ = crypto_stream_chacha20(
                target.assumingMemoryBound(to: UInt8.self), UInt64(memory.count),
                nonce.assumingMemoryBound(to: UInt8.self), key.assumingMemoryBound(to: UInt8.self))
        }
    }
}
