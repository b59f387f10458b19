import Solvency
import SumTree
import Testing

@Suite struct ValueTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2000-02-29T23:59:59Z", 951_868_799), ("2026-11-20T00:00:00Z", 1_795_132_800),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] as [(String, UInt64)])
    func timesHaveOneText(_ text: String, _ seconds: UInt64) {
        #expect(Timestamp(rfc3339: Array(text.utf8))?.seconds == seconds)
        #expect(Timestamp(seconds: seconds).map { "\($0)" } == text)
    }

    @Test(arguments: [
        "", "2026-11-20", "2026-11-20T00:00:00", "2026-11-20t00:00:00Z", "2026-11-20T00:00:00z", "2026-11-20 00:00:00Z",
        "2026-11-20T00:00:00.0Z", "2026-11-20T00:00:00+00:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:60Z", "1969-12-31T23:59:59Z", "+026-01-01T00:00:00Z",
    ])
    func everyOtherTextIsNoTime(_ text: String) { #expect(Timestamp(rfc3339: Array(text.utf8)) == nil) }

    @Test(
        arguments: [
            ("1.2501", 126, true), ("1.25", 125, false), ("1.25000", 125, false), ("1", 100, false), ("0.001", 1, true),
            ("184467440737095516.15", .max, false), ("184467440737095516.141", .max, true),
            ("184467440737095516.151", nil, true), ("184467440737095516.16", nil, false), ("", nil, false),
            (".5", nil, false), ("5.", nil, false), ("01", nil, false), ("-1", nil, false), ("1e3", nil, false),
            ("1.2.3", nil, false), (" 1", nil, false), ("\u{1B}[2J", nil, false), ("\u{661}", nil, false),
        ] as [(String, UInt64?, Bool)])
    func amountsOfALedgerAreRoundedUp(_ text: String, _ units: UInt64?, _ wasRounded: Bool) throws {
        let asset = try AssetLabel(id: Array("btc".utf8), unit: Array("BTC".utf8), decimals: 2)
        let found = Amount.roundingUp(Array(text.utf8), of: asset)
        #expect(found?.amount.units == units)
        if let found { #expect(found.wasRounded == wasRounded && found.amount.asset == asset) }
    }

    @Test("A name is a file's or it is not, however large the tree is")
    func namesOfFiles() throws {
        let key = [UInt8](repeating: 1, count: 32)
        for (arity, capacity) in [(4, 8), (16, 1 << 13), (2, 1 << 48)] as [(Int, UInt64)] {
            let context = try TreeContext(
                issuerKey: key, epoch: 1, buildDigest: TreeContext.buildDigest(buildID: [1]), kind: .balances,
                asset: AssetLabel(id: Array("b.c".utf8), unit: Array("BTC".utf8), decimals: 2),
                shape: TreeShape(arity: arity, capacity: capacity), columns: [.balance])
            let files = TreeFiles(context)
            let last = files.leafChunkCount - 1
            var good: [TreeFiles.Content] = [.leaves(0), .leaves(last)]
            for level in 1...context.shape.height {
                good += [.proofs(level: level, 0), .proofs(level: level, files.proofChunkCount(level: level) - 1)]
            }
            for content in good { #expect(files.content(of: files.path(content)) == content) }
            #expect(files.count >= UInt64(context.shape.height) + 1)
            let folder = "assets/b.c/balances"
            for name in [
                "leaves-\(last + 1).cbor", "leaves-00.cbor", "leaves-.cbor", "leaves-0", "leaves-0.cbor.cbor",
                "leaves-+0.cbor",
                "proofs-0-0.cbor", "proofs-\(context.shape.height + 1)-0.cbor", "proofs-1-01.cbor", "proofs-1.cbor",
                "proofs-1-\(files.proofChunkCount(level: 1)).cbor", "proofs-1-0-0.cbor",
                "leaves-18446744073709551616.cbor",
                "x", "", ".cbor", "leaves-0.cbor/", "../balances/leaves-0.cbor", "leaves--1.cbor",
            ] {
                #expect(files.content(of: Array("\(folder)/\(name)".utf8)) == nil, "\(name)")
            }
            #expect(files.content(of: Array("assets/b.c/debts/leaves-0.cbor".utf8)) == nil)
            #expect(files.content(of: Array("assets/b.c/balancesleaves-0.cbor".utf8)) == nil)
        }
        var total: UInt64 = 0
        let small = TreeFiles(
            try TreeContext(
                issuerKey: key, epoch: 1, buildDigest: TreeContext.buildDigest(buildID: [1]), kind: .debts,
                asset: AssetLabel(id: Array("x".utf8), unit: Array("X".utf8), decimals: 0),
                shape: TreeShape(arity: 2, capacity: 10_000), columns: [.debt]))
        small.forEach { _ in total += 1 }
        #expect(total == small.count)
    }

    @Test func thereIsNoTimeAfterTheLast() { #expect(Timestamp(seconds: Timestamp.last + 1) == nil) }

    @Test(
        arguments: [
            (0, 0, "0"), (0, 8, "0.00000000"), (125_000_000, 8, "1.25000000"), (7, 0, "7"), (7, 1, "0.7"),
            (70, 1, "7.0"),
            (UInt64.max, 0, "18446744073709551615"), (UInt64.max, 19, "1.8446744073709551615"),
            (1, 19, "0.0000000000000000001"),
        ] as [(UInt64, UInt64, String)])
    func amountsAreExact(_ units: UInt64, _ decimals: UInt64, _ text: String) throws {
        let asset = try AssetLabel(id: Array("btc".utf8), unit: Array("BTC".utf8), decimals: decimals)
        #expect(String(decoding: Amount(units: units, asset: asset).decimal, as: UTF8.self) == text)
        #expect("\(Amount(units: units, asset: asset))" == text + " BTC")
    }
}
