public import SumTree

/// A tree as a header describes it: context, root, and the digest of its published files.
public struct PublishedTree: Equatable, Sendable {
    /// Context and root.
    public let head: TreeHead

    /// The digest of all files of the tree, see ``TreeFiles``.
    public let filesDigest: NodeHash

    /// Describes a tree.
    ///
    /// - Parameters:
    ///   - head: Context and root.
    ///   - filesDigest: The digest of all its files.
    public init(head: TreeHead, filesDigest: NodeHash) {
        self.head = head
        self.filesDigest = filesDigest
    }
}
