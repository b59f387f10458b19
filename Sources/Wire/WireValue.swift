/// Any item of the accepted kinds, for tools that show a file without knowing its format.
///
/// Formats are read with ``WireReader``, field by field.
public indirect enum WireValue: Equatable, Sendable {
    /// An integer, 0 or more.
    case unsigned(UInt64)
    /// The integer -1 - `complement`.
    case negative(complement: UInt64)
    /// A byte string.
    case bytes([UInt8])
    /// Text in UTF-8.
    case text([UInt8])
    /// An array.
    case array([WireValue])
    /// A map in ascending order of the encoded keys, each an unsigned integer or text.
    case map([Entry])
    /// `true` or `false`.
    case bool(Bool)
    /// `null`.
    case null

    /// A key of a map with its value.
    public struct Entry: Equatable, Sendable {
        /// The key.
        public let key: WireValue
        /// The key's value.
        public let value: WireValue
    }

    /// Reads one item of any shape.
    ///
    /// - Parameters:
    ///   - bytes: The whole input.
    ///   - maximumByteCount: What the caller is willing to read, in bytes.
    ///   - depth: How deep arrays and maps may be nested, 0 to 64; more means 64.
    /// - Throws: ``WireFailure``.
    public init(
        decoding bytes: [UInt8], maximumByteCount: Int, depth: Int = WireReader.defaultDepth
    ) throws(WireFailure) {
        // Reading calls itself once a level, so the limit also bounds the stack.
        var reader = try WireReader(bytes, maximumByteCount: maximumByteCount, depth: min(depth, 64))
        self = try Self.read(&reader)
        try reader.finish()
    }

    private static func read(_ reader: inout WireReader) throws(WireFailure) -> WireValue {
        let limit = 0...Int.max
        switch try reader.nextKind("item") {
        case .unsigned: return .unsigned(try reader.unsigned("item"))
        case .negative: return .negative(complement: try reader.head(.negative, "item"))
        case .bytes: return .bytes(try reader.bytes("item", count: limit))
        case .text: return .text(try reader.text("item", count: limit))
        case .bool: return .bool(try reader.bool("item"))
        case .array:
            let count = try reader.beginArray("item", count: limit)
            var elements: [WireValue] = []
            for _ in 0..<count { elements.append(try read(&reader)) }
            try reader.end("item")
            return .array(elements)
        case .map:
            let count = try reader.beginMap("item", count: limit)
            var entries: [Entry] = []
            for _ in 0..<count {
                let key = try reader.anyKey("key")
                entries.append(Entry(key: key, value: try read(&reader)))
            }
            try reader.end("item")
            return .map(entries)
        case .null, .tag:
            // A tag is refused here, because nobody asks for one.
            try reader.null("item")
            return .null
        }
    }

    /// The item's only encoding.
    ///
    /// - Returns: The bytes.
    /// - Precondition: Keys of maps ascend and are unsigned integers or text, and text is UTF-8, as in what was decoded.
    public func encoded() -> [UInt8] {
        var writer = WireWriter()
        write(to: &writer)
        return writer.finish()
    }

    private func write(to writer: inout WireWriter) {
        switch self {
        case .unsigned(let value): writer.unsigned(value)
        case .negative(let complement): writer.negative(complement: complement)
        case .bytes(let bytes): writer.bytes(bytes)
        case .text(let utf8): writer.text(utf8)
        case .bool(let value): writer.bool(value)
        case .null: writer.null()
        case .array(let elements):
            writer.beginArray(count: elements.count)
            for element in elements { element.write(to: &writer) }
            writer.end()
        case .map(let entries):
            writer.beginMap(count: entries.count)
            for entry in entries {
                writer.key(encoded: entry.key.encoded())
                entry.value.write(to: &writer)
            }
            writer.end()
        }
    }
}

extension WireReader {
    /// Takes whatever key comes next.
    fileprivate mutating func anyKey(_ field: StaticString) throws(WireFailure) -> WireValue {
        guard let last = frames.indices.last, frames[last].awaitsKey else { throw failure(field, .missingKey) }
        let place = try peekKey(field)
        let head = try peekHead(field)
        frames[last].takeKey(place)
        offset = place.upperBound
        guard head.kind == .text else { return .unsigned(head.argument) }
        return .text(Array(bytes[place.lowerBound + head.byteCount..<place.upperBound]))
    }
}
