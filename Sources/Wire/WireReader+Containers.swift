extension WireReader {
    /// Opens an array.
    ///
    /// - Parameters:
    ///   - field: The field's name in the specification.
    ///   - allowed: How many elements it may have.
    /// - Returns: How many it has; the caller reads that many items and then calls ``end(_:)``.
    /// - Throws: ``WireFailure``; `count` for another number of elements, `tooDeep`.
    public mutating func beginArray(
        _ field: StaticString, count allowed: ClosedRange<Int>
    ) throws(WireFailure) -> Int {
        try open(.array, field, count: allowed)
    }

    /// Opens an array of a fixed length.
    ///
    /// - Parameters:
    ///   - field: The field's name in the specification.
    ///   - count: How many elements it has.
    /// - Throws: ``WireFailure``; `count` for another number of elements, `tooDeep`.
    public mutating func beginArray(_ field: StaticString, count: Int) throws(WireFailure) {
        _ = try open(.array, field, count: count...count)
    }

    /// Opens a map; its keys are then taken in ascending order.
    ///
    /// - Parameters:
    ///   - field: The field's name in the specification.
    ///   - allowed: How many keys it may have.
    /// - Returns: How many it has.
    /// - Throws: ``WireFailure``; `count` for another number of keys, `tooDeep`.
    @discardableResult
    public mutating func beginMap(
        _ field: StaticString, count allowed: ClosedRange<Int> = 0...64
    ) throws(WireFailure) -> Int {
        try open(.map, field, count: allowed)
    }

    /// Closes the array or map that was opened last.
    ///
    /// - Parameter field: The field's name in the specification.
    /// - Throws: ``WireFailure`` with `extraElement` or `unknownKey` when something in it was not read.
    public mutating func end(_ field: StaticString) throws(WireFailure) {
        guard let frame = frames.last else { throw failure(field, .missingElement) }
        guard frame.isComplete else {
            guard frame.isMap else { throw failure(field, .extraElement) }
            // A key that is wrong by itself is refused for that.
            if frame.awaitsKey { _ = try peekKey(field) }
            throw failure(field, .unknownKey)
        }
        frames.removeLast()
    }

    /// Takes the next key, which must be this one.
    ///
    /// - Parameters:
    ///   - number: The key.
    ///   - field: The field's name in the specification.
    /// - Throws: ``WireFailure`` with `missingKey` when a later key or the end comes, `unknownKey` for an earlier one.
    public mutating func key(_ number: UInt64, _ field: StaticString) throws(WireFailure) {
        guard try optionalKey(number, field) else { throw failure(field, .missingKey) }
    }

    /// Takes the next key if it is this one.
    ///
    /// - Parameters:
    ///   - number: The key.
    ///   - field: The field's name in the specification.
    /// - Returns: Whether it was there; then its value comes next.
    /// - Throws: ``WireFailure`` with `unknownKey` when an earlier key stands here.
    public mutating func optionalKey(_ number: UInt64, _ field: StaticString) throws(WireFailure) -> Bool {
        try takeKey(WireWriter.encodedKey(number), field)
    }

    /// Takes the next key, which must be this text.
    ///
    /// - Parameters:
    ///   - name: The key.
    ///   - field: The field's name in the specification.
    /// - Throws: ``WireFailure`` with `missingKey` when a later key or the end comes, `unknownKey` for an earlier one.
    public mutating func key(_ name: StaticString, _ field: StaticString) throws(WireFailure) {
        guard try takeKey(WireWriter.encodedKey(name), field) else { throw failure(field, .missingKey) }
    }

    private mutating func takeKey(_ wanted: [UInt8], _ field: StaticString) throws(WireFailure) -> Bool {
        guard let last = frames.indices.last, frames[last].awaitsKey else { return false }
        let found = try peekKey(field)
        guard bytes[found].elementsEqual(wanted) else {
            // Keys ascend: one before the wanted key is one that nobody asked for.
            if bytes[found].lexicographicallyPrecedes(wanted) { throw failure(field, .unknownKey) }
            return false
        }
        frames[last].takeKey(found)
        offset = found.upperBound
        return true
    }

    /// Checks the key that comes next and gives the place of its encoded form.
    func peekKey(_ field: StaticString) throws(WireFailure) -> Range<Int> {
        let head = try peekHead(field)
        let content: Int
        switch head.kind {
        case .unsigned: content = 0
        case .text:
            guard let count = Int(exactly: head.argument), count <= bytes.count - offset - head.byteCount else {
                throw failure(field, .truncated)
            }
            content = count
        case .tag: throw failure(field, .tag(head.argument))
        default: throw failure(field, .keyKind)
        }
        let key = offset..<offset + head.byteCount + content
        guard UTF8Check.isWellFormed(bytes[offset + head.byteCount..<key.upperBound]) else {
            throw failure(field, .malformedText)
        }
        if let previous = frames.last?.lastKey {
            if bytes[previous].elementsEqual(bytes[key]) { throw failure(field, .duplicateKey) }
            guard bytes[previous].lexicographicallyPrecedes(bytes[key]) else { throw failure(field, .keyOrder) }
        }
        return key
    }
}
