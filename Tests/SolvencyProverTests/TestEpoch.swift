import Foundation
import Sodium
import Solvency
import SumTree
import Testing

@testable import SolvencyProver

/// A folder that is removed with this object, and an issuer.
final class TestEpoch {
    let root: URL
    let key: SigningKey

    init() throws {
        root = FileManager.default.temporaryDirectory.appending(path: "solvency-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        key = try SigningKey.generate()
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func folder(_ name: String) -> EpochFolder { EpochFolder(root.path(percentEncoded: false) + name) }

    /// A plan of some assets from one wide ledger.
    static func plan(
        epoch: Int = 42, time: String = "2026-11-20T00:00:00Z", arity: Int = 4, assets: [(id: String, columns: String)]
    ) -> [UInt8] {
        let list = assets.map { asset in
            """
            {"id":"\(asset.id)","name":"\(asset.id)","decimals":2,"accounts":"accounts.csv","layout":"wide",
            "columns":[\(asset.columns)],"capacity":null,"round":null}
            """
        }
        return Array(
            """
            {"format":"solvency-epoch/1","issuer":"ExampleX","epoch":\(epoch),"valuation_time":"\(time)","previous":null,
            "arity":\(arity),"assets":[\(list.joined(separator: ","))],"show_totals":false}
            """.utf8)
    }

    static func builder(
        plan bytes: [UInt8], ledger text: String, previous: VerifiedHeader? = nil
    ) throws -> EpochBuilder {
        let plan = try EpochPlan(json: bytes)
        var reader = LedgerReader(assets: plan.assets.map(\.ledger))
        for source in plan.sources {
            try reader.read(
                ByteSource(bytes: Array(text.utf8), name: "accounts.csv"), layout: source.layout, assets: source.assets)
        }
        return try EpochBuilder(plan: plan, planBytes: bytes, ledger: reader.finish(), previous: previous)
    }

    static let twoAssets = [(id: "btc", columns: #""balance""#), (id: "eth", columns: #""balance","debt""#)]

    /// Nine accounts, of which some hold one asset only.
    static let ledger = """
        account,btc,eth:balance,eth:debt
        alice,1.25,10,3
        bob,0.01,,
        carol,,7.5,9
        dave,3,0,1
        erin,4,,
        frank,5,,
        grace,6,1,0
        heidi,7,2,0
        ivan,8,3,0

        """.replacingOccurrences(of: "\n\n", with: "\n")

    /// Builds the two assets in a folder.
    func build(
        _ name: String = "/e", epoch: Int = 42, time: String = "2026-11-20T00:00:00Z", previous: VerifiedHeader? = nil,
        ledger: String = TestEpoch.ledger
    ) throws -> VerifiedHeader {
        let builder = try Self.builder(
            plan: Self.plan(epoch: epoch, time: time, assets: Self.twoAssets), ledger: ledger, previous: previous)
        let summary = try builder.build(in: folder(name), key: key, threads: 2)
        return try #require(summary.header).verify(issuer: key.verificationKey)
    }

    /// Reads the files of a publication, changed by `alter`.
    static func reader(
        _ folder: EpochFolder, alter: @escaping (String, [UInt8]) -> [UInt8]? = { $1 }
    ) -> ([UInt8]) throws(PublicationFailure) -> [UInt8]? {
        { path in
            let name = String(decoding: path, as: UTF8.self)
            guard let data = FileManager.default.contents(atPath: folder.publicPath + "/" + name) else { return nil }
            return alter(name, [UInt8](data))
        }
    }

    static func account(_ id: String) throws -> AccountID { try #require(AccountID(utf8: Array(id.utf8))) }
}
