import CRistrettoKernel
import Testing

/// Tables of fixed generators, folds, bits and commitments.
@Suite struct FixedGeneratorTests {
    @Test(arguments: Implementation.available)
    func everyLayoutGivesTheSameSums(_ implementation: Implementation) {
        let kernel = Kernel(implementation)
        let (scalars, encodings, sums) = SumTests.mixed
        let points = kernel.affine(encodings)
        var layouts = [
            (3, 4, 1), (3, 4, 63), (5, 5, 7), (40, 6, 42), (40, 7, 5), (150, 8, 1), (150, 9, 4), (150, 11, 23),
        ]
        .map { rk_fixed_layout(generators: UInt32($0.0), window: UInt32($0.1), sets: UInt32($0.2)) }
        for bytes in [150 * 128, 150 * 1024, 150 * 4096] {
            layouts.append(rk_fixed_layout_best(kernel.impl, 150, bytes))
        }
        for layout in layouts where rk_fixed_table_bytes(kernel.impl, layout) > 0 {
            let g = Int(layout.generators)
            let table = FixedTable(kernel, Array(points[..<g]), layout)
            for fixed in Set([0, 1, g / 2, g - 1, g]) {
                for n in Set([fixed, min(fixed + 1, 150), min(fixed + 20, 150), 150]) {
                    let result = table.sum(
                        Array(scalars[..<fixed]), Array(scalars[fixed..<n]), Array(points[fixed..<n]))
                    #expect(result.status == RK_OK && result.encoding == sums[n], "\(layout) \(fixed) \(n)")
                }
            }
        }
    }

    @Test(arguments: Implementation.available)
    func largeTables(_ implementation: Implementation) {
        let kernel = Kernel(implementation)
        let line = SumTests.Line(kernel, 3000)
        let scalars = (0..<3000).map { _ in Oracle.randomScalar() }
        for (g, perGenerator) in [(1000, 512), (1000, 4096), (2000, 1024)] {
            let layout = rk_fixed_layout_best(kernel.impl, g, g * perGenerator)
            #expect(layout.sets > 0 && rk_fixed_table_bytes(kernel.impl, layout) <= g * perGenerator)
            let table = FixedTable(kernel, Array(line.points[..<g]), layout)
            for n in [g, 3000] {
                let result = table.sum(Array(scalars[..<g]), Array(scalars[g..<n]), Array(line.points[g..<n]))
                #expect(result.encoding == line.expected(Array(scalars[..<n])), "\(layout) \(n)")
            }
        }
        let small = rk_fixed_layout_best(kernel.impl, 1000, 1000 * 128 - 1)
        #expect(small.sets == 0 && rk_fixed_table_bytes(kernel.impl, small) == 0)
    }

    @Test(arguments: Implementation.available)
    func indexArrays(_ implementation: Implementation) {
        let kernel = Kernel(implementation)
        let encodings = (0..<20).map { _ in Oracle.randomPoint() }
        let points = kernel.affine(encodings)
        let fixed = FixedTable(kernel, points, rk_fixed_layout_best(kernel.impl, 20, 20 * 2048))
        let secret = SecretTable(kernel, points)
        for index: [UInt32] in [[0], [19, 0, 7], [4, 4, 4], (0..<20).reversed(), (0..<200).map { $0 * 13 % 20 }] {
            let scalars = index.map { _ in Oracle.randomScalar() }
            let expected = Oracle.sum(scalars, index.map { encodings[Int($0)] })
            #expect(fixed.sum(scalars, index: index).encoding == expected)
            #expect(secret.sum(scalars, index: index).encoding == expected)
            let mixed = fixed.sum(scalars, index: index, scalars, index.map { points[Int($0)] })
            #expect(mixed.encoding == Oracle.add(expected, expected))
        }
        for index: [UInt32] in [[20], [0, 20], [.max]] {
            let scalars = index.map { _ in Oracle.scalar(1) }
            #expect(fixed.sum(scalars, index: index).status == RK_SIZE)
            #expect(secret.sum(scalars, index: index).status == RK_SIZE)
        }
        let tooMany = (0..<21).map { _ in Oracle.scalar(1) }
        #expect(fixed.sum(tooMany).status == RK_SIZE)
        #expect(secret.sum(tooMany).status == RK_SIZE)
    }

