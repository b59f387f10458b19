import Pedersen
import Ristretto
import StrictJSON

extension VectorSuite {
    /// The suites of the group: `ristretto255`, `scalar`, their decodings, `multi-scalar`, and `generators`.
    static let groupSuites = [
        VectorSuite("ristretto255", check: points),
        VectorSuite("ristretto255-decoding", check: pointDecoding),
        VectorSuite("scalar", check: scalars),
        VectorSuite("scalar-decoding", check: scalarDecoding),
        VectorSuite("multi-scalar", check: sums),
        VectorSuite("generators", check: generators),
    ]

    /// Every case runs on every implementation of the kernel that this machine has.
    private static func onAll(
        _ expected: [UInt8], _ compute: (KernelImplementation) -> [UInt8]
    ) -> Comparison {
        Comparison(KernelImplementation.available.map { Comparison(expected: expected, got: compute($0)) })
    }

    private static func points(_ reader: inout JSONObjectReader) throws(JSONFailure) -> Comparison {
        switch try operation(&reader, ["multiple", "map", "add"]) {
        case "multiple":
            let scalar = try scalar(&reader, "scalar")
            let output = try reader.hex("output", count: 32)
            return onAll(output) { implementation in
                RistrettoPoint.generator.multiplied(by: scalar, on: implementation)
                    .compressed(on: implementation).bytes
            }
        case "map":
            let uniform = try reader.hex("uniform", count: 64)
            let output = try reader.hex("output", count: 32)
            return onAll(output) { implementation in
                RistrettoPoint(uniform: InlineArray { uniform[$0] }, on: implementation)
                    .compressed(on: implementation).bytes
            }
        default:
            let left = try point(&reader, "left")
            let right = try point(&reader, "right")
            let output = try reader.hex("output", count: 32)
            return onAll(output) { left.adding(right, on: $0).compressed(on: $0).bytes }
        }
    }

    private static func pointDecoding(_ reader: inout JSONObjectReader) throws(JSONFailure) -> Comparison {
        let encoding = try reader.hex("encoding")
        let expected = try Verdict(&reader)
        return Comparison(
            KernelImplementation.available.map { implementation in
                Comparison(expected: expected.text, got: decode(encoding, on: implementation).text)
            })
    }

    private static func decode(_ encoding: [UInt8], on implementation: KernelImplementation) -> Verdict {
        do throws(PointFailure) {
            let wire = try CompressedPoint(undecoded: encoding)
            let point = try RistrettoPoint(decoding: wire, on: implementation)
            let isSame = point.compressed(on: implementation) == wire
            return isSame ? .accepted : .refused(reason: "encoded otherwise")
        } catch {
            switch error {
            case .length: return .refused(reason: "length")
            case .invalidEncoding: return .refused(reason: "nonCanonicalPoint")
            case .identity: return .refused(reason: "identity")
            }
        }
    }

    private static func scalars(_ reader: inout JSONObjectReader) throws(JSONFailure) -> Comparison {
        let name = try operation(&reader, ["add", "subtract", "multiply", "invert", "reduce"])
        let result: Scalar
        switch name {
        case "invert": result = try scalar(&reader, "input").invertedOrZero()
        case "reduce":
            let input = try reader.hex("input", count: 64)
            result = Scalar(wideReducing: InlineArray { input[$0] })
        default:
            let left = try scalar(&reader, "left")
            let right = try scalar(&reader, "right")
            result = name == "add" ? left + right : name == "subtract" ? left - right : left * right
        }
        return Comparison(expected: try reader.hex("output", count: 32), got: result.encoded())
    }

    private static func scalarDecoding(_ reader: inout JSONObjectReader) throws(JSONFailure) -> Comparison {
        let encoding = try reader.hex("encoding")
        let expected = try Verdict(&reader)
        let got: Verdict
        do throws(ScalarFailure) {
            let scalar = try Scalar(canonical: encoding)
            got = scalar.encoded() == encoding ? .accepted : .refused(reason: "encoded otherwise")
        } catch {
            switch error {
            case .length: got = .refused(reason: "length")
            case .notCanonical: got = .refused(reason: "nonCanonicalScalar")
            case .zero: got = .refused(reason: "zero")
            }
        }
        return Comparison(expected: expected.text, got: got.text)
    }

