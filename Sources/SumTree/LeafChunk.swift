public import Ristretto
public import Wire

/// A run of leaves as it is published: their hashes and commitments, accounts and padding alike.
///
/// The tree's leaves are cut into chunks of ``size``, the last one excepted, so that there is one way to cut them.
public struct LeafChunk: Equatable, Sendable {
    /// The leaves of a chunk that is not the last.
    public static let size = 4096

    /// tree_ctx of the tree.
    public let contextDigest: NodeHash
    /// The index of the first leaf.
    public let first: UInt64
    /// The leaves' hashes.
    public let hashes: [NodeHash]
    /// The leaves' commitments, leaf by leaf.
    public let commitments: [CompressedPoint]

    /// Puts a chunk together.
    ///
    /// - Parameters:
    ///   - contextDigest: tree_ctx of the tree.
    ///   - first: The index of the first leaf.
    ///   - hashes: The leaves' hashes.
    ///   - commitments: The leaves' commitments, leaf by leaf.
    public init(contextDigest: NodeHash, first: UInt64, hashes: [NodeHash], commitments: [CompressedPoint]) {
        self.contextDigest = contextDigest
        self.first = first
        self.hashes = hashes
        self.commitments = commitments
    }

    /// Encodes the chunk as a file.
    ///
    /// - Returns: The file's bytes.
    public func encodedFile() -> [UInt8] {
        FileKind.treeLeaves.encode(capacity: 128 + 32 * (hashes.count + commitments.count)) { writer in
            writer.beginMap(count: 4)
            writer.key(1)
            writer.digest(contextDigest)
            writer.key(2)
            writer.unsigned(first)
            writer.key(3)
            writer.digests(hashes)
            writer.key(4)
            writer.points(commitments)
            writer.end()
        }
    }

    /// Decodes a chunk from a file.
    ///
    /// - Parameter file: The file's bytes.
    /// - Throws: `WireFailure`.
    public init(file: [UInt8]) throws(WireFailure) {
        self = try FileKind.treeLeaves.decode(file) { (reader) throws(WireFailure) in
            try reader.beginMap("leaves")
            try reader.key(1, "leaves.context")
            let context = try reader.digest("leaves.context")
            try reader.key(2, "leaves.first")
            let first = try reader.unsigned("leaves.first")
            try reader.key(3, "leaves.hashes")
            let hashes = try reader.digests("leaves.hashes", count: 1...Self.size)
            try reader.key(4, "leaves.commitments")
            let commitments = try reader.points("leaves.commitments", count: hashes.count...2 * hashes.count)
            try reader.end("leaves")
            return LeafChunk(contextDigest: context, first: first, hashes: hashes, commitments: commitments)
        }
    }
}
