/// A sum of products that stays in machine words as long as it can.
public struct IntegerSum: Sendable {
    private var small: Int128 = 0
    private var large: BigInteger

    /// Starts with an integer.
    ///
    /// - Parameter start: The integer.
    public init(_ start: BigInteger = .zero) { large = start }

    /// Adds a product.
    ///
    /// - Parameters:
    ///   - left: A factor.
    ///   - right: The other.
    public mutating func add(_ left: BigInteger, times right: BigInteger) {
        guard let a = left.int64, let b = right.int64 else {
            large += left * right
            return
        }
        let product = Int128(a) * Int128(b)
        let (sum, overflow) = small.addingReportingOverflow(product)
        if overflow {
            large += BigInteger(small)
            small = product
        } else {
            small = sum
        }
    }

    /// The sum so far.
    public var value: BigInteger { large + BigInteger(small) }
}

extension BigInteger {
    /// Takes a machine integer of 128 bits.
    ///
    /// - Parameter value: The integer.
    public init(_ value: Int128) {
        if let small = Int64(exactly: value) {
            self.init(small)
        } else {
            let high = BigInteger(Int64(truncatingIfNeeded: value >> 64)) * BigInteger.powerOfTwo(64)
            self = high + BigInteger(UInt64(truncatingIfNeeded: value))
        }
    }
}
