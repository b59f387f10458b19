extension Int256 {
    /// Adds with a carry of 0 or 1.
    ///
    /// The carry comes from bits: a flag of the machine is a `Bool`, and the compiler may branch on it.
    @inlinable @inline(__always)
    static func add(_ left: UInt64, _ right: UInt64, _ carry: inout UInt64) -> UInt64 {
        let sum = left &+ right &+ carry
        carry = ((left & right) | ((left | right) & ~sum)) &>> 63
        return sum
    }

    @inlinable @inline(__always)
    static func subtract(_ left: UInt64, _ right: UInt64, _ borrow: inout UInt64) -> UInt64 {
        let difference = left &- right &- borrow
        borrow = ((~left & right) | ((~left | right) & difference)) &>> 63
        return difference
    }

    /// Adds modulo 2^256.
    ///
    /// - Parameters:
    ///   - left: A summand.
    ///   - right: The other.
    /// - Returns: The sum; exact where it fits.
    @inlinable @inline(__always)
    public static func &+ (left: Int256, right: Int256) -> Int256 {
        var c: UInt64 = 0
        let w0 = add(left.w0, right.w0, &c)
        let w1 = add(left.w1, right.w1, &c)
        let w2 = add(left.w2, right.w2, &c)
        return Int256(words: w0, w1, w2, add(left.w3, right.w3, &c))
    }

    /// Subtracts modulo 2^256.
    ///
    /// - Parameters:
    ///   - left: The minuend.
    ///   - right: The subtrahend.
    /// - Returns: The difference; exact where it fits.
    @inlinable @inline(__always)
    public static func &- (left: Int256, right: Int256) -> Int256 {
        var b: UInt64 = 0
        let w0 = subtract(left.w0, right.w0, &b)
        let w1 = subtract(left.w1, right.w1, &b)
        let w2 = subtract(left.w2, right.w2, &b)
        return Int256(words: w0, w1, w2, subtract(left.w3, right.w3, &b))
    }

    /// Multiplies modulo 2^256.
    ///
    /// - Parameters:
    ///   - left: A factor.
    ///   - right: The other.
    /// - Returns: The product; exact where it fits.
    @inlinable
    public static func &* (left: Int256, right: Int256) -> Int256 {
        let a = (left.w0, left.w1, left.w2, left.w3)
        let b = (right.w0, right.w1, right.w2, right.w3)
        var column = (UInt128(0), UInt128(0), UInt128(0), UInt128(0))
        // Columns are summed with their carries as they come; what leaves the fourth word is beyond 2^256.
        column.0 = product(a.0, b.0)
        column.1 = column.0 &>> 64
        var high: UInt128 = 0
        accumulate(product(a.0, b.1), &column.1, &high)
        accumulate(product(a.1, b.0), &column.1, &high)
        column.2 = (column.1 &>> 64) | (high &<< 64)
        high = 0
        accumulate(product(a.0, b.2), &column.2, &high)
        accumulate(product(a.1, b.1), &column.2, &high)
        accumulate(product(a.2, b.0), &column.2, &high)
        column.3 = (column.2 &>> 64) | (high &<< 64)
        let top =
            UInt64(truncatingIfNeeded: column.3) &+ (a.0 &* b.3) &+ (a.1 &* b.2) &+ (a.2 &* b.1) &+ (a.3 &* b.0)
        return Int256(
            words: UInt64(truncatingIfNeeded: column.0), UInt64(truncatingIfNeeded: column.1),
            UInt64(truncatingIfNeeded: column.2), top)
    }

    @inlinable @inline(__always)
    static func product(_ left: UInt64, _ right: UInt64) -> UInt128 {
        let (high, low) = left.multipliedFullWidth(by: right)
        return UInt128(high) &<< 64 | UInt128(low)
    }

    @inlinable @inline(__always)
    static func accumulate(_ summand: UInt128, _ sum: inout UInt128, _ high: inout UInt128) {
        let next = sum &+ summand
        high &+= ((sum & summand) | ((sum | summand) & ~next)) &>> 127
        sum = next
    }

    /// Adds, where the sum fits.
    ///
    /// - Parameter other: The summand; public.
    /// - Returns: The exact sum, or `nil`.
    public func addingExactly(_ other: Int256) -> Int256? {
        let sum = self &+ other
        guard isNegative != other.isNegative || sum.isNegative == isNegative else { return nil }
        return sum
    }

    /// Subtracts, where the difference fits.
    ///
    /// - Parameter other: The subtrahend; public.
    /// - Returns: The exact difference, or `nil`.
    public func subtractingExactly(_ other: Int256) -> Int256? {
        let difference = self &- other
        guard isNegative == other.isNegative || difference.isNegative == isNegative else { return nil }
        return difference
    }

    /// Multiplies, where the product has at most 254 bits.
    ///
    /// - Parameter other: The factor; public.
    /// - Returns: The exact product, or `nil`.
    public func multipliedExactly(by other: Int256) -> Int256? {
        // Factors of a and b bits have a product of at most a + b bits, and of at least a + b - 1.
        let bits = bitWidth + other.bitWidth
        guard bits <= 254 else {
            guard bits == 255 else { return nil }
            let product = self &* other
            return product.bitWidth <= 254 ? product : nil
        }
        return self &* other
    }
}
