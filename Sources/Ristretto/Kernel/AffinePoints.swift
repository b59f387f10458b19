internal import CRistrettoKernel

/// A list of points in the form that multi-scalar multiplication wants, 128 bytes each, in memory of its own.
///
/// Decoding goes straight into this form. The list grows as points are appended and keeps its memory when it is emptied,
/// so that a loop over many proofs allocates once. It is not copied by accident: ``copy()`` makes a second one.
public struct AffinePoints: ~Copyable {
    /// The kernel's `rk_affine` values, `count` of them initialised.
    private var memory: AlignedMemory

    /// How many points there are.
    public private(set) var count: Int

    /// An empty list.
    ///
    /// - Parameter capacity: For how many points to take memory at once, 0 or more.
    public init(capacity: Int = 0) {
        memory = AlignedMemory(byteCount: capacity * MemoryLayout<rk_affine>.stride)
        count = 0
    }

    /// A list of given points.
    ///
    /// - Parameters:
    ///   - points: The points.
    ///   - implementation: The kernel implementation to use.
    public init(_ points: [RistrettoPoint], on implementation: KernelImplementation = .current) {
        self.init(capacity: points.count)
        append(points, workspace: MultiScalarWorkspace(), on: implementation)
    }

    /// A list of decoded points.
    ///
    /// - Parameters:
    ///   - encodings: The wire forms.
    ///   - identity: Whether the identity is taken.
    ///   - field: What the list is called in the specification; the failure names it with the position.
    ///   - implementation: The kernel implementation to use.
    /// - Throws: ``PointFailure/invalidEncoding(field:)`` or ``PointFailure/identity(field:)`` for the first bad one.
    public init(
        decoding encodings: [CompressedPoint], identity: IdentityRule = .allowed, field: FieldName = "point",
        on implementation: KernelImplementation = .current
    ) throws(PointFailure) {
        self.init(capacity: encodings.count)
        try append(decoding: encodings, identity: identity, field: field, on: implementation)
    }

    /// Decodes points and appends them; on failure the list stays as it was.
    ///
    /// - Parameters:
    ///   - encodings: The wire forms.
    ///   - identity: Whether the identity is taken.
    ///   - field: What the list is called in the specification; the failure names it with the position.
    ///   - implementation: The kernel implementation to use.
    /// - Throws: ``PointFailure/invalidEncoding(field:)`` or ``PointFailure/identity(field:)`` for the first bad one.
    public mutating func append(
        decoding encodings: [CompressedPoint], identity: IdentityRule = .allowed, field: FieldName = "point",
        on implementation: KernelImplementation = .current
    ) throws(PointFailure) {
        if identity == .forbidden, let index = encodings.firstIndex(where: { $0.isIdentity }) {
            // An encoding that is refused anyway and stands earlier is named first.
            try append(decoding: Array(encodings[..<index]), field: field, on: implementation)
            count -= index
            throw .identity(field: field.at(index))
        }
        reserve(count + encodings.count)
        var accepted = [UInt8](repeating: 0, count: encodings.count)
        let bad = encodings.withUnsafeBytes { raw in
            rk_decode_batch(
                implementation.code, base + count, &accepted, raw.assumingMemoryBound(to: UInt8.self).baseAddress,
                encodings.count)
        }
        if bad != 0, let index = accepted.firstIndex(of: 0) { throw .invalidEncoding(field: field.at(index)) }
        count += encodings.count
    }

    /// Appends points.
    ///
    /// - Parameters:
    ///   - points: The points.
    ///   - workspace: Memory to compute in.
    ///   - implementation: The kernel implementation to use.
    public mutating func append(
        _ points: [RistrettoPoint], workspace: MultiScalarWorkspace, on implementation: KernelImplementation = .current
    ) {
        guard !points.isEmpty else { return }
        reserve(count + points.count)
        let scratch = workspace.scratch(rk_normalize_batch_scratch(implementation.code, points.count))
        let status = points.withRepresentatives {
            rk_normalize_batch(implementation.code, base + count, $0, points.count, scratch.base, scratch.byteCount)
        }
        requireSuccess(status)
        count += points.count
    }

