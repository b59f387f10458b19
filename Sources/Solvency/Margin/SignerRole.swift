public import CircuitModel

/// For what a verifier trusts a key.
public enum SignerRole: UInt64, CaseIterable, Comparable, Sendable {
    /// Collateral, and what is owed against it.
    case collateral = 0
    /// Positions.
    case positions = 1

    /// The name in files and on the command line.
    public var name: StaticString {
        switch self {
        case .collateral: "collateral"
        case .positions: "positions"
        }
    }

    /// The role under which an entry is vouched for.
    ///
    /// - Parameter kind: What the entry is.
    public init(_ kind: EntryKind) {
        switch kind {
        case .collateral, .debt: self = .collateral
        case .position: self = .positions
        }
    }

    /// Whether a role comes before another in a list.
    ///
    /// - Parameters:
    ///   - left: A role.
    ///   - right: Another.
    /// - Returns: `true` when the first comes earlier.
    public static func < (left: SignerRole, right: SignerRole) -> Bool { left.rawValue < right.rawValue }
}
