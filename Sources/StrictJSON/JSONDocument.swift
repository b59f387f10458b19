/// The front door of the reader.
public enum JSONDocument {
    /// The nesting that is allowed when the caller does not say: an array in an array is 2.
    public static let defaultDepth = 64
    /// The nesting that a caller may ask for at most; the reader calls itself once a level.
    public static let maximumDepth = 256

    /// Reads one JSON text.
    ///
    /// RFC 8259 with every freedom that it leaves closed: no duplicate keys, no byte order mark, UTF-8 only.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - maximumBytes: What the caller is willing to read.
    ///   - depth: Allowed nesting, 0 to ``maximumDepth``; larger numbers mean ``maximumDepth``.
    /// - Returns: The document's value.
    /// - Throws: ``JSONFailure`` with the place and the reason. Complexity: linear in the text.
    /// - seealso: RFC 8259; RFC 7493 (I-JSON), section 2.
    public static func parse(
        _ bytes: [UInt8], maximumBytes: Int, depth: Int = defaultDepth
    ) throws(JSONFailure) -> JSONValue {
        let start = JSONPosition(line: 1, column: 1)
        guard bytes.count <= maximumBytes else {
            throw JSONFailure(position: start, path: .root, reason: .tooLarge(limit: maximumBytes))
        }
        var parser = JSONParser(bytes: bytes, depthLimit: max(0, min(depth, maximumDepth)))
        return try parser.document()
    }
}
