internal import Dispatch
internal import Ristretto
internal import Sodium
internal import Solvency
internal import SumTree
internal import Synchronization

/// Signs the receipts of all accounts and keeps what exporting one later needs; no key is wanted then.
struct ReceiptSigner: ~Copyable {
    /// How many accounts are written at once.
    private static let batch = 16384
    /// How many accounts a thread takes at once.
    private static let run = 256

    let header: SignedHeader
    let trees: [TreeSource]
    /// For each tree the place of each entry.
    let places: [[UInt32]]
    let keys: EpochKeys
    let source: ReceiptSource

    private var ledger: Ledger { trees[0].ledger }

    /// Takes what was published and what it was made of; there is at least one tree.
    init(_ header: SignedHeader, trees: [TreeSource], keys: borrowing EpochKeys) throws(BuildFailure) {
        self.header = header
        self.trees = trees
        places = trees.map(\.places)
        self.keys = try keys.copy()
        source = ReceiptSource(header)
    }

    /// Signs what is missing, from a position on.
    func sign(
        from known: Int, into store: EpochStore, key: borrowing SigningKey, threads: Int, progress: (Int) -> Void
    ) throws(BuildFailure) {
        for first in stride(from: known, to: ledger.accounts.count, by: Self.batch) {
            let rows = try rows(first..<min(first + Self.batch, ledger.accounts.count), key, threads: threads)
            try store.append(rows)
            progress(rows.count)
        }
    }

    private func rows(
        _ accounts: Range<Int>, _ key: borrowing SigningKey, threads: Int
    ) throws(BuildFailure) -> [EpochStore.AccountRow] {
        let next = Atomic<Int>(0)
        let runs = (accounts.count + Self.run - 1) / Self.run
        let rows = Mutex([[EpochStore.AccountRow]](repeating: [], count: runs))
        let failure = Mutex<BuildFailure?>(nil)
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            do throws(BuildFailure) {
                while true {
                    let run = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard run < runs else { return }
                    let first = accounts.lowerBound + run * Self.run
                    let made = try make(first..<min(first + Self.run, accounts.upperBound), key)
                    rows.withLock { $0[run] = made }
                }
            } catch {
                failure.withLock { $0 = $0 ?? error }
            }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
        return rows.withLock { $0 }.flatMap { $0 }
    }

    private func make(
        _ accounts: Range<Int>, _ key: borrowing SigningKey
    ) throws(BuildFailure) -> [EpochStore.AccountRow] {
        var records = [[LeafRecord]](repeating: [], count: accounts.count)
        var leaves = [[Int: ReceiptBody.Leaf]](repeating: [:], count: accounts.count)
        for tree in trees.indices {
            let book = ledger.books[tree]
            let entries = book.firstEntry(from: accounts.lowerBound)..<book.firstEntry(from: accounts.upperBound)
            guard !entries.isEmpty else { continue }
            var maker = try LeafMaker(trees[tree], keys: keys)
            let batch = try maker.make(entries.map { Int(places[tree][$0]) })
            for (offset, entry) in entries.enumerated() {
                let position = Int(book.accounts[entry])
                let record = LeafRecord(
                    tree: tree, place: batch.places[offset], amounts: Array(book.amounts(of: entry)),
                    rounded: book.rounded[position])
                let columns = offset * book.columnCount..<(offset + 1) * book.columnCount
                records[position - accounts.lowerBound].append(record)
                leaves[position - accounts.lowerBound][tree] = maker.secrets.leaf(
                    record, account: ledger.accounts[position],
                    commitments: Array(batch.commitments.encodings[columns]),
                    blindings: columns.map { batch.blindings[$0] })
            }
        }
        return accounts.map { position in
            let account = ledger.accounts[position]
            let body = source.body(account, leaves: leaves[position - accounts.lowerBound]).encoded()
            return EpochStore.AccountRow(
                position: position, id: account, leaves: records[position - accounts.lowerBound],
                signature: key.sign(body, domain: Receipt.signatureDomain).bytes)
        }
    }
}

extension TreeKeys {
    /// What a receipt's signed half says of a leaf.
    borrowing func leaf(
        _ record: LeafRecord, account: AccountID, commitments: [CompressedPoint], blindings: [Scalar]
    ) -> ReceiptBody.Leaf {
        let index = UInt64(record.place)
        return ReceiptBody.Leaf(
            index: index, salt: salt(index: index, account: account), commitments: commitments,
            openingDigest: ReceiptOpening.digest(
                nonce: nonce(index: index, account: account), amounts: record.amounts, blindings: blindings,
                ledgerAmounts: record.rounded))
    }
}
