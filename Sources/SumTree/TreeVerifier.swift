internal import Bulletproofs
internal import Ristretto

/// Verifies a published tree whole: from its leaves and range proofs to the root of the header.
///
/// Leaves come in order, and so do the proofs of each level, each after the nodes that it is about. Inner nodes are
/// recomputed and never read. Memory: about 32 bytes for every node and column whose parent's proof has not come, so it
/// stays small when proofs follow their leaves.
///
/// ```swift
/// var verifier = TreeVerifier(head)
/// for file in leafFiles { try verifier.append(LeafChunk(file: file)) }
/// for file in proofFiles { try verifier.append(ProofChunk(file: file)) }
/// let evidence = try verifier.finish()
/// ```
///
/// - seealso: `docs/spec/sum-tree.md`, section "The whole tree".
public struct TreeVerifier: ~Copyable {
    private let head: TreeHead
    private let threads: Int?
    private var hasher: TreeHasher
    /// Levels 0 to the height; the last holds the root.
    private var levels: [LevelState]
    private var rootHash: NodeHash?
    private var rootCommitments: [CompressedPoint] = []
    private var proofCount: UInt64 = 0

    private var shape: TreeShape { head.context.shape }
    private var columns: Int { head.context.columns.count }

    /// Starts a verification.
    ///
    /// - Parameters:
    ///   - head: The tree, from a header whose signature was checked.
    ///   - threads: Most threads on which range proofs are verified, from 1; `nil` for as many as there are processors.
    ///     The result is the same for all, and in the browser it is always one.
    public init(_ head: TreeHead, threads: Int? = nil) {
        self.head = head
        self.threads = threads
        hasher = TreeHasher(head.context)
        levels = [LevelState](repeating: LevelState(), count: head.context.shape.height)
    }

    /// Takes the next leaves and recomputes all nodes above them that are complete.
    ///
    /// - Parameter chunk: The leaves.
    /// - Throws: ``TreeRefusal``: another tree, another order, more leaves than places, a commitment that does not decode.
    public mutating func append(_ chunk: LeafChunk) throws(TreeRefusal) {
        guard TreeSeam.omits(.context) || chunk.contextDigest == head.context.digest else { throw .contextMismatch }
        try checkOrder(
            level: 0, first: chunk.first, count: chunk.hashes.count, next: levels[0].received,
            total: shape.capacity, size: LeafChunk.size)
        guard chunk.commitments.count == chunk.hashes.count * columns else {
            throw .columnCount(expected: columns, actual: chunk.commitments.count / max(1, chunk.hashes.count))
        }
        let points: [RistrettoPoint]
        do throws(PointFailure) {
            points = try RistrettoPoint.decode(chunk.commitments)
        } catch {
            throw .nonCanonicalPoint(level: 0)
        }
        absorb(level: 0, commitments: chunk.commitments, points: points, hashes: chunk.hashes)
    }

    /// Takes the next range proofs of a level and verifies them together.
    ///
    /// - Parameter chunk: The proofs.
    /// - Throws: ``TreeRefusal``: another tree, another order, a wrong number or length of proofs, or the first that fails.
    public mutating func append(_ chunk: ProofChunk) throws(TreeRefusal) {
        guard TreeSeam.omits(.context) || chunk.contextDigest == head.context.digest else { throw .contextMismatch }
        guard 1...shape.height ~= chunk.level else { throw .chunkOutsideTree(level: chunk.level) }
        let (level, below) = (chunk.level, chunk.level - 1)
        let next = levels[below].provenParents
        let total = shape.nodeCount(level: level)
        let nodes = Int(min(UInt64(ProofChunk.size), total - min(next, total)))
        try checkOrder(level: level, first: chunk.first, count: nodes, next: next, total: total, size: ProofChunk.size)
        guard chunk.proofs.count == nodes * columns else {
            throw .rangeProofCount(level: level, expected: nodes * columns, actual: chunk.proofs.count)
        }
        try verify(chunk, nodes: nodes)
        proofCount += UInt64(chunk.proofs.count)
    }

