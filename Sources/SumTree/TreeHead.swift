/// A tree as a signed header describes it: context and root.
///
/// The verifier takes it from a header whose signature was checked with a key that the verifier brought.
public struct TreeHead: Equatable, Sendable {
    /// Everything that the tree belongs to and how it is made.
    public let context: TreeContext
    /// The root.
    public let root: TreeRoot

    /// Puts a head together.
    ///
    /// - Parameters:
    ///   - context: Everything that the tree belongs to and how it is made.
    ///   - root: The root, with a commitment for each column.
    /// - Throws: ``TreeRefusal/columnCount(expected:actual:)`` for another number of commitments.
    public init(context: TreeContext, root: TreeRoot) throws(TreeRefusal) {
        guard root.commitments.count == context.columns.count else {
            throw .columnCount(expected: context.columns.count, actual: root.commitments.count)
        }
        self.context = context
        self.root = root
    }
}
