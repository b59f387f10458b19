import Wire

/// The CBOR reader's calls in any order, with the writer's beside them: both must end with the same bytes.
///
/// An input is a number of steps, the steps, and what is read. A step is the call in the lower half of its byte and a
/// bound in the upper.
struct WireReaderTarget: FuzzTarget {
    static let name = "wire-reader"
    static let summary = "the CBOR reader's calls in any order"
    static let maximumByteCount = 4096
    static let words: [String] = []

    init(_ material: FuzzMaterial) {}

    func seeds() -> [[UInt8]] {
        [
            [1, 0x00, 0x05], [1, 0x01, 0x38, 0x63], [1, 0x42, 0x43, 1, 2, 3], [1, 0x43, 0x62, 0x61, 0x62],
            [1, 0x04, 0xF5], [1, 0x05, 0xF6], [2, 0x36, 0x00, 0xC3, 0x07],
            // An array of an integer and an empty map.
            [5, 0x27, 0x00, 0x28, 0x09, 0x09, 0x82, 0x18, 0x40, 0xA0],
            // A map: 1 to true, 2 (optional, absent), "type" to null.
            [8, 0x28, 0x1A, 0x04, 0x2B, 0x0C, 0x0D, 0x05, 0x09, 0xA2, 0x01, 0xF5, 0x64, 0x74, 0x79, 0x70, 0x65, 0xF6],
        ]
    }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        guard let stepCount = input.first.map(Int.init), stepCount < input.count else { return .refused }
        let bytes = Array(input[(1 + stepCount)...])
        var encoding: [UInt8] = []
        do throws(WireFailure) {
            var reader = try WireReader(bytes, maximumByteCount: Self.maximumByteCount, depth: 16)
            var writer = WireWriter()
            var depth = 0
            for step in input[1..<1 + stepCount] { try Self.take(step, &reader, &writer, &depth) }
            try reader.finish()
            // The reader closes at the end what was read whole; the writer wants to be told.
            for _ in 0..<depth { writer.end() }
            encoding = writer.finish()
        } catch {
            guard error.offset <= bytes.count else { throw .disagreement(object: "place of a failure") }
            return .refused
        }
        try Self.require("CBOR item", bytes, is: encoding)
        return .accepted
    }

    private static func take(
        _ step: UInt8, _ reader: inout WireReader, _ writer: inout WireWriter, _ depth: inout Int
    ) throws(WireFailure) {
        let bound = Int(step >> 4)
        switch step & 15 {
        case 0: writer.unsigned(try reader.unsigned("field"))
        case 1: writer.signed(try reader.signed("field"))
        case 2: writer.bytes(try reader.bytes("field", count: 0...bound))
        case 3: writer.text(try reader.text("field", count: 0...bound))
        case 4: writer.bool(try reader.bool("field"))
        case 5:
            try reader.null("field")
            writer.null()
        case 6:
            try reader.tag(UInt64(bound), "field")
            writer.tag(UInt64(bound))
        case 7:
            writer.beginArray(count: try reader.beginArray("field", count: 0...bound))
            depth += 1
        case 8:
            writer.beginMap(count: try reader.beginMap("field", count: 0...bound))
            depth += 1
        case 9:
            try reader.end("field")
            writer.end()
            depth -= 1
        case 10:
            try reader.key(UInt64(bound), "field")
            writer.key(UInt64(bound))
        case 11: if try reader.optionalKey(UInt64(bound), "field") { writer.key(UInt64(bound)) }
        case 12:
            try reader.key("type", "field")
            writer.key("type")
        case 13: _ = try reader.nextKind("field")
        case 14: writer.unsigned(try reader.unsigned("field", in: UInt64(bound)...UInt64(1) << UInt64(4 * bound)))
        default: writer.bytes(try reader.bytes("field", count: 0...Int.max))
        }
    }
}
