internal import CSodium

/// A secret under a passphrase: Argon2id makes a key of the passphrase, XChaCha20-Poly1305 encrypts with it.
///
/// The authenticated data are the fields of `docs/formats/key.md`: a tag, the caller's context, cost, salt and nonce.
public struct PasswordBox: Equatable, Sendable {
    /// The length of a salt in bytes.
    public static let saltCount = 16
    /// The length of a nonce in bytes.
    public static let nonceCount = 24
    /// By how much a sealed secret is longer than the secret.
    public static let overhead = 16

    /// What a guess costs.
    public let cost: PasswordCost
    /// Argon2id's salt; invariant: 16 bytes.
    public let salt: [UInt8]
    /// The cipher's nonce; invariant: 24 bytes.
    public let nonce: [UInt8]
    /// Ciphertext and authenticator; invariant: at least 16 bytes.
    public let sealed: [UInt8]

    /// Takes a box that was stored.
    ///
    /// - Parameters:
    ///   - cost: What a guess costs.
    ///   - salt: 16 bytes.
    ///   - nonce: 24 bytes.
    ///   - sealed: At least 16 bytes.
    /// - Throws: ``PasswordBoxFailure``: which part has a wrong length.
    public init(cost: PasswordCost, salt: [UInt8], nonce: [UInt8], sealed: [UInt8]) throws(PasswordBoxFailure) {
        guard salt.count == Self.saltCount else { throw .saltLength(salt.count) }
        guard nonce.count == Self.nonceCount else { throw .nonceLength(nonce.count) }
        guard sealed.count >= Self.overhead else { throw .sealedLength(sealed.count) }
        (self.cost, self.salt, self.nonce, self.sealed) = (cost, salt, nonce, sealed)
    }

    /// Encrypts a secret under a passphrase.
    ///
    /// - Parameters:
    ///   - secret: What to encrypt; its length shows.
    ///   - passphrase: At least one byte.
    ///   - context: What the secret is, not secret itself, for instance its public key. The same is needed to open.
    ///   - cost: What a guess costs.
    /// - Throws: ``PasswordBoxFailure``: an empty passphrase, memory.
    public init(
        sealing secret: borrowing SecretBytes, passphrase: borrowing SecretBytes, context: [UInt8],
        cost: PasswordCost = .standard
    ) throws(PasswordBoxFailure) {
        var random: SystemRandom
        do { random = try SystemRandom() } catch { throw .sodium(error) }
        try self.init(sealing: secret, passphrase: passphrase, context: context, cost: cost, from: &random)
    }

    /// Encrypts a secret with a given source of randomness, for tests and vectors.
    ///
    /// - Parameters:
    ///   - secret: What to encrypt; its length shows.
    ///   - passphrase: At least one byte.
    ///   - context: What the secret is.
    ///   - cost: What a guess costs.
    ///   - source: Where salt and nonce come from.
    /// - Throws: ``PasswordBoxFailure``: an empty passphrase, memory.
    package init(
        sealing secret: borrowing SecretBytes, passphrase: borrowing SecretBytes, context: [UInt8],
        cost: PasswordCost, from source: inout some RandomSource
    ) throws(PasswordBoxFailure) {
        self.cost = cost
        // The context goes in, so that two secrets never share key and nonce even where the random source is stuck.
        let random = source.publicBytes(count: 32)
        let salt = Array(FieldHash.digest256(tag: "solvency/password-salt/v1", random, context)[..<Self.saltCount])
        let nonce = Array(FieldHash.digest256(tag: "solvency/password-nonce/v1", random, context)[..<Self.nonceCount])
        let key = try Self.deriveKey(passphrase: passphrase, salt: salt, cost: cost)
        let data = Self.authenticatedData(context: context, cost: cost, salt: salt, nonce: nonce)
        var sealed = [UInt8](repeating: 0, count: secret.count + Self.overhead)
        key.withUnsafeBytes { key in
            secret.withUnsafeBytes { secret in
                guard let key = key.bindMemory(to: UInt8.self).baseAddress,
                    let secretBase = secret.bindMemory(to: UInt8.self).baseAddress
                else { return }
                crypto_aead_xchacha20poly1305_ietf_encrypt(
                    &sealed, nil, secretBase, UInt64(secret.count), data, UInt64(data.count), nil, nonce, key)
            }
        }
        (self.salt, self.nonce, self.sealed) = (salt, nonce, sealed)
    }

    /// Decrypts the secret.
    ///
    /// - Parameters:
    ///   - passphrase: At least one byte.
    ///   - context: The same as at sealing.
    /// - Returns: The secret.
    /// - Throws: ``PasswordBoxFailure/wrongPassphraseOrAltered``, ``PasswordBoxFailure/emptyPassphrase``, or memory.
    public func open(
        passphrase: borrowing SecretBytes, context: [UInt8]
    ) throws(PasswordBoxFailure) -> SecretBytes {
        let key = try Self.deriveKey(passphrase: passphrase, salt: salt, cost: cost)
        let data = Self.authenticatedData(context: context, cost: cost, salt: salt, nonce: nonce)
        var secret: SecretBytes
        do { secret = try SecretBytes(count: sealed.count - Self.overhead) } catch { throw .sodium(error) }
        let status = key.withUnsafeBytes { key -> Int32 in
            secret.withUnsafeMutableBytes { secret -> Int32 in
                guard let key = key.bindMemory(to: UInt8.self).baseAddress,
                    let secretBase = secret.bindMemory(to: UInt8.self).baseAddress
                else { return -1 }
                return crypto_aead_xchacha20poly1305_ietf_decrypt(
                    secretBase, nil, nil, sealed, UInt64(sealed.count), data, UInt64(data.count), nonce, key)
            }
        }
        guard status == 0 else { throw .wrongPassphraseOrAltered }
        return secret
    }

    private static func authenticatedData(
        context: [UInt8], cost: PasswordCost, salt: [UInt8], nonce: [UInt8]
    ) -> [UInt8] {
        let fields = [
            Array("solvency/password-box/v1".utf8), context, FieldHash.bytes(UInt64(cost.passes)),
            FieldHash.bytes(UInt64(cost.memoryKiB)), salt, nonce,
        ]
        return fields.flatMap { FieldHash.bytes(UInt64($0.count)) + $0 }
    }

    private static func deriveKey(
        passphrase: borrowing SecretBytes, salt: [UInt8], cost: PasswordCost
    ) throws(PasswordBoxFailure) -> SecretBytes {
        guard passphrase.count > 0 else { throw .emptyPassphrase }
        var key: SecretBytes
        do {
            key = try SecretBytes(count: Int(crypto_aead_xchacha20poly1305_ietf_KEYBYTES))
        } catch {
            throw .sodium(error)
        }
        let status = passphrase.withUnsafeBytes { passphrase -> Int32 in
            key.withUnsafeMutableBytes { key -> Int32 in
                guard let keyBase = key.bindMemory(to: UInt8.self).baseAddress,
                    let text = passphrase.bindMemory(to: CChar.self).baseAddress
                else { return -1 }
                return crypto_pwhash(
                    keyBase, UInt64(key.count), text, UInt64(passphrase.count), salt, UInt64(cost.passes),
                    Int(cost.memoryKiB) * 1024, crypto_pwhash_ALG_ARGON2ID13)
            }
        }
        guard status == 0 else { throw .notEnoughMemory(kibibytes: cost.memoryKiB) }
        return key
    }
}
