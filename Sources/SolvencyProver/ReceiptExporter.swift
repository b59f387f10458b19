internal import Bulletproofs
internal import KeyFiles
internal import Ristretto
internal import Sodium
public import Solvency
public import SumTree
internal import Wire

/// Writes receipts from a finished epoch; needs the epoch's secret, not the issuer's key.
public final class ReceiptExporter {
    /// The header to which the receipts belong.
    public let header: SignedHeader
    private let folder: EpochFolder
    private let store: EpochStore
    private let source: ReceiptSource
    private let keys: EpochKeys
    private var proofChunks: [ChunkKey: ProofChunk] = [:]
    private var nodeChunks: [ChunkKey: (hashes: [NodeHash], commitments: [CompressedPoint])] = [:]

    private struct ChunkKey: Hashable {
        let tree: Int
        let level: Int
        let chunk: Int
    }

    /// Opens a finished epoch.
    ///
    /// - Parameter folder: The epoch's folder.
    /// - Throws: ``BuildFailure/unfinished``, and what reading the files throws.
    public init(_ folder: EpochFolder) throws(BuildFailure) {
        self.folder = folder
        header = try folder.header()
        store = try EpochStore(reading: folder.databasePath)
        guard let buildID = try store.meta("build") else { throw .unfinished }
        let secret = try EpochSecretFile.load(folder.secretPath)
        keys = try EpochKeys(
            secret: secret, issuerKey: header.unverified.issuerKey, epoch: header.unverified.epoch, buildID: buildID)
        source = ReceiptSource(store, header: header)
    }

    /// How many accounts there are.
    ///
    /// - Returns: The number.
    /// - Throws: ``BuildFailure/database(code:message:)``.
    public func accountCount() throws(BuildFailure) -> Int { try store.accountCount() }

    /// The receipt of one account.
    ///
    /// - Parameter account: The account.
    /// - Returns: The receipt.
    /// - Throws: ``BuildFailure/unknownAccount``, and what reading the files throws.
    public func receipt(_ account: AccountID) throws(BuildFailure) -> Receipt {
        guard let found = try store.account(account) else { throw .unknownAccount }
        return try receipt(account, position: found.position, signature: found.signature)
    }

    /// Makes the receipts of all accounts, by the order of their ids' bytes.
    ///
    /// - Parameter body: What to do with a receipt.
    /// - Throws: What reading the files or `body` throws.
    public func forEach(_ body: (AccountID, Receipt) throws(BuildFailure) -> Void) throws(BuildFailure) {
        var first = 0
        while true {
            let accounts = try store.accounts(from: first, count: 1024)
            guard let last = accounts.last else { return }
            first = last.position + 1
            for account in accounts {
                try body(
                    account.id, try receipt(account.id, position: account.position, signature: account.signature))
            }
        }
    }

    private func receipt(
        _ account: AccountID, position: Int, signature: [UInt8]
    ) throws(BuildFailure) -> Receipt {
        guard signature.count == Signature.count else { throw .unfinished }
        let leaves = try store.leaves(account: position)
        var openings: [ReceiptOpening?] = []
        for (index, tree) in header.unverified.trees.enumerated() {
            guard let leaf = leaves[index] else {
                openings.append(nil)
                continue
            }
            openings.append(try opening(account, leaf, tree.head.context))
        }
        return Receipt(body: source.body(account, leaves: leaves), signature: signature, openings: openings)
    }

    private func opening(
        _ account: AccountID, _ leaf: EpochStore.LeafRow, _ context: TreeContext
    ) throws(BuildFailure) -> ReceiptOpening {
        var secrets = try TreeKeys(keys, context: context.digest)
        var blindings: [Scalar] = []
        for column in leaf.amounts.indices {
            blindings.append(secrets.blinding(column: column, index: UInt64(leaf.place), account: account))
        }
        return ReceiptOpening(
            nonce: secrets.nonce(index: UInt64(leaf.place), account: account), amounts: leaf.amounts,
            blindings: blindings, ledgerAmounts: leaf.rounded,
            path: try path(tree: leaf.tree, place: leaf.place, context))
    }
}

