/// A decimal number taken apart: one accepted form for every number of digits after the point.
struct DecimalScan {
    let isNegative: Bool
    /// The digits before and after the point, at least one.
    let digits: ArraySlice<UInt8>
    /// How many of them stand after the point.
    let fractionDigits: Int

    init(_ text: String, allowsFraction: Bool) throws(BigNumberFailure) {
        try self.init([UInt8](text.utf8), allowsFraction: allowsFraction)
    }

    init(_ bytes: [UInt8], allowsFraction: Bool) throws(BigNumberFailure) {
        guard bytes.count <= BigInteger.maximumDigits + 2 else { throw .tooManyDigits(limit: BigInteger.maximumDigits) }
        var digits: [UInt8] = []
        var point: Int?
        var offset = 0
        isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { offset = 1 }
        let first = offset
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "."), allowsFraction, point == nil, offset > first {
                point = digits.count
            } else {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { throw .malformed(offset: offset) }
                digits.append(byte)
            }
            offset += 1
        }
        let whole = point ?? digits.count
        guard whole > 0, point != digits.count else { throw .malformed(offset: bytes.count) }
        guard whole == 1 || digits[0] != UInt8(ascii: "0") else { throw .malformed(offset: first) }
        guard !isNegative || digits.contains(where: { $0 != UInt8(ascii: "0") }) else { throw .malformed(offset: 0) }
        guard digits.count <= BigInteger.maximumDigits else { throw .tooManyDigits(limit: BigInteger.maximumDigits) }
        fractionDigits = digits.count - whole
        self.digits = digits[...]
    }
}
