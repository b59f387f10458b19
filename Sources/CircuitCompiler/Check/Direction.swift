/// What a different value of an expression does to the claim that it is a part of.
enum Direction: Hashable, Sendable {
    /// A lower value makes the claim stronger: it may be understated.
    case credit
    /// A higher value makes the claim stronger: it may be overstated.
    case charge
    /// Neither may be: an equality.
    case both
    /// It is multiplied by something of either sign.
    case unsigned

    /// The direction of what is subtracted, or multiplied by something negative.
    var flipped: Direction {
        switch self {
        case .credit: .charge
        case .charge: .credit
        case .both, .unsigned: self
        }
    }

    /// The direction of an argument of which the sign of its effect is known only where its extent is.
    func following(_ extent: Extent) -> Direction {
        extent.isNonNegative ? self : extent.isNonPositive ? flipped : .unsigned
    }
}
