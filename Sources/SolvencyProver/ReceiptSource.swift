internal import Ristretto
internal import Solvency
internal import SumTree

/// Puts the signed half of receipts together.
struct ReceiptSource: Sendable {
    let headerDigest: NodeHash
    /// tree_ctx of the header's trees.
    let contexts: [NodeHash]

    init(_ header: SignedHeader) {
        headerDigest = header.digest
        contexts = header.unverified.trees.map { $0.head.context.digest }
    }

    /// The signed half for an account with these leaves, by tree.
    func body(_ account: AccountID, leaves: [Int: ReceiptBody.Leaf]) -> ReceiptBody {
        let entries = contexts.enumerated().map { tree, context in
            ReceiptBody.Entry(contextDigest: context, leaf: leaves[tree])
        }
        return ReceiptBody(headerDigest: headerDigest, account: account, entries: entries)
    }
}
