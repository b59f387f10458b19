internal import CRistrettoKernel

extension RistrettoPoint {
    /// Decodes a group element from its only encoding.
    ///
    /// Stricter than libsodium 1.0.18 in one point: an encoding with bit 255 set is refused, as RFC 9496 asks.
    ///
    /// - Parameters:
    ///   - encoding: The wire form.
    ///   - identity: Whether the identity is taken.
    ///   - field: What the point is called in the specification; the failure names it.
    ///   - implementation: The kernel implementation to use.
    /// - Throws: ``PointFailure/invalidEncoding(field:)`` for bytes that encode no element,
    ///   ``PointFailure/identity(field:)`` for a forbidden identity.
    /// - seealso: RFC 9496, section 4.3.1.
    public init(
        decoding encoding: CompressedPoint, identity: IdentityRule = .allowed, field: FieldName = "point",
        on implementation: KernelImplementation = .current
    ) throws(PointFailure) {
        var point = rk_point()
        let decoded = withUnsafeBytes(of: encoding.words) { raw in
            rk_decode(implementation.code, &point, raw.assumingMemoryBound(to: UInt8.self).baseAddress)
        }
        guard decoded == 1 else { throw .invalidEncoding(field: field) }
        if identity == .forbidden && encoding.isIdentity { throw .identity(field: field) }
        self.init(representative: point)
    }

    /// Maps 64 uniform bytes to a group element whose discrete logarithm nobody knows.
    ///
    /// - Parameters:
    ///   - bytes: 64 bytes, such as the output of a hash.
    ///   - field: What the bytes are called in the specification; the failure names it.
    ///   - implementation: The kernel implementation to use.
    /// - Throws: ``PointFailure/length(field:expected:actual:)`` for another number of bytes.
    /// - seealso: RFC 9496, section 4.3.4.
    public init(
        uniform bytes: [UInt8], field: FieldName = "uniform bytes",
        on implementation: KernelImplementation = .current
    ) throws(PointFailure) {
        guard bytes.count == 64 else { throw .length(field: field, expected: 64, actual: bytes.count) }
        var point = rk_point()
        rk_from_uniform(implementation.code, &point, bytes)
        self.init(representative: point)
    }

    /// Maps 64 uniform bytes to a group element whose discrete logarithm nobody knows.
    ///
    /// - Parameters:
    ///   - bytes: 64 bytes, such as the output of a hash.
    ///   - implementation: The kernel implementation to use.
    /// - seealso: RFC 9496, section 4.3.4.
    public init(uniform bytes: InlineArray<64, UInt8>, on implementation: KernelImplementation = .current) {
        var point = rk_point()
        bytes.span.withUnsafeBufferPointer { rk_from_uniform(implementation.code, &point, $0.baseAddress) }
        self.init(representative: point)
    }

    /// The only encoding.
    ///
    /// - Parameter implementation: The kernel implementation to use.
    /// - Returns: The wire form.
    /// - seealso: RFC 9496, section 4.3.2.
    public func compressed(on implementation: KernelImplementation = .current) -> CompressedPoint {
        var encoding = CompressedPoint.identity
        withUnsafeMutableBytes(of: &encoding.words) { raw in
            withUnsafePointer(to: representative) { point in
                rk_encode(implementation.code, raw.assumingMemoryBound(to: UInt8.self).baseAddress, point)
            }
        }
        return encoding
    }
}
