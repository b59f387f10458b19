/// A recursive-descent reader over bytes; the depth limit bounds its use of the stack.
struct JSONParser {
    let bytes: [UInt8]
    let depthLimit: Int
    var index = 0
    // The column is the distance from the line's start less the continuation bytes passed on the line, so that finding
    // it costs nothing, however long the line is.
    var line = 1
    var lineStart = 0
    var continuationBytes = 0

    init(bytes: [UInt8], depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    var position: JSONPosition { JSONPosition(line: line, column: index - lineStart - continuationBytes + 1) }

    func failure(_ reason: JSONFailure.Reason, at path: JSONPath) -> JSONFailure {
        JSONFailure(position: position, path: path, reason: reason)
    }

    /// The failure for a byte that does not fit here, or for the end of the text.
    func unexpected(at path: JSONPath) -> JSONFailure {
        guard let byte = current else { return failure(.unexpectedEnd, at: path) }
        return failure(.unexpectedByte(byte), at: path)
    }

    mutating func skipSpace() {
        while let byte = current {
            switch byte {
            case 0x20, 0x09, 0x0D:
                index += 1
            case 0x0A:
                index += 1
                line += 1
                lineStart = index
                continuationBytes = 0
            default:
                return
            }
        }
    }

    mutating func document() throws(JSONFailure) -> JSONValue {
        skipSpace()
        let value = try value(path: .root, depth: 0)
        skipSpace()
        guard current == nil else { throw failure(.trailingBytes, at: .root) }
        return value
    }

    /// Reads the value at `index`; `depth` arrays and objects are open around it.
    mutating func value(path: JSONPath, depth: Int) throws(JSONFailure) -> JSONValue {
        let start = position
        let content: JSONValue.Content
        guard let first = current else { throw unexpected(at: path) }
        switch first {
        case UInt8(ascii: "{"): content = .object(try members(path: path, depth: depth + 1))
        case UInt8(ascii: "["): content = .array(try elements(path: path, depth: depth + 1))
        case UInt8(ascii: "\""): content = .string(try string(path: path))
        case UInt8(ascii: "t"): content = try word("true", .boolean(true), path: path)
        case UInt8(ascii: "f"): content = try word("false", .boolean(false), path: path)
        case UInt8(ascii: "n"): content = try word("null", .null, path: path)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): content = .number(try number(path: path))
        default: throw unexpected(at: path)
        }
        return JSONValue(content: content, position: start, path: path)
    }

    private mutating func word(
        _ word: StaticString, _ content: JSONValue.Content, path: JSONPath
    ) throws(JSONFailure) -> JSONValue.Content {
        for offset in 0..<word.utf8CodeUnitCount {
            guard current == word.utf8Start[offset] else { throw unexpected(at: path) }
            index += 1
        }
        return content
    }

    private mutating func elements(path: JSONPath, depth: Int) throws(JSONFailure) -> [JSONValue] {
        guard depth <= depthLimit else { throw failure(.tooDeep(limit: depthLimit), at: path) }
        index += 1
        skipSpace()
        var elements: [JSONValue] = []
        if current == UInt8(ascii: "]") {
            index += 1
            return elements
        }
        while true {
            elements.append(try value(path: .element(path, index: elements.count), depth: depth))
            if try endOfItem(closing: UInt8(ascii: "]"), path: path) { return elements }
        }
    }

    private mutating func members(path: JSONPath, depth: Int) throws(JSONFailure) -> [JSONValue.Member] {
        guard depth <= depthLimit else { throw failure(.tooDeep(limit: depthLimit), at: path) }
        index += 1
        skipSpace()
        var members: [JSONValue.Member] = []
        var keys: Set<[UInt8]> = []
        if current == UInt8(ascii: "}") {
            index += 1
            return members
        }
        while true {
            let keyPosition = position
            guard current == UInt8(ascii: "\"") else { throw unexpected(at: path) }
            let key = try string(path: path)
            guard keys.insert(Array(key.utf8)).inserted else {
                throw JSONFailure(position: keyPosition, path: path, reason: .duplicateKey(key))
            }
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw unexpected(at: path) }
            index += 1
            skipSpace()
            let value = try value(path: .member(path, key: key), depth: depth)
            members.append(JSONValue.Member(key: key, keyPosition: keyPosition, value: value))
            if try endOfItem(closing: UInt8(ascii: "}"), path: path) { return members }
        }
    }

    /// Passes what stands behind an element or member: true for the closing bracket, false for a comma, after which
    /// another item must follow.
    private mutating func endOfItem(closing: UInt8, path: JSONPath) throws(JSONFailure) -> Bool {
        skipSpace()
        if current == closing {
            index += 1
            return true
        }
        guard current == UInt8(ascii: ",") else { throw unexpected(at: path) }
        index += 1
        skipSpace()
        return false
    }

    /// Reads `-? (0 | [1-9][0-9]*) (\.[0-9]+)? ([eE][+-]?[0-9]+)?`.
    private mutating func number(path: JSONPath) throws(JSONFailure) -> String {
        let start = index
        let startPosition = position
        let refusal = JSONFailure(position: startPosition, path: path, reason: .invalidNumber)
        if current == UInt8(ascii: "-") { index += 1 }
        if current == UInt8(ascii: "0") {
            index += 1
        } else if skipDigits() == 0 {
            throw refusal
        }
        // A digit here would be a leading zero's successor.
        if let next = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) { throw refusal }
        if current == UInt8(ascii: ".") {
            index += 1
            guard skipDigits() > 0 else { throw refusal }
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            index += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { index += 1 }
            guard skipDigits() > 0 else { throw refusal }
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func skipDigits() -> Int {
        let start = index
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
        return index - start
    }
}
