public import Ristretto

/// What opens a leaf: its salt, and for each column commitment, amount and blinding.
///
/// Only the account's holder and the issuer have it. Amounts and blindings are secret towards everybody else.
public struct LeafOpening: Sendable {
    /// The length of a salt in bytes.
    public static let saltByteCount = 32

    /// The leaf's salt.
    public let salt: [UInt8]

    /// What opens one column.
    public struct Column: Sendable {
        /// The commitment in the leaf.
        public let commitment: CompressedPoint
        /// The amount, in 10^-decimals units.
        public let amount: UInt64
        /// The blinding.
        public let blinding: Scalar

        /// Takes an opening.
        ///
        /// - Parameters:
        ///   - commitment: The commitment in the leaf.
        ///   - amount: The amount, in 10^-decimals units.
        ///   - blinding: The blinding.
        public init(commitment: CompressedPoint, amount: UInt64, blinding: Scalar) {
            self.commitment = commitment
            self.amount = amount
            self.blinding = blinding
        }
    }

    /// The columns in the context's order.
    public let columns: [Column]

    /// Takes an opening.
    ///
    /// - Parameters:
    ///   - salt: The leaf's salt, 32 bytes; a salt of another length opens no leaf.
    ///   - columns: The columns in the context's order.
    public init(salt: [UInt8], columns: [Column]) {
        self.salt = salt
        self.columns = columns
    }

    /// The commitments in the leaf.
    public var commitments: [CompressedPoint] { columns.map { $0.commitment } }
}
