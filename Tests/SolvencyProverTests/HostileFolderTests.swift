import Foundation
import Sodium
import Solvency
import SumTree
import Testing

@testable import SolvencyProver

/// Folders of an issuer that somebody changed: refused with a reason, never a crash.
@Suite struct HostileFolderTests {
    /// Replaces the plan that an epoch's database keeps.
    private func setPlan(_ plan: [UInt8], in folder: EpochFolder) throws {
        let store = try EpochStore(creating: folder.databasePath)
        try store.setMeta([("plan", plan)])
    }

    @Test func aPlanInAnotherOrderIsNotThePublishedOne() throws {
        let epoch = try TestEpoch()
        let header = try epoch.build()
        let folder = epoch.folder("/e")
        let (btc, eth) = (TestEpoch.twoAssets[0], TestEpoch.twoAssets[1])
        let twice = TestEpoch.plan(assets: [btc, eth])
        let decimals = Array(
            String(decoding: twice, as: UTF8.self).replacing("\"decimals\":2", with: "\"decimals\":3").utf8)
        let plans = [
            // The columns of the dump would lead to each other's trees, with another number of columns.
            TestEpoch.plan(assets: [eth, btc]), TestEpoch.plan(assets: [btc]),
            TestEpoch.plan(assets: [(id: "btc", columns: #""balance","debt""#), eth]),
            TestEpoch.plan(assets: [(id: "btc", columns: #""debt""#), eth]), decimals,
        ]
        for plan in plans {
            try setPlan(plan, in: folder)
            #expect(throws: BuildFailure.otherRegistry) {
                try EpochRecomputation(privatePath: folder.privatePath, header: header.signed)
            }
        }
        try setPlan(twice, in: folder)
        _ = try EpochRecomputation(privatePath: folder.privatePath, header: header.signed)
    }

    private func exportAll(_ folder: EpochFolder) throws {
        let exporter = try ReceiptExporter(folder)
        for id in ["alice", "carol", "dave", "ivan"] { _ = try exporter.receipt(try TestEpoch.account(id)) }
    }

    @Test func anExportFromAChangedPublicationFails() throws {
        let epoch = try TestEpoch()
        _ = try epoch.build()
        let folder = epoch.folder("/e")
        let path = folder.publicPath + "/assets/eth/balances/leaves-0.cbor"
        let chunk = try LeafChunk(file: [UInt8](try #require(FileManager.default.contents(atPath: path))))
        // Well formed, with one column instead of two.
        let half = LeafChunk(
            contextDigest: chunk.contextDigest, first: 0, hashes: chunk.hashes,
            commitments: Array(chunk.commitments.prefix(chunk.hashes.count)))
        try Data(half.encodedFile()).write(to: URL(filePath: path))
        #expect(throws: BuildFailure.self) { try exportAll(folder) }
        // The first leaves only.
        let short = LeafChunk(
            contextDigest: chunk.contextDigest, first: 0, hashes: Array(chunk.hashes.prefix(1)),
            commitments: Array(chunk.commitments.prefix(2)))
        try Data(short.encodedFile()).write(to: URL(filePath: path))
        #expect(throws: BuildFailure.self) { try exportAll(folder) }
    }
}
