internal import Bulletproofs
internal import Pedersen
internal import Ristretto

extension Path {
    /// Verifies that a leaf with these amounts belongs to the account and is counted in the tree's root.
    ///
    /// Checked are, in this order: the context; index, lengths and numbers of everything; that amounts and blindings open
    /// the leaf and the leaf is the account's; hashes and sums up to the root, each at the place that the index gives; the
    /// range proofs of every node on the path over all its children.
    ///
    /// - Parameters:
    ///   - account: The id, from the person who asks, never from the file.
    ///   - opening: Salt, amounts and blindings of the leaf.
    ///   - head: The tree, from a header whose signature was checked.
    /// - Returns: Evidence that the amounts are counted.
    /// - Throws: ``TreeRefusal``, by check.
    /// - Complexity: One multi-scalar multiplication over 2 * arity * bits generators.
    /// - Warning: Variable time, also in the amounts: they are known to whoever verifies.
    public func verify(
        account: AccountID, opening: LeafOpening, head: TreeHead
    ) throws(TreeRefusal) -> VerifiedPath {
        try checkForm(head.context)
        try checkLeaf(account, opening, head.context)
        let statements = try climb(from: opening.commitments, head)
        try checkRanges(statements, head.context)
        return VerifiedPath(verified: head, account: account, leafIndex: leafIndex, opening: opening)
    }

    private func checkForm(_ context: TreeContext) throws(TreeRefusal) {
        let shape = context.shape
        guard TreeSeam.omits(.context) || contextDigest == context.digest else { throw .contextMismatch }
        guard TreeSeam.omits(.leafIndex) || leafIndex < shape.capacity else {
            throw .leafOutsideCommittedSet(index: leafIndex, capacity: shape.capacity)
        }
        guard TreeSeam.omits(.pathLength) || levels.count == shape.height else {
            throw .pathLength(expected: shape.height, actual: levels.count)
        }
        let columns = context.columns.count
        for (below, content) in levels.enumerated() {
            let level = below + 1
            let stored = storedChildren(level, shape)
            let slot = shape.slot(ofLeaf: leafIndex, level: below)
            let hashes = (0..<shape.arityBits).filter { shape.isHashSent(slot: slot, step: $0, stored: stored) }.count
            guard content.siblings.count == (stored - 1) * columns, content.hashes.count == hashes else {
                throw .siblingCount(level: level)
            }
            guard TreeSeam.omits(.rangeProofCount) || content.proofs.count == columns else {
                throw .rangeProofCount(level: level, expected: columns, actual: content.proofs.count)
            }
            for (column, proof) in content.proofs.enumerated() {
                guard TreeSeam.omits(.proofLength) || proof.bytes.count == context.proofByteCount else {
                    throw .parameterMismatch(level: level, column: column)
                }
            }
        }
    }

    /// How many children of the node at a level of the path are stored; at least the one on the path.
    private func storedChildren(_ level: Int, _ shape: TreeShape) -> Int {
        max(1, shape.storedChildren(level: level, index: leafIndex >> UInt64(level * shape.arityBits)))
    }

    private func checkLeaf(
        _ account: AccountID, _ opening: LeafOpening, _ context: TreeContext
    ) throws(TreeRefusal) {
        guard opening.columns.count == context.columns.count else {
            throw .columnCount(expected: context.columns.count, actual: opening.columns.count)
        }
        for (column, part) in opening.columns.enumerated() {
            let commitment = Commitment(to: part.amount, blinding: part.blinding).compressed()
            guard TreeSeam.omits(.leafOpening) || commitment == part.commitment else {
                throw .leafOpening(column: column)
            }
        }
        var hasher = TreeHasher(context)
        let hash = hasher.leaf(account: account, salt: opening.salt, commitments: opening.commitments)
        let isOwn = opening.salt.count == LeafOpening.saltByteCount && hash == leafHash
        guard TreeSeam.omits(.leafIdentity) || isOwn else { throw .leafIdentity }
    }

