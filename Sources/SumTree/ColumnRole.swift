/// What a column of a tree holds.
public enum ColumnRole: CaseIterable, Equatable, Sendable {
    /// An amount that the issuer owes, or that is pledged.
    case balance
    /// An amount that a user owes.
    case debt
    /// A margin figure.
    case margin
    /// Collateral less margin.
    case excess

    /// The name in hashes and files.
    public var name: StaticString {
        switch self {
        case .balance: "balance"
        case .debt: "debt"
        case .margin: "margin"
        case .excess: "excess"
        }
    }
}
