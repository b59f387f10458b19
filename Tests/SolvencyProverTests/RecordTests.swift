import Foundation
import KeyFiles
import Sodium
import Solvency
import SumTree
import Testing

@testable import SolvencyProver

/// What a key has signed is on record beside it, whatever folder the epoch went to.
@Suite struct RecordTests {
    private func builder(_ ledger: String = TestEpoch.ledger, epoch: Int = 42) throws -> EpochBuilder {
        try TestEpoch.builder(plan: TestEpoch.plan(epoch: epoch, assets: TestEpoch.twoAssets), ledger: ledger)
    }

    private func record(_ epoch: TestEpoch) -> EpochRecord {
        EpochRecord(besideKey: epoch.root.path(percentEncoded: false) + "/issuer.key")
    }

    private func entry(_ epoch: UInt64, _ byte: UInt8) throws -> EpochRecord.Entry {
        EpochRecord.Entry(
            issuerKey: [UInt8](repeating: 1, count: 32), epoch: epoch,
            digest: try #require(NodeHash(bytes: [UInt8](repeating: byte, count: 32))))
    }

    private func forgetHeader(_ folder: EpochFolder) throws {
        try FileManager.default.removeItem(atPath: folder.headerPath)
        try Database(path: folder.databasePath, isReadOnly: false).run(
            "DELETE FROM meta WHERE name = CAST('header' AS BLOB)")
    }

    @Test func aSecondHeaderInAnotherFolderIsAnnounced() throws {
        let epoch = try TestEpoch()
        let record = record(epoch)
        let first = try builder().build(in: epoch.folder("/a"), key: epoch.key, record: record)
        #expect(first.otherHeaders.isEmpty)
        let second = try builder().build(in: epoch.folder("/b"), key: epoch.key, record: record)
        #expect(second.otherHeaders == [try #require(first.header).digest])
        let tried = try builder().dryRun(record, issuer: epoch.key.verificationKey)
        #expect(tried.otherHeaders == [try #require(first.header).digest, try #require(second.header).digest])
        // The folder itself stays with its header.
        #expect(throws: BuildFailure.secondHeader(epoch: 42)) {
            try builder(TestEpoch.ledger.replacing("alice,1.25", with: "alice,1.26")).build(
                in: epoch.folder("/b"), key: epoch.key, record: record)
        }
        // The same build again, another epoch, and another key's epoch 42 are what they were.
        let again = try builder().build(in: epoch.folder("/a"), key: epoch.key, record: record)
        #expect(again.header == first.header)
        let next = try builder(epoch: 43).build(in: epoch.folder("/c"), key: epoch.key, record: record)
        let other = try builder().build(in: epoch.folder("/d"), key: try SigningKey.generate(), record: record)
        #expect(next.otherHeaders.isEmpty && other.otherHeaders.isEmpty)
        let mode = try FileManager.default.attributesOfItem(atPath: record.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func aBuildThatWasKilledBetweenRecordAndSignatureGoesOn() throws {
        let epoch = try TestEpoch()
        let record = record(epoch)
        let folder = epoch.folder("/a")
        let first = try #require(try builder().build(in: folder, key: epoch.key, record: record).header)
        // As it was before the header was signed: the record has it, the folder does not.
        try forgetHeader(folder)
        let resumed = try builder().build(in: folder, key: epoch.key, record: record)
        #expect(resumed.header == first)
        // With proofs made anew it would be another header of the same epoch.
        try forgetHeader(folder)
        try FileManager.default.removeItem(atPath: folder.publicPath + "/assets/btc/balances/proofs-1-0.cbor")
        let other = try builder().build(in: folder, key: epoch.key, record: record)
        #expect(other.otherHeaders == [first.digest])
    }

    @Test func entriesAreWrittenOnce() throws {
        let epoch = try TestEpoch()
        let record = record(epoch)
        try record.enter(try entry(1, 1))
        try record.enter(try entry(2, 2))
        try record.enter(try entry(1, 1))
        let key = [UInt8](repeating: 1, count: 32)
        #expect(try record.headers(epoch: 1, issuerKey: key) == [try entry(1, 1).digest])
        #expect(try record.headers(epoch: 3, issuerKey: key).isEmpty)
        let text = try String(contentsOfFile: record.path, encoding: .utf8)
        #expect(text.split(separator: "\n").count == 3)
        // A line that was cut short was never signed for, and is written over.
        try Data((text + "0101").utf8).write(to: URL(filePath: record.path))
        chmod(record.path, 0o600)
        try record.enter(try entry(3, 3))
        #expect(try String(contentsOfFile: record.path, encoding: .utf8) == text + entry(3, 3).line + "\n")
        _ = epoch
    }

    @Test(arguments: [
        "solvency-epochs-2\n", "x\n", "solvency-epochs-1\nx\n", "solvency-epochs-1\n\n",
        "solvency-epochs-1\n\(String(repeating: "01", count: 32)) 01 \(String(repeating: "02", count: 32))\n",
        "solvency-epochs-1\n\(String(repeating: "01", count: 32)) +1 \(String(repeating: "02", count: 32))\n",
        "solvency-epochs-1\n\(String(repeating: "0A", count: 32)) 1 \(String(repeating: "02", count: 32))\n",
    ])
    func whatIsNoRecordStopsTheBuild(_ text: String) throws {
        let epoch = try TestEpoch()
        let record = record(epoch)
        try Data(text.utf8).write(to: URL(filePath: record.path))
        chmod(record.path, 0o600)
        #expect(throws: BuildFailure.malformed(path: record.path)) { try record.enter(try entry(1, 1)) }
        #expect(throws: BuildFailure.malformed(path: record.path)) {
            try builder().build(in: epoch.folder("/a"), key: epoch.key, record: record)
        }
    }

    @Test func aRecordThatOthersMayWriteIsNone() throws {
        let epoch = try TestEpoch()
        let record = record(epoch)
        try Data("solvency-epochs-1\n".utf8).write(to: URL(filePath: record.path))
        chmod(record.path, 0o666)
        #expect(throws: BuildFailure.file(.permissionsTooOpen(path: record.path, mode: 0o666))) {
            try record.enter(try entry(1, 1))
        }
    }
}