    @Test(arguments: Implementation.available)
    func constantTimeTablesAgreeWithSums(_ implementation: Implementation) {
        let kernel = Kernel(implementation)
        let (scalars, encodings, sums) = SumTests.mixed
        let table = SecretTable(kernel, kernel.affine(encodings))
        for n in Array(0...20) + [31, 32, 33, 63, 64, 65, 127, 128, 129, 150] {
            let result = table.sum(Array(scalars[..<n]))
            #expect(result.status == RK_OK && result.encoding == sums[n], "\(n) generators")
        }
        for s in Oracle.edgeScalars { #expect(table.sum([s]).encoding == Oracle.multiply(s, encodings[0])) }
    }

    @Test(arguments: Implementation.available)
    func foldsAgreeWithSums(_ implementation: Implementation) {
        let kernel = Kernel(implementation)
        let line = SumTests.Line(kernel, 1200)
        for (n, ways) in [
            (0, 2), (1, 2), (2, 4), (7, 2), (8, 4), (9, 2), (64, 4), (256, 2), (257, 4), (300, 4), (1, 8), (9, 8),
            (150, 8),
        ] {
            for edge in [false, true] {
                let scalars = (0..<ways).map { k in
                    edge ? Oracle.edgeScalars[(n + 5 * k) % Oracle.edgeScalars.count] : Oracle.randomScalar()
                }
                let scratch = Memory(rk_fold_vartime_scratch(kernel.impl, n, UInt32(ways)))
                var inPlace = Array(line.points[..<(n * ways)])
                var out = [rk_affine](repeating: rk_affine(), count: n)
                let status = rk_fold_vartime(
                    kernel.impl, &out, inPlace, n, UInt32(ways), scalars.flatMap(\.self), scratch.pointer, scratch.count
                )
                #expect(status == RK_OK)
                inPlace.withUnsafeMutableBufferPointer { buffer in
                    _ = rk_fold_vartime(
                        kernel.impl, buffer.baseAddress, buffer.baseAddress, n, UInt32(ways), scalars.flatMap(\.self),
                        scratch.pointer, scratch.count)
                }
                let results = kernel.encodeBatch(kernel.points(out))
                #expect(results == kernel.encodeBatch(kernel.points(Array(inPlace[..<n]))))
                for i in 0..<n {
                    let points = (0..<ways).map { line.points[i + $0 * n] }
                    #expect(results[i] == kernel.sumVartime(scalars, points).encoding, "\(i) of \(n), \(ways) ways")
                }
            }
        }
        #expect(rk_fold_vartime(kernel.impl, nil, nil, 0, 3, [], nil, 0) == RK_SIZE)
    }

    @Test(arguments: Implementation.available)
    func foldsOverTablesAgreeWithFolds(_ implementation: Implementation) {
        let kernel = Kernel(implementation)
        let line = SumTests.Line(kernel, 600)
        // Steps of 4 to 252 bits: every width of the digits, and scalars that reach past the last row.
        let layouts = [(4, 1), (9, 1), (6, 3), (9, 4), (7, 9), (6, 21), (4, 63)]
            .map { rk_fixed_layout(generators: 600, window: $0.0, sets: $0.1) }
        for layout in layouts where rk_fixed_table_bytes(kernel.impl, layout) > 0 {
            let table = FixedTable(kernel, line.points, layout)
            for (n, ways) in [(0, 2), (1, 2), (7, 4), (8, 8), (9, 4), (75, 8), (300, 2), (550, 2)] {
                let index = (0..<n * ways).map { UInt32($0 * 7 % 600) }
                for (edge, index) in [(false, n * ways > 600 ? index : nil), (true, index), (false, index)] {
                    let scalars = (0..<ways).map { k in
                        edge ? Oracle.edgeScalars[(n + 5 * k) % Oracle.edgeScalars.count] : Oracle.randomScalar()
                    }
                    let order: [UInt32] = index ?? (0..<UInt32(n * ways)).map(\.self)
                    let points = order.map { line.points[Int($0)] }
                    let plain = kernel.fold(points, n, scalars)
                    let result = table.fold(index, n, scalars)
                    #expect(plain.status == RK_OK && result.status == RK_OK)
                    #expect(result.encodings == plain.encodings, "\(layout) \(n) results, \(ways) ways")
                }
            }
        }
    }

    @Test(arguments: Implementation.available)
    func foldsOverTablesRefuse(_ implementation: Implementation) {
        let kernel = Kernel(implementation)
        let layout = rk_fixed_layout(generators: 20, window: 9, sets: 1)
        let table = FixedTable(kernel, SumTests.Line(kernel, 20).points, layout)
        let one = Oracle.scalar(1)
        #expect(table.fold([3, 19], 1, [one, one]).status == RK_OK)
        #expect(table.fold([3, 20], 1, [one, one]).status == RK_SIZE)
        #expect(table.fold(nil, 10, [one, one]).status == RK_OK)
        #expect(table.fold(nil, 11, [one, one]).status == RK_SIZE)
        #expect(table.fold([1, 2, 3], 1, [one, one, one]).status == RK_SIZE)
        let tooLarge = [UInt8](repeating: 255, count: 32)
        #expect(table.fold([3, 19], 1, [one, tooLarge]).status == RK_BAD_SCALAR)
    }

    @Test(arguments: Implementation.available)
    func bitsAgreeWithTheOracle(_ implementation: Implementation) {
        let kernel = Kernel(implementation)
        let (g, h) = ((0..<70).map { _ in Oracle.randomPoint() }, (0..<70).map { _ in Oracle.randomPoint() })
        let table = Memory(rk_bits_table_bytes(kernel.impl, 70))
        let scratch = Memory(rk_bits_table_scratch(kernel.impl, 70))
        let built = rk_bits_table_build(
            kernel.impl, table.pointer, kernel.affine(g), kernel.affine(h), 70, scratch.pointer, scratch.count)
        #expect(built == RK_OK)
        let some: [UInt32] = (0..<33).map { $0 * 29 % 70 }
        let indices: [(Int, [UInt32]?)] =
            [0, 1, 2, 3, 7, 8, 9, 16, 63, 64, 65, 70].map { ($0, nil) } + [(33, some), (1, [69])]
        for (n, index) in indices {
            for fill in [0, 1, 2] {
                let bits = (0..<n).map { _ in fill == 2 ? Oracle.randomBytes(1)[0] & 1 : UInt8(fill) }
                var r = Kernel.generator
                #expect(rk_bits_ct(kernel.impl, &r, table.pointer, 70, bits, index, n) == RK_OK)
                let expected = (0..<n).reduce(Oracle.identity) { sum, i in
                    let k = index.map { Int($0[i]) } ?? i
                    return bits[i] == 1 ? Oracle.add(sum, g[k]) : Oracle.subtract(sum, h[k])
                }
                #expect(kernel.encode(r) == expected, "\(n) bits")
            }
        }
        var r = Kernel.generator
        #expect(rk_bits_ct(kernel.impl, &r, table.pointer, 70, [1], [70], 1) == RK_SIZE)
        #expect(rk_bits_ct(kernel.impl, &r, table.pointer, 70, [UInt8](repeating: 1, count: 71), nil, 71) == RK_SIZE)
    }

    @Test(arguments: Implementation.available)
    func commitmentsAgreeWithTheOracle(_ implementation: Implementation) throws {
        let kernel = Kernel(implementation)
        let (v, w) = (Oracle.randomPoint(), Oracle.randomPoint())
        var value = kernel.add(try #require(kernel.decode(v)), Torsion.points[2])
        var blinding = try #require(kernel.decode(w))
        let table = Memory(rk_commit_table_bytes(kernel.impl))
        let tableScratch = Memory(rk_commit_table_scratch(kernel.impl))
        let built = rk_commit_table_build(
            kernel.impl, table.pointer, &value, &blinding, tableScratch.pointer, tableScratch.count)
        #expect(built == RK_OK)

        let amounts: [UInt64] = [0, 0, 1, 15, 16, 17, .max, .max - 1, 1 << 63, 0xffff_ffff, 1 << 60, 31 << 59]
        for (bits, n) in [64, 252].flatMap({ bits in [0, 1, 2, 7, 8, 9, 40, 127, 128, 129, 270].map { (bits, $0) } }) {
            let values = (0..<n).map { i in
                if bits == 64 { return Oracle.scalar(i < amounts.count ? amounts[i] : UInt64.random(in: 0...(.max))) }
                return i % 2 == 0 ? Oracle.edgeScalars[i % Oracle.edgeScalars.count] : Oracle.randomScalar()
            }
            let blindings = (0..<n).map { i in
                i % 3 == 0 ? Oracle.edgeScalars[i / 3 % Oracle.edgeScalars.count] : Oracle.randomScalar()
            }
            let scratch = Memory(rk_commit_ct_scratch(kernel.impl, n))
            var points = [rk_point](repeating: Kernel.generator, count: n)
            var encoded = [UInt8](repeating: 1, count: 32 * n)
            func commit(_ points: UnsafeMutablePointer<rk_point>?, _ encoded: UnsafeMutablePointer<UInt8>?) -> Int32 {
                rk_commit_ct(
                    kernel.impl, points, encoded, table.pointer, values.flatMap(\.self), UInt32(bits),
                    blindings.flatMap(\.self), n, scratch.pointer, scratch.count)
            }
            #expect(commit(&points, &encoded) == RK_OK && scratch.isWiped)
            var encodedOnly = [UInt8](repeating: 1, count: 32 * n)
            var pointsOnly = [rk_point](repeating: Kernel.generator, count: n)
            #expect(commit(nil, &encodedOnly) == RK_OK && commit(&pointsOnly, nil) == RK_OK)
            #expect(encoded == encodedOnly)
            let split = kernel.split(encoded)
            #expect(kernel.encodeBatch(points) == split && kernel.encodeBatch(pointsOnly) == split)
            for i in 0..<min(n, 60) {
                #expect(split[i] == Oracle.add(Oracle.multiply(values[i], v), Oracle.multiply(blindings[i], w)), "\(i)")
            }
        }
        var r = Kernel.generator
        let scratch = Memory(rk_commit_ct_scratch(kernel.impl, 1))
        let refused = rk_commit_ct(
            kernel.impl, &r, nil, table.pointer, Oracle.identity, 32, Oracle.identity, 1, scratch.pointer, scratch.count
        )
        #expect(refused == RK_SIZE)
    }
}
