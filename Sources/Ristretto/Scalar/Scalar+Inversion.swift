extension Scalar {
    /// The inverse modulo l, by a fixed chain of squarings and multiplications; 0 for 0.
    ///
    /// The exponent is l - 2 = 2^252 + (a number of 125 bits), so half of the 252 squarings need no multiplication.
    ///
    /// - Returns: self^(l-2): the inverse, or 0 when the scalar is 0.
    public func invertedOrZero() -> Scalar {
        var powers: [16 of Scalar] = .init(repeating: .one)
        for index in 1..<16 { powers[index] = powers[index - 1] * self }
        var result = self
        for _ in 0..<124 { result = result.squared() }
        // The remaining 128 bits of l - 2, four at a time; the digits are public constants.
        let exponent = UInt128(GroupOrder.limb1) &<< 64 | UInt128(GroupOrder.limb0 - 2)
        var shift: UInt128 = 128
        while shift > 0 {
            shift -= 4
            result = result.squared().squared().squared().squared()
            let digit = Int(truncatingIfNeeded: (exponent &>> shift) & 15)
            if digit != 0 { result *= powers[digit] }
        }
        return result
    }

    /// The inverse modulo l of a scalar that is not zero.
    ///
    /// - Parameter field: What the scalar is called; the failure names it.
    /// - Returns: The inverse.
    /// - Throws: ``ScalarFailure/zero(field:)`` when there is none.
    /// - Warning: Leaks through timing whether the scalar is zero, nothing else.
    public func inverted(field: FieldName = "scalar") throws(ScalarFailure) -> Scalar {
        guard !isZero else { throw .zero(field: field) }
        return invertedOrZero()
    }

    /// Inverts every scalar of a list at the cost of one inversion and three multiplications each.
    ///
    /// Constant time: zeros stay zeros and neither their number nor their places show in the timing.
    ///
    /// - Parameter scalars: The scalars; replaced by their inverses, zeros by zeros.
    public static func invertAllOrZero(_ scalars: inout [Scalar]) {
        var span = scalars.mutableSpan
        invertAllOrZero(&span)
    }

    /// Inverts every scalar of a list at the cost of one inversion and three multiplications each.
    ///
    /// Constant time: zeros stay zeros and neither their number nor their places show in the timing.
    ///
    /// - Parameter scalars: The scalars; replaced by their inverses, zeros by zeros.
    public static func invertAllOrZero(_ scalars: inout MutableSpan<Scalar>) {
        // products[i] is the product of all scalars before i, with 1 standing in for zeros.
        var products: [Scalar] = []
        products.reserveCapacity(scalars.count)
        var product = Scalar.one
        for index in scalars.indices {
            products.append(product)
            product *= select(mask: scalars[index].zeroMask, .one, scalars[index])
        }
        var inverse = product.invertedOrZero()
        var index = scalars.count
        while index > 0 {
            index -= 1
            let scalar = scalars[index]
            let mask = scalar.zeroMask
            let result = inverse * products[index]
            inverse *= select(mask: mask, .one, scalar)
            scalars[index] = select(mask: mask, .zero, result)
        }
        // The products may come from secrets, and a plain store before the list ends could be optimised away.
        products.withUnsafeMutableBytes { wipe($0) }
    }

    /// Inverts every scalar of a list in which none may be zero.
    ///
    /// - Parameters:
    ///   - scalars: The scalars; replaced by their inverses unless the call throws.
    ///   - field: What the list is called; the failure names it with the position of the first zero.
    /// - Throws: ``ScalarFailure/zero(field:)`` when a scalar is zero.
    /// - Warning: Leaks through timing where the first zero stands, nothing else.
    public static func invertAll(_ scalars: inout [Scalar], field: FieldName = "scalar") throws(ScalarFailure) {
        for index in scalars.indices where scalars[index].isZero {
            throw .zero(field: field.at(index))
        }
        invertAllOrZero(&scalars)
    }
}
