/// Reads the small JSON of vector files.
package struct JSONParser: ~Copyable {
    private let text: [UInt8]
    private var offset = 0
    private static let maximumDepth = 16

    private init(_ text: [UInt8]) { self.text = text }

    /// Reads one value that fills `text` but for white space.
    package static func parse(_ text: [UInt8]) throws(VectorFailure) -> JSONValue {
        var parser = JSONParser(text)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.offset == text.count else { throw .syntax(offset: parser.offset) }
        return value
    }

    private mutating func value(depth: Int) throws(VectorFailure) -> JSONValue {
        guard depth < Self.maximumDepth else { throw .syntax(offset: offset) }
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .array(try elements(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case .some(0x30...0x39): return .number(digits())
        default: throw .syntax(offset: offset)
        }
    }

    private mutating func digits() -> [UInt8] {
        var digits: [UInt8] = []
        while let digit = peek, digit >= 0x30, digit <= 0x39 {
            digits.append(digit)
            offset += 1
        }
        return digits
    }

    private mutating func members(depth: Int) throws(VectorFailure) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        offset += 1
        if skip(UInt8(ascii: "}")) { return members }
        repeat {
            skipSpace()
            let name = try string()
            guard skip(UInt8(ascii: ":")) else { throw .syntax(offset: offset) }
            members.append(JSONValue.Member(name: name, value: try value(depth: depth + 1)))
        } while skip(UInt8(ascii: ","))
        guard skip(UInt8(ascii: "}")) else { throw .syntax(offset: offset) }
        return members
    }

    private mutating func elements(depth: Int) throws(VectorFailure) -> [JSONValue] {
        var elements: [JSONValue] = []
        offset += 1
        if skip(UInt8(ascii: "]")) { return elements }
        repeat { elements.append(try value(depth: depth + 1)) } while skip(UInt8(ascii: ","))
        guard skip(UInt8(ascii: "]")) else { throw .syntax(offset: offset) }
        return elements
    }

    private mutating func string() throws(VectorFailure) -> [UInt8] {
        guard peek == UInt8(ascii: "\"") else { throw .syntax(offset: offset) }
        offset += 1
        var characters: [UInt8] = []
        while let character = peek, character != UInt8(ascii: "\"") {
            guard character >= 0x20, character < 0x7f else { throw .syntax(offset: offset) }
            offset += 1
            guard character == UInt8(ascii: "\\") else {
                characters.append(character)
                continue
            }
            guard let escaped = peek, escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "\\") else {
                throw .syntax(offset: offset)
            }
            characters.append(escaped)
            offset += 1
        }
        guard peek != nil else { throw .syntax(offset: offset) }
        offset += 1
        return characters
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(VectorFailure) -> JSONValue {
        let end = offset + word.utf8CodeUnitCount
        guard end <= text.count, same(Array(text[offset..<end]), word) else { throw .syntax(offset: offset) }
        offset = end
        return value
    }

    private var peek: UInt8? { offset < text.count ? text[offset] : nil }

    private mutating func skipSpace() {
        while let character = peek, character == 0x20 || character == 0x0a { offset += 1 }
    }

    private mutating func skip(_ character: UInt8) -> Bool {
        skipSpace()
        guard peek == character else { return false }
        offset += 1
        return true
    }
}
