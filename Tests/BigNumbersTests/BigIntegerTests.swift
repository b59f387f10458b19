import BigNumbers
import Testing

@Suite struct BigIntegerTests {
    static func parse(_ text: String) throws -> BigInteger { try BigInteger(decimal: text) }

    /// Values on both sides of every machine boundary.
    static let edges = [
        "0", "1", "-1", "2", "-2", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
        "-9223372036854775809", "18446744073709551615", "18446744073709551616", "-18446744073709551616",
        "7237005577332262213973186563042994240857116359379907606001950938285454250989",
        "-340282366920938463463374607431768211456",
    ]

    @Test(arguments: edges) func decimalComesBack(_ text: String) throws {
        let value = try Self.parse(text)
        #expect(String(describing: value) == text)
        let back = BigInteger(littleEndianMagnitude: value.magnitudeBytes())
        #expect(back == value.magnitude)
        #expect(value.hashValue == (try Self.parse(text)).hashValue)
    }

    @Test(arguments: ["", "-", "+1", "01", "-0", "1.0", " 1", "1 ", "1e3", "0x1", "--1", "１"])
    func otherFormsAreRefused(_ text: String) {
        #expect(throws: BigNumberFailure.self) { try BigInteger(decimal: text) }
    }

    @Test func aMillionDigitsAreRefusedUnread() {
        #expect(throws: BigNumberFailure.tooManyDigits(limit: 1024)) {
            try BigInteger(decimal: String(repeating: "9", count: 1_000_000))
        }
    }

    /// Every pair of edges: the ring laws, order, division with remainder, common divisors.
    @Test func lawsHoldAcrossMachineBoundaries() throws {
        let values = try Self.edges.map(Self.parse)
        for a in values {
            for b in values {
                #expect(a + b == b + a)
                #expect(a * b == b * a)
                #expect((a + b) - b == a)
                #expect((a < b) == (b > a))
                #expect((a == b) == ((a - b).isZero))
                #expect((a < b) == ((a - b).isNegative))
                #expect((a + b) * (a - b) == a * a - b * b)
                if b.isZero {
                    #expect(throws: BigNumberFailure.divisionByZero) { try a.dividedDown(by: b) }
                    continue
                }
                let (quotient, remainder) = try a.dividedDown(by: b)
                #expect(quotient * b + remainder == a)
                #expect(remainder.isZero || remainder.isNegative == b.isNegative)
                #expect(remainder.magnitude < b.magnitude)
                let divisor = a.greatestCommonDivisor(with: b)
                #expect(try a.dividedDown(by: divisor).remainder.isZero)
                #expect(try b.dividedDown(by: divisor).remainder.isZero)
                #expect(divisor * a.leastCommonMultiple(with: b) == (a * b).magnitude)
            }
        }
    }

    /// One number has one form, whichever way it was computed.
    @Test func resultsThatFitAreMachineWords() throws {
        let large = try Self.parse("9223372036854775808")
        #expect((large - 1).int64 == Int64.max)
        #expect((-large).int64 == Int64.min)
        #expect(large.int64 == nil)
        #expect((large - large).isZero)
        #expect(try BigInteger(Int64.min).dividedDown(by: -1).quotient == large)
        #expect(-BigInteger(Int64.min) == large)
    }

    @Test(arguments: [(0, 0), (1, 1), (2, 2), (3, 2), (255, 8), (256, 9), (-256, 9), (Int.min, 64), (Int.max, 63)])
    func bitWidthIsOfTheMagnitude(_ value: Int, _ bits: Int) {
        #expect(BigInteger(value).bitWidth == bits)
    }

    @Test func powersAndRoots() throws {
        #expect(BigInteger.powerOfTwo(252).bitWidth == 253)
        #expect(BigInteger.powerOfTen(20) == BigInteger(10).raised(to: 20))
        let square = BigInteger.powerOfTen(40)
        #expect(square.squareRoot() == BigInteger.powerOfTen(20))
        #expect((square - 1).squareRoot() == BigInteger.powerOfTen(20) - 1)
        #expect(BigInteger(-1).squareRoot() == nil)
        #expect(throws: BigNumberFailure.tooLarge(bits: 133, limit: 128)) { try square.magnitudeBytes(count: 16) }
        #expect(try BigInteger(258).magnitudeBytes(count: 3) == [2, 1, 0])
        #expect(throws: BigNumberFailure.inexactDivision) { try BigInteger(7).dividedExactly(by: 2) }
    }
}
