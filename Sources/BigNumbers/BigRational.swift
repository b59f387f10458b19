/// An exact fraction: a value, public numbers only.
public struct BigRational: Sendable, Hashable {
    /// The numerator.
    public let numerator: BigInteger

    /// The denominator, above 0 and without a common divisor with the numerator: one number, one form.
    public let denominator: BigInteger

    /// Zero.
    public static let zero = BigRational(BigInteger.zero)

    /// One.
    public static let one = BigRational(BigInteger.one)

    /// Takes an integer.
    ///
    /// - Parameter integer: The integer.
    public init(_ integer: BigInteger) { (numerator, denominator) = (integer, .one) }

    /// Takes a machine integer.
    ///
    /// - Parameter integer: The integer.
    public init(_ integer: Int) { self.init(BigInteger(integer)) }

    /// Takes a quotient.
    ///
    /// - Parameters:
    ///   - numerator: The numerator.
    ///   - denominator: The denominator, not 0.
    /// - Throws: ``BigNumberFailure/divisionByZero``.
    public init(_ numerator: BigInteger, over denominator: BigInteger) throws(BigNumberFailure) {
        guard !denominator.isZero else { throw .divisionByZero }
        self.init(reducing: numerator, over: denominator)
    }

    /// Takes a quotient whose denominator is known not to be 0.
    init(reducing numerator: BigInteger, over denominator: BigInteger) {
        if denominator == .one {
            self.init(numerator)
            return
        }
        var divisor = numerator.greatestCommonDivisor(with: denominator)
        if denominator.isNegative { divisor = -divisor }
        guard divisor != .one else {
            self.init(reduced: numerator, over: denominator)
            return
        }
        self.init(
            reduced: numerator.flooredDivision(by: divisor).quotient,
            over: denominator.flooredDivision(by: divisor).quotient)
    }

    /// Takes a quotient in lowest terms whose denominator is above 0.
    init(reduced numerator: BigInteger, over denominator: BigInteger) {
        (self.numerator, self.denominator) = (numerator, denominator)
    }

    /// A power of ten of either sign.
    ///
    /// - Parameter exponent: -2^16 to 2^16.
    /// - Returns: 10^exponent.
    public static func powerOfTen(_ exponent: Int) -> BigRational {
        let power = BigInteger.powerOfTen(abs(exponent))
        return exponent < 0 ? BigRational(reduced: .one, over: power) : BigRational(power)
    }

    /// Whether it is 0.
    public var isZero: Bool { numerator.isZero }

    /// Whether it is below 0.
    public var isNegative: Bool { numerator.isNegative }

    /// -1, 0 or 1.
    public var signum: Int { numerator.signum }

    /// Whether it is an integer.
    public var isInteger: Bool { denominator == .one }

    /// The largest integer that is not above it.
    public var roundedDown: BigInteger { numerator.flooredDivision(by: denominator).quotient }

    /// The smallest integer that is not below it.
    public var roundedUp: BigInteger { -(-numerator).flooredDivision(by: denominator).quotient }

    /// The absolute value.
    public var magnitude: BigRational { isNegative ? -self : self }
}
