public import Ristretto

/// Evidence that an account's amounts are counted in a tree.
///
/// Only verification makes one. The totals that the root commits to are at least the sum of the amounts of all accounts
/// for which there is such evidence; they are never an upper bound of anything.
///
/// - seealso: `docs/spec/sum-tree.md`, section "What a path shows".
public struct VerifiedPath: Sendable {
    /// The tree, from the verifier's header.
    public let head: TreeHead
    /// The account, as the verifier named it.
    public let account: AccountID
    /// The leaf's index.
    public let leafIndex: UInt64
    /// The amounts in the order of the context's columns, in 10^-decimals units.
    public let amounts: [UInt64]
    /// The leaf's commitments in the same order.
    public let commitments: [CompressedPoint]

    init(verified head: TreeHead, account: AccountID, leafIndex: UInt64, opening: LeafOpening) {
        self.head = head
        self.account = account
        self.leafIndex = leafIndex
        amounts = opening.columns.map { $0.amount }
        commitments = opening.commitments
    }

    /// The amount of a role.
    ///
    /// - Parameter role: What the column holds.
    /// - Returns: The amount, or `nil` where the tree has no such column.
    public func amount(_ role: ColumnRole) -> UInt64? {
        head.context.columns.firstIndex(of: role).map { amounts[$0] }
    }
}
