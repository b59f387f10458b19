/// Takes lines of the form `name value LF` off the front of a key file.
struct KeyFileLines {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// Takes the value of the next line, which must have the name.
    mutating func value(
        _ name: String, field: KeyFileField, nameField: KeyFileField? = nil
    ) throws(KeyFileFailure) -> ArraySlice<UInt8> {
        let prefix = Array(name.utf8) + [UInt8(ascii: " ")]
        guard rest.starts(with: prefix) else { throw .malformed(field: nameField ?? field) }
        let line = rest.dropFirst(prefix.count)
        guard let end = line.firstIndex(of: UInt8(ascii: "\n")) else { throw .malformed(field: field) }
        rest = line[(end + 1)...]
        return line[..<end]
    }

    /// Takes a line whose value is lower-case hex of `count` bytes.
    mutating func hex(
        _ name: String, field: KeyFileField, nameField: KeyFileField? = nil, count: Int
    ) throws(KeyFileFailure) -> [UInt8] {
        let digits = try value(name, field: field, nameField: nameField)
        guard digits.count == 2 * count else { throw .malformed(field: field) }
        var bytes = [UInt8](repeating: 0, count: count)
        let good = bytes.withUnsafeMutableBytes { bytes in
            digits.withUnsafeBytes { SecretHex.decode($0, into: bytes) }
        }
        guard good else { throw .malformed(field: field) }
        return bytes
    }

    /// Takes a line whose value is a decimal number in its one notation.
    mutating func number(_ name: String, field: KeyFileField) throws(KeyFileFailure) -> UInt32 {
        let text = String(decoding: try value(name, field: field), as: UTF8.self)
        guard let number = UInt32(text), String(number) == text else { throw .malformed(field: field) }
        return number
    }

    /// What was not taken yet.
    var remainder: [UInt8] { Array(rest) }

    /// Refuses bytes after the last line.
    func finish() throws(KeyFileFailure) {
        guard rest.isEmpty else { throw .malformed(field: .end) }
    }
}
