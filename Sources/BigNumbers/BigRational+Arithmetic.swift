extension BigRational {
    /// Adds two fractions.
    ///
    /// - Parameters:
    ///   - left: A summand.
    ///   - right: The other.
    /// - Returns: left + right.
    public static func + (left: BigRational, right: BigRational) -> BigRational {
        if left.denominator == right.denominator {
            return BigRational(reducing: left.numerator + right.numerator, over: left.denominator)
        }
        return BigRational(
            reducing: left.numerator * right.denominator + right.numerator * left.denominator,
            over: left.denominator * right.denominator)
    }

    /// Subtracts two fractions.
    ///
    /// - Parameters:
    ///   - left: The minuend.
    ///   - right: The subtrahend.
    /// - Returns: left - right.
    public static func - (left: BigRational, right: BigRational) -> BigRational { left + -right }

    /// Multiplies two fractions.
    ///
    /// - Parameters:
    ///   - left: A factor.
    ///   - right: The other.
    /// - Returns: left * right.
    public static func * (left: BigRational, right: BigRational) -> BigRational {
        BigRational(reducing: left.numerator * right.numerator, over: left.denominator * right.denominator)
    }

    /// Negates a fraction.
    ///
    /// - Parameter value: The fraction.
    /// - Returns: -value.
    public static prefix func - (value: BigRational) -> BigRational {
        BigRational(reduced: -value.numerator, over: value.denominator)
    }

    /// Adds to this fraction.
    ///
    /// - Parameters:
    ///   - left: What is added to.
    ///   - right: The summand.
    public static func += (left: inout BigRational, right: BigRational) { left = left + right }

    /// Subtracts from this fraction.
    ///
    /// - Parameters:
    ///   - left: What is subtracted from.
    ///   - right: The subtrahend.
    public static func -= (left: inout BigRational, right: BigRational) { left = left - right }

    /// Multiplies this fraction.
    ///
    /// - Parameters:
    ///   - left: What is multiplied.
    ///   - right: The factor.
    public static func *= (left: inout BigRational, right: BigRational) { left = left * right }

    /// Divides by a fraction.
    ///
    /// - Parameter divisor: Not 0.
    /// - Returns: self / divisor.
    /// - Throws: ``BigNumberFailure/divisionByZero``.
    public func divided(by divisor: BigRational) throws(BigNumberFailure) -> BigRational {
        guard !divisor.isZero else { throw .divisionByZero }
        return BigRational(
            reducing: numerator * divisor.denominator, over: denominator * divisor.numerator)
    }

    /// The largest fraction of which this one and another are integer multiples.
    ///
    /// - Parameter other: The other fraction.
    /// - Returns: The greatest common divisor of both; the other's absolute value where one is 0.
    public func greatestCommonDivisor(with other: BigRational) -> BigRational {
        if denominator == other.denominator {
            return BigRational(reducing: numerator.greatestCommonDivisor(with: other.numerator), over: denominator)
        }
        // Reduced fractions: the divisor of the numerators over the least common multiple of the denominators.
        return BigRational(
            reducing: numerator.greatestCommonDivisor(with: other.numerator),
            over: denominator.leastCommonMultiple(with: other.denominator))
    }

    /// Rounds to a multiple of a unit.
    ///
    /// - Parameters:
    ///   - unit: Above 0.
    ///   - upwards: Whether to the multiple that is not below, otherwise to the one that is not above.
    /// - Returns: The multiple.
    /// - Throws: ``BigNumberFailure/divisionByZero`` for a unit of 0.
    public func rounded(toMultipleOf unit: BigRational, upwards: Bool) throws(BigNumberFailure) -> BigRational {
        let ratio = try divided(by: unit.magnitude)
        return BigRational(upwards ? ratio.roundedUp : ratio.roundedDown) * unit.magnitude
    }
}

extension BigRational: Comparable {
    /// Whether a fraction is below another.
    ///
    /// - Parameters:
    ///   - left: A fraction.
    ///   - right: Another.
    /// - Returns: `true` when left < right.
    public static func < (left: BigRational, right: BigRational) -> Bool {
        if left.denominator == right.denominator { return left.numerator < right.numerator }
        return left.numerator * right.denominator < right.numerator * left.denominator
    }
}
