/// What a tree is a list of.
public enum TreeKind: CaseIterable, Equatable, Sendable {
    /// What the issuer owes to its users.
    case balances
    /// What users owe to the issuer. It never reduces what the issuer owes.
    case debts
    /// For each account a margin figure of the issuer and the excess above it.
    case marginBook
    /// Collateral that is pledged.
    case pledges

    /// The name in hashes and files.
    public var name: StaticString {
        switch self {
        case .balances: "balances"
        case .debts: "debts"
        case .marginBook: "margin-book"
        case .pledges: "pledges"
        }
    }

    /// The lists of columns that such a tree may have.
    public var columnChoices: [[ColumnRole]] {
        switch self {
        case .balances: [[.balance], [.balance, .debt]]
        case .debts: [[.debt]]
        case .marginBook: [[.margin, .excess]]
        case .pledges: [[.balance]]
        }
    }
}
