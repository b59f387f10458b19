internal import CRistrettoKernel

extension FixedGenerators {
    /// Folds generators into a half, a quarter or an eighth, as the inner-product argument does.
    ///
    /// With n = indices.count / ways, point i is the sum over k < ways of scalars[k] * G[indices[i + k n]]. Where there is a
    /// table of some levels, its rows take the place of most doublings.
    ///
    /// - Parameters:
    ///   - indices: Which generators, a multiple of the number of factors, all below ``count``.
    ///   - scalars: 2, 4 or 8 factors.
    ///   - workspace: Memory to compute in.
    /// - Returns: The folded list.
    /// - Warning: Leaks the factors and the indices through timing.
    public func foldedVartime(
        _ indices: [UInt32], by scalars: [Scalar], workspace: MultiScalarWorkspace
    ) -> AffinePoints {
        let ways = scalars.count
        precondition((ways == 2 || ways == 4 || ways == 8) && indices.count % ways == 0)
        guard let table = vartimeTable.existing ?? nil, table.layout.window * table.layout.sets <= Self.longestStep
        else {
            var list = affinePoints(indices)
            list.foldVartime(by: scalars, workspace: workspace, on: implementation)
            return list
        }
        let folded = indices.count / ways
        let factors = workspace.encode(scalars.span, in: .variable)
        let scratch = workspace.scratch(
            rk_fold_fixed_vartime_scratch(implementation.code, table.layout, folded, UInt32(ways)))
        return AffinePoints(count: folded) { out in
            rk_fold_fixed_vartime(
                implementation.code, out, table.memory.base, table.layout, indices, folded, UInt32(ways), factors,
                scratch.base, scratch.byteCount)
        }
    }

    /// How many bits apart the rows of the table are, 1 or more; `nil` without a table.
    ///
    /// The fewer, the cheaper are foldings.
    public var bitsBetweenRows: Int? {
        (vartimeTable.existing ?? nil).map { Int($0.layout.window * $0.layout.sets) }
    }

    /// With fewer bits than that from one row of a table to the next, folding over it is cheaper than without it.
    private static var longestStep: UInt32 { 64 }
}
