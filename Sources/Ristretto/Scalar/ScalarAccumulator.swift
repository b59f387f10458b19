/// A sum of products whose reduction modulo l is put off to the end, which saves almost half of the work.
@frozen
public struct ScalarAccumulator: Sendable {
    @usableFromInline internal var wide: WideProduct

    /// Invariant A1: `wide` < 2l + pending * l^2 with pending <= 128, hence `wide` < 2^512 - 2^256 l
    /// (l^2 < 2^504.0001), which the Montgomery reduction relies on.
    @usableFromInline internal var pending: Int

    /// What has been reduced already.
    @usableFromInline internal var settled: Scalar

    /// An empty sum.
    @inlinable
    public init() {
        wide = WideProduct()
        pending = 0
        settled = .zero
    }

    /// Adds left * right to the sum.
    ///
    /// - Parameters:
    ///   - left: A factor.
    ///   - right: The other.
    @inlinable @inline(__always)
    public mutating func add(_ left: Scalar, times right: Scalar) {
        if pending == 128 { settle() }
        wide.add(WideProduct(left, right))
        pending += 1
    }

    /// The sum modulo l.
    ///
    /// - Returns: The sum of all products added so far.
    @inlinable
    public consuming func sum() -> Scalar {
        settle()
        return settled
    }

    @inlinable
    internal mutating func settle() {
        // At most 128 l^2 / 2^256 + l < 9l (l / 2^256 is just above 1/16): take off 8l, 4l, 2l and l where they fit.
        var r = wide.reducedLoosely()
        Self.subtractOrder(shiftedBy: 3, from: &r)
        Self.subtractOrder(shiftedBy: 2, from: &r)
        Self.subtractOrder(shiftedBy: 1, from: &r)
        settled += Scalar(subtractingOrderOnceFrom: r.0, r.1, r.2, r.3)
        wide = WideProduct()
        pending = 0
    }

    /// r - 2^shift l when that is not negative, else r, without a branch.
    @inlinable @inline(__always)
    internal static func subtractOrder(shiftedBy shift: UInt64, from r: inout (UInt64, UInt64, UInt64, UInt64)) {
        var borrow: UInt64 = 0
        let carried = GroupOrder.limb0 &>> (64 - shift)
        let d0 = Limb.subtract(r.0, GroupOrder.limb0 &<< shift, &borrow)
        let d1 = Limb.subtract(r.1, GroupOrder.limb1 &<< shift | carried, &borrow)
        let d2 = Limb.subtract(r.2, GroupOrder.limb1 &>> (64 - shift), &borrow)
        let d3 = Limb.subtract(r.3, GroupOrder.limb3 &<< shift, &borrow)
        let keep = 0 &- borrow
        r.0 = d0 ^ ((d0 ^ r.0) & keep)
        r.1 = d1 ^ ((d1 ^ r.1) & keep)
        r.2 = d2 ^ ((d2 ^ r.2) & keep)
        r.3 = d3 ^ ((d3 ^ r.3) & keep)
    }
}
