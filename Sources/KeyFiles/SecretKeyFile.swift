public import Sodium

/// A file with a signing key, in the clear or under a passphrase, taken apart but not opened.
///
/// - seealso: `docs/formats/key.md`.
public struct SecretKeyFile: ~Copyable, Sendable {
    /// The file's first word.
    public static let format = "solvency-secret-key-1"
    /// The largest length of a file in bytes; real ones are shorter.
    public static let maximumCount = 1024

    /// How the seed stands in the file.
    private enum Body: ~Copyable, Sendable {
        case plain(SecretBytes)
        case sealed(PasswordBox)
    }

    /// The public half as the file states it; only ``open(passphrase:)`` shows that the secret belongs to it.
    public let verificationKey: VerificationKey
    /// What a guess of the passphrase costs; nil for a key in the clear.
    public let cost: PasswordCost?
    private let body: Body

    private init(verificationKey: VerificationKey, body: consuming Body, cost: PasswordCost?) {
        self.verificationKey = verificationKey
        self.body = body
        self.cost = cost
    }

    /// Encloses a signing key.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - protection: In the clear or under a passphrase.
    ///   - cost: What a guess of the passphrase costs.
    /// - Throws: ``KeyFileFailure/box(_:)`` or ``KeyFileFailure/sodium(_:)``: memory.
    public init(
        _ key: borrowing SigningKey, protection: borrowing KeyProtection, cost: PasswordCost = .standard
    ) throws(KeyFileFailure) {
        let seed = try Self.seed(of: key)
        let publicKey = key.verificationKey
        switch protection {
        case .plain:
            self.init(verificationKey: publicKey, body: .plain(seed), cost: nil)
        case .passphrase(let passphrase):
            let context = Self.context(publicKey)
            let box = try Self.seal(seed, passphrase: passphrase, cost: cost, context: context)
            self.init(verificationKey: publicKey, body: .sealed(box), cost: cost)
        }
    }

    /// Reads a file's contents.
    ///
    /// - Parameter contents: The file's bytes.
    /// - Throws: ``KeyFileFailure/malformed(field:)``, ``KeyFileFailure/publicKey(_:)``, memory.
    public init(contents: borrowing SecretBytes) throws(KeyFileFailure) {
        guard contents.count <= Self.maximumCount else { throw .malformed(field: .end) }
        // Of a key in the clear only what stands before the seed's digits, at a fixed place, goes through ordinary
        // memory.
        let digitsCount = 2 * SigningKey.seedCount
        let plainStart = Array("\(Self.format) plain\n".utf8)
        let isPlain = contents.withUnsafeBytes { $0.starts(with: plainStart) }
        let publicLineCount = "public-key \n".utf8.count + 2 * VerificationKey.count
        let plainCount = plainStart.count + publicLineCount + "seed ".utf8.count
        // A file that is neither may still hold a seed: of it only the first line's known words are looked at.
        let sealedStart = Array("\(Self.format) passphrase\n".utf8)
        let isSealed = contents.withUnsafeBytes { $0.starts(with: sealedStart) }
        guard isPlain || isSealed else {
            let hasFormat = contents.withUnsafeBytes { $0.starts(with: Array("\(Self.format) ".utf8)) }
            throw .malformed(field: hasFormat ? .protection : .format)
        }
        let visible = isPlain ? min(plainCount, contents.count) : contents.count
        var lines = KeyFileLines(contents.withUnsafeBytes { Array($0[..<visible]) })
        _ = try lines.value(Self.format, field: .protection, nameField: .format)
        let publicBytes = try lines.hex("public-key", field: .publicKey, count: VerificationKey.count)
        let key = try PublicKeyFile.verificationKey(publicBytes)
        if isPlain {
            guard lines.remainder == Array("seed ".utf8), contents.count == visible + digitsCount + 1 else {
                throw .malformed(field: .seed)
            }
            let seed = try Self.decode(contents, at: visible, count: SigningKey.seedCount, field: .seed)
            self.init(verificationKey: key, body: .plain(seed), cost: nil)
        } else {
            let box = try Self.box(&lines)
            try lines.finish()
            self.init(verificationKey: key, body: .sealed(box), cost: box.cost)
        }
    }

    /// Opens the file.
    ///
    /// - Parameter passphrase: Asked only when the key is under a passphrase.
    /// - Returns: The signing key, which belongs to ``verificationKey``.
    /// - Throws: ``KeyFileFailure/box(_:)`` with `wrongPassphraseOrAltered`, ``KeyFileFailure/publicKeyMismatch``, memory,
    ///   or what `passphrase` throws.
    public borrowing func open(
        passphrase: () throws(KeyFileFailure) -> Passphrase
    ) throws(KeyFileFailure) -> SigningKey {
        let key: SigningKey
        switch body {
        case .plain(let seed): key = try Self.signingKey(seed)
        case .sealed(let box):
            let seed = try Self.unseal(box, passphrase: try passphrase(), context: Self.context(verificationKey))
            key = try Self.signingKey(seed)
        }
        guard key.verificationKey == verificationKey else { throw .publicKeyMismatch }
        return key
    }

    /// The file's bytes.
    ///
    /// - Returns: The one encoding of this file.
    /// - Throws: ``KeyFileFailure/sodium(_:)``: memory.
    public borrowing func encoded() throws(KeyFileFailure) -> SecretBytes {
        let publicLine = "public-key \(verificationKey.hex)\n"
        switch body {
        case .plain(let seed):
            let head = "\(Self.format) plain\n\(publicLine)seed "
            return try seed.withUnsafeBytes { (raw) throws(KeyFileFailure) in try Self.join(head, hexOf: raw) }
        case .sealed(let box):
            let lines = Self.lines(of: box, sealedName: "sealed-seed")
            return try Self.join("\(Self.format) passphrase\n\(publicLine)\(lines)", hexOf: nil)
        }
    }

    /// Reads and opens a key file.
    ///
    /// - Parameters:
    ///   - path: A file with permissions 0600 or 0400.
    ///   - passphrase: Asked only when the key is under a passphrase.
    /// - Returns: The signing key.
    /// - Throws: ``KeyFileFailure``: the file, its contents, or the passphrase.
    public static func load(
        _ path: String, passphrase: () throws(KeyFileFailure) -> Passphrase
    ) throws(KeyFileFailure) -> SigningKey {
        let contents = try BoundedFile.readSecret(path, limit: maximumCount)
        let file = try SecretKeyFile(contents: contents)
        return try file.open(passphrase: passphrase)
    }
}
