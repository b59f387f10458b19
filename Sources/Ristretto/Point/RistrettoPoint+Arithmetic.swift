internal import CRistrettoKernel

extension RistrettoPoint {
    /// The sum with another element.
    ///
    /// - Parameters:
    ///   - other: The summand.
    ///   - implementation: The kernel implementation to use.
    /// - Returns: self + other.
    public func adding(_ other: RistrettoPoint, on implementation: KernelImplementation = .current) -> RistrettoPoint {
        var result = self
        withUnsafePointer(to: other.representative) { other in
            withUnsafePointer(to: representative) { own in
                rk_point_add(implementation.code, &result.representative, own, other)
            }
        }
        return result
    }

    /// The difference with another element.
    ///
    /// - Parameters:
    ///   - other: The subtrahend.
    ///   - implementation: The kernel implementation to use.
    /// - Returns: self - other.
    public func subtracting(
        _ other: RistrettoPoint, on implementation: KernelImplementation = .current
    ) -> RistrettoPoint {
        var result = self
        withUnsafePointer(to: other.representative) { other in
            withUnsafePointer(to: representative) { own in
                rk_point_sub(implementation.code, &result.representative, own, other)
            }
        }
        return result
    }

    /// The negative element.
    ///
    /// - Parameter implementation: The kernel implementation to use.
    /// - Returns: -self.
    public func negated(on implementation: KernelImplementation = .current) -> RistrettoPoint {
        var result = self
        withUnsafePointer(to: representative) { rk_point_neg(implementation.code, &result.representative, $0) }
        return result
    }

    /// Twice the element.
    ///
    /// - Parameter implementation: The kernel implementation to use.
    /// - Returns: self + self.
    public func doubled(on implementation: KernelImplementation = .current) -> RistrettoPoint {
        var result = self
        withUnsafePointer(to: representative) { rk_point_double(implementation.code, &result.representative, $0) }
        return result
    }

    /// A multiple of the element, in constant time.
    ///
    /// - Parameters:
    ///   - scalar: The factor; may be secret.
    ///   - implementation: The kernel implementation to use.
    /// - Returns: scalar * self.
    public func multiplied(
        by scalar: Scalar, on implementation: KernelImplementation = .current
    ) -> RistrettoPoint {
        var result = self
        var words = scalar.littleEndianWords
        withUnsafePointer(to: representative) { own in
            withUnsafeMutableBytes(of: &words) { raw in
                rk_point_mul_ct(
                    implementation.code, &result.representative, raw.assumingMemoryBound(to: UInt8.self).baseAddress,
                    own)
                wipe(raw)
            }
        }
        return result
    }

    /// Adds two elements.
    ///
    /// - Parameters:
    ///   - left: A summand.
    ///   - right: The other.
    /// - Returns: left + right.
    public static func + (left: RistrettoPoint, right: RistrettoPoint) -> RistrettoPoint { left.adding(right) }

    /// Subtracts two elements.
    ///
    /// - Parameters:
    ///   - left: The minuend.
    ///   - right: The subtrahend.
    /// - Returns: left - right.
    public static func - (left: RistrettoPoint, right: RistrettoPoint) -> RistrettoPoint { left.subtracting(right) }

    /// Negates an element.
    ///
    /// - Parameter point: The element.
    /// - Returns: -point.
    public static prefix func - (point: RistrettoPoint) -> RistrettoPoint { point.negated() }

    /// Multiplies an element by a scalar, in constant time.
    ///
    /// - Parameters:
    ///   - scalar: The factor; may be secret.
    ///   - point: The element.
    /// - Returns: scalar * point.
    public static func * (scalar: Scalar, point: RistrettoPoint) -> RistrettoPoint { point.multiplied(by: scalar) }

    /// Adds an element to this one.
    ///
    /// - Parameters:
    ///   - left: What is added to.
    ///   - right: The summand.
    public static func += (left: inout RistrettoPoint, right: RistrettoPoint) { left = left + right }
}

extension RistrettoPoint: Equatable {
    /// Whether two values are the same group element, in constant time.
    ///
    /// - Parameters:
    ///   - left: An element.
    ///   - right: Another.
    /// - Returns: `true` when both stand for the same element; only this answer can be learnt from the timing.
    /// - seealso: RFC 9496, section 4.3.3.
    public static func == (left: RistrettoPoint, right: RistrettoPoint) -> Bool {
        left.equals(right)
    }

    /// Whether two values are the same group element, in constant time.
    ///
    /// - Parameters:
    ///   - other: An element.
    ///   - implementation: The kernel implementation to use.
    /// - Returns: `true` when both stand for the same element.
    public func equals(_ other: RistrettoPoint, on implementation: KernelImplementation = .current) -> Bool {
        withUnsafePointer(to: representative) { own in
            withUnsafePointer(to: other.representative) { rk_point_equal(implementation.code, own, $0) == 1 }
        }
    }

    /// Chooses one of two elements by a secret bit.
    ///
    /// - Parameters:
    ///   - bit: 0 or 1.
    ///   - one: The result for 1.
    ///   - zero: The result for 0.
    /// - Returns: The chosen element.
    public static func select(bit: UInt64, one: RistrettoPoint, zero: RistrettoPoint) -> RistrettoPoint {
        var result = zero
        withUnsafePointer(to: one.representative) {
            rk_point_cmov(&result.representative, $0, UInt32(truncatingIfNeeded: bit))
        }
        return result
    }
}