    /// Appends points of another list.
    ///
    /// - Parameters:
    ///   - other: The list.
    ///   - range: Which of its points; all when `nil`.
    public mutating func append(copying other: borrowing AffinePoints, range: Range<Int>? = nil) {
        let range = range ?? 0..<other.count
        precondition(range.lowerBound >= 0 && range.upperBound <= other.count)
        reserve(count + range.count)
        (base + count).update(from: other.base + range.lowerBound, count: range.count)
        count += range.count
    }

    /// Appends the points at given places of another list.
    internal mutating func append(
        gathering indices: [UInt32], count wanted: Int? = nil, from other: borrowing AffinePoints
    ) {
        let wanted = wanted ?? indices.count
        reserve(count + wanted)
        for place in 0..<wanted {
            let index = Int(indices[place])
            precondition(index < other.count)
            base[count + place] = other.base[index]
        }
        count += wanted
    }

    /// Empties the list and keeps its memory.
    public mutating func removeAll() {
        count = 0
    }

    /// A second list with the same points.
    ///
    /// - Returns: The copy.
    public borrowing func copy() -> AffinePoints {
        var result = AffinePoints(capacity: count)
        result.append(copying: self)
        return result
    }

    /// The points in the form for arithmetic.
    ///
    /// - Parameters:
    ///   - range: Which points; all when `nil`.
    ///   - implementation: The kernel implementation to use.
    /// - Returns: The points in their order.
    public borrowing func points(
        in range: Range<Int>? = nil, on implementation: KernelImplementation = .current
    ) -> [RistrettoPoint] {
        let range = range ?? 0..<count
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        return [RistrettoPoint](unsafeRepresentatives: range.count) { target in
            rk_affine_to_point(implementation.code, target, base + range.lowerBound, range.count)
        }
    }

    /// One point in the form for arithmetic.
    ///
    /// - Parameters:
    ///   - index: Its position.
    ///   - implementation: The kernel implementation to use.
    /// - Returns: The point.
    public borrowing func point(
        at index: Int, on implementation: KernelImplementation = .current
    ) -> RistrettoPoint {
        precondition(index >= 0 && index < count)
        var point = rk_point()
        rk_affine_to_point(implementation.code, &point, base + index, 1)
        return RistrettoPoint(representative: point)
    }

    /// Folds the list into a half, a quarter or an eighth, as the inner-product argument does with its generators.
    ///
    /// With n = count / ways, point i becomes the sum over k < ways of scalars[k] * point[i + k n].
    ///
    /// - Parameters:
    ///   - scalars: 2, 4 or 8 factors; count is a multiple of their number.
    ///   - workspace: Memory to compute in.
    ///   - implementation: The kernel implementation to use.
    /// - Warning: Leaks the factors and the points through timing.
    public mutating func foldVartime(
        by scalars: [Scalar], workspace: MultiScalarWorkspace, on implementation: KernelImplementation = .current
    ) {
        let ways = scalars.count
        precondition((ways == 2 || ways == 4 || ways == 8) && count % ways == 0)
        let folded = count / ways
        guard folded > 0 else { return }
        let factors = workspace.encode(scalars.span, in: .variable)
        let scratch = workspace.scratch(rk_fold_vartime_scratch(implementation.code, folded, UInt32(ways)))
        let status = rk_fold_vartime(
            implementation.code, base, base, folded, UInt32(ways), factors, scratch.base, scratch.byteCount)
        requireSuccess(status)
        count = folded
    }

    /// A list of `count` points that `fill` writes.
    internal init(count: Int, _ fill: (UnsafeMutablePointer<rk_affine>) -> Int32) {
        self.init(capacity: count)
        requireSuccess(fill(base))
        self.count = count
    }

    /// Where the kernel's values start.
    internal var base: UnsafeMutablePointer<rk_affine> {
        memory.base.assumingMemoryBound(to: rk_affine.self)
    }

    private mutating func reserve(_ wanted: Int) {
        let stride = MemoryLayout<rk_affine>.stride
        guard wanted * stride > memory.byteCount else { return }
        let larger = AlignedMemory(byteCount: max(wanted, 2 * count) * stride)
        larger.base.copyMemory(from: memory.base, byteCount: count * stride)
        memory = larger
    }
}

// The memory belongs to one value, and writing needs exclusive access to it.
extension AffinePoints: @unchecked Sendable {}
