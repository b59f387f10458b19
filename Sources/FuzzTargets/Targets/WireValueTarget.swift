import StrictJSON
import Wire

/// The CBOR reader on items of any shape: one encoding for each.
struct WireValueTarget: FuzzTarget {
    static let name = "wire-value"
    static let summary = "CBOR items of any shape"
    static let maximumByteCount = 16384
    static let words = ["\u{0}", "\u{17}", "\u{18}\u{18}", "\u{19}\u{1}", "\u{1A}\u{1}", "\u{1B}\u{1}", "cabc"]

    private let encodings: [[UInt8]]

    init(_ material: FuzzMaterial) throws {
        encodings = try material.cases("vectors/cbor.json") { (reader) throws(JSONFailure) in try reader.hex("encoding")
        }
    }

    func seeds() -> [[UInt8]] { encodings.filter { $0.count <= Self.maximumByteCount } }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        // What a file says that it is must be readable without a trap too, whatever follows.
        _ = try? FileKind.announced(in: input)
        let value: WireValue
        do throws(WireFailure) {
            value = try WireValue(decoding: input, maximumByteCount: Self.maximumByteCount, depth: 64)
        } catch {
            guard error.offset <= input.count else { throw .disagreement(object: "place of a failure") }
            return .refused
        }
        try Self.require("CBOR item", input, is: value.encoded())
        return .accepted
    }
}
