import CRistrettoKernel
import Testing

/// Multi-scalar multiplication, variable and constant time, against libsodium.
@Suite struct SumTests {
    /// Terms with every kind of neighbour: random, identity, repeated and opposite points, edge scalars.
    static let mixed: (scalars: [[UInt8]], points: [[UInt8]], sums: [[UInt8]]) = {
        var (scalars, points, sums) = ([[UInt8]](), [[UInt8]](), [Oracle.identity])
        for i in 0..<150 {
            scalars.append(i % 3 == 2 ? Oracle.edgeScalars[i / 3 % Oracle.edgeScalars.count] : Oracle.randomScalar())
            switch i % 11 {
            case 3: points.append(Oracle.identity)
            case 5: points.append(points[i - 1])
            case 7: points.append(Oracle.subtract(Oracle.identity, points[i - 1]))
            default: points.append(Oracle.randomPoint())
            }
            sums.append(Oracle.add(sums[i], Oracle.multiply(scalars[i], points[i])))
        }
        return (scalars, points, sums)
    }()

    @Test(arguments: Implementation.available)
    func everySmallCount(_ implementation: Implementation) {
        let kernel = Kernel(implementation)
        let points = kernel.affine(Self.mixed.points)
        for n in 0...150 {
            let (scalars, points) = (Array(Self.mixed.scalars[..<n]), Array(points[..<n]))
            let result = kernel.sumVartime(scalars, points)
            #expect(result.status == RK_OK && result.encoding == Self.mixed.sums[n], "\(n) points")
            if n % 10 < 3 { #expect(kernel.sumConstantTime(scalars, points) == Self.mixed.sums[n], "\(n) points") }
        }
    }

    @Test(arguments: Implementation.available)
    func edgeScalars(_ implementation: Implementation) {
        let kernel = Kernel(implementation)
        let encoding = Oracle.randomPoint()
        let point = kernel.affine([encoding])
        for s in Oracle.edgeScalars {
            let expected = Oracle.multiply(s, encoding)
            #expect(kernel.sumVartime([s], point).encoding == expected, "\(s)")
            #expect(kernel.sumConstantTime([s], point) == expected, "\(s)")
            // The same scalar 300 times: one bucket takes everything.
            let many = kernel.sumVartime([[UInt8]](repeating: s, count: 300), (0..<300).map { _ in point[0] })
            #expect(many.encoding == Oracle.multiply(Oracle.scalarMultiply(s, Oracle.scalar(300)), encoding), "\(s)")
        }
    }

    /// Points P + i D and random scalars s_i: the sum is (sum s_i) P + (sum i s_i) D.
    struct Line {
        let points: [rk_affine]
        let p: [UInt8]
        let d: [UInt8]

        init(_ kernel: Kernel, _ n: Int) {
            (p, d) = (Oracle.randomPoint(), Oracle.randomPoint())
            var point = kernel.decode(p) ?? Kernel.identity
            let step = kernel.decode(d) ?? Kernel.identity
            let all = (0..<n).map { _ in
                defer { point = kernel.add(point, step) }
                return point
            }
            points = kernel.normalize(all)
        }

        func expected(_ scalars: [[UInt8]]) -> [UInt8] {
            var (sum, weighted) = (Oracle.identity, Oracle.identity)
            for (i, s) in scalars.enumerated() {
                sum = Oracle.scalarAdd(sum, s)
                weighted = Oracle.scalarAdd(weighted, Oracle.scalarMultiply(s, Oracle.scalar(UInt64(i))))
            }
            return Oracle.add(Oracle.multiply(sum, p), Oracle.multiply(weighted, d))
        }
    }

    /// Around powers of two and around every size where an implementation changes its algorithm.
    @Test(arguments: Implementation.available)
    func largeCounts(_ implementation: Implementation) {
        let kernel = Kernel(implementation)
        let line = Line(kernel, 33_000)
        let scalars = (0..<33_000).map { _ in Oracle.randomScalar() }
        let sizes = [
            151, 200, 255, 256, 257, 300, 400, 511, 512, 513, 700, 1000, 1023, 1024, 1025, 1500, 2047, 2048, 2049, 3000,
            4095, 4096, 4097, 6000, 8191, 8192, 8193, 16383, 16384, 16385, 33_000,
        ]
        for n in sizes {
            let (s, p) = (Array(scalars[..<n]), Array(line.points[..<n]))
            #expect(kernel.sumVartime(s, p).encoding == line.expected(s), "\(n) points")
        }
        for n in [600, 5000, 17_000] {
            let equal = [[UInt8]](repeating: scalars[0], count: n)
            #expect(kernel.sumVartime(equal, Array(line.points[..<n])).encoding == line.expected(equal), "\(n) equal")
            let ends = (0..<n).map { Oracle.edgeScalars[$0 % Oracle.edgeScalars.count] }
            #expect(kernel.sumVartime(ends, Array(line.points[..<n])).encoding == line.expected(ends), "\(n) edges")
        }
        let s = Array(scalars[..<260])
        #expect(kernel.sumConstantTime(s, Array(line.points[..<260])) == line.expected(s))
    }

    /// Every combination of scalars 0 to 7 over three points.
    @Test(arguments: Implementation.available)
    func exhaustiveSmallScalars(_ implementation: Implementation) {
        let kernel = Kernel(implementation)
        let base = kernel.encode(Kernel.generator)
        let multiples = (0...(7 * 6)).map { Oracle.multiply(Oracle.scalar(UInt64($0)), base) }
        let points = kernel.affine([multiples[1], multiples[2], multiples[3]])
        let fixed = FixedTable(kernel, points, rk_fixed_layout_best(kernel.impl, 3, 1 << 16))
        let secret = SecretTable(kernel, points)
        for combination in 0..<512 {
            let digits = [combination & 7, combination >> 3 & 7, combination >> 6]
            let scalars = digits.map { Oracle.scalar(UInt64($0)) }
            let expected = multiples[digits[0] + 2 * digits[1] + 3 * digits[2]]
            #expect(kernel.sumVartime(scalars, points).encoding == expected)
            #expect(fixed.sum(scalars).encoding == expected)
            #expect(kernel.sumConstantTime(scalars, points) == expected)
            #expect(secret.sum(scalars).encoding == expected)
        }
    }

    @Test(arguments: Implementation.available)
    func scalarsFromTheOrderUpAreRefused(_ implementation: Implementation) {
        let kernel = Kernel(implementation)
        let point = kernel.affine([Oracle.randomPoint()])[0]
        let generator = kernel.encode(Kernel.generator)
        var bad = [Oracle.order, [UInt8](repeating: 0xff, count: 32), [UInt8](repeating: 0, count: 31) + [0x20]]
        bad.append(Oracle.order.enumerated().map { $0.offset == 0 ? $0.element + 1 : $0.element })
        bad.append([UInt8](repeating: 0, count: 31) + [0x80])
        bad.append(Oracle.order.enumerated().map { $0.offset == 16 ? 1 : ($0.offset < 16 ? 0 : $0.element) })
        let table = FixedTable(kernel, [point, point], rk_fixed_layout_best(kernel.impl, 2, 1 << 20))
        for scalar in bad {
            for n in [1, 2, 9, 150, 2000] {
                for at in Set([0, n / 2, n - 1]) {
                    var scalars = [[UInt8]](repeating: Oracle.scalar(3), count: n)
                    scalars[at] = scalar
                    let result = kernel.sumVartime(scalars, [rk_affine](repeating: point, count: n))
                    #expect(result.status == RK_BAD_SCALAR && result.encoding == generator)
                }
            }
            #expect(table.sum([Oracle.scalar(1), scalar]).status == RK_BAD_SCALAR)
            #expect(table.sum([Oracle.scalar(1)], [scalar], [point]).status == RK_BAD_SCALAR)
            var out = [rk_affine](repeating: point, count: 2)
            let scratch = Memory(rk_fold_vartime_scratch(kernel.impl, 1, 2))
            let status = rk_fold_vartime(
                kernel.impl, &out, [point, point], 1, 2, Oracle.scalar(1) + scalar, scratch.pointer, scratch.count)
            #expect(status == RK_BAD_SCALAR)
        }
        // The largest scalar is fine.
        #expect(kernel.sumVartime([Oracle.scalarNegate(Oracle.scalar(1))], [point]).status == RK_OK)
    }
}
