#if !hasFeature(Embedded)
    internal import CRistrettoKernel
    public import Sodium

    extension MultiScalar {
        /// The sum of scalars[i] * points[i] in constant time, for secret scalars.
        ///
        /// - Parameters:
        ///   - scalars: The factors; may be secret.
        ///   - points: The points; may be secret.
        ///   - range: Which points, as many as scalars; all when `nil`. Public.
        ///   - workspace: Guarded memory to compute in.
        ///   - implementation: The kernel implementation to use.
        /// - Returns: The sum; the identity when there is nothing to add.
        /// - Throws: `SodiumFailure` when there is no guarded memory.
        public static func constantTime(
            _ scalars: Span<Scalar>, _ points: borrowing AffinePoints, range: Range<Int>? = nil,
            workspace: SecretWorkspace, on implementation: KernelImplementation = .current
        ) throws(SodiumFailure) -> RistrettoPoint {
            let range = range ?? 0..<points.count
            precondition(range.lowerBound >= 0 && range.upperBound <= points.count && scalars.count == range.count)
            let scratchCount = rk_msm_ct_scratch(implementation.code, range.count)
            let base = UnsafePointer(points.base) + range.lowerBound
            let count = scalars.count
            var result = rk_point()
            try workspace.withMemory(scratch: scratchCount, scalars: count) { scratch, encoded, _ in
                Scalar.encode(scalars, into: encoded)
                let status = rk_msm_ct(
                    implementation.code, &result, encoded.assumingMemoryBound(to: UInt8.self).baseAddress, base, count,
                    scratch.baseAddress, scratch.count)
                requireSuccess(status)
            }
            return RistrettoPoint(representative: result)
        }
    }

    extension FixedGenerators {
        /// The sum of scalars[i] * G[indices[i]] in constant time, for secret scalars.
        ///
        /// - Parameters:
        ///   - scalars: The factors; may be secret.
        ///   - indices: Which generators, as many as factors, all below ``count``; `nil` for the first ones. Public.
        ///   - workspace: Guarded memory to compute in.
        /// - Returns: The sum.
        /// - Throws: `SodiumFailure` when there is no guarded memory.
        public func constantTime(
            _ scalars: Span<Scalar>, indices: [UInt32]? = nil, workspace: SecretWorkspace
        ) throws(SodiumFailure) -> RistrettoPoint {
            let indices = indices ?? allIndices
            precondition(indices.count >= scalars.count)
            let table = constantTimeTable.get {
                KernelTable(
                    byteCount: rk_ct_table_bytes(implementation.code, count),
                    scratchByteCount: rk_ct_table_scratch(implementation.code, count)
                ) { table, scratch in
                    rk_ct_table_build(
                        implementation.code, table, points.base, count, scratch.base, scratch.byteCount)
                }
            }
            let scratchCount = rk_msm_ct_fixed_scratch(implementation.code, scalars.count)
            let wanted = scalars.count
            var result = rk_point()
            try workspace.withMemory(scratch: scratchCount, scalars: wanted) { scratch, encoded, _ in
                Scalar.encode(scalars, into: encoded)
                let status = rk_msm_ct_fixed(
                    implementation.code, &result, table.memory.base, count,
                    encoded.assumingMemoryBound(to: UInt8.self).baseAddress, indices, wanted, scratch.baseAddress,
                    scratch.count)
                requireSuccess(status)
            }
            return RistrettoPoint(representative: result)
        }

        /// The bit commitment of a range proof: the sum of G_i for a set bit and of -H_i for a clear one, in constant time.
        ///
        /// - Parameters:
        ///   - bits: 0 or 1 each; may be secret, and then in guarded memory.
        ///   - indices: Which pairs, as many as bits, all below ``pairs``; `nil` for the first ones in their order. Public.
        /// - Returns: The sum.
        public func bitCommitment(_ bits: Span<UInt8>, indices: [UInt32]? = nil) -> RistrettoPoint {
            let indices = indices ?? allIndices
            precondition(indices.count >= bits.count && bits.count <= pairs)
            let table = bitTable.get {
                KernelTable(
                    byteCount: rk_bits_table_bytes(implementation.code, pairs),
                    scratchByteCount: rk_bits_table_scratch(implementation.code, pairs)
                ) { table, scratch in
                    rk_bits_table_build(
                        implementation.code, table, points.base, points.base + pairs, pairs, scratch.base,
                        scratch.byteCount)
                }
            }
            var result = rk_point()
            bits.withUnsafeBufferPointer { bits in
                let status = rk_bits_ct(
                    implementation.code, &result, table.memory.base, pairs, bits.baseAddress, indices, bits.count)
                requireSuccess(status)
            }
            return RistrettoPoint(representative: result)
        }
    }
#endif
