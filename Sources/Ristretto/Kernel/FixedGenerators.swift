internal import CRistrettoKernel

/// Generators that stay the same from call to call, with tables of their multiples.
///
/// Tables are made when they are first worth it, by one thread, and shared by all. Their memory is bounded by
/// ``TablePolicy``; constant-time tables take about 2 KiB a generator on top, and only a prover makes them.
public final class FixedGenerators: Sendable {
    /// How many generators there are.
    public let count: Int

    /// How many pairs (G_i, H_i) there are, 0 when none are meant.
    ///
    /// Pair i is made of generators i and pairs + i.
    public let pairs: Int

    /// The kernel implementation that the tables are made for.
    public let implementation: KernelImplementation

    /// When variable-time tables are made, and how large they may be.
    public let policy: TablePolicy

    internal let points: AffinePoints
    internal let allIndices: [UInt32]
    internal let vartimeTable = Once<KernelTable?>()
    internal let constantTimeTable = Once<KernelTable>()
    internal let bitTable = Once<KernelTable>()
    private let uses = UseCounter()

    /// Takes generators.
    ///
    /// - Parameters:
    ///   - points: The generators.
    ///   - pairs: How many pairs (G_i, H_i) stand at its start: first all G, then all H. 0 when none are meant.
    ///   - policy: When variable-time tables are made, and how large they may be.
    ///   - implementation: The kernel implementation to use.
    public init(
        _ points: consuming AffinePoints, pairs: Int = 0, policy: TablePolicy = .default,
        on implementation: KernelImplementation = .current
    ) {
        count = points.count
        precondition(pairs >= 0 && 2 * pairs <= count && UInt64(count) < 1 << 32)
        self.pairs = pairs
        self.policy = policy
        self.implementation = implementation
        allIndices = (0..<UInt32(count)).map { $0 }
        self.points = points
    }

    /// One generator.
    ///
    /// - Parameter index: Its position.
    /// - Returns: The generator.
    public func generator(at index: Int) -> RistrettoPoint {
        points.point(at: index, on: implementation)
    }

    /// A list of the generators that can be folded.
    ///
    /// - Parameter indices: Which generators, in this order; all when `nil`.
    /// - Returns: The generators.
    public func affinePoints(_ indices: [UInt32]? = nil) -> AffinePoints {
        var list = AffinePoints(capacity: (indices ?? allIndices).count)
        list.append(gathering: indices ?? allIndices, from: points)
        return list
    }

    /// Makes the variable-time table now, where the policy allows one.
    public func prepareVartime() {
        _ = vartimeTableNow()
    }

    /// The sum of scalars[i] * G[indices[i]], and of further terms, for public values.
    ///
    /// - Parameters:
    ///   - scalars: The factors of the generators.
    ///   - indices: Which generators, as many as factors, all below ``count``; `nil` for the first ones in their order.
    ///   - variableScalars: The factors of further points.
    ///   - variablePoints: As many further points.
    ///   - workspace: Memory to compute in.
    ///   - threads: On how many threads at most; the result does not depend on it.
    /// - Returns: The sum.
    /// - Warning: Leaks scalars, indices and points through timing.
    public func vartime(
        _ scalars: Span<Scalar>, indices: [UInt32]? = nil, plus variableScalars: Span<Scalar>,
        _ variablePoints: borrowing AffinePoints, workspace: MultiScalarWorkspace, threads: Int = 1
    ) -> RistrettoPoint {
        let indices = indices ?? allIndices
        precondition(indices.count >= scalars.count && variableScalars.count == variablePoints.count)
        guard let table = vartimeTable(forUse: uses.next()) else {
            return withoutTable(
                scalars, indices, variableScalars, variablePoints, workspace: workspace, threads: threads)
        }
        let fixedCount = scalars.count
        let variableCount = variableScalars.count
        let fixed = workspace.encode(scalars, in: .fixed)
        let variable = workspace.encode(variableScalars, in: .variable)
        let base = UnsafePointer(variablePoints.base)
        let pieces = Threads.pieces(fixedCount + variableCount, threads: threads)
        return indices.withUnsafeBufferPointer { indices in
            nonisolated(unsafe) let indices = indices
            return Threads.sum(pieces: pieces, workspace: workspace, on: implementation) { piece, workspace in
                let ours = Threads.range(piece, of: pieces, count: fixedCount)
                let theirs = Threads.range(piece, of: pieces, count: variableCount)
                let scratch = workspace.scratch(
                    rk_msm_fixed_vartime_scratch(implementation.code, table.layout, ours.count, theirs.count))
                var result = rk_point()
                let status = rk_msm_fixed_vartime(
                    implementation.code, &result, table.memory.base, table.layout, fixed + 32 * ours.lowerBound,
                    indices.baseAddress.map { $0 + ours.lowerBound }, ours.count, variable + 32 * theirs.lowerBound,
                    base + theirs.lowerBound, theirs.count, scratch.base, scratch.byteCount)
                requireSuccess(status)
                return RistrettoPoint(representative: result)
            }
        }
    }

