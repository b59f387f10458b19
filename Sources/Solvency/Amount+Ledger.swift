public import SumTree

extension Amount {
    /// Most bytes of an amount in a ledger.
    public static let mostLedgerBytes = 128

    /// Reads an amount of a ledger that may have more decimals than the asset, and rounds it up.
    ///
    /// A receipt shows such an amount beside the committed one. It is the issuer's text, so it must lead to what was
    /// committed: shown unchecked, it could be any number.
    ///
    /// - Parameters:
    ///   - text: Digits, perhaps with a point and digits; no sign, no leading zero, at most 128 bytes of ASCII.
    ///   - asset: What it is an amount of.
    /// - Returns: The amount and whether something was cut off; `nil` for another text and an amount beyond 64 bits.
    public static func roundingUp(_ text: [UInt8], of asset: AssetLabel) -> (amount: Amount, wasRounded: Bool)? {
        guard text.count <= mostLedgerBytes else { return nil }
        let point = text.firstIndex(of: UInt8(ascii: ".")) ?? text.endIndex
        let whole = text[..<point]
        let places = text[min(point + 1, text.endIndex)...]
        let isDecimal = whole.allSatisfy(isDigit) && places.allSatisfy(isDigit)
        guard isDecimal, !whole.isEmpty, point == text.endIndex || !places.isEmpty else { return nil }
        guard whole.count == 1 || whole.first != UInt8(ascii: "0") else { return nil }
        let decimals = Int(asset.decimals)
        var digits = whole + places.prefix(decimals)
        digits += [UInt8](repeating: UInt8(ascii: "0"), count: decimals - min(decimals, places.count))
        var units: UInt64 = 0
        for digit in digits {
            let (tens, first) = units.multipliedReportingOverflow(by: 10)
            let (sum, second) = tens.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
            guard !first, !second else { return nil }
            units = sum
        }
        let wasRounded = places.dropFirst(decimals).contains { $0 != UInt8(ascii: "0") }
        let (up, overflow) = units.addingReportingOverflow(wasRounded ? 1 : 0)
        return overflow ? nil : (Amount(units: up, asset: asset), wasRounded)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}
