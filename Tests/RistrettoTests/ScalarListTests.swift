import Ristretto
import Testing

@Suite("Operations on lists of scalars")
struct ScalarListTests {
    @Test(
        "inner products around every border of the lazy reduction", arguments: [0, 1, 2, 127, 128, 129, 256, 257, 600])
    func innerProduct(_ count: Int) throws {
        let (a, b) = (try Samples.scalars(count), try Samples.scalars(count))
        var expected = Scalar.zero
        for (x, y) in zip(a, b) { expected += x * y }
        #expect(Scalar.innerProduct(a, b) == expected)
        // The largest factors there are: the bound of the accumulator at its edge. Every limb pattern below l occurs as
        // a Montgomery form, so take the ones whose form is l - 1: that of -1/2^256.
        let radix = Scalar.powerOfTwo(vartime: 256)
        let largest = -(try radix.inverted())
        let most = [Scalar](repeating: largest, count: count)
        #expect(Scalar.innerProduct(most, most) == Scalar(UInt64(count)) * largest.squared())
    }

    @Test("powers, their sums and their logarithmic sum", arguments: [0, 1, 2, 3, 4, 5, 7, 8, 64, 100])
    func powers(_ count: Int) throws {
        let (base, first) = (try Samples.scalar(), try Samples.scalar())
        let list = Scalar.powers(of: base, count: count, from: first)
        var power = first
        for item in list {
            #expect(item == power)
            power *= base
        }
        let plain = Scalar.powers(of: base, count: count)
        #expect(Scalar.sum(plain.span) == Scalar.sumOfPowers(of: base, countVartime: UInt64(count)))
        #expect(base.raised(toVartime: UInt64(count)) * first == power)
    }

    @Test("item-wise products, scaling, adding multiples")
    func itemwise() throws {
        let (a, b, c) = (try Samples.scalars(33), try Samples.scalars(33), try Samples.scalar())
        var product = a
        var scaled = a
        var sum = a
        do {
            var span = product.mutableSpan
            Scalar.multiplyItems(&span, by: b.span)
        }
        do {
            var span = scaled.mutableSpan
            Scalar.scale(&span, by: c)
        }
        do {
            var span = sum.mutableSpan
            Scalar.add(b.span, times: c, to: &span)
        }
        for index in a.indices {
            #expect(product[index] == a[index] * b[index])
            #expect(scaled[index] == a[index] * c)
            #expect(sum[index] == a[index] + b[index] * c)
        }
    }

    @Test("encodings side by side")
    func encodings() throws {
        let scalars = try Samples.scalars(9)
        var bytes = [UInt8](repeating: 0xaa, count: 32 * 9)
        bytes.withUnsafeMutableBytes { Scalar.encode(scalars.span, into: $0) }
        #expect(bytes == scalars.flatMap { $0.encoded() })
    }
}

@Suite struct SmallProductTests {
    @Test func sumsOfSmallProductsAreReduced() {
        let largest = -Scalar.one
        var sum = SmallProductAccumulator()
        var expected = Scalar.zero
        for number in [0, 1, 2, UInt64.max, UInt64.max - 1, 1 << 63] {
            for scalar in [largest, .one, .zero, .half] {
                sum.add(scalar, times: number)
                expected += scalar * Scalar(number)
            }
        }
        for _ in 0..<100_000 { sum.add(largest, times: .max) }
        expected += largest * Scalar(UInt64.max) * Scalar(100_000 as UInt64)
        #expect(sum.sum() == expected)
        #expect(SmallProductAccumulator().sum() == .zero)
    }

    @Test func smallScalarsAreRecognised() {
        for number in [0, 1, 77, UInt64.max] {
            let positive = Scalar(number).smallVartime()
            #expect(positive?.magnitude == number && positive?.isNegative == false)
            let negative = (-Scalar(number)).smallVartime()
            #expect(negative?.magnitude == number && negative?.isNegative == (number != 0))
        }
        #expect(Scalar(UInt128(1) << 64).smallVartime() == nil)
        #expect((-Scalar(UInt128(1) << 64)).smallVartime() == nil)
        #expect(Scalar.half.smallVartime() == nil)
    }
}
