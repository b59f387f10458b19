internal import CGMP

extension BigInteger {
    /// Adds two integers.
    ///
    /// - Parameters:
    ///   - left: A summand.
    ///   - right: The other.
    /// - Returns: left + right.
    public static func + (left: BigInteger, right: BigInteger) -> BigInteger {
        if left.large == nil, right.large == nil {
            let (sum, overflow) = left.small.addingReportingOverflow(right.small)
            if !overflow { return BigInteger(sum) }
        }
        return combine(left, right) { __gmpz_add($0, $1, $2) }
    }

    /// Subtracts two integers.
    ///
    /// - Parameters:
    ///   - left: The minuend.
    ///   - right: The subtrahend.
    /// - Returns: left - right.
    public static func - (left: BigInteger, right: BigInteger) -> BigInteger {
        if left.large == nil, right.large == nil {
            let (difference, overflow) = left.small.subtractingReportingOverflow(right.small)
            if !overflow { return BigInteger(difference) }
        }
        return combine(left, right) { __gmpz_sub($0, $1, $2) }
    }

    /// Multiplies two integers.
    ///
    /// - Parameters:
    ///   - left: A factor.
    ///   - right: The other.
    /// - Returns: left * right.
    public static func * (left: BigInteger, right: BigInteger) -> BigInteger {
        if left.large == nil, right.large == nil {
            let (product, overflow) = left.small.multipliedReportingOverflow(by: right.small)
            if !overflow { return BigInteger(product) }
        }
        return combine(left, right) { __gmpz_mul($0, $1, $2) }
    }

    /// Negates an integer.
    ///
    /// - Parameter value: The integer.
    /// - Returns: -value.
    public static prefix func - (value: BigInteger) -> BigInteger { zero - value }

    /// Adds to this integer.
    ///
    /// - Parameters:
    ///   - left: What is added to.
    ///   - right: The summand.
    public static func += (left: inout BigInteger, right: BigInteger) { left = left + right }

    /// Subtracts from this integer.
    ///
    /// - Parameters:
    ///   - left: What is subtracted from.
    ///   - right: The subtrahend.
    public static func -= (left: inout BigInteger, right: BigInteger) { left = left - right }

    /// Multiplies this integer.
    ///
    /// - Parameters:
    ///   - left: What is multiplied.
    ///   - right: The factor.
    public static func *= (left: inout BigInteger, right: BigInteger) { left = left * right }

    /// The absolute value.
    public var magnitude: BigInteger { isNegative ? -self : self }

    /// Divides and rounds down.
    ///
    /// - Parameter divisor: Not 0.
    /// - Returns: The largest integer that is not above self / divisor, and what remains, which has the divisor's sign.
    /// - Throws: ``BigNumberFailure/divisionByZero``.
    public func dividedDown(
        by divisor: BigInteger
    ) throws(BigNumberFailure) -> (quotient: BigInteger, remainder: BigInteger) {
        guard !divisor.isZero else { throw .divisionByZero }
        return flooredDivision(by: divisor)
    }

    /// Divides by an integer that is known not to be 0, and rounds down.
    func flooredDivision(by divisor: BigInteger) -> (quotient: BigInteger, remainder: BigInteger) {
        precondition(!divisor.isZero, "a divisor that its owner has checked")
        if large == nil, divisor.large == nil, divisor.small != -1 {
            let (quotient, remainder) = small.quotientAndRemainder(dividingBy: divisor.small)
            guard remainder != 0, (remainder < 0) != (divisor.small < 0) else {
                return (BigInteger(quotient), BigInteger(remainder))
            }
            return (BigInteger(quotient - 1), BigInteger(remainder + divisor.small))
        }
        let (quotient, remainder) = (LargeInteger(), LargeInteger())
        withGMP { left in
            divisor.withGMP { right in __gmpz_fdiv_qr(&quotient.value, &remainder.value, left, right) }
        }
        return (BigInteger(normalizing: quotient), BigInteger(normalizing: remainder))
    }

    /// Divides by an integer of which this one is a multiple.
    ///
    /// - Parameter divisor: Not 0, and it divides this integer.
    /// - Returns: self / divisor.
    /// - Throws: ``BigNumberFailure/divisionByZero``, ``BigNumberFailure/inexactDivision``.
    public func dividedExactly(by divisor: BigInteger) throws(BigNumberFailure) -> BigInteger {
        let (quotient, remainder) = try dividedDown(by: divisor)
        guard remainder.isZero else { throw .inexactDivision }
        return quotient
    }

    /// The greatest common divisor.
    ///
    /// - Parameter other: The other integer.
    /// - Returns: The largest integer that divides both; the other's absolute value where one is 0.
    public func greatestCommonDivisor(with other: BigInteger) -> BigInteger {
        if large == nil, other.large == nil {
            var (a, b) = (small.magnitude, other.small.magnitude)
            while b != 0 { (a, b) = (b, a % b) }
            return BigInteger(a)
        }
        return Self.combine(self, other) { __gmpz_gcd($0, $1, $2) }
    }

    /// The least common multiple.
    ///
    /// - Parameter other: The other integer.
    /// - Returns: The smallest positive integer that both divide; 0 where one is 0.
    public func leastCommonMultiple(with other: BigInteger) -> BigInteger {
        guard !isZero, !other.isZero else { return .zero }
        return (flooredDivision(by: greatestCommonDivisor(with: other)).quotient * other).magnitude
    }

    /// This integer to a power.
    ///
    /// - Parameter exponent: 0 to 4096.
    /// - Returns: self^exponent.
    public func raised(to exponent: Int) -> BigInteger {
        precondition((0...4096).contains(exponent), "an exponent")
        let result = LargeInteger()
        withGMP { __gmpz_pow_ui(&result.value, $0, UInt(exponent)) }
        return BigInteger(normalizing: result)
    }

    /// The integer square root.
    ///
    /// - Returns: The largest integer whose square is not above this one; `nil` below 0.
    public func squareRoot() -> BigInteger? {
        guard !isNegative else { return nil }
        let result = LargeInteger()
        withGMP { __gmpz_sqrt(&result.value, $0) }
        return BigInteger(normalizing: result)
    }
}

extension BigInteger: Comparable, Hashable {
    /// Whether two integers are equal.
    ///
    /// - Parameters:
    ///   - left: An integer.
    ///   - right: Another.
    /// - Returns: `true` when they are.
    public static func == (left: BigInteger, right: BigInteger) -> Bool {
        guard left.large != nil || right.large != nil else { return left.small == right.small }
        return left.compare(to: right) == 0
    }

    /// Whether an integer is below another.
    ///
    /// - Parameters:
    ///   - left: An integer.
    ///   - right: Another.
    /// - Returns: `true` when left < right.
    public static func < (left: BigInteger, right: BigInteger) -> Bool {
        guard left.large != nil || right.large != nil else { return left.small < right.small }
        return left.compare(to: right) < 0
    }

    private func compare(to other: BigInteger) -> Int32 {
        withGMP { left in other.withGMP { right in __gmpz_cmp(left, right) } }
    }

    /// Feeds the value into a hasher.
    ///
    /// - Parameter hasher: The hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(small)
        hasher.combine(signum)
        if large != nil { hasher.combine(magnitudeBytes()) }
    }
}
