public import Sodium

/// A file with a public key: one line.
///
/// - seealso: `docs/formats/key.md`.
public enum PublicKeyFile {
    /// The file's first word.
    public static let format = "solvency-public-key-1"

    /// Writes a public key.
    ///
    /// - Parameter key: The key.
    /// - Returns: The file's bytes.
    public static func encode(_ key: VerificationKey) -> [UInt8] { Array("\(format) \(key.hex)\n".utf8) }

    /// Reads a public key.
    ///
    /// - Parameter bytes: The file's bytes.
    /// - Returns: The key.
    /// - Throws: ``KeyFileFailure/malformed(field:)`` or ``KeyFileFailure/publicKey(_:)``.
    public static func decode(_ bytes: [UInt8]) throws(KeyFileFailure) -> VerificationKey {
        var lines = KeyFileLines(bytes)
        let encoded = try lines.hex(format, field: .publicKey, nameField: .format, count: VerificationKey.count)
        try lines.finish()
        return try verificationKey(encoded)
    }

    /// Reads a public key file.
    ///
    /// - Parameter path: The file's name.
    /// - Returns: The key.
    /// - Throws: ``KeyFileFailure``: the file or its contents.
    public static func load(_ path: String) throws(KeyFileFailure) -> VerificationKey {
        try decode(try BoundedFile.readPublic(path, limit: 256))
    }

    static func verificationKey(_ bytes: [UInt8]) throws(KeyFileFailure) -> VerificationKey {
        do {
            return try VerificationKey(canonicalBytes: bytes)
        } catch {
            throw .publicKey(error)
        }
    }
}