    /// Recomputes sums and hashes to the root, and gives what the range proofs on the way must be about.
    private func climb(
        from leaf: [CompressedPoint], _ head: TreeHead
    ) throws(TreeRefusal) -> [(level: Int, statements: [NodeStatement])] {
        let context = head.context
        let shape = context.shape
        var own = leaf
        var hash = leafHash
        var hasher = TreeHasher(context)
        var statements: [(level: Int, statements: [NodeStatement])] = []
        for (below, content) in levels.enumerated() {
            let level = below + 1
            let slot = shape.slot(ofLeaf: leafIndex, level: below)
            let index = leafIndex >> UInt64(level * shape.arityBits)
            let stored = storedChildren(level, shape)
            let children = place(own, among: content.siblings, slot: slot, arity: shape.arity)
            statements.append(
                (
                    level,
                    context.columns.indices.map {
                        NodeStatement(context: context, level: level, index: index, column: $0, children: children)
                    }
                ))
            let merged = merge(hash, content.hashes, level: level, slot: slot, stored: stored, shape, &hasher)
            hash = hasher.node(level: level, index: index, commitments: children, merged: merged)
            own = try sums(children, columns: own.count, level: level)
        }
        guard TreeSeam.omits(.rootHash) || hash == head.root.hash else { throw .rootHash }
        for (column, sum) in own.enumerated() {
            guard TreeSeam.omits(.rootCommitment) || sum == head.root.commitments[column] else {
                throw .rootCommitment(column: column)
            }
        }
        return statements
    }

    /// All children's commitments: the own ones in their place, the stored siblings around them, then empty ones.
    private func place(
        _ own: [CompressedPoint], among siblings: [CompressedPoint], slot: Int, arity: Int
    ) -> [CompressedPoint] {
        // A place beyond the stored siblings cannot come here: the index is below the capacity.
        let before = min(slot * own.count, siblings.count)
        var children = siblings[..<before] + own + siblings[before...]
        while children.count < arity * own.count { children.append(.identity) }
        return Array(children)
    }

    /// M from the child's hash at its place and the hashes beside the way.
    private func merge(
        _ child: NodeHash, _ hashes: [NodeHash], level: Int, slot: Int, stored: Int, _ shape: TreeShape,
        _ hasher: inout TreeHasher
    ) -> NodeHash {
        var hash = child
        var next = hashes.startIndex
        let empty = stored < shape.arity ? hasher.emptyMerges(level: level) : []
        for step in 0..<shape.arityBits {
            let depth = shape.arityBits - 1 - step
            let beside: NodeHash
            if shape.isHashSent(slot: slot, step: step, stored: stored) {
                beside = hashes[next]
                next += 1
            } else {
                beside = empty[depth]
            }
            let isRight = slot >> step & 1 == 1
            hash = hasher.merge(
                level: level, depth: depth, left: isRight ? beside : hash, right: isRight ? hash : beside)
        }
        return hash
    }

    /// The sum of all children for each column.
    private func sums(
        _ children: [CompressedPoint], columns: Int, level: Int
    ) throws(TreeRefusal) -> [CompressedPoint] {
        let points: [RistrettoPoint]
        do throws(PointFailure) {
            points = try RistrettoPoint.decode(children)
        } catch {
            throw .nonCanonicalPoint(level: level)
        }
        return (0..<columns).map { column in
            var sum = RistrettoPoint.identity
            for position in stride(from: column, to: points.count, by: columns) { sum += points[position] }
            return sum.compressed()
        }
    }

    private func checkRanges(
        _ levels: [(level: Int, statements: [NodeStatement])], _ context: TreeContext
    ) throws(TreeRefusal) {
        guard !TreeSeam.omits(.rangeProofs) else { return }
        var batch = NodeProofBatch(context)
        for (content, (level, statements)) in zip(self.levels, levels) {
            let index = leafIndex >> UInt64(level * context.shape.arityBits)
            for (column, (proof, statement)) in zip(content.proofs, statements).enumerated() {
                batch.append(proof, statement, level: level, index: index, column: column)
            }
        }
        try batch.verify(threads: 1)
    }
}
