public import Sodium

/// A passphrase in guarded memory: one line, not empty.
public struct Passphrase: ~Copyable, Sendable {
    /// The largest length in bytes.
    public static let maximumCount = 1024

    /// The bytes as they were typed; no normalisation is applied.
    public let bytes: SecretBytes

    /// Checks a passphrase.
    ///
    /// - Parameter bytes: 1 to 1024 bytes without control characters.
    /// - Throws: ``PassphraseFailure/empty``, ``PassphraseFailure/tooLong(limit:)`` or
    ///   ``PassphraseFailure/controlCharacter``.
    public init(_ bytes: consuming SecretBytes) throws(PassphraseFailure) {
        guard bytes.count > 0 else { throw .empty }
        guard bytes.count <= Self.maximumCount else { throw .tooLong(limit: Self.maximumCount) }
        let hasControl = bytes.withUnsafeBytes { raw in
            // The shifts give -1 for a byte below 0x20 and for 0x7F: no branch depends on the passphrase.
            raw.reduce(Int16(0)) { $0 | (Int16($1) - 0x20) >> 15 | (Int16($1 ^ 0x7F) - 1) >> 15 } != 0
        }
        guard !hasControl else { throw .controlCharacter }
        self.bytes = bytes
    }

    /// Reads a passphrase file: its contents, less one line feed at the end.
    ///
    /// - Parameter path: A file with permissions 0600 or 0400.
    /// - Returns: The passphrase.
    /// - Throws: ``KeyFileFailure/file(_:)``, ``KeyFileFailure/passphrase(_:)``, memory.
    public static func load(_ path: String) throws(KeyFileFailure) -> Passphrase {
        let contents = try BoundedFile.readSecret(path, limit: maximumCount + 1)
        let endsWithLine = contents.withUnsafeBytes { $0.last == UInt8(ascii: "\n") }
        let count = contents.count - (endsWithLine ? 1 : 0)
        return try make(count: count) { memory in
            contents.withUnsafeBytes { memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }

    /// Makes a passphrase of bytes that `fill` writes into guarded memory.
    static func make(
        count: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Void
    ) throws(KeyFileFailure) -> Passphrase {
        let bytes = try filled(count: count, fill)
        do {
            return try Passphrase(bytes)
        } catch {
            throw .passphrase(error)
        }
    }

    private static func filled(
        count: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Void
    ) throws(KeyFileFailure) -> SecretBytes {
        do {
            var bytes = try SecretBytes(count: count)
            bytes.withUnsafeMutableBytes(fill)
            return bytes
        } catch {
            throw .sodium(error)
        }
    }
}

/// Why there is no usable passphrase.
public enum PassphraseFailure: Error, Equatable, Sendable {
    /// It is empty.
    case empty
    /// It has more bytes than the limit.
    case tooLong(limit: Int)
    /// It contains a line break, a tabulator or another control character.
    case controlCharacter
    /// The second entry differs from the first.
    case entriesDiffer
    /// The user gave up, or the terminal went away.
    case cancelled
    /// There is no terminal to ask at; `errno` is the system's reason.
    case noTerminal(errno: Int32)
}

extension PassphraseFailure: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .empty: "the passphrase is empty"
        case .tooLong(let limit): "the passphrase has more than \(limit) bytes"
        case .controlCharacter: "the passphrase contains a line break or another control character"
        case .entriesDiffer: "the two passphrases differ"
        case .cancelled: "no passphrase was entered"
        case .noTerminal(let code): "there is no terminal to ask for a passphrase: \(FileFailure.text(errno: code))"
        }
    }
}
