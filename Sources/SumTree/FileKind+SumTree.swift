public import Wire

extension FileKind {
    /// A path from a leaf to the root.
    public static let treePath = FileKind(type: "solvency/tree-path", version: 1, maximumByteCount: 1 << 17)

    /// A run of leaves.
    public static let treeLeaves = FileKind(type: "solvency/tree-leaves", version: 1, maximumByteCount: 1 << 19)

    /// A run of range proofs of one level.
    public static let treeProofs = FileKind(type: "solvency/tree-proofs", version: 1, maximumByteCount: 1 << 20)
}
