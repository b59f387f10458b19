import CRistrettoKernel
import Testing

/// Single points and batches, against libsodium.
@Suite struct PointTests {
    @Test(arguments: Implementation.available)
    func encodingsAgreeWithTheOracle(_ implementation: Implementation) throws {
        let kernel = Kernel(implementation)
        #expect(kernel.decode(Oracle.identity).map(kernel.encode) == Oracle.identity)
        for _ in 0..<60 {
            let (a, b) = (Oracle.randomPoint(), Oracle.randomPoint())
            let p = try #require(kernel.decode(a))
            let q = try #require(kernel.decode(b))
            #expect(kernel.encode(p) == a)
            #expect(kernel.encode(kernel.add(p, q)) == Oracle.add(a, b))
            #expect(kernel.encode(kernel.subtract(p, q)) == Oracle.subtract(a, b))
            #expect(kernel.encode(kernel.double(p)) == Oracle.add(a, a))
            #expect(kernel.encode(kernel.negate(p)) == Oracle.subtract(Oracle.identity, a))
            #expect(kernel.equal(kernel.add(p, q), kernel.add(q, p)) && !kernel.equal(p, q))
            #expect(kernel.equal(kernel.subtract(p, p), Kernel.identity) && !kernel.equal(p, Kernel.identity))
        }
    }