    /// Ends the verification.
    ///
    /// - Returns: Evidence that the tree is whole and has the header's root.
    /// - Throws: ``TreeRefusal/incomplete(level:expected:actual:)``, ``TreeRefusal/rootHash``,
    ///   ``TreeRefusal/rootCommitment(column:)``.
    public consuming func finish() throws(TreeRefusal) -> VerifiedTree {
        guard let rootHash else {
            throw .incomplete(level: 0, expected: shape.capacity, actual: levels[0].received)
        }
        guard TreeSeam.omits(.rootHash) || rootHash == head.root.hash else { throw .rootHash }
        for column in 0..<columns {
            guard TreeSeam.omits(.rootCommitment) || rootCommitments[column] == head.root.commitments[column] else {
                throw .rootCommitment(column: column)
            }
        }
        for level in 1...shape.height where !TreeSeam.omits(.completeness) {
            let expected = shape.nodeCount(level: level)
            guard levels[level - 1].provenParents == expected else {
                throw .incomplete(level: level, expected: expected, actual: levels[level - 1].provenParents)
            }
        }
        return VerifiedTree(verified: head, proofCount: proofCount)
    }

    private func checkOrder(
        level: Int, first: UInt64, count: Int, next: UInt64, total: UInt64, size: Int
    ) throws(TreeRefusal) {
        guard next < total else { throw .chunkOutsideTree(level: level) }
        let whole = min(UInt64(size), total - next)
        let isInOrder = TreeSeam.omits(.chunkOrder) || first == next
        guard isInOrder, UInt64(count) == whole else { throw .chunkOrder(level: level, expected: next, actual: first) }
    }

    /// Takes nodes of a level, and computes the parents whose children are all there.
    private mutating func absorb(
        level: Int, commitments: [CompressedPoint], points: [RistrettoPoint], hashes: [NodeHash]
    ) {
        guard level < shape.height else {
            rootHash = hashes.first
            rootCommitments = commitments
            return
        }
        let firstParent = (levels[level].received - UInt64(levels[level].openHashes.count)) >> UInt64(shape.arityBits)
        levels[level].append(commitments: commitments, points: points, hashes: hashes)
        let isComplete = levels[level].received == shape.nodeCount(level: level)
        let open = levels[level].openHashes.count
        let parents = isComplete ? (open + shape.arity - 1) / shape.arity : open / shape.arity
        guard parents > 0 else { return }
        var sums: [RistrettoPoint] = []
        var parentHashes: [NodeHash] = []
        for parent in 0..<parents {
            let first = parent * shape.arity
            let stored = min(shape.arity, open - first)
            let index = firstParent + UInt64(parent)
            parentHashes.append(hash(level: level + 1, index: index, firstChild: first, stored: stored))
            for column in 0..<columns {
                var sum = RistrettoPoint.identity
                for child in first..<first + stored { sum += levels[level].openPoints[child * columns + column] }
                sums.append(sum)
            }
        }
        levels[level].close(nodes: min(open, parents * shape.arity), columns: columns)
        absorb(level: level + 1, commitments: CompressedPoint.encode(sums), points: sums, hashes: parentHashes)
    }

    private mutating func hash(level: Int, index: UInt64, firstChild: Int, stored: Int) -> NodeHash {
        let below = levels[level - 1]
        let merged = hasher.merged(level: level, children: below.openHashes[firstChild..<firstChild + stored])
        let children = filled(below.openCommitments(from: firstChild, nodes: stored, columns: columns))
        return hasher.node(level: level, index: index, commitments: children, merged: merged)
    }

    /// The commitments of all children of a node, from those of the stored ones.
    private func filled(_ stored: ArraySlice<CompressedPoint>) -> [CompressedPoint] {
        Array(stored) + [CompressedPoint](repeating: .identity, count: shape.arity * columns - stored.count)
    }

    private mutating func verify(_ chunk: ProofChunk, nodes: Int) throws(TreeRefusal) {
        let (level, below) = (chunk.level, chunk.level - 1)
        let next = levels[below].provenParents
        var batch = NodeProofBatch(head.context)
        var used = 0
        for node in 0..<nodes {
            let index = next + UInt64(node)
            let stored = shape.storedChildren(level: level, index: index)
            guard used + stored * columns <= levels[below].unprovenCount else { throw .chunkOutsideTree(level: level) }
            let children = filled(levels[below].unproven(from: used, count: stored * columns))
            used += stored * columns
            for column in 0..<columns {
                let proof = chunk.proofs[node * columns + column]
                guard TreeSeam.omits(.proofLength) || proof.bytes.count == head.context.proofByteCount else {
                    throw .parameterMismatch(level: level, column: column)
                }
                let statement = NodeStatement(
                    context: head.context, level: level, index: index, column: column, children: children)
                batch.append(proof, statement, level: level, index: index, column: column)
            }
        }
        if !TreeSeam.omits(.rangeProofs) { try batch.verify(threads: threads) }
        levels[below].prove(parents: nodes, commitments: used)
    }
}
