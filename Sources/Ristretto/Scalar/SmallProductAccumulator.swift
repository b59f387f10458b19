/// A sum of scalars times 64-bit numbers, reduced modulo l once at its end.
///
/// Four products of words a term instead of a whole multiplication: sparse rows of a constraint system have small
/// coefficients almost everywhere.
@frozen
public struct SmallProductAccumulator: Sendable {
    /// Invariant A2: the limbs spell a number below 2^384.
    ///
    /// A term is below 2^253 * 2^64, so that 2^67 of them fit: more than can ever be added.
    @usableFromInline internal var t0, t1, t2, t3, t4, t5: UInt64

    /// An empty sum.
    @inlinable @inline(__always)
    public init() {
        (t0, t1, t2, t3, t4, t5) = (0, 0, 0, 0, 0, 0)
    }

    /// Adds scalar * number to the sum, in a time that depends on neither.
    ///
    /// - Parameters:
    ///   - scalar: A factor.
    ///   - number: The other.
    @inlinable @inline(__always)
    public mutating func add(_ scalar: Scalar, times number: UInt64) {
        var carry: UInt64 = 0
        t0 = Limb.multiplyAdd(t0, scalar.limb0, number, &carry)
        t1 = Limb.multiplyAdd(t1, scalar.limb1, number, &carry)
        t2 = Limb.multiplyAdd(t2, scalar.limb2, number, &carry)
        t3 = Limb.multiplyAdd(t3, scalar.limb3, number, &carry)
        t4 = Limb.add(t4, 0, &carry)
        t5 = Limb.add(t5, 0, &carry)
    }

    /// The sum modulo l.
    ///
    /// - Returns: The sum of all products added so far.
    @inlinable
    public consuming func sum() -> Scalar {
        var wide = WideProduct()
        (wide.t0, wide.t1, wide.t2, wide.t3, wide.t4, wide.t5) = (t0, t1, t2, t3, t4, t5)
        // The reduction divides by 2^256, which the second factor makes up for.
        return WideProduct(wide.reduced(), .radixSquared).reduced()
    }
}

extension Scalar {
    /// The number of least magnitude in this residue class, where it has at most 64 bits.
    ///
    /// - Returns: Magnitude and sign; `nil` for every other scalar.
    /// - Warning: Leaks the scalar through timing: coefficients of public statements only.
    public func smallVartime() -> (magnitude: UInt64, isNegative: Bool)? {
        let positive = integer
        if positive.1 | positive.2 | positive.3 == 0 { return (positive.0, false) }
        let negative = (-self).integer
        if negative.1 | negative.2 | negative.3 == 0 { return (negative.0, true) }
        return nil
    }
}
