internal import BigNumbers

/// What is known about an expression before any parameter is.
struct Facts: Equatable, Sendable {
    /// How far the proof determines an expression's value.
    enum Nature: Int, Comparable, Sendable {
        /// Parameters and numbers only.
        case known
        /// Private values too, exactly as committed.
        case exact
        /// Proven as 'at most' or 'at least' only.
        case oneSided

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// The unit; nil for a literal zero, which goes with every unit.
    var unit: CheckedUnit?
    var extent: Extent
    /// Whether the value is declared to be greater than zero.
    var isPositive: Bool
    var nature: Nature
    /// Whether the value is a whole number.
    var isInteger: Bool

    init(
        unit: CheckedUnit?, extent: Extent, isPositive: Bool = false, nature: Nature = .known, isInteger: Bool = false
    ) {
        (self.unit, self.extent, self.isPositive) = (unit, extent, isPositive)
        (self.nature, self.isInteger) = (nature, isInteger)
    }

    /// The unit for a message.
    var shownUnit: String { (unit ?? .plain).shown }
}
