import Ristretto
import Testing

@Suite("Points refuse what is not their one encoding", .serialized)
struct PointRefusalTests {
    @Test("every wrong length is refused by name", arguments: [0, 1, 31, 33, 64])
    func lengths(_ count: Int) {
        #expect(throws: PointFailure.length(field: "A", expected: 32, actual: count)) {
            try CompressedPoint(undecoded: [UInt8](repeating: 0, count: count), field: "A")
        }
    }

    @Test("uniform bytes of a wrong length", arguments: [0, 63, 65])
    func uniformLengths(_ count: Int) {
        #expect(throws: PointFailure.length(field: "uniform bytes", expected: 64, actual: count)) {
            try RistrettoPoint(uniform: [UInt8](repeating: 0, count: count))
        }
    }

    @Test(
        "strings at random: refused exactly where libsodium refuses them or bit 255 is set", arguments: implementations)
    func random(_ implementation: KernelImplementation) throws {
        var accepted = 0
        for _ in 0..<400 {
            let bytes = SodiumOracle.randomBytes(32)
            let encoding = try CompressedPoint(undecoded: bytes)
            let expected = SodiumOracle.isValid(bytes) && bytes[31] < 0x80
            let point = try? RistrettoPoint(decoding: encoding, on: implementation)
            #expect((point != nil) == expected)
            accepted += expected ? 1 : 0
        }
        // One in eight has both high bits and the parity right and decodes half of the time.
        #expect(accepted > 0 && accepted < 200)
    }

    @Test("bit 255 makes any encoding invalid", arguments: implementations)
    func highBit(_ implementation: KernelImplementation) throws {
        for _ in 0..<20 {
            var bytes = SodiumOracle.map(SodiumOracle.randomBytes(64))
            bytes[31] |= 0x80
            let encoding = try CompressedPoint(undecoded: bytes)
            #expect(throws: PointFailure.invalidEncoding(field: "V")) {
                try RistrettoPoint(decoding: encoding, field: "V", on: implementation)
            }
        }
    }

    @Test("the identity where it is forbidden", arguments: implementations)
    func identity(_ implementation: KernelImplementation) throws {
        #expect(throws: PointFailure.identity(field: "A")) {
            try RistrettoPoint(decoding: .identity, identity: .forbidden, field: "A", on: implementation)
        }
        #expect(try RistrettoPoint(decoding: .identity, on: implementation) == .identity)
    }

    @Test("a list names its first bad point and stays as it was", arguments: implementations)
    func lists(_ implementation: KernelImplementation) throws {
        let good = try CompressedPoint(undecoded: SodiumOracle.map(SodiumOracle.randomBytes(64)))
        let bad = try CompressedPoint(undecoded: [UInt8](repeating: 0xff, count: 32))
        var list = try AffinePoints(decoding: [good], on: implementation)
        #expect(throws: PointFailure.invalidEncoding(field: FieldName("L", at: 9))) {
            try list.append(
                decoding: [CompressedPoint](repeating: good, count: 9) + [bad, bad], field: "L", on: implementation)
        }
        #expect(throws: PointFailure.identity(field: FieldName("L", at: 1))) {
            try list.append(decoding: [good, .identity, bad], identity: .forbidden, field: "L", on: implementation)
        }
        #expect(throws: PointFailure.invalidEncoding(field: FieldName("L", at: 0))) {
            try list.append(decoding: [bad, .identity], identity: .forbidden, field: "L", on: implementation)
        }
        let count = list.count
        #expect(count == 1)
        #expect(list.point(at: 0, on: implementation).compressed() == good)
        try list.append(decoding: [good, .identity], on: implementation)
        #expect(list.points(on: implementation).map { $0.compressed() } == [good, good, .identity])
    }

    @Test("failures read well")
    func words() {
        #expect(
            PointFailure.identity(field: FieldName("V", at: 3)).description
                == "V[3]: the point is the identity, which is not allowed here")
        #expect(throws: KernelFailure.unknownImplementation) { try KernelImplementation(named: "fast") }
        #expect(throws: KernelFailure.unknownImplementation) { try KernelImplementation(named: "") }
        for implementation in KernelImplementation.available {
            #expect((try? KernelImplementation(named: "\(implementation)")) == implementation)
        }
        #expect(KernelImplementation.available.contains(.best))
    }
}
