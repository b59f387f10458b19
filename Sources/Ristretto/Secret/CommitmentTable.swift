#if !hasFeature(Embedded)
    internal import CRistrettoKernel
    public import Sodium

    /// Tables for two bases V and W, for batches of independent commitments value * V + blinding * W in constant time.
    public final class CommitmentTable: Sendable {
        /// The kernel implementation that the table is made for.
        public let implementation: KernelImplementation
        private let table: KernelTable

        /// Makes the tables.
        ///
        /// - Parameters:
        ///   - value: The base of the values.
        ///   - blinding: The base of the blindings.
        ///   - implementation: The kernel implementation to use.
        public init(
            value: RistrettoPoint, blinding: RistrettoPoint, on implementation: KernelImplementation = .current
        ) {
            self.implementation = implementation
            table = KernelTable(
                byteCount: rk_commit_table_bytes(implementation.code),
                scratchByteCount: rk_commit_table_scratch(implementation.code)
            ) { table, scratch in
                withUnsafePointer(to: value.representative) { value in
                    withUnsafePointer(to: blinding.representative) { blinding in
                        rk_commit_table_build(
                            implementation.code, table, value, blinding, scratch.base, scratch.byteCount)
                    }
                }
            }
        }

        /// Commits to 64-bit values.
        ///
        /// - Parameters:
        ///   - values: The values; may be secret.
        ///   - blindings: As many blindings.
        ///   - workspace: Guarded memory to compute in.
        /// - Returns: The commitments as points and encoded.
        /// - Throws: `SodiumFailure` when there is no guarded memory.
        public func commit(
            to values: Span<UInt64>, blindings: Span<Scalar>, workspace: SecretWorkspace
        ) throws(SodiumFailure) -> CommitmentBatch {
            precondition(values.count == blindings.count)
            return try commit(count: values.count, valueBits: 64, workspace: workspace) { first, second in
                first.initializeMemory(as: UInt8.self, repeating: 0)
                for index in values.indices {
                    first.storeBytes(of: values[index].littleEndian, toByteOffset: 32 * index, as: UInt64.self)
                }
                Scalar.encode(blindings, into: second)
            }
        }

        /// Commits to scalars.
        ///
        /// - Parameters:
        ///   - values: The values; may be secret.
        ///   - blindings: As many blindings.
        ///   - workspace: Guarded memory to compute in.
        /// - Returns: The commitments as points and encoded.
        /// - Throws: `SodiumFailure` when there is no guarded memory.
        public func commit(
            to values: Span<Scalar>, blindings: Span<Scalar>, workspace: SecretWorkspace
        ) throws(SodiumFailure) -> CommitmentBatch {
            precondition(values.count == blindings.count)
            return try commit(count: values.count, valueBits: 252, workspace: workspace) { first, second in
                Scalar.encode(values, into: first)
                Scalar.encode(blindings, into: second)
            }
        }

        private func commit(
            count: Int, valueBits: UInt32, workspace: SecretWorkspace,
            _ encode: (UnsafeMutableRawBufferPointer, UnsafeMutableRawBufferPointer) -> Void
        ) throws(SodiumFailure) -> CommitmentBatch {
            var points = [RistrettoPoint](repeating: .identity, count: count)
            var encodings = [CompressedPoint](repeating: .identity, count: count)
            let scratchCount = rk_commit_ct_scratch(implementation.code, count)
            try workspace.withMemory(scratch: scratchCount, scalars: count, secondScalars: count) {
                scratch, first, second in
                encode(first, second)
                points.withUnsafeMutableBytes { points in
                    encodings.withUnsafeMutableBytes { encodings in
                        let status = rk_commit_ct(
                            implementation.code, points.assumingMemoryBound(to: rk_point.self).baseAddress,
                            encodings.assumingMemoryBound(to: UInt8.self).baseAddress, table.memory.base,
                            first.assumingMemoryBound(to: UInt8.self).baseAddress, valueBits,
                            second.assumingMemoryBound(to: UInt8.self).baseAddress, count, scratch.baseAddress,
                            scratch.count)
                        requireSuccess(status)
                    }
                }
            }
            return CommitmentBatch(points: points, encodings: encodings)
        }
    }

    /// The results of a batch of commitments, which are public: the same list in two forms.
    public struct CommitmentBatch: Sendable {
        /// The commitments in the form for arithmetic.
        public let points: [RistrettoPoint]
        /// The commitments in the form for the wire.
        public let encodings: [CompressedPoint]
    }
#endif
