@testable import Ristretto
import Sodium
import Testing

@Suite("Multi-scalar multiplication, on every implementation", .serialized)
struct MultiScalarTests {
    /// Points k_i B with known k_i, so that a sum of thousands of terms is checked by one inner product.
    struct Instance {
        let scalars: [Scalar]
        let points: [RistrettoPoint]
        let expected: CompressedPoint

        init(_ count: Int) throws {
            let logarithms = try Samples.scalars(count)
            var scalars = try Samples.scalars(count)
            for (index, edge) in Samples.edges.enumerated() where 3 * index < count {
                scalars[3 * index] = try Scalar(canonical: edge)
            }
            self.scalars = scalars
            points = logarithms.map { $0 * .generator }
            expected = (Scalar.innerProduct(scalars, logarithms) * .generator).compressed()
        }
    }

    @Test("a naive sum by libsodium", arguments: implementations)
    func sodium(_ implementation: KernelImplementation) throws {
        let encodings = (0..<12).map { _ in SodiumOracle.map(SodiumOracle.randomBytes(64)) }
        let scalars = try Samples.scalars(12)
        let points = try RistrettoPoint.decode(encodings.map { try CompressedPoint(undecoded: $0) })
        let expected = SodiumOracle.multiScalar(scalars.map { $0.encoded() }, encodings)
        #expect(MultiScalar.vartime(scalars, points, on: implementation).compressed().bytes == expected)
        let constant = try MultiScalar.constantTime(
            scalars.span, AffinePoints(points), workspace: SecretWorkspace(), on: implementation)
        #expect(constant.compressed().bytes == expected)
    }

    @Test(
        "variable and constant time, parts of a list, threads", arguments: implementations, [0, 1, 2, 9, 70, 130, 300])
    func sizes(_ implementation: KernelImplementation, _ count: Int) throws {
        let instance = try Instance(count)
        let workspace = MultiScalarWorkspace()
        let affine = AffinePoints(instance.points, on: implementation)
        let plain = MultiScalar.vartime(instance.scalars.span, affine, workspace: workspace, on: implementation)
        #expect(plain.compressed() == instance.expected)
        let constant = try MultiScalar.constantTime(
            instance.scalars.span, affine, workspace: SecretWorkspace(), on: implementation)
        #expect(constant == plain)
        guard count >= 2 else { return }
        let split = count / 3 + 1
        let head = MultiScalar.vartime(
            instance.scalars.span.extracting(..<split), affine, range: 0..<split, workspace: workspace,
            on: implementation)
        let tail = MultiScalar.vartime(
            instance.scalars.span.extracting(split...), affine, range: split..<count, workspace: workspace,
            on: implementation)
        #expect(head + tail == plain)
    }

    @Test("the number of threads does not show", arguments: implementations)
    func threads(_ implementation: KernelImplementation) throws {
        let instance = try Instance(4099)
        let workspace = MultiScalarWorkspace()
        let affine = AffinePoints(instance.points)
        let fixed = FixedGenerators(AffinePoints(instance.points), policy: .immediately, on: implementation)
        for threads in [1, 2, 3] {
            let result = MultiScalar.vartime(
                instance.scalars.span, affine, workspace: workspace, threads: threads, on: implementation)
            #expect(result.compressed() == instance.expected)
            let tabled = fixed.vartime(instance.scalars.span, workspace: workspace, threads: threads)
            #expect(tabled.compressed() == instance.expected)
        }
    }

    @Test("a list too long for one call is summed in pieces", arguments: implementations)
    func pieces(_ implementation: KernelImplementation) throws {
        let instance = try Instance(4099)
        let workspace = MultiScalarWorkspace()
        let affine = AffinePoints(instance.points)
        let factors = workspace.encode(instance.scalars.span, in: .variable)
        let result = MultiScalar.inPieces(
            encoded: factors, affine.base, count: 4099, workspace: workspace, threads: 3, on: implementation)
        #expect(result.compressed() == instance.expected)
        #expect(Threads.pieces(Threads.mostPiece + 1, threads: 1) == 2)
        #expect(Threads.pieces(1 << 20, threads: 1000) == Threads.mostThreads)
    }

    @Test("folds by two, four and eight", arguments: implementations)
    func folds(_ implementation: KernelImplementation) throws {
        let points = try Instance(40).points
        let workspace = MultiScalarWorkspace()
        for ways in [2, 4, 8] {
            let factors = try Samples.scalars(ways)
            var list = AffinePoints(points, on: implementation)
            list.foldVartime(by: factors, workspace: workspace, on: implementation)
            let count = 40 / ways
            let folded = list.points(on: implementation)
            #expect(folded.count == count)
            for index in 0..<count {
                let terms = (0..<ways).map { points[index + $0 * count] }
                #expect(folded[index] == MultiScalar.vartime(factors, terms))
            }
        }
    }

    /// 8448 bytes a level: no table, one of short steps, and one whose steps are too long to fold over.
    @Test("folds of fixed generators are the same with any table", arguments: implementations, [0, 1 << 20, 17 << 10])
    func foldsOfFixedGenerators(_ implementation: KernelImplementation, _ byteCount: Int) throws {
        let points = try Instance(66).points
        let workspace = MultiScalarWorkspace()
        let generators = FixedGenerators(
            AffinePoints(points, on: implementation),
            policy: TablePolicy(maximumByteCount: byteCount, usesBeforeTable: 0), on: implementation)
        generators.prepareVartime()
        let indices = (0..<64).map { UInt32(($0 * 5 + 2) % 66) }
        for ways in [2, 4, 8] {
            let factors = try Samples.scalars(ways)
            let folded = generators.foldedVartime(indices, by: factors, workspace: workspace)
            let count = 64 / ways
            #expect(folded.count == count)
            let list = folded.points(on: implementation)
            for index in 0..<count {
                let terms = (0..<ways).map { points[Int(indices[index + $0 * count])] }
                #expect(list[index] == MultiScalar.vartime(factors, terms))
            }
        }
        let none = try generators.foldedVartime([], by: Samples.scalars(2), workspace: workspace)
        #expect(none.count == 0)
    }
}
