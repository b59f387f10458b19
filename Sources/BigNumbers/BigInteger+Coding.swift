internal import CGMP

extension BigInteger {
    /// How many digits are read at most.
    public static let maximumDigits = 1024

    /// Reads a decimal integer: an optional minus sign and digits, no leading zeros, no `-0`.
    ///
    /// - Parameter text: The number and nothing else, in ASCII.
    /// - Throws: ``BigNumberFailure/malformed(offset:)``, ``BigNumberFailure/tooManyDigits(limit:)``.
    public init(decimal text: String) throws(BigNumberFailure) {
        let scanned = try DecimalScan(text, allowsFraction: false)
        self.init(digits: scanned.digits, isNegative: scanned.isNegative)
    }

    /// The integer of some ASCII digits, which were checked.
    init(digits: ArraySlice<UInt8>, isNegative: Bool) {
        if digits.count <= 18 {
            let value = digits.reduce(into: 0 as Int64) { $0 = 10 * $0 + Int64($1 - UInt8(ascii: "0")) }
            self.init(isNegative ? -value : value)
            return
        }
        let result = LargeInteger()
        let text = [UInt8](digits) + [0]
        _ = text.withUnsafeBytes { bytes in
            __gmpz_set_str(&result.value, bytes.assumingMemoryBound(to: CChar.self).baseAddress, 10)
        }
        let magnitude = BigInteger(normalizing: result)
        self = isNegative ? -magnitude : magnitude
    }

    /// Reads the absolute value from bytes.
    ///
    /// - Parameter bytes: Any number of bytes, little-endian.
    public init(littleEndianMagnitude bytes: [UInt8]) {
        let result = LargeInteger()
        bytes.withUnsafeBytes { __gmpz_import(&result.value, $0.count, -1, 1, 0, 0, $0.baseAddress) }
        self.init(normalizing: result)
    }

    /// The absolute value in as few bytes as hold it, little-endian; none for 0.
    ///
    /// - Returns: The bytes.
    public func magnitudeBytes() -> [UInt8] {
        let count = (bitWidth + 7) / 8
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
            withGMP { value in
                _ = __gmpz_export(buffer.baseAddress, nil, -1, 1, 0, 0, value)
            }
            used = count
        }
    }

    /// The absolute value in a fixed number of bytes, little-endian.
    ///
    /// - Parameter count: How many bytes.
    /// - Returns: The bytes.
    /// - Throws: ``BigNumberFailure/tooLarge(bits:limit:)``.
    public func magnitudeBytes(count: Int) throws(BigNumberFailure) -> [UInt8] {
        guard bitWidth <= 8 * count else { throw .tooLarge(bits: bitWidth, limit: 8 * count) }
        let bytes = magnitudeBytes()
        return bytes + [UInt8](repeating: 0, count: count - bytes.count)
    }
}

extension BigInteger: CustomStringConvertible, ExpressibleByIntegerLiteral {
    /// The integer in decimal.
    public var description: String {
        guard large != nil else { return String(small) }
        return withGMP { value in
            // Room for the sign and the final zero, as the manual of GMP asks.
            let count = __gmpz_sizeinbase(value, 10) + 2
            return withUnsafeTemporaryAllocation(of: CChar.self, capacity: count) { buffer in
                guard let start = buffer.baseAddress else { return "" }
                __gmpz_get_str(start, 10, value)
                return String(cString: start)
            }
        }
    }

    /// Takes an integer literal.
    ///
    /// - Parameter value: The literal.
    public init(integerLiteral value: Int64) { self.init(value) }
}
