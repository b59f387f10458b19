internal import Solvency

/// Reads an amount in plain decimal notation exactly; no floating point is involved.
enum LedgerDecimal {
    /// An amount in 10^-decimals units.
    struct Parsed: Equatable {
        let units: UInt64
        /// Whether it was rounded up, so that the ledger's text says something else.
        let wasRounded: Bool
    }

    /// Reads `digits` or `digits.digits`; no sign, no exponent, no leading zero, no white space.
    ///
    /// More decimals than the registry's are refused, zeros too, unless the asset rounds up.
    static func parse(_ text: ArraySlice<UInt8>, decimals: Int, roundsUp: Bool) throws(LedgerFault) -> Parsed {
        // A receipt shows what was rounded, and has no room for more.
        guard text.count <= Amount.mostLedgerBytes else { throw .notADecimal }
        let isNegative = text.first == UInt8(ascii: "-")
        let number = isNegative ? text.dropFirst() : text
        let point = number.firstIndex(of: UInt8(ascii: "."))
        let whole = number[..<(point ?? number.endIndex)]
        let fraction = point.map { number[($0 + 1)...] }
        guard isDigits(whole), fraction.map(isDigits) ?? true else { throw .notADecimal }
        guard whole.count == 1 || whole.first != UInt8(ascii: "0") else { throw .notADecimal }
        let places = fraction ?? []
        guard !isNegative else {
            // There is one zero, and it has no sign.
            guard (whole + places).contains(where: { $0 != UInt8(ascii: "0") }) else { throw .notADecimal }
            throw .negativeAmount
        }
        guard places.count <= decimals || roundsUp else { throw .tooManyDecimals(allowed: decimals) }
        let cut = places.dropFirst(decimals).contains { $0 != UInt8(ascii: "0") }
        var units: UInt64 = 0
        for digit in whole { units = try appending(digit, to: units) }
        for digit in places.prefix(decimals) { units = try appending(digit, to: units) }
        for _ in 0..<max(0, decimals - places.count) { units = try appending(UInt8(ascii: "0"), to: units) }
        if cut {
            let (next, overflow) = units.addingReportingOverflow(1)
            guard !overflow else { throw .amountTooLarge }
            units = next
        }
        return Parsed(units: units, wasRounded: cut)
    }

    private static func isDigits(_ text: ArraySlice<UInt8>) -> Bool {
        !text.isEmpty && text.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }

    private static func appending(_ digit: UInt8, to units: UInt64) throws(LedgerFault) -> UInt64 {
        let (tens, first) = units.multipliedReportingOverflow(by: 10)
        let (sum, second) = tens.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
        guard !first, !second else { throw .amountTooLarge }
        return sum
    }
}
