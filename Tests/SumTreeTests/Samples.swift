import Pedersen
import Ristretto
import SumTree
import Testing

/// A context with some fields changed.
func sampleContext(
    issuerKey: [UInt8] = Array(repeating: 7, count: 32), epoch: UInt64 = 42, build: UInt8 = 1,
    kind: TreeKind = .balances,
    asset: String = "btc", unit: String = "BTC", decimals: UInt64 = 8, arity: Int = 4, capacity: UInt64 = 16,
    columns: [ColumnRole] = [.balance], bits: Int = 64
) throws -> TreeContext {
    try TreeContext(
        issuerKey: issuerKey, epoch: epoch, buildDigest: TreeContext.buildDigest(buildID: [build]), kind: kind,
        asset: AssetLabel(id: Array(asset.utf8), unit: Array(unit.utf8), decimals: decimals),
        shape: TreeShape(arity: arity, capacity: capacity), columns: columns, bits: bits)
}

/// Leaves of "user 0", "user 1" and so on, then padding up to the capacity.
func sampleLeaves(_ amounts: [[Int64]], _ context: TreeContext) throws -> [IssuerLeaf] {
    try (0..<Int(context.shape.capacity)).map { place in
        if place < amounts.count { return try IssuerLeaf("user \(place)", amounts[place]) }
        return try IssuerLeaf(nil, context.columns.map { _ in 0 })
    }
}

func sampleTree(_ amounts: [Int64], _ context: TreeContext, deceit: Deceit = Deceit()) throws -> IssuerTree {
    try IssuerTree(context, sampleLeaves(amounts.map { [$0] }, context), deceit: deceit)
}

/// The reason of the refusal, or `accepted`.
func outcome(_ body: () throws -> Void) -> String {
    do {
        try body()
        return "accepted"
    } catch let refusal as TreeRefusal {
        return "\(refusal.reason)"
    } catch {
        return "\(error)"
    }
}
