/// On which side of its exact value a quantity may be put by a prover who cheats.
public enum Polarity: Equatable, Hashable, Sendable {
    /// Nowhere: it is an expression of committed values.
    case exact
    /// At or below: a minimum of linear pieces.
    case understated
    /// At or above: a maximum of linear pieces.
    case overstated
    /// On either side: such a form belongs into no requirement.
    case mixed

    /// The polarity of a sum.
    func joined(with other: Polarity) -> Polarity {
        if self == .exact || self == other { return other }
        return other == .exact ? self : .mixed
    }

    /// The polarity of the negated quantity.
    var negated: Polarity {
        switch self {
        case .understated: .overstated
        case .overstated: .understated
        case .exact, .mixed: self
        }
    }
}

extension Polarity: CustomStringConvertible {
    /// The polarity in words.
    public var description: String {
        switch self {
        case .exact: "exact"
        case .understated: "understated at worst"
        case .overstated: "overstated at worst"
        case .mixed: "wrong on either side"
        }
    }
}
