extension JSONValue {
    private func wrongType(_ expected: JSONKind) -> JSONFailure {
        failure(.wrongType(expected: expected, found: kind))
    }

    /// Takes a string.
    ///
    /// - Returns: The string.
    /// - Throws: ``JSONFailure`` with `wrongType`.
    public func string() throws(JSONFailure) -> String {
        guard case .string(let text) = content else { throw wrongType(.string) }
        return text
    }

    /// Takes a boolean.
    ///
    /// - Returns: The boolean.
    /// - Throws: ``JSONFailure`` with `wrongType`.
    public func bool() throws(JSONFailure) -> Bool {
        guard case .boolean(let flag) = content else { throw wrongType(.boolean) }
        return flag
    }

    /// Takes a number as the document spells it.
    ///
    /// - Returns: The number's text.
    /// - Throws: ``JSONFailure`` with `wrongType`.
    public func numberText() throws(JSONFailure) -> String {
        guard case .number(let text) = content else { throw wrongType(.number) }
        return text
    }

    /// Takes a whole number in plain notation: no fraction, exponent or `-0`.
    ///
    /// - Parameter range: What the field allows, both ends included.
    /// - Returns: The number.
    /// - Throws: ``JSONFailure`` with `wrongType` or `integerOutOfRange`.
    public func integer<Integer: FixedWidthInteger>(
        in range: ClosedRange<Integer> = Integer.min...Integer.max
    ) throws(JSONFailure) -> Integer {
        try Self.integer(numberText(), in: range, orThrow: failure(.integerOutOfRange))
    }

    /// Takes a whole number that stands in a string, as amounts do, in the one spelling that it has: no sign `+`, no
    /// leading zero, no `-0`.
    ///
    /// - Parameter range: What the field allows, both ends included.
    /// - Returns: The number.
    /// - Throws: ``JSONFailure`` with `wrongType` or `integerOutOfRange`.
    public func integerString<Integer: FixedWidthInteger>(
        in range: ClosedRange<Integer> = Integer.min...Integer.max
    ) throws(JSONFailure) -> Integer {
        try Self.integer(string(), in: range, orThrow: failure(.integerOutOfRange))
    }

    private static func integer<Integer: FixedWidthInteger>(
        _ text: String, in range: ClosedRange<Integer>, orThrow failure: @autoclosure () -> JSONFailure
    ) throws(JSONFailure) -> Integer {
        // Printing the number again shows whether this was its one spelling.
        guard let value = Integer(text), String(value) == text, range.contains(value) else { throw failure() }
        return value
    }

    /// Takes a string of lower-case hex.
    ///
    /// - Parameter count: The number of bytes that the field has; nil allows any.
    /// - Returns: The bytes.
    /// - Throws: ``JSONFailure`` with `wrongType`, `invalidHex` or `wrongCount`.
    public func hex(count: Int? = nil) throws(JSONFailure) -> [UInt8] {
        let text = try string().utf8
        guard text.count.isMultiple(of: 2) else { throw failure(.invalidHex) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        var high: UInt8?
        for character in text {
            let digit: UInt8
            switch character {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = character - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = character - UInt8(ascii: "a") + 10
            default: throw failure(.invalidHex)
            }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        if let count, bytes.count != count { throw failure(.wrongCount(expected: count, found: bytes.count)) }
        return bytes
    }

    /// Takes an array.
    ///
    /// - Parameter count: The number of elements that the field has; nil allows any.
    /// - Returns: The elements in order.
    /// - Throws: ``JSONFailure`` with `wrongType` or `wrongCount`.
    public func array(count: Int? = nil) throws(JSONFailure) -> [JSONValue] {
        guard case .array(let elements) = content else { throw wrongType(.array) }
        if let count, elements.count != count {
            throw failure(.wrongCount(expected: count, found: elements.count))
        }
        return elements
    }

    /// Takes an array and converts every element.
    ///
    /// - Parameter convert: Reads one element.
    /// - Returns: The results in order.
    /// - Throws: ``JSONFailure`` with `wrongType`, or what `convert` throws.
    public func array<Element>(
        of convert: (JSONValue) throws(JSONFailure) -> Element
    ) throws(JSONFailure) -> [Element] {
        var results: [Element] = []
        for element in try array() { results.append(try convert(element)) }
        return results
    }

    /// Starts to take an object apart; the caller ends with ``JSONObjectReader/finish()``.
    ///
    /// - Returns: A reader that remembers which keys were taken.
    /// - Throws: ``JSONFailure`` with `wrongType`.
    public func object() throws(JSONFailure) -> JSONObjectReader {
        guard case .object(let members) = content else { throw wrongType(.object) }
        return JSONObjectReader(value: self, members: members)
    }

    /// Takes an object apart and refuses what `read` left over.
    ///
    /// - Parameter read: Takes every key that the object may have.
    /// - Returns: What `read` returns.
    /// - Throws: ``JSONFailure`` with `wrongType` or `unknownKey`, or what `read` throws.
    public func object<Result>(
        _ read: (inout JSONObjectReader) throws(JSONFailure) -> Result
    ) throws(JSONFailure) -> Result {
        var reader = try object()
        let result = try read(&reader)
        try reader.finish()
        return result
    }
}
