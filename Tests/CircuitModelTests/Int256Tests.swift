import BigNumbers
import CircuitModel
import Ristretto
import Testing

@Suite struct Int256Tests {
    static func exact(_ value: Int256) -> BigInteger {
        let magnitude = BigInteger(littleEndianMagnitude: value.magnitudeBytes)
        return value.isNegative ? -magnitude : magnitude
    }

    static func fixed(_ value: BigInteger) -> Int256? {
        Int256(littleEndianMagnitude: value.magnitudeBytes(), isNegative: value.isNegative)
    }

    /// Values of all sizes, on both sides of every word's end.
    static var values: [Int256] {
        var values: [Int256] = [.zero, .one, Int256(-1), Int256(Int64.min), Int256(Int64.max), .groupOrder]
        for exponent in [62, 63, 64, 65, 127, 128, 191, 192, 249, 253, 254] {
            let power = Int256.powerOfTwo(exponent)
            values += [power, .zero &- power, power &- .one, .one &- power]
        }
        return values
    }

    /// Checked against GMP, every pair.
    @Test func arithmeticAgreesWithExactIntegers() {
        let limit = BigInteger.powerOfTwo(255)
        for left in Self.values {
            for right in Self.values {
                let (a, b) = (Self.exact(left), Self.exact(right))
                #expect((left < right) == (a < b))
                #expect((left == right) == (a == b))
                #expect((Int256.lessMask(left, right) == UInt64.max) == (a < b))
                let (sum, difference, product) = (a + b, a - b, a * b)
                let fits = { (value: BigInteger) in value < limit && value >= -limit }
                #expect(left.addingExactly(right).map(Self.exact) == (fits(sum) ? sum : nil))
                #expect(left.subtractingExactly(right).map(Self.exact) == (fits(difference) ? difference : nil))
                #expect(left.multipliedExactly(by: right).map(Self.exact) == (product.bitWidth <= 254 ? product : nil))
                #expect(Int256.select(mask: UInt64.max, left, right) == left)
                #expect(Int256.select(mask: 0, left, right) == right)
            }
            #expect(left.bitWidth == Self.exact(left).bitWidth)
            #expect(left.int64 == Self.exact(left).int64)
            if left.bitWidth <= 254 { #expect(Self.fixed(Self.exact(left)) == left) }
        }
    }

    @Test func scalarsAreResidues() throws {
        let order = Self.exact(.groupOrder)
        #expect(
            order == BigInteger.powerOfTwo(252) + (try BigInteger(decimal: "27742317777372353535851937790883648493")))
        for value in Self.values {
            let residue = try Self.exact(value).dividedDown(by: order).remainder
            let expected = try Scalar(canonical: residue.magnitudeBytes(count: 32))
            #expect(value.scalar() == expected)
            #expect(value.scalarVartime() == expected)
        }
    }
}
