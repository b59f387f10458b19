internal import Ristretto

/// The suites `ristretto255`, `ristretto255-decoding` and `multi-scalar`.
enum RistrettoVectors {
    static func operations(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let vector = try VectorCase(
            value, known: ["name", "operation", "scalar", "uniform", "left", "right", "output"])
        let operation = try vector["operation"]
        let output = try vector["output"].bytes()
        if try operation.spells("multiple") {
            let factor = try ScalarVectors.scalar(vector["scalar"])
            return (factor * RistrettoPoint.generator).compressed().bytes == output
        }
        if try operation.spells("map") {
            let uniform = try vector["uniform"].bytes()
            guard uniform.count == 64 else { throw .hexadecimal }
            let bytes = InlineArray<64, UInt8> { uniform[$0] }
            return RistrettoPoint(uniform: bytes).compressed().bytes == output
        }
        guard try operation.spells("add") else { throw .unknownName }
        let left = try point(vector["left"])
        let right = try point(vector["right"])
        let sum = left + right
        return sum.compressed().bytes == output && sum - right == left
    }

    static func sums(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let vector = try VectorCase(value, known: ["name", "scalars", "points", "output"])
        var scalars: [Scalar] = []
        var points: [RistrettoPoint] = []
        for element in try vector["scalars"].elements() { scalars.append(try ScalarVectors.scalar(element)) }
        for element in try vector["points"].elements() { points.append(try point(element)) }
        guard scalars.count == points.count else { throw .member }
        return try MultiScalar.vartime(scalars, points).compressed().bytes == vector["output"].bytes()
    }

    static func decoding(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let vector = try VectorCase(value, known: ["name", "encoding", "valid", "reason"])
        let encoding = try vector["encoding"].bytes()
        let valid = try vector["valid"].flag()
        do throws(PointFailure) {
            let point = try RistrettoPoint(decoding: CompressedPoint(undecoded: encoding))
            return valid && point.compressed().bytes == encoding
        } catch {
            guard !valid else { return false }
            switch error {
            case .length: return try vector["reason"].spells("length")
            case .invalidEncoding: return try vector["reason"].spells("nonCanonicalPoint")
            case .identity: return false
            }
        }
    }

    private static func point(_ value: JSONValue) throws(VectorFailure) -> RistrettoPoint {
        let bytes = try value.bytes()
        do throws(PointFailure) {
            return try RistrettoPoint(decoding: CompressedPoint(undecoded: bytes))
        } catch {
            throw .hexadecimal
        }
    }
}
