internal import CGMP

/// An integer of any size: exact, a value, public numbers only.
///
/// Up to 64 bits it is a machine word and costs as much; above, a GMP integer that copies share. Times depend on the
/// values, so secrets never become one of these.
public struct BigInteger: Sendable {
    /// The value when `large` is nil, otherwise 0.
    let small: Int64

    /// The value when it is outside of `Int64`, and only then: one number, one form.
    let large: LargeInteger?

    /// Takes a machine integer.
    ///
    /// - Parameter value: The integer.
    public init(_ value: Int64) { (small, large) = (value, nil) }

    /// Takes a machine integer.
    ///
    /// - Parameter value: The integer.
    public init(_ value: Int) { self.init(Int64(value)) }

    /// Takes a machine integer.
    ///
    /// - Parameter value: The integer.
    public init(_ value: UInt64) {
        guard let small = Int64(exactly: value) else {
            let large = LargeInteger()
            __gmpz_set_ui(&large.value, UInt(value))
            self.init(normalizing: large)
            return
        }
        self.init(small)
    }

    /// Takes what was computed into a fresh GMP integer.
    init(normalizing result: LargeInteger) {
        if __gmpz_fits_slong_p(&result.value) != 0 {
            self.init(Int64(__gmpz_get_si(&result.value)))
        } else {
            self.init(large: result)
        }
    }

    private init(large: LargeInteger) { (small, self.large) = (0, large) }

    /// Zero.
    public static let zero = BigInteger(0 as Int64)

    /// One.
    public static let one = BigInteger(1 as Int64)

    /// A power of two.
    ///
    /// - Parameter exponent: 0 to 2^20.
    /// - Returns: 2^exponent.
    public static func powerOfTwo(_ exponent: Int) -> BigInteger {
        precondition((0...1 << 20).contains(exponent), "an exponent of a power of two")
        let result = LargeInteger()
        __gmpz_setbit(&result.value, UInt(exponent))
        return BigInteger(normalizing: result)
    }

    /// A power of ten.
    ///
    /// - Parameter exponent: 0 to 2^16.
    /// - Returns: 10^exponent.
    public static func powerOfTen(_ exponent: Int) -> BigInteger {
        precondition((0...1 << 16).contains(exponent), "an exponent of a power of ten")
        let result = LargeInteger()
        __gmpz_ui_pow_ui(&result.value, 10, UInt(exponent))
        return BigInteger(normalizing: result)
    }

    /// The value as a machine integer, where it is one.
    public var int64: Int64? { large == nil ? small : nil }

    /// The value as a machine integer, where it is one.
    public var int: Int? { int64.flatMap { Int(exactly: $0) } }

    /// -1, 0 or 1.
    public var signum: Int { large?.signum ?? Int(small.signum()) }

    /// Whether it is 0.
    public var isZero: Bool { large == nil && small == 0 }

    /// Whether it is below 0.
    public var isNegative: Bool { signum < 0 }

    /// How many bits the absolute value has: 0 for 0, 3 for 4 to 7.
    public var bitWidth: Int {
        guard let large else { return 64 - small.magnitude.leadingZeroBitCount }
        return withExtendedLifetime(large) { __gmpz_sizeinbase(&large.value, 2) }
    }

    /// Lends the value as a GMP integer.
    func withGMP<Result>(_ body: (UnsafePointer<__mpz_struct>) -> Result) -> Result {
        let operand = large ?? LargeInteger(small)
        return withExtendedLifetime(operand) { body(&operand.value) }
    }

    /// The result of a function of GMP with two operands.
    static func combine(
        _ left: BigInteger, _ right: BigInteger,
        _ function: (UnsafeMutablePointer<__mpz_struct>, UnsafePointer<__mpz_struct>, UnsafePointer<__mpz_struct>) ->
            Void
    ) -> BigInteger {
        let result = LargeInteger()
        left.withGMP { left in right.withGMP { right in function(&result.value, left, right) } }
        return BigInteger(normalizing: result)
    }
}
