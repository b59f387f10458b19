extension Scalar {
    /// The limbs less l when they are not below l, else as they are: a mask chooses, not a branch.
    @inlinable @inline(__always)
    internal init(subtractingOrderOnceFrom r0: UInt64, _ r1: UInt64, _ r2: UInt64, _ r3: UInt64) {
        var borrow: UInt64 = 0
        let d0 = Limb.subtract(r0, GroupOrder.limb0, &borrow)
        let d1 = Limb.subtract(r1, GroupOrder.limb1, &borrow)
        let d2 = Limb.subtract(r2, 0, &borrow)
        let d3 = Limb.subtract(r3, GroupOrder.limb3, &borrow)
        let keep = 0 &- borrow
        self.init(
            montgomery: d0 ^ ((d0 ^ r0) & keep), d1 ^ ((d1 ^ r1) & keep), d2 ^ ((d2 ^ r2) & keep),
            d3 ^ ((d3 ^ r3) & keep))
    }

    /// Adds two scalars modulo l.
    ///
    /// - Parameters:
    ///   - left: A summand.
    ///   - right: The other.
    /// - Returns: left + right mod l.
    @inlinable @inline(__always)
    public static func + (left: Scalar, right: Scalar) -> Scalar {
        // Both below l < 2^253, so the sum has no carry out of limb 3.
        var c: UInt64 = 0
        let r0 = Limb.add(left.limb0, right.limb0, &c)
        let r1 = Limb.add(left.limb1, right.limb1, &c)
        let r2 = Limb.add(left.limb2, right.limb2, &c)
        let r3 = Limb.add(left.limb3, right.limb3, &c)
        return Scalar(subtractingOrderOnceFrom: r0, r1, r2, r3)
    }

    /// Subtracts two scalars modulo l.
    ///
    /// - Parameters:
    ///   - left: The minuend.
    ///   - right: The subtrahend.
    /// - Returns: left - right mod l.
    @inlinable @inline(__always)
    public static func - (left: Scalar, right: Scalar) -> Scalar {
        var borrow: UInt64 = 0
        let d0 = Limb.subtract(left.limb0, right.limb0, &borrow)
        let d1 = Limb.subtract(left.limb1, right.limb1, &borrow)
        let d2 = Limb.subtract(left.limb2, right.limb2, &borrow)
        let d3 = Limb.subtract(left.limb3, right.limb3, &borrow)
        let mask = 0 &- borrow
        var c: UInt64 = 0
        return Scalar(
            montgomery: Limb.add(d0, GroupOrder.limb0 & mask, &c), Limb.add(d1, GroupOrder.limb1 & mask, &c),
            Limb.add(d2, 0, &c), Limb.add(d3, GroupOrder.limb3 & mask, &c))
    }

    /// Negates a scalar modulo l.
    ///
    /// - Parameter scalar: The scalar.
    /// - Returns: -scalar mod l.
    @inlinable @inline(__always)
    public static prefix func - (scalar: Scalar) -> Scalar {
        .zero - scalar
    }

    /// Multiplies two scalars modulo l.
    ///
    /// - Parameters:
    ///   - left: A factor.
    ///   - right: The other.
    /// - Returns: left * right mod l.
    @inlinable @inline(__always)
    public static func * (left: Scalar, right: Scalar) -> Scalar {
        WideProduct(left, right).reduced()
    }

    /// Adds a scalar to this one.
    ///
    /// - Parameters:
    ///   - left: What is added to.
    ///   - right: The summand.
    @inlinable @inline(__always)
    public static func += (left: inout Scalar, right: Scalar) { left = left + right }

    /// Subtracts a scalar from this one.
    ///
    /// - Parameters:
    ///   - left: What is subtracted from.
    ///   - right: The subtrahend.
    @inlinable @inline(__always)
    public static func -= (left: inout Scalar, right: Scalar) { left = left - right }

    /// Multiplies this scalar by another.
    ///
    /// - Parameters:
    ///   - left: What is multiplied.
    ///   - right: The factor.
    @inlinable @inline(__always)
    public static func *= (left: inout Scalar, right: Scalar) { left = left * right }

    /// The square modulo l.
    ///
    /// - Returns: self * self mod l.
    @inlinable @inline(__always)
    public func squared() -> Scalar { self * self }

    /// Twice the scalar modulo l.
    ///
    /// - Returns: 2 * self mod l.
    @inlinable @inline(__always)
    public func doubled() -> Scalar { self + self }

    /// This scalar to a public power.
    ///
    /// - Parameter exponent: The exponent; 0 gives 1.
    /// - Returns: self^exponent mod l.
    /// - Warning: Leaks the exponent through timing, never the base.
    public func raised(toVartime exponent: UInt64) -> Scalar {
        var result = Scalar.one
        var bit = UInt64.bitWidth - exponent.leadingZeroBitCount
        while bit > 0 {
            bit -= 1
            result = result.squared()
            if (exponent &>> UInt64(bit)) & 1 == 1 { result *= self }
        }
        return result
    }
}
