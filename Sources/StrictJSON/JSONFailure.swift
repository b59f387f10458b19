/// Why a text was refused, and where.
public struct JSONFailure: Error, Equatable, Sendable {
    /// What is wrong.
    public enum Reason: Equatable, Sendable {
        /// The text is longer than the caller's limit in bytes.
        case tooLarge(limit: Int)
        /// Arrays and objects are nested deeper than the limit.
        case tooDeep(limit: Int)
        /// The text ends inside a value.
        case unexpectedEnd
        /// A byte that cannot stand here.
        case unexpectedByte(UInt8)
        /// Bytes after the document's value.
        case trailingBytes
        /// A string is not UTF-8: overlong, surrogate, beyond U+10FFFF or cut short.
        case invalidUTF8
        /// A string contains an unescaped control character.
        case controlCharacter(UInt8)
        /// A backslash with something behind it that JSON does not know.
        case invalidEscape
        /// Half of a surrogate pair in `\u` notation.
        case loneSurrogate
        /// A number that JSON's grammar refuses, for instance `01`, `1.` or `+1`.
        case invalidNumber
        /// An object has a key twice.
        case duplicateKey(String)
        /// An object has a key that its reader does not know.
        case unknownKey(String)
        /// An object lacks a key.
        case missingKey(String)
        /// A value of another type was wanted.
        case wrongType(expected: JSONKind, found: JSONKind)
        /// A number is not a whole number in plain notation, or is outside of what the field allows.
        case integerOutOfRange
        /// A string is not lower-case hex of whole bytes.
        case invalidHex
        /// A string of hex or an array has the wrong number of bytes or elements.
        case wrongCount(expected: Int, found: Int)
        /// The value is well-formed, but the reader refuses it for a reason of its own, in words.
        case refused(String)
    }

    /// Where the refused thing starts.
    public let position: JSONPosition
    /// The value in or at which it stands.
    public let path: JSONPath
    /// What is wrong.
    public let reason: Reason

    /// Names a failure.
    ///
    /// - Parameters:
    ///   - position: Where the refused thing starts.
    ///   - path: The value in or at which it stands.
    ///   - reason: What is wrong.
    public init(position: JSONPosition, path: JSONPath, reason: Reason) {
        self.position = position
        self.path = path
        self.reason = reason
    }
}

extension JSONFailure: CustomStringConvertible {
    /// Line, column, path and reason in one line.
    public var description: String { "line \(position.line), column \(position.column), \(path): \(reason)" }
}

extension JSONFailure.Reason: CustomStringConvertible {
    /// The reason in words; text from the document is quoted and escaped.
    public var description: String {
        switch self {
        case .tooLarge(let limit): "more than \(limit) bytes"
        case .tooDeep(let limit): "nested more than \(limit) deep"
        case .unexpectedEnd: "the text ends inside a value"
        case .unexpectedByte(let byte): "unexpected \(Self.name(byte))"
        case .trailingBytes: "something follows the value"
        case .invalidUTF8: "not UTF-8"
        case .controlCharacter(let byte): "unescaped control character \(Self.name(byte))"
        case .invalidEscape: "unknown escape"
        case .loneSurrogate: "half of a surrogate pair"
        case .invalidNumber: "not a JSON number"
        case .duplicateKey(let key): "key \(JSONOutput.string(key).compact) stands twice"
        case .unknownKey(let key): "unknown key \(JSONOutput.string(key).compact)"
        case .missingKey(let key): "key \(JSONOutput.string(key).compact) is missing"
        case .wrongType(let expected, let found): "\(expected.rawValue) wanted, \(found.rawValue) found"
        case .integerOutOfRange: "not a whole number in the allowed range"
        case .invalidHex: "not lower-case hex of whole bytes"
        case .wrongCount(let expected, let found): "\(expected) wanted, \(found) found"
        case .refused(let words): words
        }
    }

    private static func name(_ byte: UInt8) -> String {
        if byte > 0x20 && byte < 0x7F { return "'\(Unicode.Scalar(byte))'" }
        return "byte 0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
