public import Ristretto

/// Evidence that every one of some commitments opens to a value in [0, 2^bits).
///
/// Only verification makes one, so a function that takes it cannot be called without. It speaks about the commitments,
/// under the label and messages of the transcript that the verifier brought.
public struct VerifiedRange: Equatable, Sendable {
    /// What was shown.
    public let statement: RangeStatement

    /// The commitments that were shown to be in range.
    public var commitments: [CompressedPoint] { statement.commitments }

    /// The width in bits.
    public var bits: Int { statement.parameters.bits }

    init(verified statement: RangeStatement) { self.statement = statement }
}
