public import Bulletproofs
public import Ristretto

/// A path as it came: everything public that leads from a leaf to the root, not verified.
///
/// The leaf's index alone says where the path goes: at every level the recomputed commitment and the recomputed hash take
/// the place that the index gives. Empty siblings, which the verifier knows, are not sent.
///
/// - seealso: `docs/spec/sum-tree.md`, section "Path".
public struct Path: Equatable, Sendable {
    /// tree_ctx of the tree that the path claims to belong to.
    public let contextDigest: NodeHash

    /// i: the leaf's index.
    public let leafIndex: UInt64

    /// The leaf's hash.
    public let leafHash: NodeHash

    /// What every level adds, from the leaf's parent to the root.
    public let levels: [Level]

    /// What one node on the path adds.
    public struct Level: Equatable, Sendable {
        /// The commitments of the stored siblings in the order of their places, each with all its columns.
        public let siblings: [CompressedPoint]
        /// The hashes that lead from the child's hash to M, from below; those over empty children are left out.
        public let hashes: [NodeHash]
        /// The node's range proofs, one for each column.
        public let proofs: [EncodedRangeProof]

        /// Puts a level together.
        ///
        /// - Parameters:
        ///   - siblings: The commitments of the stored siblings in the order of their places, each with all its columns.
        ///   - hashes: The hashes that lead from the child's hash to M, from below.
        ///   - proofs: The node's range proofs, one for each column.
        public init(siblings: [CompressedPoint], hashes: [NodeHash], proofs: [EncodedRangeProof]) {
            self.siblings = siblings
            self.hashes = hashes
            self.proofs = proofs
        }
    }

    /// Puts a path together.
    ///
    /// - Parameters:
    ///   - contextDigest: tree_ctx of the tree.
    ///   - leafIndex: The leaf's index.
    ///   - leafHash: The leaf's hash.
    ///   - levels: What every level adds, from the leaf's parent to the root.
    public init(contextDigest: NodeHash, leafIndex: UInt64, leafHash: NodeHash, levels: [Level]) {
        self.contextDigest = contextDigest
        self.leafIndex = leafIndex
        self.leafHash = leafHash
        self.levels = levels
    }
}

extension TreeShape {
    /// Whether the hash beside a path stands over stored children, so that it is sent.
    ///
    /// - Parameters:
    ///   - slot: The place of the child on the path, 0 to arity - 1.
    ///   - step: How many steps of M were made before, 0 to log2(arity) - 1.
    ///   - stored: How many children are stored.
    /// - Returns: `false` when all children below that hash are empty.
    public func isHashSent(slot: Int, step: Int, stored: Int) -> Bool { ((slot >> step) ^ 1) << step < stored }
}
