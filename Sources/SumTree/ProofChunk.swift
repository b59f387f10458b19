public import Bulletproofs
internal import Ristretto
public import Wire

/// A run of range proofs of one level as it is published, node by node, for each node all columns.
///
/// The proofs of a level are cut into chunks of ``size`` nodes, the last one excepted, so that there is one way to cut them.
public struct ProofChunk: Equatable, Sendable {
    /// The nodes of a chunk that is not a level's last.
    public static let size = 256

    /// tree_ctx of the tree.
    public let contextDigest: NodeHash
    /// The nodes' level, from 1.
    public let level: Int
    /// The index of the first node.
    public let first: UInt64
    /// The proofs, node by node, for each node all columns.
    public let proofs: [EncodedRangeProof]

    /// Puts a chunk together.
    ///
    /// - Parameters:
    ///   - contextDigest: tree_ctx of the tree.
    ///   - level: The nodes' level, from 1.
    ///   - first: The index of the first node.
    ///   - proofs: The proofs, node by node, for each node all columns.
    public init(contextDigest: NodeHash, level: Int, first: UInt64, proofs: [EncodedRangeProof]) {
        self.contextDigest = contextDigest
        self.level = level
        self.first = first
        self.proofs = proofs
    }

    /// Encodes the chunk as a file.
    ///
    /// - Returns: The file's bytes.
    public func encodedFile() -> [UInt8] {
        FileKind.treeProofs.encode(capacity: 128 + 1024 * proofs.count) { writer in
            writer.beginMap(count: 4)
            writer.key(1)
            writer.digest(contextDigest)
            writer.key(2)
            writer.unsigned(UInt64(level))
            writer.key(3)
            writer.unsigned(first)
            writer.key(4)
            writer.beginArray(count: proofs.count)
            for proof in proofs { writer.bytes(proof.bytes) }
            writer.end()
            writer.end()
        }
    }

    /// Decodes a chunk from a file.
    ///
    /// - Parameter file: The file's bytes.
    /// - Throws: `WireFailure`.
    public init(file: [UInt8]) throws(WireFailure) {
        self = try FileKind.treeProofs.decode(file) { (reader) throws(WireFailure) in
            try reader.beginMap("proofs")
            try reader.key(1, "proofs.context")
            let context = try reader.digest("proofs.context")
            try reader.key(2, "proofs.level")
            let level = try reader.unsigned("proofs.level", in: 1...UInt64(TreeShape.mostPlaceBits))
            try reader.key(3, "proofs.first")
            let first = try reader.unsigned("proofs.first")
            try reader.key(4, "proofs.list")
            let count = try reader.beginArray("proofs.list", count: 1...2 * Self.size)
            var proofs: [EncodedRangeProof] = []
            proofs.reserveCapacity(count)
            for _ in 0..<count {
                proofs.append(EncodedRangeProof(undecoded: try reader.bytes("proofs.proof", count: 0...2048)))
            }
            try reader.end("proofs.list")
            try reader.end("proofs")
            return ProofChunk(contextDigest: context, level: Int(level), first: first, proofs: proofs)
        }
    }
}
