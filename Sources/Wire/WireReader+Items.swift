extension WireReader {
    /// Reads an unsigned integer.
    ///
    /// - Parameters:
    ///   - field: The field's name in the specification.
    ///   - range: What the field allows, both ends included.
    /// - Returns: The integer.
    /// - Throws: ``WireFailure``; `outOfRange` outside of the range.
    public mutating func unsigned(
        _ field: StaticString, in range: ClosedRange<UInt64> = 0...UInt64.max
    ) throws(WireFailure) -> UInt64 {
        let start = offset
        let value = try head(.unsigned, field)
        guard range.contains(value) else { throw WireFailure(offset: start, field: field, reason: .outOfRange) }
        return value
    }

    /// Reads an integer of either sign.
    ///
    /// - Parameters:
    ///   - field: The field's name in the specification.
    ///   - range: What the field allows, both ends included.
    /// - Returns: The integer.
    /// - Throws: ``WireFailure``; `outOfRange` outside of the range.
    public mutating func signed(
        _ field: StaticString, in range: ClosedRange<Int64> = Int64.min...Int64.max
    ) throws(WireFailure) -> Int64 {
        let start = offset
        let isNegative = try nextKind(field) == .negative
        let argument = try head(isNegative ? .negative : .unsigned, field)
        // A negative item stands for -1 - argument, which is the complement of the argument's bits.
        guard let magnitude = Int64(exactly: argument), range.contains(isNegative ? ~magnitude : magnitude) else {
            throw WireFailure(offset: start, field: field, reason: .outOfRange)
        }
        return isNegative ? ~magnitude : magnitude
    }

    /// Reads a byte string.
    ///
    /// - Parameters:
    ///   - field: The field's name in the specification.
    ///   - allowed: How many bytes it may have.
    /// - Returns: The bytes.
    /// - Throws: ``WireFailure``; `count` for another number of bytes.
    public mutating func bytes(_ field: StaticString, count allowed: ClosedRange<Int>) throws(WireFailure) -> [UInt8] {
        try Array(string(.bytes, field, count: allowed))
    }

    /// Reads a byte string of a fixed length.
    ///
    /// - Parameters:
    ///   - field: The field's name in the specification.
    ///   - count: How many bytes it has.
    /// - Returns: The bytes.
    /// - Throws: ``WireFailure``; `count` for another number of bytes.
    public mutating func bytes(_ field: StaticString, count: Int) throws(WireFailure) -> [UInt8] {
        try bytes(field, count: count...count)
    }

    /// Reads text.
    ///
    /// - Parameters:
    ///   - field: The field's name in the specification.
    ///   - allowed: How many bytes it may have.
    /// - Returns: The text in UTF-8, as it stands there: nothing is normalised.
    /// - Throws: ``WireFailure``; `count` for another number of bytes, `malformedText`.
    public mutating func text(_ field: StaticString, count allowed: ClosedRange<Int>) throws(WireFailure) -> [UInt8] {
        let start = offset
        let slice = try string(.text, field, count: allowed)
        guard UTF8Check.isWellFormed(slice) else {
            throw WireFailure(offset: start, field: field, reason: .malformedText)
        }
        return Array(slice)
    }

    /// Reads text that must be a constant.
    ///
    /// - Parameters:
    ///   - constant: The text.
    ///   - field: The field's name in the specification.
    ///   - reason: The reason of the refusal when it is another text.
    /// - Throws: ``WireFailure``.
    public mutating func text(
        equalTo constant: StaticString, _ field: StaticString, otherwise reason: WireReason = .unknownValue
    ) throws(WireFailure) {
        let start = offset
        let found = try text(field, count: 0...constant.utf8CodeUnitCount + 256)
        guard constant.withUTF8Buffer({ $0.elementsEqual(found) }) else {
            throw WireFailure(offset: start, field: field, reason: reason)
        }
    }

    private mutating func string(
        _ kind: WireKind, _ field: StaticString, count allowed: ClosedRange<Int>
    ) throws(WireFailure) -> ArraySlice<UInt8> {
        let start = offset
        let count = try Self.count(head(kind, field), allowed, at: start, field)
        guard count <= bytes.count - offset else {
            throw WireFailure(offset: start, field: field, reason: .truncated)
        }
        offset += count
        return bytes[offset - count..<offset]
    }

    /// Reads `true` or `false`.
    ///
    /// - Parameter field: The field's name in the specification.
    /// - Returns: Which of them.
    /// - Throws: ``WireFailure``.
    public mutating func bool(_ field: StaticString) throws(WireFailure) -> Bool { try head(.bool, field) == 1 }

    /// Reads `null`.
    ///
    /// - Parameter field: The field's name in the specification.
    /// - Throws: ``WireFailure``.
    public mutating func null(_ field: StaticString) throws(WireFailure) { _ = try head(.null, field) }

    /// Passes over a tag; the tagged item comes next.
    ///
    /// - Parameters:
    ///   - number: The tag that must stand here.
    ///   - field: The field's name in the specification.
    /// - Throws: ``WireFailure``; `tag` for another tag, `wrongKind` where there is none.
    public mutating func tag(_ number: UInt64, _ field: StaticString) throws(WireFailure) {
        let head = try peekHead(field)
        guard head.kind == .tag else { throw failure(field, .wrongKind(expected: .tag, found: head.kind)) }
        guard head.argument == number else { throw failure(field, .tag(head.argument)) }
        offset += head.byteCount
    }
}
