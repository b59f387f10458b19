/// Reads deterministic CBOR field by field, and refuses everything that its caller does not ask for.
///
/// The caller says what comes next and how large it may be; there is one accepted encoding for every value. Refused are:
/// other forms of numbers than the shortest, indefinite lengths, floating-point numbers, tags and simple values that
/// nobody asked for, keys that are unknown, missing, out of order or there twice, more or fewer elements, and whatever
/// follows. No input makes the reader trap, and nothing is allocated for a length before the bytes are there.
///
/// ```swift
/// var reader = try WireReader(bytes, maximumByteCount: 4096)
/// try reader.beginMap("header")
/// try reader.key(1, "epoch")
/// let epoch = try reader.unsigned("epoch")
/// try reader.end("header")
/// try reader.finish()
/// ```
///
/// - seealso: RFC 8949, section 4.2.1; `docs/spec/wire.md`.
public struct WireReader: ~Copyable {
    /// The nesting that is allowed when the caller does not say.
    public static let defaultDepth = 16

    let bytes: [UInt8]
    var offset = 0
    var frames: [WireFrame] = []
    private var hasRoot = false
    private let depth: Int

    /// Starts to read.
    ///
    /// - Parameters:
    ///   - bytes: The whole input, which holds one item.
    ///   - maximumByteCount: What the caller is willing to read, in bytes.
    ///   - depth: How deep arrays and maps may be nested, 0 or more; a lone array is 1.
    /// - Throws: ``WireFailure`` with `tooLong`.
    public init(_ bytes: [UInt8], maximumByteCount: Int, depth: Int = defaultDepth) throws(WireFailure) {
        guard bytes.count <= maximumByteCount else {
            throw WireFailure(offset: 0, field: "input", reason: .tooLong(limit: maximumByteCount))
        }
        self.bytes = bytes
        self.depth = depth
    }

    /// Ends reading.
    ///
    /// - Throws: ``WireFailure`` with `trailingBytes`; `truncated` where nothing was read; `extraElement` or `unknownKey`
    ///   where a container was not read to its end.
    public consuming func finish() throws(WireFailure) {
        while !frames.isEmpty { try end("input") }
        guard hasRoot else { throw failure("input", .truncated) }
        guard offset == bytes.count else { throw failure("input", .trailingBytes) }
    }

    /// A failure at the next item.
    ///
    /// - Parameters:
    ///   - field: The field's name in the specification.
    ///   - reason: What is wrong.
    /// - Returns: The failure, to be thrown.
    public func failure(_ field: StaticString, _ reason: WireReason) -> WireFailure {
        WireFailure(offset: offset, field: field, reason: reason)
    }

    /// The head at the next item, which stays.
    func peekHead(_ field: StaticString) throws(WireFailure) -> WireHead {
        do throws(WireReason) {
            return try WireHead.read(bytes[offset...])
        } catch {
            throw failure(field, error)
        }
    }

    /// Takes the place of one item in the container that is open.
    private mutating func takePlace(_ field: StaticString) throws(WireFailure) {
        guard let last = frames.indices.last else {
            guard !hasRoot else { throw failure(field, .missingElement) }
            hasRoot = true
            return
        }
        guard frames[last].takeValue() else {
            throw failure(field, frames[last].isMap ? .missingKey : .missingElement)
        }
    }

    /// Takes the head of an item of the wanted kind.
    mutating func head(_ wanted: WireKind, _ field: StaticString) throws(WireFailure) -> UInt64 {
        try takePlace(field)
        let head = try peekHead(field)
        guard head.kind == wanted else {
            if head.kind == .tag { throw failure(field, .tag(head.argument)) }
            throw failure(field, .wrongKind(expected: wanted, found: head.kind))
        }
        offset += head.byteCount
        return head.argument
    }

    /// The kind of the next item, which stays where it is.
    ///
    /// - Parameter field: The field's name in the specification.
    /// - Returns: The kind.
    /// - Throws: ``WireFailure`` for a head that is refused whatever is wanted, or the end of the input.
    public func nextKind(_ field: StaticString) throws(WireFailure) -> WireKind { try peekHead(field).kind }

    /// A length or count that the field allows.
    static func count(
        _ argument: UInt64, _ allowed: ClosedRange<Int>, at offset: Int, _ field: StaticString
    ) throws(WireFailure) -> Int {
        guard let count = Int(exactly: argument) else {
            // More than memory can hold: where every number is allowed, the input is too short for it.
            let reason: WireReason = allowed.upperBound == Int.max ? .truncated : .count(argument)
            throw WireFailure(offset: offset, field: field, reason: reason)
        }
        guard allowed.contains(count) else {
            throw WireFailure(offset: offset, field: field, reason: .count(argument))
        }
        return count
    }

    /// Opens a container.
    mutating func open(
        _ kind: WireKind, _ field: StaticString, count allowed: ClosedRange<Int>
    ) throws(WireFailure) -> Int {
        let start = offset
        let argument = try head(kind, field)
        func refusal(_ reason: WireReason) -> WireFailure { WireFailure(offset: start, field: field, reason: reason) }
        let count = try Self.count(argument, allowed, at: start, field)
        guard frames.count < depth else { throw refusal(.tooDeep(limit: depth)) }
        // Every element takes at least a byte, so a larger count is a lie, and no loop should run on it.
        let least = kind == .map ? 2 : 1
        guard count <= (bytes.count - offset) / least else { throw refusal(.truncated) }
        frames.append(WireFrame(isMap: kind == .map, count: count))
        return count
    }
}
