/// A value of a vector file.
///
/// Embedded Swift has neither Foundation nor `Codable`, so the self-test reads its files with this: objects, arrays, strings
/// with no escapes but those of quotation mark and backslash, whole numbers, booleans and `null`. Vector files hold nothing
/// else; large numbers are strings.
package indirect enum JSONValue: Sendable {
    case object([Member])
    case array([JSONValue])
    case string([UInt8])
    /// The digits of a number.
    case number([UInt8])
    case bool(Bool)
    case null

    /// A member of an object.
    package struct Member: Sendable {
        let name: [UInt8]
        let value: JSONValue
    }
}

/// Why a vector file cannot be used.
package enum VectorFailure: Error, Equatable, Sendable {
    /// The text is not of the small JSON that vector files use.
    case syntax(offset: Int)
    /// A case lacks a member, or it has the wrong type.
    case member
    /// A case has a member that its suite does not know.
    case unknownMember
    /// A string is not hexadecimal in lower case with an even length, or has the wrong length.
    case hexadecimal
    /// A suite, function or operation that is not known.
    case unknownName
}

extension JSONValue {
    /// The elements of an array.
    package func elements() throws(VectorFailure) -> [JSONValue] {
        guard case .array(let elements) = self else { throw .member }
        return elements
    }

    /// The bytes of a string.
    package func text() throws(VectorFailure) -> [UInt8] {
        guard case .string(let text) = self else { throw .member }
        return text
    }

    /// The bytes that a string spells in hexadecimal.
    package func bytes() throws(VectorFailure) -> [UInt8] {
        let text = try text()
        guard text.count % 2 == 0 else { throw .hexadecimal }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        for index in stride(from: 0, to: text.count, by: 2) {
            bytes.append(try Self.digit(text[index]) << 4 | Self.digit(text[index + 1]))
        }
        return bytes
    }

    /// A number from 0 to 2^64 - 1, as one or as a string that spells it in decimal.
    package func number() throws(VectorFailure) -> UInt64 {
        let text: [UInt8]
        if case .number(let digits) = self { text = digits } else { text = try self.text() }
        guard !text.isEmpty else { throw .member }
        var number: UInt64 = 0
        for digit in text {
            guard digit >= 0x30, digit <= 0x39 else { throw .member }
            let (product, tooLarge) = number.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = product.addingReportingOverflow(UInt64(digit - 0x30))
            guard !tooLarge, !overflow else { throw .member }
            number = sum
        }
        return number
    }

    /// A truth value.
    package func flag() throws(VectorFailure) -> Bool {
        guard case .bool(let flag) = self else { throw .member }
        return flag
    }

    /// Whether a string is `name`.
    package func spells(_ name: StaticString) throws(VectorFailure) -> Bool {
        same(try text(), name)
    }

    private static func digit(_ character: UInt8) throws(VectorFailure) -> UInt8 {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x61...0x66: character - 0x61 + 10
        default: throw .hexadecimal
        }
    }
}

/// Whether `bytes` are those of `text`.
func same(_ bytes: [UInt8], _ text: StaticString) -> Bool {
    text.withUTF8Buffer { expected in
        bytes.count == expected.count && !bytes.indices.contains { bytes[$0] != expected[$0] }
    }
}