    @Test(arguments: Implementation.available)
    func decodingIsStrict(_ implementation: Implementation) {
        let kernel = Kernel(implementation)
        let p: [UInt8] = [0xed] + [UInt8](repeating: 0xff, count: 30) + [0x7f]
        var strings = (0..<256).map { Oracle.scalar(UInt64($0)) }
        strings += (0..<40).map { d in p.enumerated().map { $0.offset == 0 ? $0.element &- 20 &+ UInt8(d) : $0.element }
        }
        strings += (0..<300).map { _ in
            Oracle.randomBytes(32).enumerated().map { $0.offset == 31 ? $0.element & 0x7f : $0.element }
        }
        let valid = (0..<40).map { _ in Oracle.randomPoint() }
        strings += valid
        strings += valid.map { $0.enumerated().map { $0.offset == 0 ? $0.element | 1 : $0.element } }
        for s in strings { #expect((kernel.decode(s) != nil) == Oracle.isValid(s), "\(s)") }
        // RFC 9496 refuses bit 255, which the oracle's version ignores.
        let high = (valid + [Oracle.identity]).map {
            $0.enumerated().map { $0.offset == 31 ? $0.element | 0x80 : $0.element }
        }
        for s in high { #expect(kernel.decode(s) == nil) }

        let all = strings + high
        let expected = strings.map(Oracle.isValid) + high.map { _ in false }
        let batch = kernel.decodeBatch(all)
        #expect(batch.ok == expected)
        #expect(batch.bad == expected.count { !$0 })
        let encodings = kernel.encodeBatch(kernel.points(batch.points))
        for (i, ok) in expected.enumerated() { #expect(encodings[i] == (ok ? all[i] : Oracle.identity)) }
        for n in 0..<34 { #expect(kernel.decodeBatch(Array(all.suffix(n))).ok == expected.suffix(n)) }
    }

    @Test(arguments: Implementation.available)
    func multiplicationAgreesWithTheOracle(_ implementation: Implementation) throws {
        let kernel = Kernel(implementation)
        let encoding = Oracle.randomPoint()
        let p = try #require(kernel.decode(encoding))
        for s in Oracle.edgeScalars + (0..<20).map({ _ in Oracle.randomScalar() }) {
            #expect(kernel.encode(kernel.multiply(s, p)) == Oracle.multiply(s, encoding), "\(s)")
            #expect(kernel.encode(kernel.multiply(s, Kernel.identity)) == Oracle.identity)
        }
    }

    @Test(arguments: Implementation.available)
    func theMapAgreesWithTheOracle(_ implementation: Implementation) {
        let kernel = Kernel(implementation)
        var inputs = (0..<60).map { _ in Oracle.randomBytes(64) }
        let p: [UInt8] = [0xed] + [UInt8](repeating: 0xff, count: 30) + [0x7f]
        for half in [Oracle.identity, Oracle.scalar(1), p, p.map { _ in 0xff }] { inputs.append(half + half) }
        inputs.append(p + Oracle.identity)
        var out = [rk_point](repeating: rk_point(), count: inputs.count)
        rk_from_uniform_batch(kernel.impl, &out, inputs.flatMap(\.self), inputs.count)
        for (i, input) in inputs.enumerated() {
            var single = rk_point()
            rk_from_uniform(kernel.impl, &single, input)
            #expect(kernel.encode(single) == Oracle.fromUniform(input))
            #expect(kernel.encode(out[i]) == Oracle.fromUniform(input))
        }
    }

    @Test(arguments: Implementation.available)
    func everyRepresentativeIsTheSameElement(_ implementation: Implementation) throws {
        let kernel = Kernel(implementation)
        for encoding in [Oracle.identity, Oracle.randomPoint(), Oracle.randomPoint(), kernel.encode(Kernel.generator)] {
            let p = try #require(kernel.decode(encoding))
            let other = kernel.add(p, Kernel.generator)
            let representatives = Torsion.points.map { kernel.add(p, $0) }
            let doubled = Oracle.add(encoding, encoding)
            #expect(kernel.encodeBatch(representatives) == representatives.map { _ in encoding })
            #expect(kernel.doubleEncode(representatives) == representatives.map { _ in doubled })
            for q in representatives {
                #expect(kernel.equal(p, q) && kernel.equal(q, p) && !kernel.equal(q, other))
                #expect(kernel.encode(kernel.double(q)) == doubled)
                let s = Oracle.randomScalar()
                #expect(kernel.encode(kernel.multiply(s, q)) == Oracle.multiply(s, encoding))
                let affine = kernel.normalize([q])
                #expect(kernel.sumVartime([s], affine).encoding == Oracle.multiply(s, encoding))
                #expect(kernel.sumConstantTime([s], affine) == Oracle.multiply(s, encoding))
            }
        }
        // The four torsion points themselves are the identity; a point of order 8 is not a ristretto255 element's.
        for t in Torsion.points { #expect(kernel.equal(t, Kernel.identity) && kernel.encode(t) == Oracle.identity) }
    }

    @Test(arguments: Implementation.available)
    func batchesOfEverySize(_ implementation: Implementation) {
        let kernel = Kernel(implementation)
        var points = [Kernel.identity]
        var encodings = [Oracle.identity]
        let base = kernel.encode(Kernel.generator)
        for i in 1..<40 {
            let s = Oracle.randomScalar()
            points.append(kernel.add(kernel.multiply(s, Kernel.generator), Torsion.points[i % 4]))
            encodings.append(Oracle.multiply(s, base))
        }
        let doubled = encodings.map { Oracle.add($0, $0) }
        for n in Array(0...40) + [63, 64, 65, 127, 128, 129, 255, 256, 257, 511, 513, 700] {
            let chosen = (0..<n).map { ($0 * 7 + n) % points.count }
            let batch = chosen.map { points[$0] }
            #expect(kernel.encodeBatch(batch) == chosen.map { encodings[$0] })
            #expect(kernel.doubleEncode(batch) == chosen.map { doubled[$0] })
            let affine = kernel.normalize(batch)
            #expect(kernel.encodeBatch(kernel.points(affine)) == chosen.map { encodings[$0] })
        }
    }

    @Test func implementationsUnderstandEachOther() throws {
        let scalar = Oracle.randomScalar()
        let encoding = Oracle.randomPoint()
        for a in Implementation.available.map(Kernel.init) {
            for b in Implementation.available.map(Kernel.init) {
                let p = a.multiply(scalar, try #require(b.decode(encoding)))
                #expect(b.encode(p) == Oracle.multiply(scalar, encoding))
                #expect(b.encode(b.double(p)) == a.encode(a.add(p, p)))
                #expect(b.sumVartime([scalar], a.normalize([p])).encoding == b.encode(b.multiply(scalar, p)))
            }
        }
    }

    @Test func conditionalMove() {
        let kernel = Kernel(.portable32)
        var (r, p) = (Kernel.identity, Kernel.generator)
        rk_point_cmov(&r, &p, 0)
        #expect(kernel.encode(r) == Oracle.identity)
        rk_point_cmov(&r, &p, 1)
        #expect(kernel.encode(r) == kernel.encode(p))
    }
}

/// The four points of E[4], which all represent the identity.
enum Torsion {
    static let points: [rk_point] = {
        let zero: Limbs = (0, 0, 0, 0, 0)
        let one: Limbs = (1, 0, 0, 0, 0)
        let minusOne: Limbs = (0x7ffffffffffec, 0x7ffffffffffff, 0x7ffffffffffff, 0x7ffffffffffff, 0x7ffffffffffff)
        let i: Limbs = (0x61b274a0ea0b0, 0x0d5a5fc8f189d, 0x7ef5e9cbd0c60, 0x78595a6804c9e, 0x2b8324804fc1d)
        let minusI: Limbs = (0x1e4d8b5f15f3d, 0x72a5a0370e762, 0x010a16342f39f, 0x07a6a597fb361, 0x547cdb7fb03e2)
        return [
            rk_point(X: zero, Y: one, Z: one, T: zero), rk_point(X: zero, Y: minusOne, Z: one, T: zero),
            rk_point(X: i, Y: zero, Z: one, T: zero), rk_point(X: minusI, Y: zero, Z: one, T: zero),
        ]
    }()
    typealias Limbs = (UInt64, UInt64, UInt64, UInt64, UInt64)
}
