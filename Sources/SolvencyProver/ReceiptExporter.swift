internal import Bulletproofs
internal import KeyFiles
internal import Ristretto
internal import Sodium
public import Solvency
public import SumTree

/// Makes receipts from a finished epoch; needs the epoch's secret, not the issuer's key.
///
/// It serves one thread. An account is found by the database's index and its path by the fixed places of records, so one
/// receipt takes the same time at any size of the epoch.
public final class ReceiptExporter {
    /// The header to which the receipts belong.
    public let header: SignedHeader
    private let store: EpochStore
    private let source: ReceiptSource
    private let keys: EpochKeys
    private let issuer: VerificationKey
    private let records: PublishedRecords
    private var nodes = NodeCache()

    /// Opens a finished epoch.
    ///
    /// - Parameter folder: The epoch's folder.
    /// - Throws: ``BuildFailure/unfinished``, and what reading the files throws.
    public convenience init(_ folder: EpochFolder) throws(BuildFailure) {
        try self.init(folder, records: PublishedRecords(folder))
    }

    /// Opens a finished epoch; several exporters may share the open files.
    init(_ folder: EpochFolder, records: PublishedRecords) throws(BuildFailure) {
        header = try folder.header()
        store = try EpochStore(reading: folder.databasePath)
        guard let buildID = try store.meta("build") else { throw .unfinished }
        let secret = try EpochSecretFile.load(folder.secretPath)
        keys = try EpochKeys(
            secret: secret, issuerKey: header.unverified.issuerKey, epoch: header.unverified.epoch, buildID: buildID)
        source = ReceiptSource(header)
        do throws(VerificationKeyFailure) {
            issuer = try VerificationKey(canonicalBytes: header.unverified.issuerKey)
        } catch {
            throw .malformed(path: folder.headerPath)
        }
        self.records = records
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
    /// - Throws: ``BuildFailure/unknownAccount``, ``BuildFailure/foreignSecret`` when the epoch's secret is another one,
    ///   and what reading the files throws.
    public func receipt(_ account: AccountID) throws(BuildFailure) -> Receipt {
        guard let found = try store.account(account) else { throw .unknownAccount }
        return try receipt(found)
    }

    /// Makes the receipts of all accounts, by the order of their ids' bytes.
    ///
    /// - Parameter body: What to do with a receipt.
    /// - Throws: What reading the files or `body` throws.
    public func forEach(_ body: (AccountID, Receipt) throws(BuildFailure) -> Void) throws(BuildFailure) {
        var first = 0
        while true {
            let accounts = try accounts(from: first, count: 1024)
            guard let last = accounts.last else { return }
            first = last.position + 1
            for account in accounts { try body(account.id, try receipt(account)) }
        }
    }

    func accounts(from first: Int, count: Int) throws(BuildFailure) -> [EpochStore.AccountRow] {
        try store.accounts(from: first, count: count)
    }

    func receipt(_ row: EpochStore.AccountRow) throws(BuildFailure) -> Receipt {
        let trees = header.unverified.trees
        var openings = [ReceiptOpening?](repeating: nil, count: trees.count)
        var leaves: [Int: ReceiptBody.Leaf] = [:]
        for record in row.leaves where trees.indices.contains(record.tree) {
            let context = trees[record.tree].head.context
            var secrets = try TreeKeys(keys, context: context.digest)
            let index = UInt64(record.place)
            let blindings = record.amounts.indices.map { column in
                secrets.blinding(column: column, index: index, account: row.id)
            }
            let (path, commitments) = try path(tree: record.tree, place: record.place, context)
            leaves[record.tree] = secrets.leaf(
                record, account: row.id, commitments: commitments, blindings: blindings)
            openings[record.tree] = ReceiptOpening(
                nonce: secrets.nonce(index: index, account: row.id), amounts: record.amounts, blindings: blindings,
                ledgerAmounts: record.rounded, path: path)
        }
        let body = source.body(row.id, leaves: leaves)
        // With another epoch's secret or a damaged file the receipt would be refused by its holder.
        do throws(SignatureFailure) {
            _ = try issuer.verify(
                Signature(canonicalBytes: row.signature), message: body.encoded(), domain: Receipt.signatureDomain)
        } catch {
            throw .foreignSecret
        }
        return Receipt(body: body, signature: row.signature, openings: openings)
    }
}

extension ReceiptExporter {
    /// The path of a leaf, and the leaf's own commitments.
    private func path(
        tree: Int, place: Int, _ context: TreeContext
    ) throws(BuildFailure) -> (Path, [CompressedPoint]) {
        let (shape, columns) = (context.shape, context.columns.count)
        guard place < shape.capacity else { throw .unfinished }
        let bits = shape.arity.trailingZeroBitCount
        var hasher = TreeHasher(context)
        var levels: [Path.Level] = []
        var leaf: (hash: NodeHash, commitments: [CompressedPoint])?
        for below in 0..<shape.height {
            let node = place >> ((below + 1) * bits)
            let slot = shape.slot(ofLeaf: UInt64(place), level: below)
            let first = node * shape.arity
            let range = first..<first + shape.storedChildren(level: below + 1, index: UInt64(node))
            let (hashes, commitments) =
                below == 0
                ? try records.leaves(context, range)
                : try nodes.nodes(store, tree: tree, level: below, range, columns: columns)
            let own = slot * columns..<(slot + 1) * columns
            if below == 0 { leaf = (hashes[slot], Array(commitments[own])) }
            levels.append(
                Path.Level(
                    siblings: Array(commitments[..<own.lowerBound] + commitments[own.upperBound...]),
                    hashes: Self.hashesBeside(slot, hashes, level: below + 1, shape, &hasher),
                    proofs: try records.proofs(context, level: below + 1, node: node)))
        }
        guard let leaf else { preconditionFailure("a tree has a level") }
        let path = Path(
            contextDigest: context.digest, leafIndex: UInt64(place), leafHash: leaf.hash, levels: levels)
        return (path, leaf.commitments)
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
}

/// Runs of nodes that were read from the database: the last ones, 16 KiB each and column.
private struct NodeCache {
    /// Most runs that are kept.
    private static let most = 1024

    private struct Key: Hashable {
        let tree: Int
        let level: Int
        let chunk: Int
    }

    private var chunks: [Key: (hashes: [NodeHash], commitments: [CompressedPoint])] = [:]

    /// Hashes and commitments of some nodes of a level; an arity divides the length of a run, so siblings stand in one.
    mutating func nodes(
        _ store: EpochStore, tree: Int, level: Int, _ range: Range<Int>, columns: Int
    ) throws(BuildFailure) -> (hashes: [NodeHash], commitments: [CompressedPoint]) {
        let key = Key(tree: tree, level: level, chunk: range.lowerBound / EpochStore.nodeChunk)
        let chunk: (hashes: [NodeHash], commitments: [CompressedPoint])
        if let known = chunks[key] {
            chunk = known
        } else {
            if chunks.count >= Self.most { chunks.removeAll() }
            chunk = try store.nodes(tree: tree, level: level, chunk: key.chunk)
            chunks[key] = chunk
        }
        let first = range.lowerBound % EpochStore.nodeChunk
        let last = first + range.count
        guard chunk.hashes.count >= last, chunk.commitments.count >= last * columns else { throw .unfinished }
        return (Array(chunk.hashes[first..<last]), Array(chunk.commitments[first * columns..<last * columns]))
    }
}
