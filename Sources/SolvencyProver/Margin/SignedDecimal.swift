/// Reads a quantity in plain decimal notation exactly; a position may have a minus sign.
enum SignedDecimal {
    /// Reads `digits` or `digits.digits`, perhaps after a minus sign; zero has none.
    ///
    /// - Parameters:
    ///   - text: The text in ASCII.
    ///   - decimals: How many decimals the integer counts.
    /// - Returns: The quantity in 10^-decimals parts.
    /// - Throws: ``TableFault/notADecimal``, ``TableFault/tooManyDecimals(allowed:)``, ``TableFault/tooLarge``.
    static func parse(_ text: [UInt8], decimals: Int) throws(TableFault) -> Int64 {
        let isNegative = text.first == UInt8(ascii: "-")
        let digits = isNegative ? text.dropFirst() : text[...]
        guard digits.first != UInt8(ascii: "-") else { throw .notADecimal }
        let units: UInt64
        do throws(LedgerFault) {
            units = try LedgerDecimal.parse(digits, decimals: decimals, roundsUp: false).units
        } catch {
            switch error {
            case .tooManyDecimals(let allowed): throw .tooManyDecimals(allowed: allowed)
            case .amountTooLarge: throw .tooLarge
            default: throw .notADecimal
            }
        }
        guard units < 1 << 62 else { throw .tooLarge }
        guard units > 0 || !isNegative else { throw .notADecimal }
        return isNegative ? -Int64(units) : Int64(units)
    }
}
