/// The integers from one to another, both included.
public struct Interval: Equatable, Sendable {
    /// The smallest.
    public let lower: Int256
    /// The largest, not below the smallest.
    public let upper: Int256

    /// States an interval.
    ///
    /// - Parameters:
    ///   - lower: The smallest integer.
    ///   - upper: The largest; `nil` results where it is below the smallest.
    public init?(_ lower: Int256, _ upper: Int256) {
        guard lower <= upper else { return nil }
        self.lower = lower
        self.upper = upper
    }

    /// A single integer.
    init(point: Int256) { (lower, upper) = (point, point) }

    private init(ordered lower: Int256, _ upper: Int256) { (self.lower, self.upper) = (lower, upper) }

    /// The integer of the largest absolute value, as that absolute value.
    var largestMagnitude: Int256 {
        let low = lower.isNegative ? Int256.zero &- lower : lower
        let high = upper.isNegative ? Int256.zero &- upper : upper
        return low < high ? high : low
    }

    /// All sums; `nil` where one has more than 254 bits.
    ///
    /// Machine integers reach further by a bit, but the negative of -2^255 is -2^255: its magnitude would look small.
    func adding(_ other: Interval) -> Interval? {
        guard let low = lower.addingExactly(other.lower), let high = upper.addingExactly(other.upper),
            low.bitWidth <= 254, high.bitWidth <= 254
        else { return nil }
        return Interval(ordered: low, high)
    }

    /// All products with one integer; `nil` where one does not fit.
    func multiplied(by factor: Int256) -> Interval? {
        guard let a = lower.multipliedExactly(by: factor), let b = upper.multipliedExactly(by: factor) else {
            return nil
        }
        return factor.isNegative ? Interval(ordered: b, a) : Interval(ordered: a, b)
    }

    /// All products; `nil` where one does not fit.
    func multiplied(by other: Interval) -> Interval? {
        guard let first = multiplied(by: other.lower), let second = multiplied(by: other.upper) else { return nil }
        return Interval(
            ordered: min(first.lower, second.lower), max(first.upper, second.upper))
    }

    /// Whether all of another interval lies in this one.
    func contains(_ other: Interval) -> Bool { lower <= other.lower && other.upper <= upper }
}