    /// The sum of scalars[i] * G[indices[i]] for public values.
    ///
    /// - Parameters:
    ///   - scalars: The factors of the generators.
    ///   - indices: Which generators, as many as factors, all below ``count``; `nil` for the first ones in their order.
    ///   - workspace: Memory to compute in.
    ///   - threads: On how many threads at most; the result does not depend on it.
    /// - Returns: The sum.
    /// - Warning: Leaks scalars and indices through timing.
    public func vartime(
        _ scalars: Span<Scalar>, indices: [UInt32]? = nil, workspace: MultiScalarWorkspace, threads: Int = 1
    ) -> RistrettoPoint {
        let none: [Scalar] = []
        return vartime(
            scalars, indices: indices, plus: none.span, AffinePoints(), workspace: workspace, threads: threads)
    }

    /// The first calls, and those that no table fits: all points gathered into one list.
    private func withoutTable(
        _ scalars: Span<Scalar>, _ indices: [UInt32], _ variableScalars: Span<Scalar>,
        _ variablePoints: borrowing AffinePoints, workspace: MultiScalarWorkspace, threads: Int
    ) -> RistrettoPoint {
        let total = scalars.count + variableScalars.count
        workspace.gathered.removeAll()
        workspace.gathered.append(gathering: indices, count: scalars.count, from: points)
        workspace.gathered.append(copying: variablePoints)
        let memory = workspace.scalarMemory(total, .variable)
        let bytes = UnsafeMutableRawBufferPointer(start: memory.base, count: memory.byteCount)
        Scalar.encode(scalars, into: bytes)
        Scalar.encode(variableScalars, into: UnsafeMutableRawBufferPointer(rebasing: bytes[(32 * scalars.count)...]))
        return MultiScalar.vartime(
            encoded: memory.base.assumingMemoryBound(to: UInt8.self), workspace.gathered.base, count: total,
            workspace: workspace, threads: threads, on: implementation)
    }

    private func vartimeTable(forUse use: Int) -> KernelTable? {
        use < policy.usesBeforeTable ? vartimeTable.existing ?? nil : vartimeTableNow()
    }

    private func vartimeTableNow() -> KernelTable? {
        vartimeTable.get {
            let layout = rk_fixed_layout_best(implementation.code, count, policy.maximumByteCount)
            guard layout.sets > 0 else { return nil }
            return KernelTable(
                byteCount: rk_fixed_table_bytes(implementation.code, layout),
                scratchByteCount: rk_fixed_table_scratch(implementation.code, layout), layout: layout
            ) { table, scratch in
                rk_fixed_table_build(
                    implementation.code, table, layout, points.base, scratch.base, scratch.byteCount)
            }
        }
    }
}
