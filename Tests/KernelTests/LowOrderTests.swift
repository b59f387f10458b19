import CRistrettoKernel
import Testing

/// Every combination of the eight points of low order, as points of the curve and not only as group elements: complete
/// formulas have no exceptional case.
@Suite struct LowOrderTests {
    @Test(arguments: Implementation.available)
    func everyCombination(_ implementation: Implementation) {
        let kernel = Kernel(implementation)
        let points = LowOrder.points
        for (a, p) in points.enumerated() {
            #expect(LowOrder.index(of: kernel.double(p), kernel) == 2 * a % 8)
            #expect(LowOrder.index(of: kernel.negate(p), kernel) == (8 - a) % 8)
            for (b, q) in points.enumerated() {
                #expect(LowOrder.index(of: kernel.add(p, q), kernel) == (a + b) % 8, "\(a) + \(b)")
                #expect(LowOrder.index(of: kernel.subtract(p, q), kernel) == (8 + a - b) % 8, "\(a) - \(b)")
                // E[4] are the even multiples: the same element exactly when the difference is one.
                if a % 2 == 0 && b % 2 == 0 { #expect(kernel.equal(p, q)) }
            }
            for factor in 0...40 {
                let product = kernel.multiply(Oracle.scalar(UInt64(factor)), p)
                #expect(LowOrder.index(of: product, kernel) == factor * a % 8, "\(factor) times \(a)")
            }
        }
    }

    @Test(arguments: Implementation.available)
    func everySumOfThree(_ implementation: Implementation) {
        let kernel = Kernel(implementation)
        let affine = kernel.normalize(LowOrder.points)
        for combination in 0..<512 {
            let indices = [combination & 7, combination >> 3 & 7, combination >> 6]
            let factors = [combination % 5, combination % 7, combination % 11]
            let scalars = factors.map { Oracle.scalar(UInt64($0)) }
            var sum = Kernel.generator
            let scratch = Memory(rk_msm_vartime_scratch(kernel.impl, 3))
            let status = rk_msm_vartime(
                kernel.impl, &sum, scalars.flatMap(\.self), indices.map { affine[$0] }, 3, scratch.pointer,
                scratch.count)
            let expected = zip(indices, factors).reduce(0) { $0 + $1.0 * $1.1 } % 8
            #expect(status == RK_OK && LowOrder.index(of: sum, kernel) == expected, "\(factors) times \(indices)")
        }
    }

    /// Adding any of the eight points gives the same element when the sum is doubled, and one of E[4] changes nothing.
    @Test(arguments: Implementation.available)
    func everyTorsionRepresentative(_ implementation: Implementation) throws {
        let kernel = Kernel(implementation)
        let base = kernel.encode(Kernel.generator)
        let encodings = (0..<16).map { Oracle.multiply(Oracle.scalar($0), base) } + [Oracle.randomPoint()]
        for encoding in encodings {
            let p = try #require(kernel.decode(encoding))
            let doubled = Oracle.add(encoding, encoding)
            let representatives = LowOrder.points.map { kernel.add(p, $0) }
            #expect(kernel.doubleEncode(representatives) == representatives.map { _ in doubled })
            for (index, q) in representatives.enumerated() {
                #expect(kernel.encode(kernel.double(q)) == doubled, "\(index)")
                #expect(kernel.equal(kernel.double(q), kernel.double(p)), "\(index)")
                guard index % 2 == 0 else { continue }
                #expect(kernel.encode(q) == encoding && kernel.equal(p, q), "\(index)")
            }
        }
    }
}

/// The points whose order divides 8: multiples 0 to 7 of a point of order 8, by plain integer arithmetic.
enum LowOrder {
    private static let zero: Limbs = (0, 0, 0, 0, 0)
    private static let one: Limbs = (1, 0, 0, 0, 0)
    private static let minusOne: Limbs = (
        0x7ffffffffffec, 0x7ffffffffffff, 0x7ffffffffffff, 0x7ffffffffffff, 0x7ffffffffffff
    )
    private static let i: Limbs = (0x61b274a0ea0b0, 0x0d5a5fc8f189d, 0x7ef5e9cbd0c60, 0x78595a6804c9e, 0x2b8324804fc1d)
    private static let minusI: Limbs = (
        0x1e4d8b5f15f3d, 0x72a5a0370e762, 0x010a16342f39f, 0x07a6a597fb361, 0x547cdb7fb03e2
    )
    private static let x: Limbs = (0x14646c545d14a, 0x6027cbc471bd4, 0x3792aed7064f1, 0x5147499cc991c, 0x1fd5b9a006394)
    private static let minusX: Limbs = (
        0x6b9b93aba2ea3, 0x1fd8343b8e42b, 0x486d5128f9b0e, 0x2eb8b663366e3, 0x602a465ff9c6b
    )
    private static let y: Limbs = (0x04d3d706a17c7, 0x1aec1679749fb, 0x14c80a83d9c40, 0x3a763661c967d, 0x7a03ac9277fdc)
    private static let minusY: Limbs = (
        0x7b2c28f95e826, 0x6513e9868b604, 0x6b37f57c263bf, 0x4589c99e36982, 0x05fc536d88023
    )
    private static let xy: Limbs = (0x5253ede7e8781, 0x699bf50b2c5a1, 0x3e2bc2aea64f5, 0x5f598193b68c9, 0x6ce244c360a26)
    private static let minusXY: Limbs = (
        0x2dac12181786c, 0x16640af4d3a5e, 0x41d43d5159b0a, 0x20a67e6c49736, 0x131dbb3c9f5d9
    )

    static let points = [
        rk_point(X: zero, Y: one, Z: one, T: zero), rk_point(X: x, Y: y, Z: one, T: xy),
        rk_point(X: minusI, Y: zero, Z: one, T: zero), rk_point(X: x, Y: minusY, Z: one, T: minusXY),
        rk_point(X: zero, Y: minusOne, Z: one, T: zero), rk_point(X: minusX, Y: minusY, Z: one, T: xy),
        rk_point(X: i, Y: zero, Z: one, T: zero), rk_point(X: minusX, Y: y, Z: one, T: minusXY),
    ]

    /// Which of the eight a point of the curve is; `nil` when none.
    static func index(of point: rk_point, _ kernel: Kernel) -> Int? {
        let all = kernel.normalize(points + [point]).map { [frozen($0.yp), frozen($0.ym), frozen($0.t2d)] }
        return all.dropLast().firstIndex { $0 == all.last }
    }

    /// The one representative below p = 2^255 - 19 of limbs that are reduced.
    private static func frozen(_ limbs: Limbs) -> [UInt64] {
        let limbs = [limbs.0, limbs.1, limbs.2, limbs.3, limbs.4]
        // What the carry out of the top limb would be after adding 19 says whether p fits.
        let quotient = limbs.reduce(19 as UInt64) { ($0 + $1) >> 51 }
        var carry = 19 * quotient
        return limbs.map { limb in
            carry += limb
            defer { carry >>= 51 }
            return carry & ((1 << 51) - 1)
        }
    }

    typealias Limbs = (UInt64, UInt64, UInt64, UInt64, UInt64)
}
