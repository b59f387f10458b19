import Foundation
import Ristretto
import Sodium
import Solvency
import SumTree
import Testing

@testable import SolvencyProver

@Suite struct BuildTests {
    @Test func anEpochIsWholeAndEveryAccountHasItsReceipt() throws {
        let epoch = try TestEpoch()
        let header = try epoch.build()
        let evidence = try Publication.verify(header, read: TestEpoch.reader(epoch.folder("/e")))
        #expect(evidence.trees.count == 2)
        // Eight and six holders, rounded up to eight places each: 2 + 1 nodes, for eth with two columns.
        #expect(evidence.trees.map(\.proofCount) == [3, 6])
        let exporter = try ReceiptExporter(epoch.folder("/e"))
        var shown: [String: [[UInt64]?]] = [:]
        try exporter.forEach { (account, receipt) throws(BuildFailure) in
            do throws(Refusal) {
                let verified = try receipt.verify(account: account, header: header)
                shown[String(decoding: account.utf8, as: UTF8.self)] = verified.paths.map { $0?.amounts }
            } catch {
                Issue.record("\(error)")
            }
        }
        #expect(shown.count == 9)
        #expect(shown["alice"] == [[125], [1000, 300]])
        #expect(shown["bob"] == [[1], nil])
        #expect(shown["carol"] == [nil, [750, 900]])
        #expect(shown["dave"] == [[300], [0, 100]])
    }

    @Test(.enabled(if: LedgerTests.sample != nil, "SOLVENCY_DATA names no folder with the sample"))
    func theExchangeSampleIsBuiltAndVerified() throws {
        let epoch = try TestEpoch()
        let path = try #require(LedgerTests.sample)
        let assets = ["btc", "eth", "bnb", "shib"].map { id in
            """
            {"id":"\(id)","name":"\(id)","decimals":\(id == "shib" ? 2 : 8),"accounts":"\(path)","layout":"binance",
            "columns":["balance","debt"],"capacity":null,"round":null}
            """
        }
        let bytes = Array(
            """
            {"format":"solvency-epoch/1","issuer":"ExampleX","epoch":1,"valuation_time":"2026-11-20T00:00:00Z",
            "previous":null,"arity":16,"assets":[\(assets.joined(separator: ","))],"show_totals":false}
            """.utf8)
        let plan = try EpochPlan(json: bytes)
        let builder = try EpochBuilder(
            plan: plan, planBytes: bytes, ledger: plan.readLedger(folder: ""), previous: nil)
        let header = try #require(builder.build(in: epoch.folder("/e"), key: epoch.key).header)
            .verify(issuer: epoch.key.verificationKey)
        let evidence = try Publication.verify(header, read: TestEpoch.reader(epoch.folder("/e")))
        #expect(evidence.trees.map(\.proofCount) == [18, 18, 18, 18])
        let account = try TestEpoch.account(String(repeating: "0", count: 64))
        let receipt = try ReceiptExporter(epoch.folder("/e")).receipt(account).verify(account: account, header: header)
        #expect(receipt.paths[0]?.amounts == [28_734_246_996, 14_367_123_498])
    }

