import Foundation
import KeyFiles
import Sodium
import Solvency
import SumTree
import Testing

@testable import SolvencyProver

@Suite struct ScaleTests {
    /// Leaves a folder as a build does that was killed right after it had written down what it starts from.
    private func begin(_ epoch: TestEpoch, _ name: String) throws -> EpochFolder {
        let (finished, other) = (epoch.folder("/e"), epoch.folder(name))
        try other.create()
        try FileManager.default.copyItem(atPath: finished.secretPath, toPath: other.secretPath)
        let store = try EpochStore(reading: finished.databasePath)
        try EpochStore(creating: other.databasePath).setMeta([
            ("input", #require(try store.meta("input"))), ("build", #require(try store.meta("build"))),
        ])
        return other
    }

    private func builder() throws -> EpochBuilder {
        try TestEpoch.builder(plan: TestEpoch.plan(assets: TestEpoch.twoAssets), ledger: TestEpoch.ledger)
    }

    private func receipts(_ folder: EpochFolder) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        try ReceiptExporter(folder).forEach { (account, receipt) throws(BuildFailure) in
            files[String(decoding: account.utf8, as: UTF8.self)] = receipt.encodedFile()
        }
        return files
    }

    @Test func rootsDoNotDependOnThreads() throws {
        let epoch = try TestEpoch()
        let heads = try epoch.build().header.trees.map(\.head)
        for threads in [1, 3, 7] {
            let folder = try begin(epoch, "/t\(threads)")
            let summary = try builder().build(in: folder, key: epoch.key, threads: threads)
            #expect(summary.header?.unverified.trees.map(\.head) == heads)
        }
    }

    @Test func aDamagedProofIsMadeAgainAndAWholeOneIsKept() throws {
        let epoch = try TestEpoch()
        let header = try epoch.build()
        let folder = try begin(epoch, "/other")
        let files = ["assets/btc/balances/proofs-1-0.cbor", "assets/eth/balances/proofs-1-0.cbor"]
        var contents: [[UInt8]] = []
        for name in files {
            let path = epoch.folder("/e").publicPath + "/" + name
            contents.append([UInt8](try #require(FileManager.default.contents(atPath: path))))
            let target = URL(filePath: folder.publicPath + "/" + name)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            var bytes = contents[contents.count - 1]
            // The last scalar of the last proof: the file can be read, the proof does not hold.
            if name == files[1] { bytes[bytes.count - 20] ^= 1 }
            try Data(bytes).write(to: target)
        }
        let leftover = folder.publicPath + "/assets/btc/balances/.solvency-0.tmp"
        try Data([1, 2, 3]).write(to: URL(filePath: leftover))
        let counts = Counts()
        let summary = try builder().build(in: folder, key: epoch.key) { counts.add($0) }
        #expect(summary.header?.unverified.trees.map(\.head) == header.header.trees.map(\.head))
        // Two proofs of btc at level 1 were found; the damaged file has four of eth, and one of btc and two of eth lack.
        #expect(counts.found == 2 && counts.made == 7)
        let kept = FileManager.default.contents(atPath: folder.publicPath + "/" + files[0]).map { [UInt8]($0) }
        let made = FileManager.default.contents(atPath: folder.publicPath + "/" + files[1]).map { [UInt8]($0) }
        #expect(kept == contents[0] && made != contents[1])
        #expect(!FileManager.default.fileExists(atPath: leftover))
        let verified = try #require(summary.header).verify(issuer: epoch.key.verificationKey)
        _ = try Publication.verify(verified, read: TestEpoch.reader(folder))
    }

    /// Counts range proofs over all threads.
    private final class Counts: @unchecked Sendable {
        private let lock = NSLock()
        private(set) var found = 0
        private(set) var made = 0

        func add(_ progress: EpochBuilder.Progress) {
            guard progress.step == .proofs else { return }
            lock.withLock { if progress.wasFound { found += progress.count } else { made += progress.count } }
        }
    }

    @Test func aBuildInAFolderKeepsOthersOut() throws {
        let epoch = try TestEpoch()
        let folder = epoch.folder("/e")
        try folder.create()
        let store = try EpochStore(creating: folder.databasePath)
        #expect(throws: BuildFailure.inUse) { try epoch.build() }
        withExtendedLifetime(store) {}
    }

    @Test func aLostSecretIsNotReplaced() throws {
        let epoch = try TestEpoch()
        _ = try epoch.build()
        let folder = epoch.folder("/e")
        try FileManager.default.removeItem(atPath: folder.secretPath)
        let missing = BuildFailure.secret(
            .file(.cannotRead(path: folder.secretPath, step: .open, errno: 2)))
        #expect(throws: missing) { try epoch.build() }
        #expect(!FileManager.default.fileExists(atPath: folder.secretPath))
        // The secret of another epoch gives no receipt.
        _ = try epoch.build("/later", epoch: 43)
        try FileManager.default.copyItem(atPath: epoch.folder("/later").secretPath, toPath: folder.secretPath)
        #expect(throws: BuildFailure.foreignSecret) {
            try ReceiptExporter(folder).receipt(try TestEpoch.account("alice"))
        }
    }

    @Test func theIndexLeadsToTheHeader() throws {
        let epoch = try TestEpoch()
        let header = try epoch.build().header
        let file = [UInt8](try #require(FileManager.default.contents(atPath: epoch.folder("/e").indexPath)))
        let index = try PublicationIndex(file: file)
        try index.check(against: header)
        #expect(index.encodedFile() == file && index.trees.map(\.files.count) == [3, 3])
        let one = index.trees[1]
        let swapped = PublicationIndex.Entry(contextDigest: one.contextDigest, files: one.files.reversed())
        #expect(throws: Refusal.fileDigest(tree: 1)) {
            try PublicationIndex(trees: [index.trees[0], swapped]).check(against: header)
        }
        #expect(throws: Refusal.registry) { try PublicationIndex(trees: [one]).check(against: header) }
        #expect(throws: Refusal.registry) {
            try PublicationIndex(trees: index.trees.reversed()).check(against: header)
        }
        for count in 0..<file.count {
            #expect(throws: (any Error).self) { try PublicationIndex(file: Array(file[..<count])) }
        }
        #expect(throws: (any Error).self) { try PublicationIndex(file: file + [0]) }
    }

