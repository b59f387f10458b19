public import Ristretto

extension Int256 {
    /// The integer modulo l, in constant time.
    ///
    /// - Returns: The scalar; of an integer whose absolute value is below l, l minus it where it is negative.
    public func scalar() -> Scalar {
        let mask = signMask
        let magnitude = Int256.select(mask: mask, .zero &- self, self)
        let low = Scalar(UInt128(magnitude.w1) &<< 64 | UInt128(magnitude.w0))
        let high = Scalar(UInt128(magnitude.w3) &<< 64 | UInt128(magnitude.w2))
        let positive = low + high * Self.wordPair
        return Scalar.select(bit: mask & 1, one: -positive, zero: positive)
    }

    /// The integer modulo l, faster for small ones.
    ///
    /// - Returns: The scalar.
    /// - Warning: Leaks through timing whether the integer has more than 64 bits; for public numbers.
    public func scalarVartime() -> Scalar {
        if let small = int64 { return Scalar(signed: small) }
        return scalar()
    }

    /// 2^128 mod l.
    private static var wordPair: Scalar { Scalar(UInt128(1) &<< 64) * Scalar(UInt128(1) &<< 64) }

    /// Takes an absolute value and a sign.
    ///
    /// - Parameters:
    ///   - bytes: The absolute value, at most 32 bytes, little-endian; `nil` results from more than 254 bits.
    ///   - isNegative: Whether the integer is below 0.
    public init?(littleEndianMagnitude bytes: [UInt8], isNegative: Bool) {
        guard bytes.count <= 32 else { return nil }
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for (position, byte) in bytes.enumerated() {
            let part = UInt64(byte) &<< UInt64(8 * (position & 7))
            switch position >> 3 {
            case 0: words.0 |= part
            case 1: words.1 |= part
            case 2: words.2 |= part
            default: words.3 |= part
            }
        }
        guard words.3 >> 62 == 0 else { return nil }
        let magnitude = Int256(words: words.0, words.1, words.2, words.3)
        self = isNegative ? .zero &- magnitude : magnitude
    }

    /// The absolute value in 32 bytes, little-endian; for public numbers.
    public var magnitudeBytes: [UInt8] {
        let magnitude = isNegative ? Int256.zero &- self : self
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        for word in [magnitude.w0, magnitude.w1, magnitude.w2, magnitude.w3] {
            for position in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word &>> UInt64(8 * position))) }
        }
        return bytes
    }
}
