public import Ristretto

/// What a header publishes of a tree: the root's hash and its commitments, to the totals of the columns.
public struct TreeRoot: Equatable, Sendable {
    /// The hash of the root.
    public let hash: NodeHash

    /// The sum of all leaves' commitments, one for each column.
    public let commitments: [CompressedPoint]

    /// Takes a hash and commitments.
    ///
    /// - Parameters:
    ///   - hash: The hash of the root.
    ///   - commitments: The root's commitments, one for each column.
    public init(hash: NodeHash, commitments: [CompressedPoint]) {
        self.hash = hash
        self.commitments = commitments
    }
}
