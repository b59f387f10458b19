import SolvencyProver
import SumTree

/// Ledgers in all layouts: what is accepted is written as a wide ledger and read back as the same one.
///
/// The first byte of an input chooses the layout, the rest is the file.
struct LedgerTarget: FuzzTarget {
    static let name = "ledger"
    static let summary = "account files in all layouts"
    static let maximumByteCount = 8192
    static let words = [
        "account", "asset", "amount", "btc", "eth", "usd", "eth:balance", "eth:debt", "rn", "id", "e_eth", "d_eth", ",",
        "\"", "\"\"", "\r\n", "\n", "\u{FEFF}", "0", "0.00000001", "18446744073709551615", "184467440737.09551615",
        "-0",
        "cafe\u{301}", "caf\u{E9}", "\u{A0}", "\u{FF21}",
    ]

    private static let assets = [
        LedgerAsset(id: "btc", decimals: 8, columns: [.balance]),
        LedgerAsset(id: "eth", decimals: 2, columns: [.balance, .debt]),
        LedgerAsset(id: "usd", decimals: 0, columns: [.balance], roundsUp: true),
    ]

    /// Which assets a file of the layout holds.
    private static func places(_ layout: LedgerLayout) -> [Int] {
        switch layout {
        case .wide: [0, 1, 2]
        case .long: [0, 2]
        case .binance: [1]
        }
    }

    init(_ material: FuzzMaterial) {}

    func seeds() -> [[UInt8]] {
        let files = [
            "account,btc,eth:balance,eth:debt,usd\nalice,1.25,10,3,0.5\nbob,0.01,,,\n\"o\"\"k, inc\",0,7.5,9.25,12\n",
            "account,asset,amount\nalice,btc,1.25\r\nalice,usd,3\r\ncaf\u{E9},usd,0.001\r\n",
            "rn,id,e_eth,d_eth,total\n0,aa01,10,3,7\n1,bb02,7.5,9.25,1\n",
        ]
        return files.enumerated().map { [UInt8($0.offset)] + Array($0.element.utf8) }
    }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        guard let choice = input.first else { return .refused }
        let layout = LedgerLayout.allCases[Int(choice) % LedgerLayout.allCases.count]
        guard let ledger = try? Self.read(Array(input.dropFirst()), layout, Self.places(layout)) else {
            return .refused
        }
        let again: Ledger
        do throws(LedgerFailure) {
            again = try Self.read(Self.wide(ledger), .wide, [0, 1, 2])
        } catch {
            throw .ownEncodingRefused(object: "ledger", reason: "\(error)")
        }
        guard again.digest == ledger.digest else { throw .disagreement(object: "ledger") }
        return .accepted
    }

    private static func read(
        _ file: [UInt8], _ layout: LedgerLayout, _ places: [Int]
    ) throws(LedgerFailure) -> Ledger {
        var reader = LedgerReader(assets: assets)
        try reader.read(ByteSource(bytes: file, name: "file"), layout: layout, assets: places)
        return try reader.finish()
    }

    /// The ledger as one wide file, with the amounts that were rounded up as they were given.
    private static func wide(_ ledger: Ledger) -> [UInt8] {
        var lines = ledger.accounts.map { account in
            "\""
                + String(decoding: account.utf8, as: UTF8.self).split(separator: "\"", omittingEmptySubsequences: false)
                .joined(separator: "\"\"") + "\""
        }
        for (asset, book) in zip(assets, ledger.books) {
            var fields = lines.map { _ in String(repeating: ",", count: asset.columns.count) }
            for entry in 0..<book.count {
                let account = Int(book.accounts[entry])
                let given = book.rounded[account].map { $0.map { String(decoding: $0, as: UTF8.self) } }
                let amounts = given ?? book.amounts(of: entry).map { decimal($0, asset.decimals) }
                fields[account] = amounts.map { "," + $0 }.joined()
            }
            for index in lines.indices { lines[index] += fields[index] }
        }
        return Array((["account,btc,eth:balance,eth:debt,usd"] + lines).map { $0 + "\n" }.joined().utf8)
    }

    private static func decimal(_ units: UInt64, _ decimals: Int) -> String {
        guard decimals > 0 else { return "\(units)" }
        let digits = "\(units)"
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
        return "\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
    }
}
