/// Where random bytes come from.
///
/// Production code names ``SystemRandom``; a function that takes another source exists for test vectors only and is
/// `package`. The reproducible source of this module, `FixedRandom`, is `package` for the same reason.
public protocol RandomSource: ~Copyable {
    /// Overwrites all bytes of a piece of memory with random ones.
    ///
    /// - Parameter memory: The bytes to overwrite; may be empty.
    mutating func fill(_ memory: UnsafeMutableRawBufferPointer)
}

extension RandomSource where Self: ~Copyable {
    /// Draws bytes that are not secret: salts, nonces, seeds of a verifier.
    ///
    /// - Parameter count: Number of bytes, at least 0.
    /// - Returns: The bytes, in ordinary memory.
    public mutating func publicBytes(count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            fill(UnsafeMutableRawBufferPointer(buffer))
            initialized = count
        }
    }
}
