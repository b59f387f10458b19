public import Ristretto

/// Evidence that whoever made a proof knows openings of some commitments for which a relation holds.
///
/// Only verification makes one, so a function that takes it cannot be called without. It speaks about the commitments,
/// under the label and messages of the transcript that the verifier brought.
public struct VerifiedCircuit: Equatable, Sendable {
    /// What was shown.
    public let statement: CircuitStatement

    /// The relation that holds.
    public var relation: IntegerRelation { statement.relation }

    /// The commitments that it holds for.
    public var inputs: [CompressedPoint] { statement.inputs }

    /// The suite in which it was shown.
    public var suite: CircuitSuite { statement.suite }

    init(verified statement: CircuitStatement) { self.statement = statement }
}
