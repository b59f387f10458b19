extension Scalar: Equatable {
    /// Whether two scalars are equal, compared in constant time.
    ///
    /// - Parameters:
    ///   - left: A scalar.
    ///   - right: Another.
    /// - Returns: `true` when they are the same residue; only this answer can be learnt from the timing.
    @inlinable
    public static func == (left: Scalar, right: Scalar) -> Bool {
        let difference =
            (left.limb0 ^ right.limb0) | (left.limb1 ^ right.limb1) | (left.limb2 ^ right.limb2)
            | (left.limb3 ^ right.limb3)
        return difference == 0
    }

    /// All ones when the scalar is zero, else no bit.
    @inlinable @inline(__always)
    internal var zeroMask: UInt64 {
        let any = limb0 | limb1 | limb2 | limb3
        // The top bit of any | -any is set for all values but 0.
        return ((any | (0 &- any)) &>> 63) &- 1
    }

    /// Whether the scalar is zero, found in constant time.
    @inlinable public var isZero: Bool { zeroMask != 0 }

    /// Chooses one of two scalars by a secret bit.
    ///
    /// - Parameters:
    ///   - bit: 0 or 1; other values give neither scalar.
    ///   - one: The result for 1.
    ///   - zero: The result for 0.
    /// - Returns: The chosen scalar.
    @inlinable @inline(__always)
    public static func select(bit: UInt64, one: Scalar, zero: Scalar) -> Scalar {
        select(mask: 0 &- bit, one, zero)
    }

    /// `set` where the mask is all ones, `clear` where it is zero.
    @inlinable @inline(__always)
    internal static func select(mask: UInt64, _ set: Scalar, _ clear: Scalar) -> Scalar {
        Scalar(
            montgomery: clear.limb0 ^ ((clear.limb0 ^ set.limb0) & mask),
            clear.limb1 ^ ((clear.limb1 ^ set.limb1) & mask), clear.limb2 ^ ((clear.limb2 ^ set.limb2) & mask),
            clear.limb3 ^ ((clear.limb3 ^ set.limb3) & mask))
    }
}
