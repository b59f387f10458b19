#if !hasFeature(Embedded)
    public import Ristretto
    public import Sodium

    /// The secret side of a commitment: its value and its blinding, in guarded memory.
    ///
    /// It cannot be copied by accident, printed, hashed or encoded. Where there are many, keep values and blindings in two
    /// lists and commit to all of them at once with ``Ristretto/CommitmentTable/pedersen``.
    public struct Opening: ~Copyable, Sendable {
        /// The value, then the blinding.
        private var secrets: SecretScalars

        /// Takes a value and a blinding into guarded memory.
        ///
        /// - Parameters:
        ///   - value: The value.
        ///   - blinding: The blinding; uniform and used once.
        /// - Throws: `SodiumFailure` when there is no guarded memory.
        public init(value: Scalar, blinding: Scalar) throws(SodiumFailure) {
            secrets = try SecretScalars(count: 2) { $0 == 0 ? value : blinding }
        }

        /// Takes a value and draws its blinding.
        ///
        /// - Parameters:
        ///   - value: The value.
        ///   - source: Where the blinding comes from.
        /// - Throws: `SodiumFailure` when there is no guarded memory.
        public init(value: UInt64, blindingFrom source: inout some RandomSource) throws(SodiumFailure) {
            try self.init(value: Scalar(value), blinding: .random(from: &source))
        }

        /// An ordinary copy of the value, for a computation.
        public var exposedValue: Scalar { secrets[0] }

        /// An ordinary copy of the blinding, for a computation.
        public var exposedBlinding: Scalar { secrets[1] }

        /// The commitment that this opens, in constant time.
        ///
        /// - Parameter generators: The bases.
        /// - Returns: The commitment.
        public borrowing func commitment(generators: PedersenGenerators = .standard) -> Commitment {
            Commitment(to: exposedValue, blinding: exposedBlinding, generators: generators)
        }

        /// Adds another opening: what is opened then is the sum of both commitments.
        ///
        /// - Parameter other: The other opening.
        public mutating func add(_ other: borrowing Opening) {
            secrets[0] += other.secrets[0]
            secrets[1] += other.secrets[1]
        }

        /// Multiplies value and blinding: what is opened then is that multiple of the commitment.
        ///
        /// - Parameter factor: The factor.
        public mutating func scale(by factor: Scalar) {
            secrets[0] *= factor
            secrets[1] *= factor
        }

        /// Makes a second opening of the same commitment.
        ///
        /// - Returns: The copy, in guarded memory of its own.
        /// - Throws: `SodiumFailure` when there is no guarded memory.
        public borrowing func copy() throws(SodiumFailure) -> Opening {
            try Opening(value: exposedValue, blinding: exposedBlinding)
        }
    }

    extension CommitmentTable {
        /// The tables of B and B~, made when they are first needed.
        ///
        /// - seealso: ``PedersenGenerators/standard``
        public static let pedersen = CommitmentTable(
            value: PedersenGenerators.standard.value, blinding: PedersenGenerators.standard.blinding)
    }
#endif
