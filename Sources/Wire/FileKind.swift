/// A type of file and the version of its format: what every binary file of this package starts with.
///
/// A file is an array of three: the type as text, the version as an integer, and the content.
///
/// - seealso: `docs/spec/wire.md`, section "Files".
public struct FileKind: Sendable {
    /// The type, for instance `solvency/tree-path`.
    public let type: StaticString

    /// The version of the format, from 1.
    public let version: UInt64

    /// The size above which a reader refuses the file unread, in bytes.
    public let maximumByteCount: Int

    /// Names a type of file.
    ///
    /// - Parameters:
    ///   - type: The type, `solvency/` and a word.
    ///   - version: The version of the format, from 1.
    ///   - maximumByteCount: The size above which a reader refuses the file unread, in bytes.
    public init(type: StaticString, version: UInt64, maximumByteCount: Int) {
        self.type = type
        self.version = version
        self.maximumByteCount = maximumByteCount
    }

    /// Encodes a file.
    ///
    /// - Parameters:
    ///   - capacity: For how many bytes to take memory at once.
    ///   - content: Writes the content, one item.
    /// - Returns: The file's bytes.
    public func encode(capacity: Int = 256, _ content: (inout WireWriter) -> Void) -> [UInt8] {
        var writer = WireWriter(capacity: capacity)
        writer.beginArray(count: 3)
        writer.text(type)
        writer.unsigned(version)
        content(&writer)
        writer.end()
        return writer.finish()
    }

    /// Decodes a file.
    ///
    /// - Parameters:
    ///   - bytes: The file's bytes.
    ///   - content: Reads the content, one item.
    /// - Returns: What `content` returns.
    /// - Throws: `Failure` made from a ``WireFailure``: `fileType`, `fileVersion`, or what the content is refused for; or
    ///   what `content` throws.
    public func decode<Content>(
        _ bytes: [UInt8], _ content: (inout WireReader) throws(WireFailure) -> Content
    ) throws(WireFailure) -> Content {
        var reader = try WireReader(bytes, maximumByteCount: maximumByteCount)
        try reader.beginArray("file", count: 3)
        try reader.text(equalTo: type, "file.type", otherwise: .fileType)
        let start = reader.offset
        let found = try reader.unsigned("file.version")
        guard found == version else {
            throw WireFailure(offset: start, field: "file.version", reason: .fileVersion(found))
        }
        let result = try content(&reader)
        try reader.end("file")
        try reader.finish()
        return result
    }

    /// What a file says that it is, without a look at its content.
    ///
    /// - Parameter bytes: The file's bytes.
    /// - Returns: The type in UTF-8, at most 256 bytes, and the version.
    /// - Throws: ``WireFailure`` when the bytes do not start like a file.
    public static func announced(in bytes: [UInt8]) throws(WireFailure) -> (type: [UInt8], version: UInt64) {
        var reader = try WireReader(bytes, maximumByteCount: Int.max)
        try reader.beginArray("file", count: 3)
        return (try reader.text("file.type", count: 1...256), try reader.unsigned("file.version"))
    }
}