    @Test func capacityIsPublicAndMayBeChosen() throws {
        let plan = TestEpoch.plan(assets: [TestEpoch.twoAssets[0]])
        let ledger = "account,btc\n" + (0..<9).map { "a\($0),1\n" }.joined()
        #expect(try TestEpoch.builder(plan: plan, ledger: ledger).dryRun.assets[0].capacity == 12)
        let chosen = Array(
            String(decoding: plan, as: UTF8.self).replacing("\"capacity\":null", with: "\"capacity\":64").utf8)
        #expect(try TestEpoch.builder(plan: chosen, ledger: ledger).dryRun.assets[0].capacity == 64)
        let small = Array(
            String(decoding: plan, as: UTF8.self).replacing("\"capacity\":null", with: "\"capacity\":8").utf8)
        #expect(throws: BuildFailure.capacity(asset: "btc", accounts: 9, capacity: 8)) {
            try TestEpoch.builder(plan: small, ledger: ledger)
        }
    }

    @Test func thereIsNeverASecondHeader() throws {
        let epoch = try TestEpoch()
        let header = try epoch.build()
        let again = try epoch.build()
        #expect(again.digest == header.digest)
        #expect(throws: BuildFailure.secondHeader(epoch: 42)) {
            try epoch.build(ledger: TestEpoch.ledger.replacing("alice,1.25", with: "alice,1.26"))
        }
        #expect(throws: BuildFailure.secondHeader(epoch: 42)) { try epoch.build(epoch: 43) }
        // Nor when somebody loses the database.
        try FileManager.default.removeItem(atPath: epoch.folder("/e").databasePath)
        #expect(throws: BuildFailure.secondHeader(epoch: 42)) { try epoch.build() }
        #expect(try epoch.folder("/e").header().digest == header.digest)
    }

    @Test func anInterruptedBuildGoesOnWhereItWas() throws {
        let epoch = try TestEpoch()
        let folder = epoch.folder("/e")
        let header = try epoch.build()
        let proofs = folder.publicPath + "/assets/btc/balances/proofs-1-0.cbor"
        let file = try #require(FileManager.default.contents(atPath: proofs))
        // Killed after the header was signed and before it was published.
        try FileManager.default.removeItem(atPath: folder.headerPath)
        #expect(try epoch.build().digest == header.digest)

        // Killed while proofs were made: those that are there are not made again, and roots are the same.
        let other = epoch.folder("/other")
        try begin(other, like: folder)
        try FileManager.default.createDirectory(
            atPath: other.publicPath + "/assets/btc/balances", withIntermediateDirectories: true)
        try file.write(to: URL(filePath: other.publicPath + "/assets/btc/balances/proofs-1-0.cbor"))
        #expect(throws: BuildFailure.otherInput) {
            try epoch.build("/other", ledger: TestEpoch.ledger.replacing("alice,1.25", with: "alice,1.26"))
        }
        let resumed = try epoch.build("/other")
        #expect(resumed.header.trees.map(\.head) == header.header.trees.map(\.head))
        #expect(
            FileManager.default.contents(atPath: other.publicPath + "/assets/btc/balances/proofs-1-0.cbor") == file)
    }

    /// Leaves a folder as a build does that was killed right after it had written down what it starts from.
    private func begin(_ other: EpochFolder, like folder: EpochFolder) throws {
        try other.create()
        try FileManager.default.copyItem(atPath: folder.secretPath, toPath: other.secretPath)
        let finished = try EpochStore(creating: folder.databasePath)
        let begun = try EpochStore(creating: other.databasePath)
        try begun.setMeta([
            ("input", #require(try finished.meta("input"))), ("build", #require(try finished.meta("build"))),
        ])
    }

    @Test func twoBuildsShareNothingThatTheyPublish() throws {
        let epoch = try TestEpoch()
        let headers = [try epoch.build("/one"), try epoch.build("/two")]
        #expect(headers[0].header.buildDigest != headers[1].header.buildDigest)
        var hashes: Set<[UInt8]> = []
        var commitments: Set<[UInt8]> = []
        for (name, header) in zip(["/one", "/two"], headers) {
            let read = TestEpoch.reader(epoch.folder(name))
            for tree in header.header.trees {
                let path = TreeFiles(tree.head.context).path(.leaves(0))
                let chunk = try LeafChunk(file: try #require(try read(path)))
                for hash in chunk.hashes { #expect(hashes.insert(hash.bytes).inserted) }
                for commitment in chunk.commitments { #expect(commitments.insert(commitment.bytes).inserted) }
            }
        }
        #expect(hashes.count == 2 * (8 + 8) && commitments.count == 2 * (8 + 16))
    }

    @Test func theRootDoesNotDependOnTheNumberOfThreads() throws {
        let epoch = try TestEpoch()
        let ledger = try TestEpoch.builder(
            plan: TestEpoch.plan(assets: TestEpoch.twoAssets), ledger: TestEpoch.ledger
        ).ledger
        let keys = try EpochKeys(
            secret: SecretBytes(copying: [UInt8](repeating: 2, count: 32)), issuerKey: epoch.key.verificationKey.bytes,
            epoch: 1, buildID: [UInt8](repeating: 3, count: 32))
        let context = try TreeContext(
            issuerKey: epoch.key.verificationKey.bytes, epoch: 1,
            buildDigest: TreeContext.buildDigest(buildID: [UInt8](repeating: 3, count: 32)), kind: .balances,
            asset: AssetLabel(id: Array("eth".utf8), unit: Array("ETH".utf8), decimals: 2),
            shape: TreeShape(arity: 2, capacity: 4096), columns: [.balance, .debt])
        let one = try TreeBuilder(context, ledger: ledger, book: 1, keys: keys, threads: 1)
        let many = try TreeBuilder(context, ledger: ledger, book: 1, keys: keys, threads: 4)
        #expect(one.root == many.root && one.source.places == many.source.places)
    }

    @Test func secretsAreForTheOwnerOnly() throws {
        let epoch = try TestEpoch()
        _ = try epoch.build()
        let folder = epoch.folder("/e")
        for path in [folder.secretPath, folder.databasePath] {
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(path)")
        }
        let mode = try FileManager.default.attributesOfItem(atPath: folder.privatePath)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    @Test func roundedAmountsShowBothNumbers() throws {
        let epoch = try TestEpoch()
        let text = String(decoding: TestEpoch.plan(assets: [TestEpoch.twoAssets[0]]), as: UTF8.self)
        let plan = Array(text.replacing("\"round\":null", with: "\"round\":\"up\"").utf8)
        let builder = try TestEpoch.builder(plan: plan, ledger: "account,btc\nalice,1.2501\nbob,1\n")
        let header = try #require(builder.build(in: epoch.folder("/e"), key: epoch.key).header)
            .verify(issuer: epoch.key.verificationKey)
        let exporter = try ReceiptExporter(epoch.folder("/e"))
        let alice = try TestEpoch.account("alice")
        let verified = try exporter.receipt(alice).verify(account: alice, header: header)
        #expect(verified.paths[0]?.amounts == [126])
        #expect(verified.ledgerAmounts[0] == [Array("1.2501".utf8)])
        let bob = try TestEpoch.account("bob")
        #expect(try exporter.receipt(bob).verify(account: bob, header: header).ledgerAmounts[0] == nil)
    }

    @Test func aDumpIsComparedByAccount() throws {
        let epoch = try TestEpoch()
        let header = try epoch.build()
        let recomputation = try EpochRecomputation(
            privatePath: epoch.folder("/e").privatePath, header: header.signed)
        let same = try recomputation.run(try ledger(TestEpoch.ledger), threads: 2)
        #expect(same.agrees && same.accounts == 9)
        let changed = TestEpoch.ledger.replacing("bob,0.01,,", with: "bob,0.02,,").replacing(
            "ivan,8,3,0", with: "judy,8,3,0")
        let outcome = try recomputation.run(try ledger(changed), threads: 2)
        #expect(!outcome.agrees && outcome.differenceCount == 5 && outcome.otherRoots == [0, 1])
        #expect(outcome.differences[0].account == (try TestEpoch.account("bob")))
        #expect(outcome.differences[0].dump == [2] && outcome.differences[0].epoch == [1])
    }

    private func ledger(_ text: String) throws -> Ledger {
        try TestEpoch.builder(plan: TestEpoch.plan(assets: TestEpoch.twoAssets), ledger: text).ledger
    }
}
