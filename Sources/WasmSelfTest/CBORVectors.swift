internal import Wire

/// The suite `cbor`.
enum CBORVectors {
    static func check(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let vector = try VectorCase(value, known: ["name", "encoding", "valid", "reason"])
        let encoding = try vector["encoding"].bytes()
        let valid = try vector["valid"].flag()
        do throws(WireFailure) {
            return try WireValue(decoding: encoding, maximumByteCount: 1 << 20).encoded() == encoding && valid
        } catch {
            return try vector.refuses(error.reason.name)
        }
    }
}
