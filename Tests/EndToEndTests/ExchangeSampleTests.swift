import Foundation
import Testing

/// The sample in the exchange's own layout: a hundred accounts, four assets, equity and debt.
@Suite struct ExchangeSampleTests {
    static let sample: String? = {
        guard let folder = ProcessInfo.processInfo.environment["SOLVENCY_DATA"], !folder.isEmpty else { return nil }
        let path = folder + "/binance_sample_users0.csv"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }()

    static let plan: String = {
        let assets = ["btc", "eth", "bnb", "shib"].map { id in
            """
            {"id":"\(id)","name":"\(id)","decimals":\(id == "shib" ? 2 : 8),"accounts":"accounts.csv",
             "layout":"binance","columns":["balance","debt"],"capacity":null,"round":null}
            """
        }
        return """
            {"format":"solvency-epoch/1","issuer":"ExampleX","epoch":1,"valuation_time":"2026-11-20T00:00:00Z",
             "previous":null,"arity":16,"assets":[\(assets.joined(separator: ","))],"show_totals":false}
            """
    }()

    /// Runs a line that must end with an exit code.
    private func run(_ sandbox: Sandbox, _ line: String, exit: Int32 = 0) throws -> Sandbox.Run {
        let run = try sandbox.shell(line)
        #expect(run.exitCode == exit, "\(line)\n\(run)")
        return run
    }

    @Test(.enabled(if: sample != nil, "SOLVENCY_DATA names no folder with the exchange's sample"))
    func itIsBuiltAndVerified() throws {
        let sandbox = try Sandbox()
        let sample = try #require(Self.sample)
        try FileManager.default.copyItem(atPath: sample, toPath: sandbox.folder.appending(path: "accounts.csv").path())
        try Data(Self.plan.utf8).write(to: sandbox.folder.appending(path: "epoch.json"))
        _ = try run(sandbox, "solvency keygen --out issuer.key --no-passphrase")
        let build = try run(sandbox, "solvency epoch build epoch.json --key issuer.key --out epoch --json")
        let built = try #require(try JSONSerialization.jsonObject(with: Data(build.output.utf8)) as? [String: Any])
        #expect(built["accounts"] as? Int == 100)
        let assets = try #require(built["assets"] as? [[String: Any]])
        // 128 places: 8 + 1 nodes, two columns.
        #expect(assets.map { $0["rangeProofs"] as? Int } == [18, 18, 18, 18])
        #expect(assets.map { $0["id"] as? String } == ["btc", "eth", "bnb", "shib"])
        // The columns that are not read are named.
        #expect((built["notices"] as? [String])?.first?.contains("total_net_balance_usdt") == true)

        let verify = try run(sandbox, "solvency epoch verify epoch/public --issuer issuer.pub --json")
        #expect(verify.output.contains(#""result":"verified""#))
        let id = String(repeating: "0", count: 64)
        _ = try run(sandbox, "solvency receipt export epoch --account \(id) --out first.receipt")
        let receipt = try run(
            sandbox, "solvency receipt verify first.receipt --public epoch/public --issuer issuer.pub --account \(id)")
        #expect(receipt.output.contains("Your 287.34246996 BTC of 2026-11-20 00:00 UTC are counted"))
        #expect(receipt.output.contains("Your debt of 143.67123498 BTC"))
        #expect(receipt.output.contains("Your 807.18 SHIB"))
        // A receipt shows nothing to somebody else.
        let other = String(repeating: "0", count: 63) + "1"
        _ = try run(
            sandbox,
            "solvency receipt verify first.receipt --public epoch/public --issuer issuer.pub --account \(other)",
            exit: 1)
    }
}