    /// Sums of products, in variable and in constant time.
    private static func sums(_ reader: inout JSONObjectReader) throws(JSONFailure) -> Comparison {
        let scalars = try reader.required("scalars").array { value throws(JSONFailure) in try scalar(value) }
        let list = try reader.required("points")
        let points = try list.array { value throws(JSONFailure) in try point(value) }
        guard points.count == scalars.count else {
            throw list.failure(.wrongCount(expected: scalars.count, found: points.count))
        }
        let output = try reader.hex("output", count: 32)
        return Comparison([
            onAll(output) { MultiScalar.vartime(scalars, points, on: $0).compressed(on: $0).bytes },
            onAll(output) { constantTimeSum(scalars, points, on: $0) },
        ])
    }

    private static func constantTimeSum(
        _ scalars: [Scalar], _ points: [RistrettoPoint], on implementation: KernelImplementation
    ) -> [UInt8] {
        let affine = AffinePoints(points, on: implementation)
        // Without guarded memory there is no answer, which agrees with none.
        guard let workspace = try? SecretWorkspace(),
            let sum = try? MultiScalar.constantTime(scalars.span, affine, workspace: workspace, on: implementation)
        else { return [] }
        return sum.compressed(on: implementation).bytes
    }

    /// The chain `pedersen` stands for B and the base of blindings.
    private static func generators(_ reader: inout JSONObjectReader) throws(JSONFailure) -> Comparison {
        let name = try reader.required("chain")
        let side: GeneratorChain.Side? = try choice(name, ["G": .g, "H": .h, "pedersen": nil])
        let party: UInt32 = try reader.integer("party")
        let start: UInt16 = try reader.integer("start")
        let count: UInt16 = try reader.integer("count")
        let encodings = try reader.hex("encodings", count: 32 * Int(count))
        guard let side else {
            guard party == 0, start == 0, count == 2 else {
                throw name.failure(.refused("this chain has two generators of party 0"))
            }
            let bases = PedersenGenerators.standard
            return Comparison(
                expected: encodings, got: bases.value.compressed().bytes + bases.blinding.compressed().bytes)
        }
        return onAll(encodings) { implementation in
            var chain = GeneratorChain(side: side, party: party)
            chain.skip(Int(start))
            let points = chain.next(Int(count), on: implementation)
            return CompressedPoint.encode(points, on: implementation).flatMap { $0.bytes }
        }
    }

    private static func operation(
        _ reader: inout JSONObjectReader, _ names: [String]
    ) throws(JSONFailure) -> String {
        try choice(reader.required("operation"), Dictionary(uniqueKeysWithValues: names.map { ($0, $0) }))
    }

    private static func scalar(_ reader: inout JSONObjectReader, _ key: String) throws(JSONFailure) -> Scalar {
        try scalar(reader.required(key))
    }

    private static func scalar(_ value: JSONValue) throws(JSONFailure) -> Scalar {
        let bytes = try value.hex(count: 32)
        do throws(ScalarFailure) { return try Scalar(canonical: bytes) } catch {
            throw value.failure(.refused("not a canonical scalar"))
        }
    }

    private static func point(
        _ reader: inout JSONObjectReader, _ key: String
    ) throws(JSONFailure) -> RistrettoPoint {
        try point(reader.required(key))
    }

    private static func point(_ value: JSONValue) throws(JSONFailure) -> RistrettoPoint {
        let bytes = try value.hex(count: 32)
        do throws(PointFailure) { return try RistrettoPoint(decoding: CompressedPoint(undecoded: bytes)) } catch {
            throw value.failure(.refused("not a point"))
        }
    }
}
