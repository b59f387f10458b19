internal import Ristretto
internal import Solvency
internal import SumTree

/// Puts the signed half of receipts together from the database.
struct ReceiptSource {
    let store: EpochStore
    let headerDigest: NodeHash
    /// tree_ctx of the header's trees.
    let contexts: [NodeHash]

    init(_ store: EpochStore, header: SignedHeader) {
        self.store = store
        headerDigest = header.digest
        contexts = header.unverified.trees.map { $0.head.context.digest }
    }

    func body(_ account: AccountID, leaves: [Int: EpochStore.LeafRow]) -> ReceiptBody {
        let entries = contexts.enumerated().map { tree, context in
            ReceiptBody.Entry(
                contextDigest: context,
                leaf: leaves[tree].map { row in
                    ReceiptBody.Leaf(
                        index: UInt64(row.place), salt: row.salt, commitments: row.commitments,
                        openingDigest: row.openingDigest)
                })
        }
        return ReceiptBody(headerDigest: headerDigest, account: account, entries: entries)
    }
}