    @Test func whatIsDisclosedDifferentlyIsListed() throws {
        let epoch = try TestEpoch()
        let first = try epoch.build().header
        #expect(DisclosureChange.between(first, first).isEmpty)
        let more = TestEpoch.ledger + (0..<9).map { "more\($0),1,,\n" }.joined()
        let second = try epoch.build("/more", epoch: 43, ledger: more).header
        #expect(DisclosureChange.between(first, second) == [.capacity(0, 0)])
        let builder = try TestEpoch.builder(
            plan: TestEpoch.plan(
                epoch: 44, arity: 8, assets: [("sol", #""balance""#), ("btc", #""balance","debt""#)]),
            ledger: "account,sol,btc:balance,btc:debt\nalice,1,2,1\n")
        let third = try #require(builder.build(in: epoch.folder("/third"), key: epoch.key).header).unverified
        #expect(
            DisclosureChange.between(first, third) == [.arity(0, 1), .columns(0, 1), .removed(1), .added(0)])
    }

    @Test func aBackupBringsALostFolderBack() throws {
        let epoch = try TestEpoch()
        _ = try epoch.build()
        let folder = epoch.folder("/e")
        let before = try receipts(folder)
        let path = epoch.root.appending(path: "e.backup").path(percentEncoded: false)
        let subject = try EpochBackup.export(folder, to: path, protection: .plain)
        #expect(throws: BuildFailure.file(.exists(path: path))) {
            _ = try EpochBackup.export(folder, to: path, protection: .plain)
        }
        let file = try EpochBackupFile(contents: BoundedFile.readSecret(path, limit: EpochBackupFile.maximumCount))
        #expect(file.subject == subject && subject.epoch == 42)
        let ask = { () throws(KeyFileFailure) -> Passphrase in throw .passphrase(.cancelled) }
        #expect(throws: BuildFailure.file(.exists(path: folder.databasePath))) {
            try EpochBackup.restore(file, into: folder, passphrase: ask)
        }
        try FileManager.default.removeItem(atPath: folder.privatePath)
        #expect(try EpochBackup.check(file, against: folder, passphrase: ask) == .success(.publishedLeaf))
        _ = try epoch.build("/later", epoch: 43)
        #expect(try EpochBackup.check(file, against: epoch.folder("/later"), passphrase: ask) == .failure(.subject))
        // The right names around another secret.
        let foreign = try EpochBackupFile(
            SecretBytes(copying: [UInt8](repeating: 7, count: 96)), of: subject, protection: .plain)
        #expect(try EpochBackup.check(foreign, against: folder, passphrase: ask) == .failure(.build))
        try EpochBackup.restore(file, into: folder, passphrase: ask)
        #expect(throws: BuildFailure.secondHeader(epoch: 42)) {
            try epoch.build(ledger: TestEpoch.ledger.replacing("alice,1.25", with: "alice,1.26"))
        }
        _ = try epoch.build()
        #expect(try receipts(folder) == before)
    }

    @Test func manyAccountsAreFoundAgain() throws {
        var index = AccountIndex()
        let ids = try (0..<5000).map { try TestEpoch.account("user-\($0)") }
        for round in 0..<2 {
            for (position, id) in ids.enumerated() {
                guard case .position(let found) = index.insert(id) else {
                    Issue.record("\(round): \(position)")
                    continue
                }
                #expect(found == position)
            }
        }
        #expect(index.accounts.count == 5000 && index.accounts[4999] == ids[4999])
        guard case .confusable(let other) = index.insert(try TestEpoch.account("USER-7")) else {
            Issue.record("two spellings of one name")
            return
        }
        #expect(other == 7)
    }
}
