import Foundation
import SumTree
import Testing

@testable import SolvencyProver

@Suite struct LedgerTests {
    static let btc = LedgerAsset(id: "btc", decimals: 2, columns: [.balance])
    static let eth = LedgerAsset(id: "eth", decimals: 2, columns: [.balance])

    private func read(
        _ text: String, _ layout: LedgerLayout = .wide, assets: [LedgerAsset] = [btc, eth]
    ) throws(LedgerFailure) -> Ledger {
        var reader = LedgerReader(assets: assets)
        try reader.read(
            ByteSource(bytes: Array(text.utf8), name: "l.csv"), layout: layout, assets: Array(assets.indices))
        return try reader.finish()
    }

    private func issues(_ text: String, _ layout: LedgerLayout = .wide) -> [LedgerIssue] {
        do throws(LedgerFailure) {
            _ = try read(text, layout)
            return []
        } catch {
            guard case .issues(let issues, _) = error else { return [] }
            return issues
        }
    }

    @Test func layoutsThatSayTheSameGiveTheSameLedger() throws {
        let wide = try read("account,btc,eth\nbob,1,2\nalice,0.5,\n")
        #expect(wide.accounts.map { String(decoding: $0.utf8, as: UTF8.self) } == ["alice", "bob"])
        #expect(wide.books[0].amounts == [50, 100] && wide.books[0].accounts == [0, 1])
        #expect(wide.books[1].amounts == [200] && wide.books[1].accounts == [1])
        let others = [
            try read("account,asset,amount\r\nalice,btc,0.50\r\nbob,eth,2\r\nbob,btc,1", .long),
            try read("\u{FEFF}eth,\"account\",btc\n,\"alice\",0.5\n\"2\",bob,\"1.00\"\n"),
            try read("account,btc,eth\nalice,0.5,0\nbob,1,2"),
        ]
        for other in others { #expect(other.digest == wide.digest) }
        #expect(try read("account,btc,eth\nbob,1,2\nalice,0.51,\n").digest != wide.digest)
        #expect(try read("account,btc,eth\nbob,1,2\nalicf,0.5,\n").digest != wide.digest)
    }

    @Test func placesOfFaultsAreNamed() {
        let found = issues("account,btc,eth\nalice,1e3,+1\nbob,01\n\"a\"\"b\",-1,NaN\n")
        #expect(
            found == [
                LedgerIssue(file: "l.csv", line: 2, column: 7, text: Array("1e3".utf8)[...], fault: .notADecimal),
                LedgerIssue(file: "l.csv", line: 2, column: 11, text: Array("+1".utf8)[...], fault: .notADecimal),
                LedgerIssue(
                    file: "l.csv", line: 3, column: 1, text: Array("bob".utf8)[...],
                    fault: .fieldCount(expected: 3, actual: 2)),
                LedgerIssue(file: "l.csv", line: 4, column: 8, text: Array("-1".utf8)[...], fault: .negativeAmount),
                LedgerIssue(file: "l.csv", line: 4, column: 11, text: Array("NaN".utf8)[...], fault: .notADecimal),
            ])
    }

