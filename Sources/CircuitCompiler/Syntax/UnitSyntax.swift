/// A unit as written: `usd`, `usd per unit of asset`, `basis points`.
struct UnitSyntax: Equatable, Sendable {
    /// One word of a unit.
    enum Atom: Equatable, Sendable {
        /// The money in which value is counted.
        case usd
        /// What a holding of an id is counted in.
        case unit(of: IndexUse)
        /// What a position in an id is counted in.
        case lot(of: IndexUse)
        /// A number without a unit.
        case ratio
        /// A hundredth.
        case percent
        /// A ten-thousandth.
        case basisPoints

        /// The power of ten by which a number in this unit is divided to be without a unit.
        var scale: Int {
            switch self {
            case .usd, .unit, .lot, .ratio: 0
            case .percent: 2
            case .basisPoints: 4
            }
        }
    }

    let numerator: Atom
    let denominator: Atom?
    let place: SourcePlace

    /// The power of ten by which a number in this unit is divided to be in whole units.
    var scale: Int { numerator.scale }
}
