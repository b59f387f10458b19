public import SumTree

/// What a ledger reader must know about an asset.
public struct LedgerAsset: Equatable, Sendable {
    /// The asset's id in the ledger and the registry.
    public let id: String
    /// The decimals of the registry, 0 to 19.
    public let decimals: Int
    /// The columns of its tree.
    public let columns: [ColumnRole]
    /// Whether amounts with more decimals are rounded up.
    public let roundsUp: Bool

    /// Describes an asset.
    ///
    /// - Parameters:
    ///   - id: The asset's id.
    ///   - decimals: The decimals of the registry, 0 to 19.
    ///   - columns: The columns of its tree.
    ///   - roundsUp: Whether amounts with more decimals are rounded up.
    public init(id: String, decimals: Int, columns: [ColumnRole], roundsUp: Bool = false) {
        self.id = id
        self.decimals = decimals
        self.columns = columns
        self.roundsUp = roundsUp
    }

    /// The name of a column in the layouts `wide` and `long`: the id, and where there are two columns a colon and the role.
    func name(column: Int) -> String { columns.count == 1 ? id : "\(id):\(columns[column].name)" }
}

/// How a ledger file is laid out.
public enum LedgerLayout: String, CaseIterable, Equatable, Sendable {
    /// One line for each account: `account,btc,eth,...`.
    case wide
    /// One line for each amount: `account,asset,amount`.
    case long
    /// One line for each account, with columns `rn,id,e_ASSET,d_ASSET` among others.
    case binance
}
