public import SumTree
public import Wire

/// The digests of all published files, in the order in which the header's files digests take them: `index.cbor`.
///
/// With it one file can be checked as soon as it is there, without the others. It is not signed and needs no signature:
/// it must lead to the files digests of the header.
///
/// - seealso: `docs/spec/epoch.md`, section "Index".
public struct PublicationIndex: Equatable, Sendable {
    /// The file's type and version.
    public static let fileKind = FileKind(type: "solvency/epoch-index", version: 1, maximumByteCount: 1 << 27)
    /// Where it stands in the folder that is published.
    public static let fileName: StaticString = "index.cbor"

    /// The files of one tree.
    public struct Entry: Equatable, Sendable {
        /// tree_ctx of the tree.
        public let contextDigest: NodeHash
        /// The digest of each file: leaves, then proofs by level.
        public let files: [NodeHash]

        /// Lists the files of a tree.
        ///
        /// - Parameters:
        ///   - contextDigest: tree_ctx of the tree.
        ///   - files: The digest of each file: leaves, then proofs by level.
        public init(contextDigest: NodeHash, files: [NodeHash]) {
            self.contextDigest = contextDigest
            self.files = files
        }

        /// The files digest of a header: H("files" | tree_ctx | digest of each file).
        public var filesDigest: NodeHash {
            var digest = FieldDigest(tag: "files")
            digest.field(contextDigest)
            for file in files { digest.field(file) }
            return digest.finish()
        }
    }

    /// The trees in the header's order.
    public let trees: [Entry]

    /// Puts an index together.
    ///
    /// - Parameter trees: The trees in the header's order.
    public init(trees: [Entry]) { self.trees = trees }

    /// Encodes the index as a file.
    ///
    /// - Returns: The file's bytes.
    public func encodedFile() -> [UInt8] {
        let count = trees.reduce(0) { $0 + $1.files.count }
        return Self.fileKind.encode(capacity: 64 + 64 * trees.count + 32 * count) { writer in
            writer.beginArray(count: trees.count)
            for tree in trees {
                writer.beginMap(count: 2)
                writer.key(1)
                writer.bytes(tree.contextDigest.bytes)
                writer.key(2)
                writer.bytes(tree.files.withUnsafeBytes { [UInt8]($0) })
                writer.end()
            }
            writer.end()
        }
    }

    /// Decodes an index.
    ///
    /// - Parameter file: The file's bytes.
    /// - Throws: `WireFailure`.
    public init(file: [UInt8]) throws(WireFailure) {
        self = try Self.fileKind.decode(file) { (reader) throws(WireFailure) in
            let count = try reader.beginArray("index.trees", count: 1...EpochHeader.mostTrees)
            var trees: [Entry] = []
            for _ in 0..<count {
                try reader.beginMap("index.tree")
                try reader.key(1, "index.context")
                let context = try reader.bytes("index.context", count: 32...32)
                try reader.key(2, "index.files")
                let digests = try reader.bytes("index.files", count: 32...Self.fileKind.maximumByteCount)
                try reader.end("index.tree")
                guard let contextDigest = NodeHash(bytes: context), digests.count % NodeHash.byteCount == 0 else {
                    throw WireFailure(offset: 0, field: "index.files", reason: .count(UInt64(digests.count)))
                }
                let files = stride(from: 0, to: digests.count, by: NodeHash.byteCount).compactMap {
                    NodeHash(bytes: Array(digests[$0..<$0 + NodeHash.byteCount]))
                }
                trees.append(Entry(contextDigest: contextDigest, files: files))
            }
            try reader.end("index.trees")
            return PublicationIndex(trees: trees)
        }
    }

    /// Checks that the index is the one of a header.
    ///
    /// - Parameter header: The header, whose signature the caller has checked.
    /// - Throws: ``Refusal/registry`` for other trees, ``Refusal/fileDigest(tree:)`` for other files.
    public func check(against header: EpochHeader) throws(Refusal) {
        guard trees.count == header.trees.count else { throw .registry }
        for (index, tree) in header.trees.enumerated() {
            guard trees[index].contextDigest == tree.head.context.digest else { throw .registry }
            guard trees[index].filesDigest == tree.filesDigest else { throw .fileDigest(tree: index) }
        }
    }
}
