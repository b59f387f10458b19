internal import CircuitModel
internal import Ristretto
internal import SumTree
public import Wire

/// What vouches for amounts in a margin proof.
public enum MarginSource: Equatable, Sendable {
    /// A signed list.
    case holdings(SignedHoldings)
    /// The signed half of a receipt: the account's leaves in an epoch.
    case receipt(ReceiptSourceHalf)

    /// Whether it is a receipt, which only says something together with its header.
    public var isReceipt: Bool {
        if case .receipt = self { true } else { false }
    }
}

/// The signed half of a receipt as it came, without amounts.
public struct ReceiptSourceHalf: Equatable, Sendable {
    /// What it says, as long as nobody vouches for it.
    public let unverified: ReceiptBody
    /// The bytes that are signed, and the signature.
    public let signed: SignedBytes

    /// Decodes the signed half.
    ///
    /// - Parameter signed: Body and signature.
    /// - Throws: `WireFailure`.
    public init(_ signed: SignedBytes) throws(WireFailure) {
        unverified = try ReceiptBody(body: signed.body)
        self.signed = signed
    }

    /// Takes the signed half of a receipt.
    ///
    /// - Parameter receipt: The receipt.
    public init(_ receipt: Receipt) {
        unverified = receipt.body
        signed = SignedBytes(body: receipt.bodyBytes, signature: receipt.signature)
    }

    /// The amounts that the receipt commits to, by kind and id.
    ///
    /// Where the issuer signed "no leaf", the amount is zero, and its commitment the identity.
    ///
    /// - Parameter header: The header that the receipt belongs to.
    /// - Returns: Balances as collateral and debts as debts; `nil` when the receipt does not list the header's trees, or one of
    ///   them is neither of balances nor of debts, or something stands in two of them.
    public func entries(header: EpochHeader) -> [HoldingsList.Entry]? {
        guard unverified.entries.count == header.trees.count else { return nil }
        var entries: [HoldingsList.Entry] = []
        for (entry, tree) in zip(unverified.entries, header.trees) {
            let context = tree.head.context
            guard entry.contextDigest == context.digest else { return nil }
            guard entry.leaf.map({ $0.commitments.count == context.columns.count }) ?? true else { return nil }
            for (column, role) in context.columns.enumerated() {
                guard let kind = Self.kind(context.kind, role) else { return nil }
                let name = EntryName(kind: kind, id: context.asset.id, decimals: context.asset.decimals)
                guard let name else { return nil }
                entries.append(
                    HoldingsList.Entry(name: name, commitment: entry.leaf?.commitments[column] ?? .identity))
            }
        }
        entries.sort { $0.name.precedes($1.name) }
        for index in entries.indices.dropFirst() where !entries[index - 1].name.precedes(entries[index].name) {
            return nil
        }
        return entries
    }

    private static func kind(_ tree: TreeKind, _ role: ColumnRole) -> EntryKind? {
        switch (tree, role) {
        case (.balances, .balance): .collateral
        case (.balances, .debt), (.debts, .debt): .debt
        default: nil
        }
    }
}
