#if !hasFeature(Embedded)
    internal import CRistrettoKernel
    public import Sodium

    /// Guarded memory that constant-time multiplications of secrets compute in, kept from call to call.
    ///
    /// A loop makes one and passes it on. It grows to what the largest call needs, is wiped after each call, and serves one
    /// thread at a time.
    public final class SecretWorkspace {
        private var scratchMemory: SecretBuffer<UInt8>
        private var scalarMemory: SecretBuffer<UInt8>
        private var secondScalarMemory: SecretBuffer<UInt8>

        /// An empty workspace.
        ///
        /// - Throws: `SodiumFailure` when there is no guarded memory.
        public init() throws(SodiumFailure) {
            scratchMemory = try SecretBuffer(count: 0, repeating: 0, alignment: 64)
            scalarMemory = try SecretBuffer(count: 0, repeating: 0, alignment: 64)
            secondScalarMemory = try SecretBuffer(count: 0, repeating: 0, alignment: 64)
        }

        /// Lends scratch and room for one or two lists of encoded scalars, and wipes all three afterwards.
        internal func withMemory(
            scratch: Int, scalars: Int, secondScalars: Int = 0,
            _ body: (
                _ scratch: UnsafeMutableRawBufferPointer, _ scalars: UnsafeMutableRawBufferPointer,
                _ secondScalars: UnsafeMutableRawBufferPointer
            ) -> Void
        ) throws(SodiumFailure) {
            try Self.grow(&scratchMemory, to: scratch)
            try Self.grow(&scalarMemory, to: 32 * scalars)
            try Self.grow(&secondScalarMemory, to: 32 * secondScalars)
            scratchMemory.withUnsafeMutableBytes { scratchBytes in
                scalarMemory.withUnsafeMutableBytes { first in
                    secondScalarMemory.withUnsafeMutableBytes { second in
                        body(scratchBytes, first, second)
                        // Only what this call can have touched: a large workspace may serve many small calls.
                        secureWipe(UnsafeMutableRawBufferPointer(rebasing: scratchBytes[..<scratch]))
                        secureWipe(UnsafeMutableRawBufferPointer(rebasing: first[..<(32 * scalars)]))
                        secureWipe(UnsafeMutableRawBufferPointer(rebasing: second[..<(32 * secondScalars)]))
                    }
                }
            }
        }

        private static func grow(_ buffer: inout SecretBuffer<UInt8>, to byteCount: Int) throws(SodiumFailure) {
            guard buffer.count < byteCount else { return }
            buffer = try SecretBuffer(count: max(byteCount, 2 * buffer.count), repeating: 0, alignment: 64)
        }
    }
#endif
