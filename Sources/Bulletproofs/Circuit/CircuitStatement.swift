public import Ristretto

/// What a circuit proof is about: a relation over commitments, and the suite in which it is shown.
///
/// The statement comes from the verifier's own sources, never from the proof. What the relation means, and where the
/// commitments come from, has to be absorbed by the transcript before: names, digests, context.
public struct CircuitStatement: Equatable, Sendable {
    /// The relation.
    public let relation: IntegerRelation
    /// The suite.
    public let suite: CircuitSuite
    /// V: the commitments to the inputs in their order; any of them may be the identity.
    public let inputs: [CompressedPoint]

    /// The numbers that fix a proof's length.
    let shape: CircuitShape

    /// States what is to be shown.
    ///
    /// - Parameters:
    ///   - relation: The relation.
    ///   - suite: The suite.
    ///   - inputs: V_j = v_j B + r_j B~, as many as the relation has inputs.
    /// - Throws: ``CircuitProofRefusal/slots(needed:offered:)`` for a relation that is too large for the suite,
    ///   ``CircuitProofRefusal/inputCount(expected:actual:)`` for another number of commitments.
    public init(
        relation: IntegerRelation, suite: CircuitSuite, inputs: [CompressedPoint]
    ) throws(CircuitProofRefusal) {
        let slots = relation.slots(suite)
        guard slots <= IntegerRelation.mostSlots else {
            throw .slots(needed: slots, offered: IntegerRelation.mostSlots)
        }
        guard inputs.count == relation.inputs else {
            throw .inputCount(expected: relation.inputs, actual: inputs.count)
        }
        self.relation = relation
        self.suite = suite
        self.inputs = inputs
        shape = relation.shape(suite)
    }

    /// n: how many slots a proof has; the generators have to be at least as many.
    public var slots: Int { shape.slots }

    /// The bytes that a proof has.
    public var proofByteCount: Int { 32 * shape.wordCount }
}
