/// What a committed value is.
public enum InputKind: UInt8, Equatable, Hashable, Sendable, CaseIterable {
    /// An asset that backs the requirement.
    case collateral = 1
    /// Something owed.
    case debt = 2
    /// A position in an instrument, of either sign.
    case position = 3

    /// The kind's name in lists and results.
    public var name: StaticString {
        switch self {
        case .collateral: "collateral"
        case .debt: "debt"
        case .position: "position"
        }
    }
}

/// Which committed value an input of a statement is, and between which bounds the statement takes it.
public struct InputDescriptor: Equatable, Hashable, Sendable {
    /// What it is.
    public let kind: InputKind
    /// The asset or instrument, in UTF-8, 1 to 128 bytes.
    public let id: [UInt8]
    /// The netting set of a position, from 0; 0 for collateral and debts.
    public let nettingSet: UInt32
    /// The value is the integer times 10^-decimals; 0 to 77.
    public let decimals: UInt8
    /// The smallest integer; a proof shows it.
    public let lower: Int256
    /// The largest integer for which a proof can be made; a proof shows it up to the width of the range.
    public let upper: Int256

    /// States an input.
    ///
    /// - Parameters:
    ///   - kind: What it is.
    ///   - id: The asset or instrument, in UTF-8, 1 to 128 bytes.
    ///   - nettingSet: The netting set of a position; 0 otherwise.
    ///   - decimals: The value is the integer times 10^-decimals.
    ///   - lower: The smallest integer.
    ///   - upper: The largest integer.
    public init(kind: InputKind, id: [UInt8], nettingSet: UInt32, decimals: UInt8, lower: Int256, upper: Int256) {
        self.kind = kind
        self.id = id
        self.nettingSet = nettingSet
        self.decimals = decimals
        self.lower = lower
        self.upper = upper
    }

    /// The largest number of decimals.
    public static let mostDecimals: UInt8 = 77
    /// The longest id, in bytes.
    public static let longestID = 128
}
