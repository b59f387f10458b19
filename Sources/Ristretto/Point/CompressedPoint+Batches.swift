internal import CRistrettoKernel

extension CompressedPoint {
    /// Encodes points.
    ///
    /// - Parameters:
    ///   - points: The points.
    ///   - implementation: The kernel implementation to use.
    /// - Returns: Their encodings in the same order.
    public static func encode(
        _ points: [RistrettoPoint], on implementation: KernelImplementation = .current
    ) -> [CompressedPoint] {
        [CompressedPoint](unsafeEncodings: points.count) { bytes in
            points.withRepresentatives { rk_encode_batch(implementation.code, bytes, $0, points.count) }
        }
    }

    /// Encodes twice each point, with one inversion for all: the cheap way to encode many points.
    ///
    /// Compute with factors or bases multiplied by ``Scalar/half`` and let this make up for it.
    ///
    /// - Parameters:
    ///   - points: The halves of the points.
    ///   - workspace: Memory to compute in.
    ///   - implementation: The kernel implementation to use.
    /// - Returns: The encodings of 2 * points[i] in the same order.
    public static func encodeDoubles(
        of points: [RistrettoPoint], workspace: MultiScalarWorkspace, on implementation: KernelImplementation = .current
    ) -> [CompressedPoint] {
        let scratch = workspace.scratch(rk_double_encode_batch_scratch(implementation.code, points.count))
        return [CompressedPoint](unsafeEncodings: points.count) { bytes in
            let status = points.withRepresentatives {
                rk_double_encode_batch(
                    implementation.code, bytes, $0, points.count, scratch.base, scratch.byteCount)
            }
            requireSuccess(status)
        }
    }
}

extension RistrettoPoint {
    /// Decodes many points.
    ///
    /// - Parameters:
    ///   - encodings: The wire forms.
    ///   - identity: Whether the identity is taken.
    ///   - field: What the list is called in the specification; the failure names it with the position.
    ///   - implementation: The kernel implementation to use.
    /// - Returns: The points in the same order.
    /// - Throws: ``PointFailure/invalidEncoding(field:)`` or ``PointFailure/identity(field:)`` for the first bad one.
    public static func decode(
        _ encodings: [CompressedPoint], identity: IdentityRule = .allowed, field: FieldName = "point",
        on implementation: KernelImplementation = .current
    ) throws(PointFailure) -> [RistrettoPoint] {
        try AffinePoints(decoding: encodings, identity: identity, field: field, on: implementation)
            .points(on: implementation)
    }

    /// Maps lots of 64 uniform bytes to points whose discrete logarithms nobody knows.
    ///
    /// - Parameters:
    ///   - bytes: 64 bytes for each point.
    ///   - field: What the bytes are called in the specification; the failure names it.
    ///   - implementation: The kernel implementation to use.
    /// - Returns: The points in the same order.
    /// - Throws: ``PointFailure/length(field:expected:actual:)`` when the bytes are no multiple of 64.
    public static func map(
        uniform bytes: [UInt8], field: FieldName = "uniform bytes",
        on implementation: KernelImplementation = .current
    ) throws(PointFailure) -> [RistrettoPoint] {
        let count = bytes.count / 64
        guard bytes.count == 64 * count else {
            throw .length(field: field, expected: 64 * (count + 1), actual: bytes.count)
        }
        return [RistrettoPoint](unsafeRepresentatives: count) {
            rk_from_uniform_batch(implementation.code, $0, bytes, count)
        }
    }
}
