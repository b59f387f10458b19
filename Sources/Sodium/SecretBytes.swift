internal import CSodium

/// Secret bytes in guarded memory, wiped on release.
///
/// The length is public, the contents are not: there is no description, no hash, no encoding and no implicit copy.
/// Equality is ``constantTimeEquals(_:)``; `==` is left out so that nobody compares by accident.
public struct SecretBytes: ~Copyable, Sendable {
    private var storage: SecretBuffer<UInt8>

    /// Allocates `count` zero bytes.
    ///
    /// - Parameter count: Number of bytes, at least 0.
    /// - Throws: ``SodiumFailure``: the library, the count or the memory.
    public init(count: Int) throws(SodiumFailure) {
        storage = try SecretBuffer(count: count, repeating: 0)
    }

    /// Copies bytes into guarded memory.
    ///
    /// - Parameter bytes: What to copy; wiping the original stays the caller's work (``secureWipe(_:)-(UnsafeMutableRawBufferPointer)``).
    /// - Throws: ``SodiumFailure``: the library or the memory.
    public init(copying bytes: UnsafeRawBufferPointer) throws(SodiumFailure) {
        try self.init(count: bytes.count)
        withUnsafeMutableBytes { $0.copyMemory(from: bytes) }
    }

    /// Copies bytes into guarded memory.
    ///
    /// - Parameter bytes: What to copy. The array itself is ordinary memory and may have been copied before: read
    ///   secrets straight into guarded memory where you can.
    /// - Throws: ``SodiumFailure``: the library or the memory.
    public init(copying bytes: [UInt8]) throws(SodiumFailure) {
        try self.init(count: bytes.count)
        withUnsafeMutableBytes { $0.copyBytes(from: bytes) }
    }

    /// Draws random bytes.
    ///
    /// - Parameters:
    ///   - count: Number of bytes, at least 0.
    ///   - source: ``SystemRandom`` everywhere but in test vectors.
    /// - Throws: ``SodiumFailure``: the library, the count or the memory.
    public init(randomCount count: Int, from source: inout some RandomSource & ~Copyable) throws(SodiumFailure) {
        try self.init(count: count)
        withUnsafeMutableBytes { source.fill($0) }
    }

    /// The number of bytes, which is not secret.
    public var count: Int { storage.count }

    /// Lends the bytes for reading.
    ///
    /// - Parameter body: Must not let the pointer escape.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public borrowing func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try storage.withUnsafeBytes(body)
    }

    /// Lends the bytes for reading and writing.
    ///
    /// - Parameter body: Must not let the pointer escape.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public mutating func withUnsafeMutableBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try storage.withUnsafeMutableBytes(body)
    }

    /// Compares contents in a time that depends on the lengths only.
    ///
    /// - Parameter other: The bytes to compare with; another length is unequal at once.
    /// - Returns: Whether lengths and contents are equal.
    public borrowing func constantTimeEquals(_ other: borrowing SecretBytes) -> Bool {
        withUnsafeBytes { own in other.withUnsafeBytes { Sodium.constantTimeEquals(own, $0) } }
    }

    /// Makes a second copy in guarded memory of its own.
    ///
    /// - Returns: The copy.
    /// - Throws: ``SodiumFailure/outOfMemory(bytes:errno:)``.
    public borrowing func copy() throws(SodiumFailure) -> SecretBytes {
        try withUnsafeBytes { (raw) throws(SodiumFailure) in try SecretBytes(copying: raw) }
    }

    /// Overwrites the bytes with zeros before the release does.
    public mutating func wipe() { storage.wipe() }
}
