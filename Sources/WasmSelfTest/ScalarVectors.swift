internal import Ristretto

/// The suites `scalar` and `scalar-decoding`.
enum ScalarVectors {
    static func operations(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let vector = try VectorCase(value, known: ["name", "operation", "input", "left", "right", "output"])
        let operation = try vector["operation"]
        let output = try vector["output"].bytes()
        if try operation.spells("reduce") {
            let input = try vector["input"].bytes()
            guard input.count == 64 else { throw .hexadecimal }
            let bytes = InlineArray<64, UInt8> { input[$0] }
            return Scalar(wideReducing: bytes).encoded() == output
        }
        if try operation.spells("invert") {
            return try scalar(vector["input"]).invertedOrZero().encoded() == output
        }
        let left = try scalar(vector["left"])
        let right = try scalar(vector["right"])
        if try operation.spells("add") { return (left + right).encoded() == output }
        if try operation.spells("subtract") { return (left - right).encoded() == output }
        guard try operation.spells("multiply") else { throw .unknownName }
        return (left * right).encoded() == output
    }

    static func decoding(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let vector = try VectorCase(value, known: ["name", "encoding", "valid", "reason"])
        let encoding = try vector["encoding"].bytes()
        let valid = try vector["valid"].flag()
        do throws(ScalarFailure) {
            return try Scalar(canonical: encoding).encoded() == encoding && valid
        } catch {
            guard !valid else { return false }
            switch error {
            case .length: return try vector["reason"].spells("length")
            case .notCanonical: return try vector["reason"].spells("nonCanonicalScalar")
            case .zero: return false
            }
        }
    }

    static func scalar(_ value: JSONValue) throws(VectorFailure) -> Scalar {
        let bytes = try value.bytes()
        do throws(ScalarFailure) { return try Scalar(canonical: bytes) } catch { throw .hexadecimal }
    }
}