extension ReceiptExporter {
    private func path(tree: Int, place: Int, _ context: TreeContext) throws(BuildFailure) -> Path {
        let (shape, columns) = (context.shape, context.columns.count)
        let bits = shape.arity.trailingZeroBitCount
        var hasher = TreeHasher(context)
        var levels: [Path.Level] = []
        var leafHash: NodeHash?
        for below in 0..<shape.height {
            let node = place >> ((below + 1) * bits)
            let slot = shape.slot(ofLeaf: UInt64(place), level: below)
            let stored = shape.storedChildren(level: below + 1, index: UInt64(node))
            let (hashes, commitments) = try children(tree: tree, level: below, node: node, stored: stored, context)
            if below == 0 { leafHash = hashes[slot] }
            let siblings = commitments[..<(slot * columns)] + commitments[((slot + 1) * columns)...]
            levels.append(
                Path.Level(
                    siblings: Array(siblings),
                    hashes: Self.hashesBeside(slot, hashes, level: below + 1, shape, &hasher),
                    proofs: try proofs(tree: tree, level: below + 1, node: node, context)))
        }
        guard let leafHash else { preconditionFailure("a tree has a level") }
        return Path(
            contextDigest: context.digest, leafIndex: UInt64(place), leafHash: leafHash, levels: levels)
    }

    /// The hashes that lead from a child to M, from below.
    private static func hashesBeside(
        _ slot: Int, _ stored: [NodeHash], level: Int, _ shape: TreeShape, _ hasher: inout TreeHasher
    ) -> [NodeHash] {
        var row = stored
        let empty = hasher.empty(level: level - 1)
        while row.count < shape.arity { row.append(empty) }
        let bits = shape.arity.trailingZeroBitCount
        var result: [NodeHash] = []
        for step in 0..<bits {
            if shape.isHashSent(slot: slot, step: step, stored: stored.count) { result.append(row[(slot >> step) ^ 1]) }
            row = (0..<row.count / 2).map {
                hasher.merge(level: level, depth: bits - 1 - step, left: row[2 * $0], right: row[2 * $0 + 1])
            }
        }
        return result
    }

    /// Hashes and commitments of the stored children of a node; its level is one above `level`.
    private func children(
        tree: Int, level: Int, node: Int, stored: Int, _ context: TreeContext
    ) throws(BuildFailure) -> (hashes: [NodeHash], commitments: [CompressedPoint]) {
        let columns = context.columns.count
        let first = node * context.shape.arity
        let size = level == 0 ? LeafChunk.size : EpochStore.nodeChunk
        // An arity divides both sizes, so the children of a node stand in one chunk.
        let chunk = try self.chunk(tree: tree, level: level, chunk: first / size, context)
        let start = first % size
        let hasAll = chunk.hashes.count >= start + stored && chunk.commitments.count >= (start + stored) * columns
        guard hasAll else { throw .malformed(path: folder.publicPath) }
        return (
            Array(chunk.hashes[start..<start + stored]),
            Array(chunk.commitments[start * columns..<(start + stored) * columns])
        )
    }

    private func chunk(
        tree: Int, level: Int, chunk: Int, _ context: TreeContext
    ) throws(BuildFailure) -> (hashes: [NodeHash], commitments: [CompressedPoint]) {
        let key = ChunkKey(tree: tree, level: level, chunk: chunk)
        if let known = nodeChunks[key] { return known }
        let nodes: (hashes: [NodeHash], commitments: [CompressedPoint])
        if level == 0 {
            let leaves = try read(.leaves(UInt64(chunk)), context) { (file) throws(WireFailure) in
                try LeafChunk(file: file)
            }
            nodes = (leaves.hashes, leaves.commitments)
        } else {
            nodes = try store.nodes(tree: tree, level: level, chunk: chunk)
        }
        nodeChunks[key] = nodes
        return nodes
    }

    private func proofs(
        tree: Int, level: Int, node: Int, _ context: TreeContext
    ) throws(BuildFailure) -> [EncodedRangeProof] {
        let columns = context.columns.count
        let key = ChunkKey(tree: tree, level: level, chunk: node / ProofChunk.size)
        let chunk: ProofChunk
        if let known = proofChunks[key] {
            chunk = known
        } else {
            chunk = try read(.proofs(level: level, UInt64(key.chunk)), context) { (file) throws(WireFailure) in
                try ProofChunk(file: file)
            }
            proofChunks[key] = chunk
        }
        let start = node % ProofChunk.size * columns
        guard chunk.proofs.count >= start + columns else { throw .malformed(path: folder.publicPath) }
        return Array(chunk.proofs[start..<start + columns])
    }

    private func read<Chunk>(
        _ content: TreeFiles.Content, _ context: TreeContext, _ decode: ([UInt8]) throws(WireFailure) -> Chunk
    ) throws(BuildFailure) -> Chunk {
        let path = folder.publicPath + "/" + String(decoding: TreeFiles(context).path(content), as: UTF8.self)
        let file: [UInt8]
        do throws(KeyFileFailure) { file = try BoundedFile.readPublic(path, limit: 1 << 22) } catch {
            throw .secret(error)
        }
        do throws(WireFailure) { return try decode(file) } catch { throw .malformed(path: path) }
    }
}
