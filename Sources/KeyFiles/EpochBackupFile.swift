public import Sodium

/// A file with an epoch's secret, build id and input digest: what is needed to make its receipts again.
///
/// It is kept like a signing key: in the clear or under a passphrase, mode 0600, never overwritten.
///
/// - seealso: `docs/formats/epoch-backup.md`.
public struct EpochBackupFile: ~Copyable, Sendable {
    /// The file's first word.
    public static let format = "solvency-epoch-backup-1"
    /// The largest length of a file in bytes; real ones are shorter.
    public static let maximumCount = 2048
    /// The length of what is kept: epoch secret, build id and input digest, 32 bytes each.
    public static let secretCount = 96

    private enum Body: ~Copyable, Sendable {
        case plain(SecretBytes)
        case sealed(PasswordBox)
    }

    /// What the secret belongs to, which anyone may know.
    public struct Subject: Equatable, Sendable {
        /// The issuer's key, 32 bytes.
        public let issuerKey: [UInt8]
        /// The epoch's number.
        public let epoch: UInt64
        /// The digest of the signed header, 32 bytes.
        public let headerDigest: [UInt8]

        /// Names an epoch.
        ///
        /// - Parameters:
        ///   - issuerKey: The issuer's key, 32 bytes.
        ///   - epoch: The epoch's number.
        ///   - headerDigest: The digest of the signed header, 32 bytes.
        public init(issuerKey: [UInt8], epoch: UInt64, headerDigest: [UInt8]) {
            (self.issuerKey, self.epoch, self.headerDigest) = (issuerKey, epoch, headerDigest)
        }

        var lines: String {
            "issuer \(SecretKeyFile.hex(issuerKey))\nepoch \(epoch)\nheader \(SecretKeyFile.hex(headerDigest))\n"
        }

        /// What a sealed secret is bound to.
        var context: [UInt8] { Array(EpochBackupFile.format.utf8) + Array(lines.utf8) }
    }

    /// What the secret belongs to, as the file states it.
    public let subject: Subject
    private let body: Body

    private init(_ subject: Subject, body: consuming Body) {
        self.subject = subject
        self.body = body
    }

    /// Encloses an epoch's secrets.
    ///
    /// - Parameters:
    ///   - secret: Epoch secret, build id and input digest end to end, 96 bytes.
    ///   - subject: What they belong to.
    ///   - protection: In the clear or under a passphrase.
    ///   - cost: What a guess of the passphrase costs.
    /// - Throws: ``KeyFileFailure/box(_:)`` or ``KeyFileFailure/sodium(_:)``: memory.
    public init(
        _ secret: consuming SecretBytes, of subject: Subject, protection: borrowing KeyProtection,
        cost: PasswordCost = .standard
    ) throws(KeyFileFailure) {
        guard secret.count == Self.secretCount else { throw .malformed(field: .secret) }
        switch protection {
        case .plain: self.init(subject, body: .plain(secret))
        case .passphrase(let passphrase):
            let box = try SecretKeyFile.seal(secret, passphrase: passphrase, cost: cost, context: subject.context)
            self.init(subject, body: .sealed(box))
        }
    }

    /// Reads a file's contents.
    ///
    /// - Parameter contents: The file's bytes.
    /// - Throws: ``KeyFileFailure/malformed(field:)``, memory.
    public init(contents: borrowing SecretBytes) throws(KeyFileFailure) {
        let plainStart = Array("\(Self.format) plain\n".utf8)
        let sealedStart = Array("\(Self.format) passphrase\n".utf8)
        let isPlain = contents.withUnsafeBytes { $0.starts(with: plainStart) }
        guard isPlain || contents.withUnsafeBytes({ $0.starts(with: sealedStart) }) else {
            let hasFormat = contents.withUnsafeBytes { $0.starts(with: Array("\(Self.format) ".utf8)) }
            throw .malformed(field: hasFormat ? .protection : .format)
        }
        // Of a file in the clear the secret's digits, its last line, never go through ordinary memory.
        let secretLine = 2 * Self.secretCount + 1
        let visible = isPlain ? contents.count - secretLine : contents.count
        guard visible > 0, contents.count <= Self.maximumCount else { throw .malformed(field: .end) }
        var lines = KeyFileLines(contents.withUnsafeBytes { Array($0[..<visible]) })
        _ = try lines.value(Self.format, field: .protection, nameField: .format)
        let issuer = try lines.hex("issuer", field: .issuer, count: 32)
        let epochText = String(decoding: try lines.value("epoch", field: .epoch), as: UTF8.self)
        guard let epoch = UInt64(epochText), String(epoch) == epochText else { throw .malformed(field: .epoch) }
        let header = try lines.hex("header", field: .header, count: 32)
        let subject = Subject(issuerKey: issuer, epoch: epoch, headerDigest: header)
        if isPlain {
            guard lines.remainder == Array("secret ".utf8) else { throw .malformed(field: .secret) }
            self.init(subject, body: .plain(try SecretKeyFile.decode(contents, at: visible, count: Self.secretCount)))
        } else {
            let box = try SecretKeyFile.box(
                &lines, "sealed-secret", field: .sealedSecret, count: Self.secretCount)
            try lines.finish()
            self.init(subject, body: .sealed(box))
        }
    }

    /// Opens the file.
    ///
    /// - Parameter passphrase: Asked only when the secrets are under a passphrase.
    /// - Returns: Epoch secret, build id and input digest end to end.
    /// - Throws: ``KeyFileFailure/box(_:)`` with `wrongPassphraseOrAltered`, memory, or what `passphrase` throws.
    public borrowing func open(
        passphrase: () throws(KeyFileFailure) -> Passphrase
    ) throws(KeyFileFailure) -> SecretBytes {
        switch body {
        case .plain(let secret):
            do throws(SodiumFailure) { return try secret.copy() } catch { throw .sodium(error) }
        case .sealed(let box):
            return try SecretKeyFile.unseal(box, passphrase: try passphrase(), context: subject.context)
        }
    }

    /// The file's bytes.
    ///
    /// - Returns: The one encoding of this file.
    /// - Throws: ``KeyFileFailure/sodium(_:)``: memory.
    public borrowing func encoded() throws(KeyFileFailure) -> SecretBytes {
        switch body {
        case .plain(let secret):
            let head = "\(Self.format) plain\n\(subject.lines)secret "
            return try secret.withUnsafeBytes { (raw) throws(KeyFileFailure) in
                try SecretKeyFile.join(head, hexOf: raw)
            }
        case .sealed(let box):
            let lines = SecretKeyFile.lines(of: box, sealedName: "sealed-secret")
            return try SecretKeyFile.join("\(Self.format) passphrase\n\(subject.lines)\(lines)", hexOf: nil)
        }
    }
}
