internal import CRistrettoKernel

/// Multi-scalar multiplication: the sum of scalars[i] * points[i], which is where proofs spend their time.
///
/// For generators that stay the same from call to call there is ``FixedGenerators``, which is faster.
///
/// - seealso: `docs/spec/group.md`.
public enum MultiScalar {
    /// The sum of scalars[i] * points[i] for public values.
    ///
    /// - Parameters:
    ///   - scalars: The factors.
    ///   - points: The points.
    ///   - range: Which points, as many as scalars; all when `nil`.
    ///   - workspace: Memory to compute in.
    ///   - threads: On how many threads at most; the result does not depend on it.
    ///   - implementation: The kernel implementation to use.
    /// - Returns: The sum; the identity when there is nothing to add.
    /// - Warning: Leaks scalars and points through timing.
    /// - Complexity: O(n / log n) group operations.
    public static func vartime(
        _ scalars: Span<Scalar>, _ points: borrowing AffinePoints, range: Range<Int>? = nil,
        workspace: MultiScalarWorkspace, threads: Int = 1, on implementation: KernelImplementation = .current
    ) -> RistrettoPoint {
        let range = range ?? 0..<points.count
        precondition(range.lowerBound >= 0 && range.upperBound <= points.count && scalars.count == range.count)
        let factors = workspace.encode(scalars, in: .variable)
        return vartime(
            encoded: factors, points.base + range.lowerBound, count: range.count, workspace: workspace,
            threads: threads, on: implementation)
    }

    /// The sum of scalars[i] * points[i] for public values.
    ///
    /// - Parameters:
    ///   - scalars: The factors.
    ///   - points: As many points.
    ///   - implementation: The kernel implementation to use.
    /// - Returns: The sum; the identity when there is nothing to add.
    /// - Warning: Leaks scalars and points through timing.
    public static func vartime(
        _ scalars: [Scalar], _ points: [RistrettoPoint], on implementation: KernelImplementation = .current
    ) -> RistrettoPoint {
        vartime(
            scalars.span, AffinePoints(points, on: implementation), workspace: MultiScalarWorkspace(),
            on: implementation)
    }

    /// The same over the kernel's own forms.
    internal static func vartime(
        encoded factors: UnsafePointer<UInt8>, _ points: UnsafePointer<rk_affine>, count: Int,
        workspace: MultiScalarWorkspace, threads: Int, on implementation: KernelImplementation
    ) -> RistrettoPoint {
        guard count <= Threads.mostPiece else {
            return inPieces(
                encoded: factors, points, count: count, workspace: workspace, threads: threads, on: implementation)
        }
        // Shares of the digits of all points cost less in total than sums over fewer points.
        let shares = Threads.pieces(count, threads: threads)
        return Threads.sum(pieces: shares, workspace: workspace, on: implementation) { share, workspace in
            let scratch = workspace.scratch(
                rk_msm_part_vartime_scratch(implementation.code, count, UInt32(shares)))
            var result = rk_point()
            let status = rk_msm_part_vartime(
                implementation.code, &result, UInt32(share), UInt32(shares), factors, points, count, scratch.base,
                scratch.byteCount)
            requireSuccess(status)
            return RistrettoPoint(representative: result)
        }
    }

    /// More points than one kernel call takes: a sum of sums.
    internal static func inPieces(
        encoded factors: UnsafePointer<UInt8>, _ points: UnsafePointer<rk_affine>, count: Int,
        workspace: MultiScalarWorkspace, threads: Int, on implementation: KernelImplementation
    ) -> RistrettoPoint {
        let pieces = Threads.pieces(count, threads: threads)
        return Threads.sum(pieces: pieces, workspace: workspace, on: implementation) { piece, workspace in
            let part = Threads.range(piece, of: pieces, count: count)
            let scratch = workspace.scratch(rk_msm_vartime_scratch(implementation.code, part.count))
            var result = rk_point()
            let status = rk_msm_vartime(
                implementation.code, &result, factors + 32 * part.lowerBound, points + part.lowerBound, part.count,
                scratch.base, scratch.byteCount)
            requireSuccess(status)
            return RistrettoPoint(representative: result)
        }
    }
}
