/// A signed integer of 256 bits in two's complement.
///
/// Coefficients and bounds of a statement are such integers, and so are a prover's values. Operators with `&` wrap around
/// and take the same time for all values; functions whose name has `exactly` notice overflow, branch, and are for public
/// numbers.
public struct Int256: Sendable, BitwiseCopyable {
    /// The four words, lowest first; the sign is the top bit of `w3`.
    @usableFromInline var w0: UInt64
    @usableFromInline var w1: UInt64
    @usableFromInline var w2: UInt64
    @usableFromInline var w3: UInt64

    /// Takes four words, lowest first.
    @inlinable @inline(__always)
    init(words w0: UInt64, _ w1: UInt64, _ w2: UInt64, _ w3: UInt64) {
        (self.w0, self.w1, self.w2, self.w3) = (w0, w1, w2, w3)
    }

    /// Takes a signed machine integer.
    ///
    /// - Parameter value: The integer.
    @inlinable
    public init(_ value: Int64) {
        let sign = UInt64(bitPattern: value &>> 63)
        self.init(words: UInt64(bitPattern: value), sign, sign, sign)
    }

    /// Takes an unsigned machine integer.
    ///
    /// - Parameter value: The integer.
    @inlinable
    public init(unsigned value: UInt64) { self.init(words: value, 0, 0, 0) }

    /// Zero.
    @inlinable public static var zero: Int256 { Int256(words: 0, 0, 0, 0) }

    /// One.
    @inlinable public static var one: Int256 { Int256(words: 1, 0, 0, 0) }

    /// l, the order of the group.
    public static var groupOrder: Int256 {
        Int256(words: 0x5812_631A_5CF5_D3ED, 0x14DE_F9DE_A2F7_9CD6, 0, 0x1000_0000_0000_0000)
    }

    /// A power of two.
    ///
    /// - Parameter exponent: 0 to 254; public.
    /// - Returns: 2^exponent.
    public static func powerOfTwo(_ exponent: Int) -> Int256 {
        precondition(exponent >= 0 && exponent < 255, "an exponent below 255")
        let word = UInt64(1) &<< UInt64(exponent & 63)
        switch exponent >> 6 {
        case 0: return Int256(words: word, 0, 0, 0)
        case 1: return Int256(words: 0, word, 0, 0)
        case 2: return Int256(words: 0, 0, word, 0)
        default: return Int256(words: 0, 0, 0, word)
        }
    }

    /// All ones below zero, else 0; in constant time.
    ///
    /// Never inlined: who sees that a mask is one of two values may branch on it.
    public var signMask: UInt64 {
        @inline(never) get { 0 &- (w3 &>> 63) }
    }

    /// Whether it is below 0.
    @inlinable public var isNegative: Bool { w3 &>> 63 == 1 }

    /// Whether it is 0.
    @inlinable public var isZero: Bool { w0 | w1 | w2 | w3 == 0 }

    /// How many bits the absolute value has; for public numbers.
    public var bitWidth: Int {
        let magnitude = isNegative ? Int256.zero &- self : self
        if magnitude.w3 != 0 { return 256 - magnitude.w3.leadingZeroBitCount }
        if magnitude.w2 != 0 { return 192 - magnitude.w2.leadingZeroBitCount }
        if magnitude.w1 != 0 { return 128 - magnitude.w1.leadingZeroBitCount }
        return 64 - magnitude.w0.leadingZeroBitCount
    }

    /// The value as a machine integer, where it is one; for public numbers.
    public var int64: Int64? {
        let small = Int256(Int64(bitPattern: w0))
        return small == self ? Int64(bitPattern: w0) : nil
    }
}

extension Int256: Equatable, Hashable {
    /// Whether two integers are equal.
    ///
    /// - Parameters:
    ///   - left: An integer.
    ///   - right: Another.
    /// - Returns: `true` when they are; the time does not depend on them.
    @inlinable
    public static func == (left: Int256, right: Int256) -> Bool {
        (left.w0 ^ right.w0) | (left.w1 ^ right.w1) | (left.w2 ^ right.w2) | (left.w3 ^ right.w3) == 0
    }

    /// Feeds the words into a hasher.
    ///
    /// - Parameter hasher: The hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(w0)
        hasher.combine(w1)
        hasher.combine(w2)
        hasher.combine(w3)
    }
}

extension Int256: Comparable {
    /// Whether an integer is below another.
    ///
    /// - Parameters:
    ///   - left: An integer.
    ///   - right: Another.
    /// - Returns: `true` when left < right.
    public static func < (left: Int256, right: Int256) -> Bool { lessMask(left, right) != 0 }

    /// All ones where an integer is below another, else 0; in constant time.
    ///
    /// Never inlined, for the reason that ``signMask`` gives.
    ///
    /// - Parameters:
    ///   - left: An integer.
    ///   - right: Another.
    /// - Returns: The mask.
    @inline(never)
    public static func lessMask(_ left: Int256, _ right: Int256) -> UInt64 {
        // With the sign bits flipped, signed order is unsigned order.
        var borrow: UInt64 = 0
        _ = subtract(left.w0, right.w0, &borrow)
        _ = subtract(left.w1, right.w1, &borrow)
        _ = subtract(left.w2, right.w2, &borrow)
        _ = subtract(left.w3 ^ (1 << 63), right.w3 ^ (1 << 63), &borrow)
        return 0 &- borrow
    }

    /// One of two integers, chosen by a mask in constant time.
    ///
    /// - Parameters:
    ///   - mask: All ones or 0.
    ///   - one: What results for ones.
    ///   - zero: What results for 0.
    /// - Returns: The choice.
    @inlinable @inline(__always)
    public static func select(mask: UInt64, _ one: Int256, _ zero: Int256) -> Int256 {
        Int256(
            words: zero.w0 ^ ((zero.w0 ^ one.w0) & mask), zero.w1 ^ ((zero.w1 ^ one.w1) & mask),
            zero.w2 ^ ((zero.w2 ^ one.w2) & mask), zero.w3 ^ ((zero.w3 ^ one.w3) & mask))
    }
}
