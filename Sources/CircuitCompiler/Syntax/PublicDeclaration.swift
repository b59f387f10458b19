/// A parameter that both sides know: a number, a tier table or a grouping, for each id of its index sets.
struct PublicDeclaration: Equatable, Sendable {
    /// What the parameter is.
    enum Content: Equatable, Sendable {
        /// A number with a unit.
        case number(unit: UnitSyntax, range: ValueRange, rounding: Rounding, source: Source)
        /// A whole number without a unit.
        case integer(range: ValueRange)
        /// Rates that depend on the value, as pieces of a straight line.
        case tierTable(TierShape, rounding: Rounding)
        /// An id of another index set, so that each id belongs to exactly one group.
        case element(of: IndexUse)
    }

    /// Where a number comes from.
    enum Source: Equatable, Sendable {
        /// The parameter file.
        case parameters
        /// The signed price snapshot: the price, moved by its confidence.
        case prices(PriceEdge)
    }

    let name: String
    let indexSets: [IndexUse]
    let content: Content
    let place: SourcePlace
}

/// Which edge of a price's confidence interval counts.
public enum PriceEdge: Equatable, Sendable {
    /// The price itself.
    case middle
    /// The price minus the confidence, for what the prover owns.
    case low
    /// The price plus the confidence, for what the prover owes.
    case high
}

/// Whether the rates of a tier table fall or rise.
public enum TierShape: String, Equatable, Sendable {
    /// Rates fall: the value is the least of the pieces. For collateral.
    case concave
    /// Rates rise: the value is the greatest of the pieces. For requirements.
    case convex
}

/// What happens to a parameter that is finer than the circuit's scale.
enum Rounding: Equatable, Sendable {
    /// It is taken as it is.
    case exact
    /// It is rounded up to a multiple of the step, which is above zero.
    case up(step: NumberLiteral)
    /// It is rounded down to a multiple of the step, which is above zero.
    case down(step: NumberLiteral)
}

/// What a number may be, in the unit of its declaration.
enum ValueRange: Equatable, Sendable {
    /// At least the bound.
    case atLeast(NumberLiteral)
    /// Greater than the bound.
    case above(NumberLiteral)
    /// Between the bounds, both allowed.
    case between(NumberLiteral, NumberLiteral)
    /// One of the values.
    case oneOf([NumberLiteral])
    /// Any number.
    case signed
}
