internal import BigNumbers

/// The numbers between two bounds, either of which may be missing.
struct Extent: Equatable, Sendable {
    /// A bound, or the lack of one.
    enum Bound: Equatable, Sendable {
        case minusInfinity
        case finite(BigRational)
        case plusInfinity
    }

    let lower: Bound
    let upper: Bound

    /// All numbers.
    static let all = Extent(lower: .minusInfinity, upper: .plusInfinity)
    /// All numbers from zero.
    static let nonNegative = Extent(lower: .finite(.zero), upper: .plusInfinity)

    init(lower: Bound, upper: Bound) { (self.lower, self.upper) = (lower, upper) }

    /// One number.
    init(_ value: BigRational) { self.init(lower: .finite(value), upper: .finite(value)) }

    /// Whether no number is below zero.
    var isNonNegative: Bool { lower >= .finite(.zero) }

    /// Whether no number is above zero.
    var isNonPositive: Bool { upper <= .finite(.zero) }

    static func + (left: Extent, right: Extent) -> Extent {
        Extent(lower: left.lower + right.lower, upper: left.upper + right.upper)
    }

    static prefix func - (extent: Extent) -> Extent { Extent(lower: -extent.upper, upper: -extent.lower) }

    static func * (left: Extent, right: Extent) -> Extent {
        let corners = [
            left.lower * right.lower, left.lower * right.upper, left.upper * right.lower, left.upper * right.upper,
        ]
        return Extent(
            lower: corners.dropFirst().reduce(corners[0]) { min($0, $1) },
            upper: corners.dropFirst().reduce(corners[0]) { max($0, $1) })
    }

    /// What the least of two values may be.
    static func least(_ left: Extent, _ right: Extent) -> Extent {
        Extent(lower: min(left.lower, right.lower), upper: min(left.upper, right.upper))
    }

    /// What the greatest of two values may be.
    static func greatest(_ left: Extent, _ right: Extent) -> Extent {
        Extent(lower: max(left.lower, right.lower), upper: max(left.upper, right.upper))
    }

    /// What a sum of values within this extent may be.
    ///
    /// - Parameter canBeEmpty: Whether there may be no value at all; otherwise there is at least one.
    /// - Returns: The extent of the sum.
    func summed(canBeEmpty: Bool) -> Extent {
        Extent(
            lower: isNonNegative ? (canBeEmpty ? .finite(.zero) : lower) : .minusInfinity,
            upper: isNonPositive ? (canBeEmpty ? .finite(.zero) : upper) : .plusInfinity)
    }
}

extension Extent.Bound: Comparable {
    static func < (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.minusInfinity, .minusInfinity), (.plusInfinity, _), (_, .minusInfinity): false
        case (.minusInfinity, _), (_, .plusInfinity): true
        case (.finite(let left), .finite(let right)): left < right
        }
    }

    /// Adds two lower or two upper bounds, of which only one kind of infinity is possible.
    static func + (left: Self, right: Self) -> Self {
        switch (left, right) {
        case (.finite(let left), .finite(let right)): .finite(left + right)
        case (.finite, let infinite), (let infinite, _): infinite
        }
    }

    static prefix func - (bound: Self) -> Self {
        switch bound {
        case .minusInfinity: .plusInfinity
        case .finite(let value): .finite(-value)
        case .plusInfinity: .minusInfinity
        }
    }

    /// The product; zero times no bound is zero, because the values themselves are finite.
    static func * (left: Self, right: Self) -> Self {
        if case .finite(let left) = left, case .finite(let right) = right { return .finite(left * right) }
        let zero = Self.finite(.zero)
        if left == zero || right == zero { return zero }
        return (left < zero) == (right < zero) ? .plusInfinity : .minusInfinity
    }
}
