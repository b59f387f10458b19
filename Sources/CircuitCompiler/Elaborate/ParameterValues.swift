internal import BigNumbers

/// The parameters of one circuit, read and rounded as it declares.
struct ParameterValues: Sendable {
    /// The ids of each index set, ascending.
    var ids: [String: [String]] = [:]
    /// Numbers of each parameter in whole units, one for each combination of ids, the last index fastest.
    var numbers: [String: [BigRational]] = [:]
    /// The table of each tier-table parameter for each id.
    var tables: [String: [TierTable]] = [:]
    /// The group of each id for each grouping, as a position among the group's ids.
    var elements: [String: [Int]] = [:]
    /// What was rounded.
    var roundings: [RoundingNote] = []
    /// Whether positions of several lists are added before anything is computed from them.
    var joinsNettingSets = false
}

/// A parameter that a circuit rounded.
public struct RoundingNote: Equatable, Sendable {
    /// The parameter with its ids, for instance `tiers[btc] tier 2`.
    public let parameter: String
    /// What the parameters say, in the unit of the declaration.
    public let given: String
    /// What the statement uses.
    public let used: String
}
