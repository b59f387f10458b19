/// Writes deterministic CBOR: shortest forms, definite lengths, ascending keys.
///
/// The writer counts, so that it can only make what ``WireReader`` accepts: a container with another number of elements
/// than announced, or a key out of order, is a mistake in the program and stops it.
///
/// - seealso: RFC 8949, section 4.2.1; `docs/spec/wire.md`.
public struct WireWriter: ~Copyable {
    private var output: [UInt8] = []
    private var frames: [(frame: WireFrame, key: [UInt8])] = []
    private var hasRoot = false

    /// Starts to write.
    ///
    /// - Parameter capacity: For how many bytes to take memory at once.
    public init(capacity: Int = 0) { output.reserveCapacity(capacity) }

    /// Ends writing.
    ///
    /// - Returns: The encoding of one item.
    /// - Precondition: One item was written whole.
    public consuming func finish() -> [UInt8] {
        precondition(frames.isEmpty && hasRoot, "a container is still open, or nothing was written")
        return output
    }

    /// Writes an unsigned integer.
    ///
    /// - Parameter value: The integer.
    public mutating func unsigned(_ value: UInt64) {
        takePlace()
        Self.appendHead(0, value, to: &output)
    }

    /// Writes an integer of either sign.
    ///
    /// - Parameter value: The integer.
    public mutating func signed(_ value: Int64) {
        takePlace()
        Self.appendHead(value < 0 ? 1 : 0, UInt64(value < 0 ? ~value : value), to: &output)
    }

    /// Writes an integer below zero that may be out of `Int64`.
    mutating func negative(complement: UInt64) {
        takePlace()
        Self.appendHead(1, complement, to: &output)
    }

    /// Writes a byte string.
    ///
    /// - Parameter bytes: The bytes.
    public mutating func bytes(_ bytes: [UInt8]) { bytes.withUnsafeBytes { self.bytes($0) } }

    /// Writes a byte string.
    ///
    /// - Parameter bytes: The bytes.
    public mutating func bytes(_ bytes: UnsafeRawBufferPointer) {
        takePlace()
        Self.appendHead(2, UInt64(bytes.count), to: &output)
        output.append(contentsOf: bytes)
    }

    /// Writes text.
    ///
    /// - Parameter utf8: The text in UTF-8.
    /// - Precondition: It is UTF-8; text from outside was read by ``WireReader`` or checked by its owner before.
    public mutating func text(_ utf8: [UInt8]) {
        precondition(UTF8Check.isWellFormed(utf8[...]), "text is UTF-8")
        takePlace()
        Self.appendHead(3, UInt64(utf8.count), to: &output)
        output.append(contentsOf: utf8)
    }

    /// Writes a constant text.
    ///
    /// - Parameter constant: The text.
    public mutating func text(_ constant: StaticString) { text(constant.withUTF8Buffer { [UInt8]($0) }) }

    /// Writes `true` or `false`.
    ///
    /// - Parameter value: Which of them.
    public mutating func bool(_ value: Bool) {
        takePlace()
        output.append(value ? 0xF5 : 0xF4)
    }

    /// Writes `null`.
    public mutating func null() {
        takePlace()
        output.append(0xF6)
    }

    /// Writes a tag; the tagged item comes next.
    ///
    /// - Parameter number: The tag.
    public mutating func tag(_ number: UInt64) { Self.appendHead(6, number, to: &output) }

    /// Opens an array.
    ///
    /// - Parameter count: How many elements follow before ``end()``, 0 or more.
    public mutating func beginArray(count: Int) { open(4, isMap: false, count: count) }

    /// Opens a map.
    ///
    /// - Parameter count: How many keys with their values follow before ``end()``, 0 or more.
    public mutating func beginMap(count: Int) { open(5, isMap: true, count: count) }

    /// Closes the container that was opened last.
    ///
    /// - Precondition: It has as many elements as announced.
    public mutating func end() {
        guard let last = frames.popLast(), last.frame.isComplete else {
            preconditionFailure("a container has another number of elements than announced")
        }
    }

    /// Writes a key; its value comes next.
    ///
    /// - Parameter number: The key, above the one before.
    public mutating func key(_ number: UInt64) { key(encoded: Self.encodedKey(number)) }

    /// Writes a text key; its value comes next.
    ///
    /// - Parameter name: The key, whose encoding is above that of the key before.
    public mutating func key(_ name: StaticString) { key(encoded: Self.encodedKey(name)) }

    mutating func key(encoded key: [UInt8]) {
        guard let last = frames.indices.last, frames[last].frame.awaitsKey else {
            preconditionFailure("no key belongs here")
        }
        precondition(frames[last].key.lexicographicallyPrecedes(key), "keys ascend")
        frames[last].frame.takeKey(0..<0)
        frames[last].key = key
        output.append(contentsOf: key)
    }

    static func encodedKey(_ number: UInt64) -> [UInt8] {
        var key: [UInt8] = []
        appendHead(0, number, to: &key)
        return key
    }

    static func encodedKey(_ name: StaticString) -> [UInt8] { encodedKey(utf8: name.withUTF8Buffer { [UInt8]($0) }) }

    static func encodedKey(utf8 name: [UInt8]) -> [UInt8] {
        var key: [UInt8] = []
        appendHead(3, UInt64(name.count), to: &key)
        return key + name
    }

    private mutating func open(_ major: UInt8, isMap: Bool, count: Int) {
        precondition(count >= 0, "a count is not negative")
        takePlace()
        Self.appendHead(major, UInt64(count), to: &output)
        frames.append((WireFrame(isMap: isMap, count: count), []))
    }

    private mutating func takePlace() {
        guard let last = frames.indices.last else {
            precondition(!hasRoot, "one item only")
            hasRoot = true
            return
        }
        precondition(frames[last].frame.takeValue(), "no item belongs here")
    }

    private static func appendHead(_ major: UInt8, _ argument: UInt64, to output: inout [UInt8]) {
        let byteCount: Int
        switch argument {
        case 0..<24:
            output.append(major << 5 | UInt8(argument))
            return
        case 24...0xFF: byteCount = 1
        case 0x100...0xFFFF: byteCount = 2
        case 0x1_0000...0xFFFF_FFFF: byteCount = 4
        default: byteCount = 8
        }
        output.append(major << 5 | UInt8(24 + byteCount.trailingZeroBitCount))
        for position in (0..<byteCount).reversed() {
            output.append(UInt8(truncatingIfNeeded: argument >> UInt64(8 * position)))
        }
    }
}
