/// The project's hash of a list of fields: BLAKE2b over a tag and fields, each as its length (64 bits, little-endian)
/// and its bytes.
///
/// The tag is the first field and says what is hashed, one tag per use. Lengths in front make the input uniquely
/// readable, so two different lists never give the same input.
///
/// - seealso: RFC 7693.
public struct FieldHash: ~Copyable {
    private var hash: Blake2b

    /// Starts BLAKE2b-256 or BLAKE2b-512 with a tag.
    ///
    /// - Parameters:
    ///   - tag: What is hashed, for instance `leaf`.
    ///   - size: The digest's length.
    public init(tag: StaticString, size: Blake2b.DigestSize = .bits256) {
        hash = Blake2b(size)
        absorb(tag)
    }

    /// Starts a keyed BLAKE2b with a tag: key derivation.
    ///
    /// - Parameters:
    ///   - tag: What is derived, for instance `blind`.
    ///   - key: 1 to 64 secret bytes.
    ///   - size: The digest's length.
    /// - Throws: ``Blake2bFailure/key(count:)``, also for an empty key, which would be no key.
    public init(
        tag: StaticString, key: borrowing SecretBytes, size: Blake2b.DigestSize = .bits256
    ) throws(Blake2bFailure) {
        guard key.count > 0 else { throw .key(count: 0) }
        hash = try Blake2b(size, key: key)
        absorb(tag)
    }

    private init(forking other: borrowing FieldHash) { hash = other.hash.copy() }

    /// Forks the hash after common fields.
    ///
    /// - Returns: The fork.
    public borrowing func copy() -> FieldHash { FieldHash(forking: self) }

    private mutating func absorb(_ tag: StaticString) {
        tag.withUTF8Buffer { field(UnsafeRawBufferPointer($0)) }
    }

    /// Absorbs one field.
    ///
    /// - Parameter bytes: The field; may be empty.
    public mutating func field(_ bytes: UnsafeRawBufferPointer) {
        begin(count: bytes.count)
        more(bytes)
    }

    /// Absorbs one field.
    ///
    /// - Parameter bytes: The field; may be empty.
    public mutating func field(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { field($0) }
    }

    /// Absorbs an integer as a field of eight bytes, little-endian.
    ///
    /// - Parameter integer: The integer.
    public mutating func field(_ integer: UInt64) {
        withUnsafeBytes(of: integer.littleEndian) { field($0) }
    }

    /// Starts a field that comes in pieces: ``more(_:)`` must give exactly `count` bytes before the next field.
    ///
    /// - Parameter count: The field's length in bytes.
    public mutating func begin(count: Int) {
        withUnsafeBytes(of: UInt64(count).littleEndian) { hash.update($0) }
    }

    /// Absorbs a piece of the field that ``begin(count:)`` started.
    ///
    /// - Parameter bytes: The piece.
    public mutating func more(_ bytes: UnsafeRawBufferPointer) { hash.update(bytes) }

    /// Ends the hash.
    ///
    /// - Returns: 32 or 64 bytes.
    public consuming func finalize() -> [UInt8] { hash.finalize() }

    /// Ends the hash and writes its digest.
    ///
    /// - Parameter digest: As many bytes as the digest has.
    /// - Precondition: The length fits.
    public consuming func finalize(into digest: UnsafeMutableRawBufferPointer) { hash.finalize(into: digest) }

    /// Hashes fields at once with BLAKE2b-256.
    ///
    /// - Parameters:
    ///   - tag: What is hashed.
    ///   - fields: The fields in order.
    /// - Returns: 32 bytes.
    public static func digest256(tag: StaticString, _ fields: [UInt8]...) -> [UInt8] {
        var hash = FieldHash(tag: tag)
        for field in fields { hash.field(field) }
        return hash.finalize()
    }

    /// Writes an integer as eight bytes, little-endian, for use as a field.
    ///
    /// - Parameter integer: The integer.
    /// - Returns: Eight bytes.
    public static func bytes(_ integer: UInt64) -> [UInt8] {
        withUnsafeBytes(of: integer.littleEndian) { [UInt8]($0) }
    }
}
