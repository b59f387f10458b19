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
