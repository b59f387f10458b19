import CSodium
import Ristretto
import Testing

/// Every implementation that this machine can run.
let implementations = KernelImplementation.available

@Suite("Points against libsodium, on every implementation", .serialized)
struct PointTests {
    static var encodings: [[UInt8]] {
        [[UInt8](repeating: 0, count: 32)]
            + [1, 2, 7].map { SodiumOracle.multiplyGenerator([$0] + [UInt8](repeating: 0, count: 31)) }
            + (0..<12).map { _ in SodiumOracle.map(SodiumOracle.randomBytes(64)) }
    }

    @Test("sums, differences, doubles, negatives and equality", arguments: implementations)
    func arithmetic(_ implementation: KernelImplementation) throws {
        let encodings = Self.encodings
        let identity = [UInt8](repeating: 0, count: 32)
        for left in encodings {
            let p = try decode(left, implementation)
            #expect(p.compressed(on: implementation).bytes == left)
            #expect(
                p.doubled(on: implementation).compressed(on: implementation).bytes == SodiumOracle.addPoints(left, left)
            )
            #expect(
                p.negated(on: implementation).compressed(on: implementation).bytes
                    == SodiumOracle.subtractPoints(identity, left))
            for right in encodings {
                let q = try decode(right, implementation)
                #expect(
                    p.adding(q, on: implementation).compressed(on: implementation).bytes
                        == SodiumOracle.addPoints(left, right))
                #expect(
                    p.subtracting(q, on: implementation).compressed(on: implementation).bytes
                        == SodiumOracle.subtractPoints(left, right))
                #expect(p.equals(q, on: implementation) == (left == right))
            }
        }
    }

    @Test("constant-time multiples at the edges and at random", arguments: implementations)
    func multiples(_ implementation: KernelImplementation) throws {
        for encoding in Self.encodings.prefix(6) {
            let point = try decode(encoding, implementation)
            for bytes in Samples.edges + [try Samples.scalar().encoded()] {
                let scalar = try Scalar(canonical: bytes)
                #expect(
                    point.multiplied(by: scalar, on: implementation).compressed(on: implementation).bytes
                        == SodiumOracle.multiply(bytes, point: encoding))
            }
        }
    }

    @Test("the one-way map, one by one and in batches", arguments: implementations)
    func map(_ implementation: KernelImplementation) throws {
        let inputs =
            [[UInt8](repeating: 0, count: 64), [UInt8](repeating: 0xff, count: 64)]
            + (0..<20).map { _ in SodiumOracle.randomBytes(64) }
        let batch = try RistrettoPoint.map(uniform: inputs.flatMap { $0 }, on: implementation)
        for (input, point) in zip(inputs, batch) {
            let expected = SodiumOracle.map(input)
            #expect(point.compressed(on: implementation).bytes == expected)
            #expect(try RistrettoPoint(uniform: input, on: implementation).compressed().bytes == expected)
        }
    }

    @Test("batches of encodings, with halves and with the identity among them", arguments: implementations)
    func batches(_ implementation: KernelImplementation) throws {
        let workspace = MultiScalarWorkspace()
        for count in [0, 1, 7, 8, 9, 24, 25, 33] {
            let encodings = try (0..<count).map { index in
                try CompressedPoint(undecoded: Self.encodings[index % 16])
            }
            let points = try RistrettoPoint.decode(encodings, on: implementation)
            #expect(CompressedPoint.encode(points, on: implementation) == encodings)
            let halves = points.map { $0.multiplied(by: .half, on: implementation) }
            #expect(CompressedPoint.encodeDoubles(of: halves, workspace: workspace, on: implementation) == encodings)
        }
    }

    @Test("selection by a bit")
    func selection() {
        let (p, q) = (RistrettoPoint.generator, RistrettoPoint.identity)
        #expect(RistrettoPoint.select(bit: 1, one: p, zero: q) == p)
        #expect(RistrettoPoint.select(bit: 0, one: p, zero: q) == q)
        #expect(p - p == q)
        #expect(-p + p == q)
        #expect(Scalar(3 as UInt64) * p == p + p + p)
    }

    private func decode(_ bytes: [UInt8], _ implementation: KernelImplementation) throws -> RistrettoPoint {
        try RistrettoPoint(decoding: CompressedPoint(undecoded: bytes), on: implementation)
    }
}
