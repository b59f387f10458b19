import KeyFiles
import Sodium

/// Key files, public and secret, and backups of epochs: one encoding for each.
struct KeyFileTarget: FuzzTarget {
    static let name = "key-file"
    static let summary = "key files, public and secret, and backups"
    static let maximumByteCount = 2048
    static let words = [
        PublicKeyFile.format + " ", SecretKeyFile.format + " plain\n", SecretKeyFile.format + " passphrase\n",
        "public-key ", "seed ", "passes ", "memory-kib ", "salt ", "nonce ", "sealed-seed ", "epoch ", "header ", "\n",
        "0", "4294967295",
    ]

    private let published: [UInt8]

    init(_ material: FuzzMaterial) throws {
        try Sodium.start()
        published = try material.bytes("vectors/frozen/epoch-v1/issuer.pub")
    }

    func seeds() throws -> [[UInt8]] {
        let key = try SigningKey.generate()
        let plain = try SecretKeyFile(key, protection: .plain)
        let passphrase = try Passphrase(SecretBytes(copying: Array("correct horse battery staple".utf8)))
        let sealed = try SecretKeyFile(
            key, protection: .passphrase(passphrase), cost: PasswordCost(passes: 1, memoryKiB: 8))
        let subject = EpochBackupFile.Subject(
            issuerKey: key.verificationKey.bytes, epoch: 42, headerDigest: [UInt8](repeating: 5, count: 32))
        let backup = try EpochBackupFile(
            SecretBytes(count: EpochBackupFile.secretCount), of: subject, protection: .plain)
        return [published, try Self.bytes(plain), try Self.bytes(sealed), try Self.bytes(backup)]
    }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        if let key = try? PublicKeyFile.decode(input) {
            try Self.require("public key file", input, is: PublicKeyFile.encode(key))
            return .accepted
        }
        // Guarded memory is slow: an input of another format is not worth it. That memory cannot be locked is a refusal.
        guard input.starts(with: "solvency-".utf8), let secret = try? SecretBytes(copying: input) else {
            return .refused
        }
        if let file = try? SecretKeyFile(contents: secret), let encoding = try? Self.bytes(file) {
            try Self.require("secret key file", input, is: encoding)
            return .accepted
        }
        guard let backup = try? EpochBackupFile(contents: secret), let encoding = try? Self.bytes(backup) else {
            return .refused
        }
        try Self.require("backup", input, is: encoding)
        return .accepted
    }

    private static func bytes(_ file: borrowing SecretKeyFile) throws -> [UInt8] {
        try file.encoded().withUnsafeBytes { Array($0) }
    }

    private static func bytes(_ file: borrowing EpochBackupFile) throws -> [UInt8] {
        try file.encoded().withUnsafeBytes { Array($0) }
    }
}
