public import Solvency
public import SumTree

/// What a build made, or a dry run would make.
public struct EpochSummary: Sendable {
    /// One asset of it.
    public struct Asset: Sendable {
        /// Id, unit and decimals.
        public let label: AssetLabel
        /// The name for people.
        public let name: String
        /// What the tree is a list of.
        public let kind: TreeKind
        /// The columns of the tree.
        public let columns: [ColumnRole]
        /// How many accounts hold the asset.
        public let accounts: Int
        /// The tree's public capacity.
        public let capacity: UInt64
        /// How many range proofs the tree has.
        public let rangeProofs: Int
        /// The totals of the columns, for the issuer's eyes.
        public let totals: [UInt64]
        /// The hash of the root; `nil` after a dry run.
        public let rootHash: NodeHash?
    }

    /// The epoch's number.
    public let epoch: UInt64
    /// How many accounts there are in all.
    public let accounts: Int
    /// The assets in the registry's order.
    public let assets: [Asset]
    /// The signed header; `nil` after a dry run.
    public let header: SignedHeader?
    /// Other headers of the epoch that the key has signed: of all of them only one may be published.
    public let otherHeaders: [NodeHash]
    /// What a reader should know about the ledger.
    public let notices: [String]
}
