internal import CSodium

/// BLAKE2b with a digest of 32 or 64 bytes, fed piece by piece.
///
/// The state is wiped when the hash ends, because a keyed hash holds its key. It cannot be copied by accident;
/// ``copy()`` forks a hash after a common prefix.
///
/// - seealso: RFC 7693; section 2.8 of the BLAKE2 paper for `salt` and `personal`.
public struct Blake2b: ~Copyable {
    /// The length of a digest.
    public enum DigestSize: Int, Sendable, CaseIterable {
        /// BLAKE2b-256: 32 bytes.
        case bits256 = 32
        /// BLAKE2b-512: 64 bytes.
        case bits512 = 64
    }

    /// The largest key in bytes.
    public static let maximumKeyCount = 64
    /// The length of `salt` and of `personal` in bytes.
    public static let parameterCount = 16

    // The state stays at one address, so that wiping it leaves no copy behind. Invariant: it is allocated, aligned to
    // 64 bytes as libsodium wants, initialised, and belongs to this value alone.
    private let memory: UnsafeMutableRawPointer
    private let size: DigestSize

    private var state: OpaquePointer { OpaquePointer(memory) }

    private static var stateCount: Int { crypto_generichash_blake2b_statebytes() }

    private static func allocateState() -> UnsafeMutableRawPointer {
        .allocate(byteCount: stateCount, alignment: 64)
    }

    /// Starts a hash without key, salt or personalisation.
    ///
    /// - Parameter size: The digest's length.
    public init(_ size: DigestSize) {
        self.size = size
        memory = Self.allocateState()
        // Cannot fail: libsodium refuses only lengths that `DigestSize` does not have.
        crypto_generichash_blake2b_init(OpaquePointer(memory), nil, 0, size.rawValue)
    }

    /// Starts a hash with a key, a salt or a personalisation.
    ///
    /// - Parameters:
    ///   - size: The digest's length.
    ///   - key: 0 to 64 bytes; empty is the hash without a key.
    ///   - salt: 16 bytes, or empty for zeros.
    ///   - personal: 16 bytes, or empty for zeros.
    /// - Throws: ``Blake2bFailure``: which parameter has a wrong length.
    public init(
        _ size: DigestSize, key: UnsafeRawBufferPointer, salt: [UInt8] = [], personal: [UInt8] = []
    ) throws(Blake2bFailure) {
        guard key.count <= Self.maximumKeyCount else { throw .key(count: key.count) }
        guard salt.isEmpty || salt.count == Self.parameterCount else { throw .salt(count: salt.count) }
        guard personal.isEmpty || personal.count == Self.parameterCount else {
            throw .personal(count: personal.count)
        }
        self.size = size
        memory = Self.allocateState()
        crypto_generichash_blake2b_init_salt_personal(
            OpaquePointer(memory), key.baseAddress?.assumingMemoryBound(to: UInt8.self), key.count, size.rawValue,
            salt.isEmpty ? nil : salt, personal.isEmpty ? nil : personal)
    }

    /// Starts a hash with a secret key.
    ///
    /// - Parameters:
    ///   - size: The digest's length.
    ///   - key: 0 to 64 bytes; empty is the hash without a key.
    ///   - salt: 16 bytes, or empty for zeros.
    ///   - personal: 16 bytes, or empty for zeros.
    /// - Throws: ``Blake2bFailure``: which parameter has a wrong length.
    public init(
        _ size: DigestSize, key: borrowing SecretBytes, salt: [UInt8] = [], personal: [UInt8] = []
    ) throws(Blake2bFailure) {
        self = try key.withUnsafeBytes { (raw) throws(Blake2bFailure) in
            try Blake2b(size, key: raw, salt: salt, personal: personal)
        }
    }

    private init(forking other: borrowing Blake2b) {
        size = other.size
        memory = Self.allocateState()
        memory.copyMemory(from: other.memory, byteCount: Self.stateCount)
    }

    deinit {
        sodium_memzero(memory, Self.stateCount)
        memory.deallocate()
    }

    /// Forks the hash: both go on from the same input.
    ///
    /// - Returns: The fork.
    public borrowing func copy() -> Blake2b { Blake2b(forking: self) }

    /// Absorbs bytes.
    ///
    /// - Parameter bytes: May be empty; cutting the input differently gives the same digest.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        crypto_generichash_blake2b_update(
            state, base.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
    }

    /// Absorbs bytes.
    ///
    /// - Parameter bytes: May be empty; cutting the input differently gives the same digest.
    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Ends the hash and writes its digest.
    ///
    /// - Parameter digest: As many bytes as the digest has.
    /// - Precondition: The length fits.
    public consuming func finalize(into digest: UnsafeMutableRawBufferPointer) {
        writeDigest(into: digest)
    }

    private borrowing func writeDigest(into digest: UnsafeMutableRawBufferPointer) {
        precondition(digest.count == size.rawValue, "the digest has \(size.rawValue) bytes")
        guard let base = digest.baseAddress else { return }
        crypto_generichash_blake2b_final(state, base.assumingMemoryBound(to: UInt8.self), digest.count)
    }

    /// Ends the hash.
    ///
    /// - Returns: 32 or 64 bytes.
    public consuming func finalize() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: size.rawValue)
        digest.withUnsafeMutableBytes { writeDigest(into: $0) }
        return digest
    }

    /// Hashes bytes at once, without a key.
    ///
    /// - Parameters:
    ///   - bytes: The input.
    ///   - size: The digest's length.
    /// - Returns: 32 or 64 bytes.
    public static func digest(_ bytes: [UInt8], size: DigestSize = .bits256) -> [UInt8] {
        var hash = Blake2b(size)
        hash.update(bytes)
        return hash.finalize()
    }
}
