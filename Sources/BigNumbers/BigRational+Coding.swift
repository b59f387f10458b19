extension BigRational {
    /// Reads a decimal number: an optional minus sign, digits, and a point with further digits where there are any.
    ///
    /// No exponent, no leading zeros, no `-0`, no point without digits on both sides; the value is exact.
    ///
    /// - Parameter text: The number and nothing else, in ASCII.
    /// - Throws: ``BigNumberFailure/malformed(offset:)``, ``BigNumberFailure/tooManyDigits(limit:)``.
    public init(decimal text: String) throws(BigNumberFailure) {
        let scanned = try DecimalScan(text, allowsFraction: true)
        self.init(
            reducing: BigInteger(digits: scanned.digits, isNegative: scanned.isNegative),
            over: BigInteger.powerOfTen(scanned.fractionDigits))
    }

    /// The number in decimal, where it has finitely many digits.
    public var decimal: String? {
        var rest = denominator
        var exponents = (twos: 0, fives: 0)
        while true {
            let (quotient, remainder) = rest.flooredDivision(by: 2)
            guard remainder.isZero else { break }
            (rest, exponents.twos) = (quotient, exponents.twos + 1)
        }
        while true {
            let (quotient, remainder) = rest.flooredDivision(by: 5)
            guard remainder.isZero else { break }
            (rest, exponents.fives) = (quotient, exponents.fives + 1)
        }
        guard rest == .one else { return nil }
        let places = max(exponents.twos, exponents.fives)
        let scaled = (magnitude * BigRational(BigInteger.powerOfTen(places))).numerator
        let digits = String(describing: scaled)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let whole = padded.dropLast(places)
        return (isNegative ? "-" : "") + whole + (places == 0 ? "" : "." + padded.suffix(places))
    }
}

extension BigRational: CustomStringConvertible, ExpressibleByIntegerLiteral {
    /// The number in decimal, or as a fraction where it has no end.
    public var description: String { decimal ?? "\(numerator)/\(denominator)" }

    /// Takes an integer literal.
    ///
    /// - Parameter value: The literal.
    public init(integerLiteral value: Int64) { self.init(BigInteger(value)) }
}
