internal import Pedersen
internal import Ristretto
internal import Sodium
internal import SumTree

/// The nodes of one level of a tree under construction: what is published of them, and what opens them.
final class TreeLevel: Sendable {
    /// The nodes' hashes.
    let hashes: [NodeHash]
    /// The nodes' commitments, node by node, for each all columns.
    let commitments: [CompressedPoint]
    /// The amounts in the commitments.
    let amounts: SecretBuffer<UInt64>
    /// The blindings of the commitments.
    let blindings: SecretBuffer<Scalar>

    init(
        hashes: [NodeHash], commitments: [CompressedPoint], amounts: consuming SecretBuffer<UInt64>,
        blindings: consuming SecretBuffer<Scalar>
    ) {
        self.hashes = hashes
        self.commitments = commitments
        self.amounts = amounts
        self.blindings = blindings
    }
}

extension TreeLevel {
    /// The level above; `points`, this level's commitments as points, are replaced by those of the new one.
    func parents(_ context: TreeContext, level: Int, points: inout [RistrettoPoint]) throws(BuildFailure) -> TreeLevel {
        let (shape, columns) = (context.shape, context.columns.count)
        let count = Int(shape.nodeCount(level: level))
        var hasher = TreeHasher(context)
        var hashes: [NodeHash] = []
        hashes.reserveCapacity(count)
        var sums: [RistrettoPoint] = []
        sums.reserveCapacity(count * columns)
        var amounts = try TreeLevel.amountMemory(count * columns)
        var blindings = try TreeLevel.blindingMemory(count * columns)
        for node in 0..<count {
            let stored = shape.storedChildren(level: level, index: UInt64(node))
            let first = node * shape.arity
            let merged = hasher.merged(level: level, children: self.hashes[first..<first + stored])
            hashes.append(
                hasher.node(
                    level: level, index: UInt64(node), commitments: children(of: node, stored: stored, context),
                    merged: merged))
            for column in 0..<columns {
                var (sum, amount, blinding) = (RistrettoPoint.identity, UInt64(0), Scalar.zero)
                for child in first..<first + stored {
                    let place = child * columns + column
                    sum += points[place]
                    // The ledger's totals fit into 64 bits, and so does every part of them.
                    amount += self.amounts[place]
                    blinding += self.blindings[place]
                }
                sums.append(sum)
                amounts[node * columns + column] = amount
                blindings[node * columns + column] = blinding
            }
        }
        points = sums
        return TreeLevel(
            hashes: hashes, commitments: CompressedPoint.encode(sums), amounts: amounts, blindings: blindings)
    }

    /// The commitments of all children of a node of the level above, empty ones too, child by child.
    func children(of node: Int, stored: Int, _ context: TreeContext) -> [CompressedPoint] {
        let columns = context.columns.count
        let first = node * context.shape.arity * columns
        let missing = (context.shape.arity - stored) * columns
        return commitments[first..<first + stored * columns] + [CompressedPoint](repeating: .identity, count: missing)
    }

    static func amountMemory(_ count: Int) throws(BuildFailure) -> SecretBuffer<UInt64> {
        try guarding { () throws(SodiumFailure) in try SecretBuffer(count: count, repeating: 0) }
    }

    static func blindingMemory(_ count: Int) throws(BuildFailure) -> SecretBuffer<Scalar> {
        try guarding { () throws(SodiumFailure) in try SecretBuffer(count: count, repeating: .zero) }
    }
}
