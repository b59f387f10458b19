internal import SumTree

/// Something that one publication discloses and another discloses differently.
///
/// Only what anybody can read out of the two headers; that the trees themselves differ is expected.
public enum DisclosureChange: Equatable, Sendable {
    /// The issuer's name.
    case issuerName
    /// The issuer's key.
    case issuerKey
    /// A tree that only the second one has: its position there.
    case added(Int)
    /// A tree that only the first one has: its position there.
    case removed(Int)
    /// The trees stand in another order.
    case order
    /// A tree that both have has another capacity; positions in the first and the second.
    case capacity(Int, Int)
    /// A tree that both have has another arity.
    case arity(Int, Int)
    /// A tree that both have has other columns.
    case columns(Int, Int)
    /// A tree that both have counts in another unit or with other decimals.
    case unit(Int, Int)
    /// A tree that both have has range proofs of another width.
    case bits(Int, Int)

    /// Compares what two headers disclose.
    ///
    /// - Parameters:
    ///   - first: The header of the one publication.
    ///   - second: The header of the other.
    /// - Returns: What differs, in the order of the first header's trees, added trees last.
    public static func between(_ first: EpochHeader, _ second: EpochHeader) -> [DisclosureChange] {
        var changes: [DisclosureChange] = []
        if first.issuerName != second.issuerName { changes.append(.issuerName) }
        if first.issuerKey != second.issuerKey { changes.append(.issuerKey) }
        var common: [Int] = []
        for (index, tree) in first.trees.enumerated() {
            guard let other = second.trees.firstIndex(where: { isSame($0, tree) }) else {
                changes.append(.removed(index))
                continue
            }
            common.append(other)
            changes += between(tree.head.context, second.trees[other].head.context, index, other)
        }
        if zip(common, common.dropFirst()).contains(where: { $0 > $1 }) { changes.append(.order) }
        for (index, tree) in second.trees.enumerated() where !first.trees.contains(where: { isSame($0, tree) }) {
            changes.append(.added(index))
        }
        return changes
    }

    /// Whether two trees are about the same asset and kind.
    private static func isSame(_ one: PublishedTree, _ other: PublishedTree) -> Bool {
        one.head.context.asset.id == other.head.context.asset.id && one.head.context.kind == other.head.context.kind
    }

    private static func between(
        _ one: TreeContext, _ other: TreeContext, _ first: Int, _ second: Int
    ) -> [DisclosureChange] {
        var changes: [DisclosureChange] = []
        if one.shape.capacity != other.shape.capacity { changes.append(.capacity(first, second)) }
        if one.shape.arity != other.shape.arity { changes.append(.arity(first, second)) }
        if one.columns != other.columns { changes.append(.columns(first, second)) }
        if one.asset.unit != other.asset.unit || one.asset.decimals != other.asset.decimals {
            changes.append(.unit(first, second))
        }
        if one.bits != other.bits { changes.append(.bits(first, second)) }
        return changes
    }
}
