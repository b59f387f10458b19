import Sodium
import Testing

@testable import KeyFiles

@Suite struct EpochBackupFileTests {
    private static let subject = EpochBackupFile.Subject(
        issuerKey: [UInt8](repeating: 1, count: 32), epoch: 42, headerDigest: [UInt8](repeating: 2, count: 32))

    private func secret() throws -> SecretBytes { try SecretBytes(copying: (0..<96).map { UInt8($0) }) }

    private func passphrase(_ text: String) throws -> Passphrase {
        try Passphrase(SecretBytes(copying: Array(text.utf8)))
    }

    private func text(_ file: borrowing EpochBackupFile) throws -> String {
        try file.encoded().withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    private func read(_ text: String) throws -> EpochBackupFile {
        try EpochBackupFile(contents: SecretBytes(copying: Array(text.utf8)))
    }

    @Test func bothFormsOpen() throws {
        let plain = try EpochBackupFile(secret(), of: Self.subject, protection: .plain)
        let again = try read(try text(plain))
        #expect(again.subject == Self.subject)
        let opened = try again.open { () throws(KeyFileFailure) in throw .passphrase(.cancelled) }
        #expect(opened.constantTimeEquals(try secret()))
        let cost = try PasswordCost(passes: 1, memoryKiB: 8)
        let sealed = try EpochBackupFile(
            secret(), of: Self.subject, protection: .passphrase(passphrase("horse")), cost: cost)
        let closed = try read(try text(sealed))
        let good = try passphrase("horse")
        let unsealed = try closed.open { () throws(KeyFileFailure) in
            do { return try Passphrase(good.bytes.copy()) } catch { throw .passphrase(.cancelled) }
        }
        #expect(unsealed.constantTimeEquals(try secret()))
    }

    @Test func aSealedBackupIsBoundToWhatItNames() throws {
        let cost = try PasswordCost(passes: 1, memoryKiB: 8)
        let sealed = try EpochBackupFile(
            secret(), of: Self.subject, protection: .passphrase(passphrase("horse")), cost: cost)
        let moved = try read(try text(sealed).replacing("epoch 42", with: "epoch 43"))
        #expect(throws: KeyFileFailure.box(.wrongPassphraseOrAltered)) {
            _ = try moved.open { () throws(KeyFileFailure) in
                do { return try Passphrase(SecretBytes(copying: Array("horse".utf8))) } catch {
                    throw .passphrase(.cancelled)
                }
            }
        }
    }

    @Test(arguments: [
        ("solvency-epoch-backup-1", "solvency-epoch-backup-2", KeyFileField.format), (" plain", " open", .protection),
        ("issuer 01", "issuer 0", .issuer), ("issuer 01", "issuer 0G", .issuer), ("epoch 42", "epoch 042", .epoch),
        ("epoch 42", "epoch -1", .epoch), ("header 02", "Header 02", .header), ("secret 00", "secret  0", .secret),
    ])
    func malformedFieldIsNamed(old: String, new: String, field: KeyFileField) throws {
        let text = try text(EpochBackupFile(secret(), of: Self.subject, protection: .plain))
        #expect(throws: KeyFileFailure.malformed(field: field)) { _ = try read(text.replacing(old, with: new)) }
    }

    @Test func nothingShorterIsRead() throws {
        let text = try text(EpochBackupFile(secret(), of: Self.subject, protection: .plain))
        for count in 0..<text.utf8.count {
            #expect(throws: KeyFileFailure.self) { _ = try read(String(text.prefix(count))) }
        }
        #expect(throws: KeyFileFailure.self) { _ = try read(text + "\n") }
    }
}
