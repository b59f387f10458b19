import BigNumbers
import Testing

@Suite struct BigRationalTests {
    static func number(_ text: String) throws -> BigRational { try BigRational(decimal: text) }

    @Test(arguments: [
        "0", "1", "-1", "0.5", "-0.5", "12.34", "95663.51", "0.000000000000000001", "1234567890123456789.5",
    ])
    func decimalComesBack(_ text: String) throws {
        #expect(try Self.number(text).decimal == text)
    }

    @Test(arguments: [".5", "5.", "-.5", "1..2", "1.2.3", "-0", "-0.0", "00.5", "01.5", "1,5", "1e-3", "NaN", ""])
    func otherFormsAreRefused(_ text: String) {
        #expect(throws: BigNumberFailure.self) { try BigRational(decimal: text) }
    }

    @Test func trailingZerosAreTheSameNumber() throws {
        #expect(try Self.number("1.50") == Self.number("1.5"))
        #expect(try Self.number("0.0").isZero)
    }

    @Test func aThirdIsExact() throws {
        let third = try BigRational(1, over: 3)
        #expect(third + third + third == 1)
        #expect(third.decimal == nil)
        #expect(String(describing: third) == "1/3")
        #expect(try BigRational(-2, over: -6) == third)
        #expect(try BigRational(2, over: -6) == -third)
        #expect(throws: BigNumberFailure.divisionByZero) { try BigRational(1, over: 0) }
        #expect(throws: BigNumberFailure.divisionByZero) { try third.divided(by: 0) }
    }

    @Test func roundingGoesToTheSideThatWasAsked() throws {
        let x = try Self.number("-2.5")
        #expect(x.roundedDown == -3)
        #expect(x.roundedUp == -2)
        let unit = try Self.number("0.01")
        #expect(try Self.number("1.234").rounded(toMultipleOf: unit, upwards: true) == Self.number("1.24"))
        #expect(try Self.number("1.234").rounded(toMultipleOf: unit, upwards: false) == Self.number("1.23"))
        #expect(try Self.number("-1.234").rounded(toMultipleOf: unit, upwards: true) == Self.number("-1.23"))
        #expect(try Self.number("1.23").rounded(toMultipleOf: unit, upwards: true) == Self.number("1.23"))
    }

    @Test func commonDivisorOfFractions() throws {
        let divisor = try Self.number("0.75").greatestCommonDivisor(with: Self.number("0.5"))
        #expect(divisor == (try Self.number("0.25")))
        #expect(try BigRational(2, over: 3).greatestCommonDivisor(with: 0) == BigRational(2, over: 3))
        #expect(
            try BigRational(2, over: 3).greatestCommonDivisor(with: BigRational(-4, over: 5))
                == BigRational(2, over: 15))
    }

    @Test func fieldLawsOnRandomFractions() throws {
        var random = SystemRandomNumberGenerator()
        func any() throws -> BigRational {
            try BigRational(
                BigInteger(Int64.random(in: Int64.min...Int64.max, using: &random)),
                over: BigInteger(Int64.random(in: 1...Int64.max, using: &random)))
        }
        for _ in 0..<200 {
            let (a, b, c) = (try any(), try any(), try any())
            #expect(a * (b + c) == a * b + a * c)
            #expect(try b.isZero || a.divided(by: b) * b == a)
            #expect((a < b) == (a + c < b + c))
        }
    }
}
