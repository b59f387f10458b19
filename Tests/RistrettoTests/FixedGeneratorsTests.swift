import Ristretto
import Sodium
import Testing

@Suite("Fixed generators, on every implementation", .serialized)
struct FixedGeneratorsTests {
    @Test("with and without a table, parts, further points", arguments: implementations, [1, 2, 10, 70])
    func variableTime(_ implementation: KernelImplementation, _ count: Int) throws {
        let points = try Samples.scalars(count).map { $0 * .generator }
        let scalars = try Samples.scalars(count)
        let further = try Samples.scalars(5).map { $0 * .generator }
        let furtherScalars = try Samples.scalars(5)
        let workspace = MultiScalarWorkspace()
        let indices = (0..<UInt32(count)).reversed().prefix(count / 2 + 1).map { $0 }
        for policy in [TablePolicy.never, .immediately, TablePolicy(maximumByteCount: 1, usesBeforeTable: 0)] {
            let fixed = FixedGenerators(AffinePoints(points), policy: policy, on: implementation)
            #expect(
                fixed.vartime(scalars.span, workspace: workspace) == MultiScalar.vartime(scalars, points))
            let part = scalars.span.extracting(..<indices.count)
            let partScalars = Array(scalars[..<indices.count])
            let partPoints = indices.map { points[Int($0)] }
            #expect(
                fixed.vartime(part, indices: indices, workspace: workspace)
                    == MultiScalar.vartime(partScalars, partPoints))
            #expect(
                fixed.vartime(
                    part, indices: indices, plus: furtherScalars.span, AffinePoints(further), workspace: workspace)
                    == MultiScalar.vartime(partScalars + furtherScalars, partPoints + further))
            let none: [Scalar] = []
            #expect(fixed.vartime(none.span, workspace: workspace) == .identity)
            #expect(fixed.generator(at: count - 1) == points[count - 1])
        }
    }

    @Test("the table that appears after some uses gives the same sums", arguments: implementations)
    func afterUses(_ implementation: KernelImplementation) throws {
        let points = try Samples.scalars(20).map { $0 * .generator }
        let fixed = FixedGenerators(
            AffinePoints(points), policy: TablePolicy(maximumByteCount: 1 << 20, usesBeforeTable: 2), on: implementation
        )
        let workspace = MultiScalarWorkspace()
        for _ in 0..<5 {
            let scalars = try Samples.scalars(20)
            #expect(fixed.vartime(scalars.span, workspace: workspace) == MultiScalar.vartime(scalars, points))
        }
    }

    @Test("constant time sums and bit commitments", arguments: implementations, [1, 2, 9, 64])
    func constantTime(_ implementation: KernelImplementation, _ pairs: Int) throws {
        let points = try Samples.scalars(2 * pairs + 2).map { $0 * .generator }
        let fixed = FixedGenerators(AffinePoints(points), pairs: pairs, on: implementation)
        let workspace = try SecretWorkspace()
        var scalars = try Samples.scalars(points.count)
        scalars[0] = -.one
        scalars[1] = .zero
        #expect(
            try fixed.constantTime(scalars.span, workspace: workspace) == MultiScalar.vartime(scalars, points))
        let indices = (0..<UInt32(pairs)).reversed().map { $0 }
        let part = Array(scalars[..<pairs])
        #expect(
            try fixed.constantTime(part.span, indices: indices, workspace: workspace)
                == MultiScalar.vartime(part, indices.map { points[Int($0)] }))

        let bits = SodiumOracle.randomBytes(pairs).map { $0 & 1 }
        func expected(_ indices: [UInt32]) -> RistrettoPoint {
            zip(bits, indices).reduce(RistrettoPoint.identity) { sum, item in
                item.0 == 1 ? sum + points[Int(item.1)] : sum - points[pairs + Int(item.1)]
            }
        }
        #expect(fixed.bitCommitment(bits.span) == expected((0..<UInt32(pairs)).map { $0 }))
        #expect(fixed.bitCommitment(bits.span, indices: indices) == expected(indices))
    }

    @Test("batches of commitments: extremes, encodings, full-width values", arguments: implementations, [0, 1, 8, 21])
    func commitments(_ implementation: KernelImplementation, _ count: Int) throws {
        let (v, w) = (RistrettoPoint.generator, try Samples.scalar() * .generator)
        let table = CommitmentTable(value: v, blinding: w, on: implementation)
        let workspace = try SecretWorkspace()
        var values = (0..<count).map { UInt64($0) &* 0x9e37_79b9_7f4a_7c15 }
        var blindings = try Samples.scalars(count)
        if count > 3 {
            values[1] = .max
            (blindings[0], blindings[2], blindings[3]) = (.zero, -.one, .one)
        }
        let batch = try table.commit(to: values.span, blindings: blindings.span, workspace: workspace)
        let wide = blindings.map { $0 * $0 - .one }
        let wideBatch = try table.commit(to: wide.span, blindings: blindings.span, workspace: workspace)
        for index in 0..<count {
            let expected = Scalar(values[index]) * v + blindings[index] * w
            #expect(batch.points[index] == expected)
            #expect(batch.encodings[index] == expected.compressed())
            let wideExpected = wide[index] * v + blindings[index] * w
            #expect(wideBatch.points[index] == wideExpected)
            #expect(wideBatch.encodings[index] == wideExpected.compressed())
        }
    }

    @Test("a table made by two threads at once is made once")
    func sharing() async throws {
        let points = try Samples.scalars(30).map { $0 * .generator }
        let fixed = FixedGenerators(AffinePoints(points), policy: .immediately)
        let scalars = try Samples.scalars(30)
        let expected = MultiScalar.vartime(scalars, points)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask { fixed.vartime(scalars.span, workspace: MultiScalarWorkspace()) == expected }
            }
            for await same in group { #expect(same) }
        }
    }
}