    @Test func twentyFaultsAreKeptAndAllAreCounted() {
        let text = "account,btc,eth\n" + (0..<30).map { "a\($0),x,1\n" }.joined()
        #expect(throws: LedgerFailure.self) { try read(text) }
        do throws(LedgerFailure) { _ = try read(text) } catch {
            guard case .issues(let issues, let count) = error else { return #expect(Bool(false)) }
            #expect(issues.count == 20 && count == 30)
        }
    }

    @Test(arguments: [
        ("alice,1,\nalice,2,", LedgerFault.accountTwice),
        ("alice,1,\nAlice,2,", .accountConfusable(with: "alice")),
        ("a b,1,\na  b,2,", .accountConfusable(with: "a b")),
        ("\u{C9}mile,1,\n\u{E9}mile,2,", .accountConfusable(with: "\u{C9}mile")),
        ("alice,1,\nali\u{200B}ce,2,", .accountConfusable(with: "alice")),
        ("alice,1,\nalice\u{2064},2,", .accountConfusable(with: "alice")),
        ("E\u{301}mile,1,", .accountNotNormalised), (" alice,1,", .accountNotTrimmed),
        ("alice ,1,", .accountNotTrimmed),
        ("\u{3000}al\u{F6},1,", .accountNotTrimmed), (",1,", .accountForm), ("a\tb,1,", .accountForm),
        ("\"a\nb\",1,", .accountForm), ("a\u{85}b,1,", .accountForm),
        (String(repeating: "x", count: 129) + ",1,", .accountForm),
        ("al\"ice,1,", .strayQuote), ("\"alice\"x,1,", .textAfterQuote), ("\"alice,1,", .unterminatedQuote),
        ("alice\r,1,", .strayCarriageReturn), ("alice,1,2,3", .fieldCount(expected: 3, actual: 4)),
    ])
    func faultyLinesAreRefused(_ lines: String, _ fault: LedgerFault) {
        #expect(issues("account,btc,eth\n" + lines + "\n").map(\.fault) == [fault])
    }

    @Test func everyIdHasItsOwnAccount() throws {
        let ids = ["a;b", "../x", "a:b", "a|b", String(repeating: "y", count: 64), String(repeating: "x", count: 128)]
        // Names beyond the basic plane are ordered by their bytes, not by UTF-16.
        let all = ids + ["\u{FF5E}", "\u{1F600}"]
        let ledger = try read("account,btc,eth\n" + all.map { "\($0),1,\n" }.joined())
        #expect(ledger.accounts.count == all.count)
        #expect(ledger.accounts.last?.utf8 == Array("\u{1F600}".utf8))
    }

    @Test(arguments: [
        ("", LedgerFault.empty), ("account,btc\n", .missingColumn("eth")), ("btc,eth\n", .missingColumn("account")),
        ("account,btc,eth,btc\n", .columnTwice), ("account,btc,eth,doge\n", .unknownColumn),
    ])
    func headerLinesAreChecked(_ text: String, _ fault: LedgerFault) {
        #expect(issues(text).map(\.fault) == [fault])
    }

    @Test func longLayoutsAreChecked() {
        #expect(issues("account,asset,amount\na,doge,1\n", .long).map(\.fault) == [.unknownAsset])
        #expect(issues("account,asset,amount\na,btc,1\na,btc,2\n", .long).map(\.fault) == [.amountTwice])
        #expect(issues("account,asset,amount\na,btc,0\na,btc,2\n", .long).map(\.fault) == [.amountTwice])
        #expect(issues("account,asset,amount\na,btc,\n", .long).map(\.fault) == [.notADecimal])
        #expect(issues("account,amount,asset\na,1,btc\n", .long).map(\.fault) == [.missingColumn("asset")])
    }

    @Test func totalsThatDoNotFitAreRefusedWhenTheyAreRead() throws {
        let half = "92233720368547758.08"
        let text = "account,btc,eth\na,\(half),\nb,\(half),\n"
        #expect(issues(text).map(\.fault) == [.totalTooLarge(asset: "btc")])
        let fits = try read("account,btc,eth\na,\(half),\nb,92233720368547758.07,\n")
        #expect(fits.books[0].total(column: 0) == UInt64.max)
    }

    @Test func theExchangeLayoutReadsEquityAndDebtAndNamesTheRest() throws {
        let asset = LedgerAsset(id: "btc", decimals: 8, columns: [.balance, .debt])
        let ledger = try read("rn,id,e_btc,d_btc,btc,total\n0,x,1.5,2,-0.5,0.0\n", .binance, assets: [asset])
        #expect(ledger.books[0].amounts == [150_000_000, 200_000_000])
        #expect(ledger.notices == ["l.csv: columns that are not read: btc, total"])
    }

    @Test(.enabled(if: sample != nil, "SOLVENCY_DATA names no folder with the sample"))
    func theExchangeSampleIsRead() throws {
        let assets = ["btc", "eth", "bnb", "shib"].map {
            LedgerAsset(id: $0, decimals: $0 == "shib" ? 2 : 8, columns: [.balance, .debt])
        }
        var reader = LedgerReader(assets: assets)
        let path = try #require(Self.sample)
        try reader.read(ByteSource(path: path, name: path), layout: .binance, assets: Array(assets.indices))
        let ledger = try reader.finish()
        #expect(ledger.accounts.count == 100)
        #expect(ledger.books.map(\.count) == [100, 100, 100, 100])
        #expect(Array(ledger.books[0].amounts(of: 0)) == [28_734_246_996, 14_367_123_498])
        #expect(Array(ledger.books[3].amounts(of: 1)) == [9473, 100])
    }

    static let sample: String? = {
        guard let folder = ProcessInfo.processInfo.environment["SOLVENCY_DATA"], !folder.isEmpty else { return nil }
        let path = folder + "/binance_sample_users0.csv"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }()
}
