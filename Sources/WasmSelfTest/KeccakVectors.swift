internal import Transcript

/// The suites `keccak-f1600`, `sha3` and `shake`.
enum KeccakVectors {
    static func permutation(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let vector = try VectorCase(value, known: ["name", "input", "output"])
        let input = try vector["input"].bytes()
        guard input.count == KeccakState.byteCount else { throw .hexadecimal }
        var state = KeccakState()
        for index in input.indices { state.set(input[index], at: index) }
        state.permute()
        return try (0..<KeccakState.byteCount).map { state.byte(at: $0) } == vector["output"].bytes()
    }

    static func sha3(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let vector = try VectorCase(value, known: ["name", "function", "message", "digest"])
        let function = try vector["function"]
        let variant: SHA3.Variant
        if try function.spells("sha3-256") {
            variant = .sha3_256
        } else if try function.spells("sha3-512") {
            variant = .sha3_512
        } else {
            throw .unknownName
        }
        let message = try vector["message"].bytes()
        let digest = try vector["digest"].bytes()
        var whole = SHA3(variant)
        whole.absorb(message)
        var pieces = SHA3(variant)
        for piece in Pieces(message) { pieces.absorb(piece) }
        return whole.finalize() == digest && pieces.finalize() == digest
    }

    static func shake(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let vector = try VectorCase(value, known: ["name", "function", "message", "output"])
        let function = try vector["function"]
        let variant: SHAKE.Variant
        if try function.spells("shake128") {
            variant = .shake128
        } else if try function.spells("shake256") {
            variant = .shake256
        } else {
            throw .unknownName
        }
        let message = try vector["message"].bytes()
        let output = try vector["output"].bytes()
        var whole = SHAKE(variant)
        whole.absorb(message)
        var pieces = SHAKE(variant)
        for piece in Pieces(message) { pieces.absorb(piece) }
        var wholeStream = whole.finalize()
        var pieceStream = pieces.finalize()
        var joined: [UInt8] = []
        for piece in Pieces(output) { joined += pieceStream.read(piece.count) }
        return wholeStream.read(output.count) == output && joined == output
    }
}

/// Cuts bytes into pieces of 0, 1, 2, 3 and more bytes, so that streaming is exercised with every case.
struct Pieces: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var offset = 0
    private var length = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> [UInt8]? {
        guard offset < bytes.count else { return nil }
        let end = Swift.min(offset + length, bytes.count)
        defer { (offset, length) = (end, length + 1) }
        return Array(bytes[offset..<end])
    }
}
