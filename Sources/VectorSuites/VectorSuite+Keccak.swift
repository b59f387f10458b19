import StrictJSON
import Transcript

extension VectorSuite {
    /// The suites of FIPS 202: `keccak-f1600`, `sha3` and `shake`.
    static let keccakSuites = [
        VectorSuite("keccak-f1600", check: permutation),
        VectorSuite("sha3", check: sha3),
        VectorSuite("shake", check: shake),
    ]

    private static func permutation(_ reader: inout JSONObjectReader) throws(JSONFailure) -> Comparison {
        let input = try reader.hex("input", count: KeccakState.byteCount)
        let output = try reader.hex("output", count: KeccakState.byteCount)
        var state = KeccakState()
        for index in input.indices { state.set(input[index], at: index) }
        state.permute()
        return Comparison(expected: output, got: (0..<KeccakState.byteCount).map { state.byte(at: $0) })
    }

    private static func sha3(_ reader: inout JSONObjectReader) throws(JSONFailure) -> Comparison {
        let variant: SHA3.Variant = try choice(
            reader.required("function"), ["sha3-256": .sha3_256, "sha3-512": .sha3_512])
        let message = try reader.hex("message")
        let digest = try reader.hex("digest")
        var whole = SHA3(variant)
        whole.absorb(message)
        var pieces = SHA3(variant)
        for piece in growingPieces(of: message) { pieces.absorb(piece) }
        return Comparison([
            Comparison(expected: digest, got: whole.finalize()), Comparison(expected: digest, got: pieces.finalize()),
        ])
    }

    private static func shake(_ reader: inout JSONObjectReader) throws(JSONFailure) -> Comparison {
        let variant: SHAKE.Variant = try choice(
            reader.required("function"), ["shake128": .shake128, "shake256": .shake256])
        let message = try reader.hex("message")
        let output = try reader.hex("output")
        var whole = SHAKE(variant)
        whole.absorb(message)
        var pieces = SHAKE(variant)
        for piece in growingPieces(of: message) { pieces.absorb(piece) }
        var wholeStream = whole.finalize()
        var pieceStream = pieces.finalize()
        let joined = growingPieces(of: output).flatMap { pieceStream.read($0.count) }
        return Comparison([
            Comparison(expected: output, got: wholeStream.read(output.count)),
            Comparison(expected: output, got: joined),
        ])
    }

    /// What a name in the file stands for.
    static func choice<Choice>(_ value: JSONValue, _ choices: [String: Choice]) throws(JSONFailure) -> Choice {
        guard let choice = choices[try value.string()] else {
            throw value.failure(.refused("not one of \(choices.keys.sorted().joined(separator: ", "))"))
        }
        return choice
    }

    /// The bytes in pieces of 1, 2, 3 and more, so that every case also runs the buffering between calls.
    private static func growingPieces(of bytes: [UInt8]) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + pieces.count + 1)
            pieces.append(Array(bytes[start..<end]))
            start = end
        }
        return pieces
    }
}
