import CSodium
import Ristretto
import Testing

@Suite("Scalar against libsodium")
struct ScalarTests {
    /// Edges and random values, canonical.
    static var operands: [[UInt8]] {
        Samples.edges + (0..<40).map { _ in SodiumOracle.reduce(SodiumOracle.randomBytes(64)) }
    }

    @Test("sums, differences and products of all pairs of edges and random values")
    func pairs() throws {
        let operands = Self.operands
        for left in operands {
            let a = try Scalar(canonical: left)
            #expect(a.encoded() == left)
            #expect((-a).encoded() == SodiumOracle.subtract([UInt8](repeating: 0, count: 32), left))
            #expect(a.squared().encoded() == SodiumOracle.multiply(left, left))
            #expect(a.doubled().encoded() == SodiumOracle.add(left, left))
            for right in operands {
                let b = try Scalar(canonical: right)
                #expect((a + b).encoded() == SodiumOracle.add(left, right))
                #expect((a - b).encoded() == SodiumOracle.subtract(left, right))
                #expect((a * b).encoded() == SodiumOracle.multiply(left, right))
                #expect((a == b) == (left == right))
            }
        }
    }

    @Test("inverses one by one and in a batch, zeros kept")
    func inverses() throws {
        let operands = Self.operands
        var batch = try operands.map { try Scalar(canonical: $0) }
        Scalar.invertAllOrZero(&batch)
        for (bytes, inverse) in zip(operands, batch) {
            let scalar = try Scalar(canonical: bytes)
            let zero = scalar.isZero
            #expect(zero == bytes.allSatisfy { $0 == 0 })
            #expect(inverse.encoded() == (zero ? bytes : SodiumOracle.invert(bytes)))
            #expect(scalar.invertedOrZero() == inverse)
            #expect(scalar * inverse == (zero ? .zero : .one))
        }
        var none: [Scalar] = []
        Scalar.invertAllOrZero(&none)
        #expect(none.isEmpty)
    }

    @Test("zero has no inverse, and the failure says which one it was")
    func zeroInverse() throws {
        #expect(throws: ScalarFailure.zero(field: "y")) { try Scalar.zero.inverted(field: "y") }
        #expect(try Scalar.one.inverted() == .one)
        var list = [Scalar.one, .zero, .half]
        #expect(throws: ScalarFailure.zero(field: FieldName("y", at: 1))) {
            try Scalar.invertAll(&list, field: "y")
        }
        #expect(list == [.one, .zero, .half])
        list[1] = .one
        try Scalar.invertAll(&list)
        #expect(list == [.one, .one, Scalar(2 as UInt64)])
    }

    @Test("wide and narrow reductions, extremes included")
    func reductions() throws {
        let extremes = [
            [UInt8](repeating: 0xff, count: 64), [UInt8](repeating: 0, count: 64),
            [UInt8](repeating: 0, count: 32) + [UInt8](repeating: 0xff, count: 32),
            [UInt8](repeating: 0xff, count: 32) + [UInt8](repeating: 0, count: 32),
            Samples.order + [UInt8](repeating: 0, count: 32), Samples.order + Samples.order,
        ]
        for bytes in extremes + (0..<200).map({ _ in SodiumOracle.randomBytes(64) }) {
            #expect(try Scalar(wideReducing: bytes).encoded() == SodiumOracle.reduce(bytes))
            let low = [UInt8](bytes[..<32])
            let padded = low + [UInt8](repeating: 0, count: 32)
            #expect(try Scalar(reducing: low).encoded() == SodiumOracle.reduce(padded))
        }
    }

    @Test("small integers, signs, halves and powers of two")
    func integers() throws {
        #expect(Scalar(0 as UInt64) == .zero)
        #expect(Scalar(1 as UInt64) == .one)
        #expect(Scalar.half + .half == .one)
        #expect(Scalar(UInt64.max) + .one == Scalar(UInt128(1) << 64))
        for value in [0, 1, -1, Int64.max, Int64.min, Int64.min + 1, 77, -77] {
            let magnitude = Scalar(value.magnitude)
            #expect(Scalar(signed: value) == (value < 0 ? -magnitude : magnitude))
        }
        #expect(Scalar.powerOfTwo(vartime: 0) == .one)
        #expect(Scalar.powerOfTwo(vartime: 127) == Scalar(UInt128(1) << 127))
        #expect(Scalar.powerOfTwo(vartime: 300) == Scalar.powerOfTwo(vartime: 150).squared())
    }

    @Test("selection by a bit")
    func selection() throws {
        let (a, b) = (try Samples.scalar(), try Samples.scalar())
        #expect(Scalar.select(bit: 1, one: a, zero: b) == a)
        #expect(Scalar.select(bit: 0, one: a, zero: b) == b)
    }
}

@Suite("Scalar refuses what is not its one encoding")
struct ScalarRefusalTests {
    @Test("numbers from l upwards are not canonical", arguments: [0, 1, 18])
    func aboveOrder(_ excess: UInt8) {
        var bytes = Samples.order
        bytes[0] += excess
        #expect(throws: ScalarFailure.notCanonical(field: "t_x")) { try Scalar(canonical: bytes, field: "t_x") }
    }

    @Test("each high bit alone is refused")
    func highBits() {
        for bit in 253..<256 {
            var bytes = [UInt8](repeating: 0, count: 32)
            bytes[bit / 8] = 1 << UInt8(bit % 8)
            #expect(throws: ScalarFailure.notCanonical(field: "scalar")) { try Scalar(canonical: bytes) }
        }
        #expect(throws: ScalarFailure.notCanonical(field: "scalar")) {
            try Scalar(canonical: [UInt8](repeating: 0xff, count: 32))
        }
    }

    @Test("every wrong length is refused by name", arguments: [0, 1, 31, 33, 63, 64, 65])
    func lengths(_ count: Int) {
        let bytes = [UInt8](repeating: 0, count: count)
        let field = FieldName("a", at: 7)
        #expect(throws: ScalarFailure.length(field: field, expected: 32, actual: count)) {
            try Scalar(canonical: bytes, field: field)
        }
        #expect(throws: ScalarFailure.length(field: field, expected: 32, actual: count)) {
            try Scalar(reducing: bytes, field: field)
        }
        guard count != 64 else { return }
        #expect(throws: ScalarFailure.length(field: field, expected: 64, actual: count)) {
            try Scalar(wideReducing: bytes, field: field)
        }
    }

    @Test("failures read well")
    func words() {
        #expect(
            ScalarFailure.notCanonical(field: FieldName("V", at: 3)).description
                == "V[3]: the scalar is not below the group order")
        #expect(FieldName("V") != FieldName("W"))
        #expect(FieldName("V") != FieldName("V", at: 0))
    }
}
