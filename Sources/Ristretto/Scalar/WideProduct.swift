/// Helpers for carries: 64-bit limbs with 128-bit intermediates, which compile to single instructions.
@usableFromInline
internal enum Limb {
    /// addend + left * right + carry; cannot overflow: (2^64-1)^2 + 2(2^64-1) = 2^128-1.
    @inlinable @inline(__always)
    static func multiplyAdd(_ addend: UInt64, _ left: UInt64, _ right: UInt64, _ carry: inout UInt64) -> UInt64 {
        let sum = UInt128(left) &* UInt128(right) &+ UInt128(addend) &+ UInt128(carry)
        carry = UInt64(truncatingIfNeeded: sum &>> 64)
        return UInt64(truncatingIfNeeded: sum)
    }

    /// left + right + carry, with the carry out in 0...1 (or the carry in's size where it is larger).
    @inlinable @inline(__always)
    static func add(_ left: UInt64, _ right: UInt64, _ carry: inout UInt64) -> UInt64 {
        let sum = UInt128(left) &+ UInt128(right) &+ UInt128(carry)
        carry = UInt64(truncatingIfNeeded: sum &>> 64)
        return UInt64(truncatingIfNeeded: sum)
    }

    /// left - right - borrow, borrow in 0...1.
    @inlinable @inline(__always)
    static func subtract(_ left: UInt64, _ right: UInt64, _ borrow: inout UInt64) -> UInt64 {
        let difference = UInt128(left) &- UInt128(right) &- UInt128(borrow)
        borrow = UInt64(truncatingIfNeeded: difference &>> 64) & 1
        return UInt64(truncatingIfNeeded: difference)
    }
}

/// An integer of 512 bits on its way to a Montgomery reduction.
@frozen
@usableFromInline
internal struct WideProduct {
    @usableFromInline var t0, t1, t2, t3, t4, t5, t6, t7: UInt64

    @inlinable @inline(__always)
    init() {
        (t0, t1, t2, t3, t4, t5, t6, t7) = (0, 0, 0, 0, 0, 0, 0, 0)
    }

    /// Adds row * (four limbs) at the weight of t0...t3, carry into t4 (which this overwrites: rows come in order).
    @inlinable @inline(__always)
    init(_ a: Scalar, _ b: Scalar) {
        var c: UInt64 = 0
        t0 = Limb.multiplyAdd(0, a.limb0, b.limb0, &c)
        t1 = Limb.multiplyAdd(0, a.limb0, b.limb1, &c)
        t2 = Limb.multiplyAdd(0, a.limb0, b.limb2, &c)
        t3 = Limb.multiplyAdd(0, a.limb0, b.limb3, &c)
        t4 = c
        c = 0
        t1 = Limb.multiplyAdd(t1, a.limb1, b.limb0, &c)
        t2 = Limb.multiplyAdd(t2, a.limb1, b.limb1, &c)
        t3 = Limb.multiplyAdd(t3, a.limb1, b.limb2, &c)
        t4 = Limb.multiplyAdd(t4, a.limb1, b.limb3, &c)
        t5 = c
        c = 0
        t2 = Limb.multiplyAdd(t2, a.limb2, b.limb0, &c)
        t3 = Limb.multiplyAdd(t3, a.limb2, b.limb1, &c)
        t4 = Limb.multiplyAdd(t4, a.limb2, b.limb2, &c)
        t5 = Limb.multiplyAdd(t5, a.limb2, b.limb3, &c)
        t6 = c
        c = 0
        t3 = Limb.multiplyAdd(t3, a.limb3, b.limb0, &c)
        t4 = Limb.multiplyAdd(t4, a.limb3, b.limb1, &c)
        t5 = Limb.multiplyAdd(t5, a.limb3, b.limb2, &c)
        t6 = Limb.multiplyAdd(t6, a.limb3, b.limb3, &c)
        t7 = c
    }

    /// self += other; the caller knows that the sum stays below 2^512.
    @inlinable @inline(__always)
    mutating func add(_ other: WideProduct) {
        var c: UInt64 = 0
        t0 = Limb.add(t0, other.t0, &c)
        t1 = Limb.add(t1, other.t1, &c)
        t2 = Limb.add(t2, other.t2, &c)
        t3 = Limb.add(t3, other.t3, &c)
        t4 = Limb.add(t4, other.t4, &c)
        t5 = Limb.add(t5, other.t5, &c)
        t6 = Limb.add(t6, other.t6, &c)
        t7 = Limb.add(t7, other.t7, &c)
    }

    /// One step of the reduction: adds m * l * 2^(64 row) so that limb `row` becomes zero.
    ///
    /// m * l needs two products only: limb 2 of l is zero, and m * limb 3 is m shifted by 60 bits.
    /// Returns the carry that leaves limb row+4.
    @inlinable @inline(__always)
    static func eliminate(
        _ r0: UInt64, _ r1: inout UInt64, _ r2: inout UInt64, _ r3: inout UInt64, _ r4: inout UInt64, _ top: UInt64
    ) -> UInt64 {
        let m = r0 &* GroupOrder.negatedInverse
        var c: UInt64 = 0
        _ = Limb.multiplyAdd(r0, m, GroupOrder.limb0, &c)
        r1 = Limb.multiplyAdd(r1, m, GroupOrder.limb1, &c)
        r2 = Limb.add(r2, 0, &c)
        r3 = Limb.add(r3, m &<< 60, &c)
        // m >> 4 plus two carries stays below 2^61, so only limb row+4 can carry on.
        c = c &+ (m &>> 4)
        var out = top
        r4 = Limb.add(r4, c, &out)
        return out
    }

    /// (self + m l) / 2^256 for the m that makes it whole: a number below self/2^256 + l, not yet below l.
    ///
    /// Needs self < 2^512 - 2^256 l, so that the last carry is zero: then the result has 256 bits.
    @inlinable @inline(__always)
    func reducedLoosely() -> (UInt64, UInt64, UInt64, UInt64) {
        var t = self
        var c = Self.eliminate(t.t0, &t.t1, &t.t2, &t.t3, &t.t4, 0)
        c = Self.eliminate(t.t1, &t.t2, &t.t3, &t.t4, &t.t5, c)
        c = Self.eliminate(t.t2, &t.t3, &t.t4, &t.t5, &t.t6, c)
        _ = Self.eliminate(t.t3, &t.t4, &t.t5, &t.t6, &t.t7, c)
        return (t.t4, t.t5, t.t6, t.t7)
    }

    /// Montgomery reduction of a number below 2^256 l: the loose result is below 2l, one subtraction away.
    @inlinable @inline(__always)
    func reduced() -> Scalar {
        let r = reducedLoosely()
        return Scalar(subtractingOrderOnceFrom: r.0, r.1, r.2, r.3)
    }
}
