public import Ristretto

/// The hashes of one tree: leaf, empty child, node.
///
/// - seealso: `docs/spec/sum-tree.md`, section "Hashes".
public struct TreeHasher {
    private let context: NodeHash
    private let shape: TreeShape
    private var fields = FieldList()

    /// Starts to hash.
    ///
    /// - Parameter context: The tree's context.
    public init(_ context: TreeContext) {
        self.context = context.digest
        shape = context.shape
    }

    /// The hash of a leaf: H("leaf" | tree_ctx | account id | salt | commitments).
    ///
    /// - Parameters:
    ///   - account: The account's id.
    ///   - salt: The leaf's salt, 32 bytes.
    ///   - commitments: The leaf's commitments, one for each column.
    /// - Returns: The hash.
    public mutating func leaf(account: AccountID, salt: [UInt8], commitments: [CompressedPoint]) -> NodeHash {
        fields.start("leaf")
        fields.append(context)
        fields.append(account.utf8)
        fields.append(salt)
        commitments.withUnsafeBytes { fields.append($0) }
        return fields.hash()
    }

    /// The hash of an empty child: H("empty" | tree_ctx | level).
    ///
    /// - Parameter level: The child's own level, from 0.
    /// - Returns: The hash.
    public mutating func empty(level: Int) -> NodeHash {
        fields.start("empty")
        fields.append(context)
        fields.append(UInt64(level))
        return fields.hash()
    }

    /// A step of M: H("M" | tree_ctx | level | depth | left | right).
    ///
    /// - Parameters:
    ///   - level: The level of the parent whose children are hashed, from 1.
    ///   - depth: The depth of the result; M itself has depth 0.
    ///   - left: The left half.
    ///   - right: The right half.
    /// - Returns: The hash.
    public mutating func merge(level: Int, depth: Int, left: NodeHash, right: NodeHash) -> NodeHash {
        fields.start("M")
        fields.append(context)
        fields.append(UInt64(level))
        fields.append(UInt64(depth))
        fields.append(left)
        fields.append(right)
        return fields.hash()
    }

    /// M: the complete binary tree over the hashes of a node's children.
    ///
    /// - Parameters:
    ///   - level: The node's level, from 1.
    ///   - children: The hashes of its stored children, 1 to arity; empty ones are added.
    /// - Returns: The hash.
    public mutating func merged(level: Int, children: ArraySlice<NodeHash>) -> NodeHash {
        var row = Array(children)
        if row.count < shape.arity {
            let empty = empty(level: level - 1)
            while row.count < shape.arity { row.append(empty) }
        }
        for depth in (0..<shape.arityBits).reversed() {
            for place in 0..<1 << depth {
                row[place] = merge(level: level, depth: depth, left: row[2 * place], right: row[2 * place + 1])
            }
        }
        return row[0]
    }

    /// The hash of an inner node: H("node" | tree_ctx | level | index | children's commitments | M).
    ///
    /// - Parameters:
    ///   - level: The node's level, 1 to the height.
    ///   - index: The node's index at its level.
    ///   - commitments: The commitments of all its children, empty ones too, child by child.
    ///   - merged: M over the hashes of its children.
    /// - Returns: The hash.
    public mutating func node(
        level: Int, index: UInt64, commitments: [CompressedPoint], merged: NodeHash
    ) -> NodeHash {
        fields.start("node")
        fields.append(context)
        fields.append(UInt64(level))
        fields.append(index)
        commitments.withUnsafeBytes { fields.append($0) }
        fields.append(merged)
        return fields.hash()
    }

    /// M's hashes that lie wholly over empty children, by depth, from the children themselves at depth log2(arity) up to 1.
    mutating func emptyMerges(level: Int) -> [NodeHash] {
        var row = [empty(level: level - 1)]
        for depth in (1..<max(1, shape.arityBits)).reversed() {
            let below = row[row.count - 1]
            row.append(merge(level: level, depth: depth, left: below, right: below))
        }
        return row.reversed()
    }
}
