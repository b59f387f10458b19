internal import CSodium

/// An X25519 public key to which anyone can encrypt.
public struct SealingKey: Equatable, Hashable, Sendable {
    /// The length in bytes.
    public static let count = 32

    /// The encoded point; invariant: 32 bytes; a point of small order is refused at sealing.
    public let bytes: [UInt8]

    /// Takes a public key.
    ///
    /// - Parameter bytes: 32 bytes.
    /// - Throws: ``SealedBoxFailure/keyLength(_:)``.
    public init(bytes: [UInt8]) throws(SealedBoxFailure) {
        guard bytes.count == Self.count else { throw .keyLength(bytes.count) }
        self.bytes = bytes
    }

    /// Takes the public half of a key pair that libsodium just made.
    fileprivate init(made bytes: [UInt8]) { self.bytes = bytes }

    /// Encrypts for the holder of the secret half; the sender stays unknown.
    ///
    /// - Parameter message: What to encrypt; its length shows.
    /// - Returns: 48 bytes more than the message.
    /// - Throws: ``SealedBoxFailure/weakKey`` for a point of small order, or memory.
    /// - seealso: libsodium, sealed boxes.
    public func seal(_ message: borrowing SecretBytes) throws(SealedBoxFailure) -> [UInt8] {
        do { try Sodium.start() } catch { throw .sodium(error) }
        var box = [UInt8](repeating: 0, count: message.count + UnsealingKey.overhead)
        let status = message.withUnsafeBytes { message -> Int32 in
            guard let base = message.bindMemory(to: UInt8.self).baseAddress else { return -1 }
            return crypto_box_seal(&box, base, UInt64(message.count), bytes)
        }
        guard status == 0 else { throw .weakKey }
        return box
    }
}

/// An X25519 secret key that opens sealed boxes.
public struct UnsealingKey: ~Copyable, Sendable {
    /// By how much a sealed box is longer than its message.
    public static let overhead = 48

    private let secret: SecretBytes

    /// The public half.
    public let sealingKey: SealingKey

    /// Makes a fresh key pair from the system's randomness.
    ///
    /// - Throws: ``SealedBoxFailure/sodium(_:)``.
    public init() throws(SealedBoxFailure) {
        var pair: SecretBytes
        do { pair = try SecretBytes(count: SealingKey.count) } catch { throw .sodium(error) }
        var publicBytes = [UInt8](repeating: 0, count: SealingKey.count)
        pair.withUnsafeMutableBytes { secret in
            guard let base = secret.bindMemory(to: UInt8.self).baseAddress else { return }
            crypto_box_keypair(&publicBytes, base)
        }
        secret = pair
        sealingKey = SealingKey(made: publicBytes)
    }

    /// Decrypts a sealed box.
    ///
    /// - Parameter box: At least 48 bytes.
    /// - Returns: The message.
    /// - Throws: ``SealedBoxFailure/tooShort(_:)``, ``SealedBoxFailure/refused`` when the box is for another key or was
    ///   altered, or memory.
    public borrowing func open(_ box: [UInt8]) throws(SealedBoxFailure) -> SecretBytes {
        guard box.count >= Self.overhead else { throw .tooShort(box.count) }
        var message: SecretBytes
        do { message = try SecretBytes(count: box.count - Self.overhead) } catch { throw .sodium(error) }
        let status = secret.withUnsafeBytes { secret -> Int32 in
            message.withUnsafeMutableBytes { message -> Int32 in
                guard let secret = secret.bindMemory(to: UInt8.self).baseAddress,
                    let message = message.bindMemory(to: UInt8.self).baseAddress
                else { return -1 }
                return crypto_box_seal_open(message, box, UInt64(box.count), sealingKey.bytes, secret)
            }
        }
        guard status == 0 else { throw .refused }
        return message
    }
}

/// Why a sealed box could not be made or opened.
public enum SealedBoxFailure: Error, Equatable, Sendable {
    /// A key does not have 32 bytes.
    case keyLength(Int)
    /// The public key is a point of small order.
    case weakKey
    /// A box is shorter than its fixed parts.
    case tooShort(Int)
    /// The box is for another key, or was altered.
    case refused
    /// Memory could not be had.
    case sodium(SodiumFailure)
}
