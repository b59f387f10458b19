#if !hasFeature(Embedded)
    public import Sodium

    /// One secret scalar in guarded memory, such as a blinding that is kept.
    ///
    /// Where there are many, ``SecretScalars`` is the better home: guarded memory costs about 25 microseconds apiece.
    public struct SecretScalar: ~Copyable, Sendable {
        private var storage: SecretScalars

        /// Moves a scalar into guarded memory.
        ///
        /// - Parameter value: The scalar.
        /// - Throws: `SodiumFailure` when there is no guarded memory.
        public init(_ value: Scalar) throws(SodiumFailure) {
            storage = try SecretScalars(count: 1) { _ in value }
        }

        /// A uniform scalar.
        ///
        /// - Parameter source: Where random bytes come from.
        /// - Throws: `SodiumFailure` when there is no guarded memory.
        public init(randomFrom source: inout some RandomSource & ~Copyable) throws(SodiumFailure) {
            storage = try SecretScalars(randomCount: 1, from: &source)
        }

        /// An ordinary copy for a computation.
        public var exposed: Scalar { storage[0] }

        /// Compares in constant time.
        ///
        /// - Parameter other: Another scalar.
        /// - Returns: Whether both are the same.
        public borrowing func constantTimeEquals(_ other: borrowing SecretScalar) -> Bool {
            storage.constantTimeEquals(other.storage)
        }
    }
#endif
