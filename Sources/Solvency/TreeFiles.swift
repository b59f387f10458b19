public import SumTree

/// The published files of a tree: which there are, what they are called, and their joint digest.
///
/// The names follow from the header alone, so a missing file is noticed by its name. All paths are relative to the
/// folder that is published: `assets/ID/KIND/leaves-N.cbor` and `assets/ID/KIND/proofs-LEVEL-N.cbor`.
///
/// - seealso: `docs/spec/epoch.md`, section "Files".
public struct TreeFiles: Sendable {
    /// What a file holds.
    public enum Content: Equatable, Sendable {
        /// A run of leaves: the chunk's number.
        case leaves(UInt64)
        /// The range proofs of a run of nodes: their level and the chunk's number.
        case proofs(level: Int, UInt64)
    }

    private let context: TreeContext

    /// Describes the files of a tree.
    ///
    /// - Parameter context: The tree, from a header.
    public init(_ context: TreeContext) { self.context = context }

    /// The folder in which the files are.
    public var folder: [UInt8] {
        Self.bytes("assets/") + context.asset.id + Self.bytes("/") + Self.bytes(context.kind.name)
    }

    /// What the file at a path holds.
    ///
    /// - Parameter path: The path, relative to the folder that is published.
    /// - Returns: The content, or `nil` for a path that is none of the tree's files. Takes no longer for a larger tree.
    public func content(of path: [UInt8]) -> Content? {
        let (leaves, proofs, end) = (Self.bytes("/leaves-"), Self.bytes("/proofs-"), Self.bytes(".cbor"))
        guard path.starts(with: folder), path.count > folder.count + end.count,
            path[(path.count - end.count)...].elementsEqual(end)
        else { return nil }
        let name = path[folder.count..<path.count - end.count]
        if name.starts(with: leaves), let chunk = Self.value(name.dropFirst(leaves.count)) {
            return chunk < leafChunkCount ? .leaves(chunk) : nil
        }
        guard name.starts(with: proofs) else { return nil }
        let parts = name.dropFirst(proofs.count).split(
            separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let level = Self.value(parts[0]), let chunk = Self.value(parts[1]),
            1...UInt64(context.shape.height) ~= level, chunk < proofChunkCount(level: Int(level))
        else { return nil }
        return .proofs(level: Int(level), chunk)
    }

    /// How many files there are.
    public var count: UInt64 { (1...context.shape.height).reduce(leafChunkCount) { $0 + proofChunkCount(level: $1) } }

    /// How many chunks of leaves there are.
    public var leafChunkCount: UInt64 { Self.chunks(context.shape.capacity, LeafChunk.size) }

    /// How many chunks of proofs a level has.
    ///
    /// - Parameter level: 1 to the height.
    /// - Returns: The number, at least 1.
    public func proofChunkCount(level: Int) -> UInt64 {
        Self.chunks(context.shape.nodeCount(level: level), ProofChunk.size)
    }

    /// Calls `body` for each file in the order in which they are digested and verified: leaves, then proofs by level.
    ///
    /// - Parameter body: What to do with a file.
    /// - Throws: What `body` throws.
    public func forEach<Failure: Error>(_ body: (Content) throws(Failure) -> Void) throws(Failure) {
        for chunk in 0..<leafChunkCount { try body(.leaves(chunk)) }
        for level in 1...context.shape.height {
            for chunk in 0..<proofChunkCount(level: level) { try body(.proofs(level: level, chunk)) }
        }
    }

    /// The path of a file.
    ///
    /// - Parameter content: What the file holds.
    /// - Returns: The path in ASCII, relative to the folder that is published.
    public func path(_ content: Content) -> [UInt8] {
        switch content {
        case .leaves(let chunk): folder + Self.bytes("/leaves-") + Self.number(chunk) + Self.bytes(".cbor")
        case .proofs(let level, let chunk):
            folder + Self.bytes("/proofs-") + Self.number(UInt64(level)) + Self.bytes("-") + Self.number(chunk)
                + Self.bytes(".cbor")
        }
    }

    /// Starts the digest of a tree's files: H("files" | tree_ctx | H("file" | bytes) ...), in the order of ``forEach(_:)``.
    ///
    /// - Returns: A digest to which ``append(_:to:)`` adds the files.
    public func startDigest() -> FieldDigest {
        var fields = FieldDigest(tag: "files")
        fields.field(context.digest)
        return fields
    }

    /// Adds a file to the digest.
    ///
    /// - Parameters:
    ///   - file: The file's bytes.
    ///   - digest: The digest of all files.
    public static func append(_ file: [UInt8], to digest: inout FieldDigest) { digest.field(Self.digest(ofFile: file)) }

    /// The digest of one file: H("file" | bytes).
    ///
    /// - Parameter file: The file's bytes.
    /// - Returns: The digest.
    public static func digest(ofFile file: [UInt8]) -> NodeHash {
        var fields = FieldDigest(tag: "file")
        fields.field(file)
        return fields.finish()
    }

    private static func chunks(_ count: UInt64, _ size: Int) -> UInt64 { (count + UInt64(size) - 1) / UInt64(size) }

    private static func bytes(_ text: StaticString) -> [UInt8] { text.withUTF8Buffer { [UInt8]($0) } }

    /// A number as ``number(_:)`` writes it, of at most 18 digits.
    private static func value(_ digits: ArraySlice<UInt8>) -> UInt64? {
        guard 1...18 ~= digits.count, digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
        var value: UInt64 = 0
        for digit in digits {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit else { return nil }
            value = 10 * value + UInt64(digit - UInt8(ascii: "0"))
        }
        return value
    }

    private static func number(_ value: UInt64) -> [UInt8] {
        var digits: [UInt8] = []
        var rest = value
        repeat {
            digits.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        return digits.reversed()
    }
}
