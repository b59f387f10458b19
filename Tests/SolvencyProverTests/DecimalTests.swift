import Testing

@testable import SolvencyProver

@Suite struct DecimalTests {
    private func parse(_ text: String, decimals: Int = 2, up: Bool = false) -> Result<LedgerDecimal.Parsed, LedgerFault>
    {
        Result { () throws(LedgerFault) in
            try LedgerDecimal.parse(Array(text.utf8)[...], decimals: decimals, roundsUp: up)
        }
    }

    @Test(
        arguments: [
            ("0", 2, 0), ("0.1", 2, 10), ("1", 0, 1), ("12.34", 2, 1234), ("0.00", 2, 0),
            ("18446744073709551615", 0, UInt64.max), ("184467440737095516.15", 2, UInt64.max),
        ] as [(String, Int, UInt64)])
    func amountsAreReadExactly(_ text: String, _ decimals: Int, _ units: UInt64) {
        #expect(parse(text, decimals: decimals) == .success(.init(units: units, wasRounded: false)))
    }

    @Test(arguments: [
        "", "1e3", "+1", "01", "00", "NaN", "inf", ".5", "5.", "1.2.3", " 1", "1 ", "1,0", "0x1", "-", "-0", "-0.0",
        "1_0",
        "--1", "\u{0661}",
    ])
    func whatIsNoPlainDecimalIsRefused(_ text: String) {
        #expect(parse(text) == .failure(.notADecimal))
    }

    @Test func amountsThatCannotBeCommittedAreRefused() {
        #expect(parse("-1") == .failure(.negativeAmount))
        #expect(parse("-0.01") == .failure(.negativeAmount))
        #expect(parse("18446744073709551616", decimals: 0) == .failure(.amountTooLarge))
        #expect(parse("184467440737095516.16") == .failure(.amountTooLarge))
        #expect(parse("340282366920938463463374607431768211456", decimals: 0) == .failure(.amountTooLarge))
        #expect(parse("18446744073709551615", decimals: 1) == .failure(.amountTooLarge))
    }

    @Test func moreDecimalsAreRefusedOrRoundedUp() {
        #expect(parse("0.001") == .failure(.tooManyDecimals(allowed: 2)))
        #expect(parse("0.100") == .failure(.tooManyDecimals(allowed: 2)))
        #expect(parse("0.100", up: true) == .success(.init(units: 10, wasRounded: false)))
        #expect(parse("0.101", up: true) == .success(.init(units: 11, wasRounded: true)))
        #expect(parse("0.00000001", up: true) == .success(.init(units: 1, wasRounded: true)))
        #expect(parse("184467440737095516.151", up: true) == .failure(.amountTooLarge))
        // A receipt has room for 128 bytes.
        #expect(
            parse("0." + String(repeating: "1", count: 126), up: true) == .success(.init(units: 12, wasRounded: true)))
        #expect(parse("0." + String(repeating: "1", count: 127), up: true) == .failure(.notADecimal))
    }
}
