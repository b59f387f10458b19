internal import BigNumbers
internal import Bulletproofs
internal import CircuitModel

/// What proofs of a statement cost.
public struct StatementCost: Equatable, Sendable {
    /// The cost in one suite.
    public struct Suite: Equatable, Sendable {
        /// Slots of a proof, a power of two: time is proportional to it.
        public let slots: Int
        /// Bytes of a proof without the commitments of the inputs.
        public let proofBytes: Int
    }

    /// Committed inputs.
    public let inputs: Int
    /// Values that the prover chooses.
    public let witnesses: Int
    /// Ranges.
    public let ranges: Int
    /// Products and booleans.
    public let gates: Int
    /// Terms of all rows.
    public let terms: Int
    /// Bits of a digit.
    public let digitBits: Int
    /// Digits of all ranges.
    public let digits: Int
    /// By looking digits up.
    public let lookups: Suite
    /// By bits; above 65536 slots it is not offered.
    public let bits: Suite

    init(_ statement: CompiledStatement) {
        let (parts, relation) = (statement.parts, statement.relation)
        inputs = parts.inputs.count
        witnesses = parts.witnesses
        ranges = parts.ranges.count
        gates = parts.products.count + parts.booleans.count
        let forms =
            parts.ranges.map(\.form) + parts.booleans + parts.equalities
            + parts.products.flatMap { [$0.left, $0.right] }
        terms = forms.reduce(0) { $0 + $1.terms.count }
        digitBits = parts.digitBits
        digits = relation.digits
        lookups = Self.suite(.lookups, slots: relation.slots(.lookups))
        bits = Self.suite(.bits, slots: relation.slots(.bits))
    }

    /// C_k, A_I, A_O, S, the T_i, three scalars, two points a round, a and b.
    private static func suite(_ suite: CircuitSuite, slots: Int) -> Suite {
        let commitments = suite.vectorCommitments
        let words = commitments + 3 + (5 + 3 * commitments) + 3 + 2 * slots.trailingZeroBitCount + 2
        return Suite(slots: slots, proofBytes: 32 * words)
    }

    static func powerOfTwo(notBelow count: Int) -> Int {
        var power = 1
        while power < count { power *= 2 }
        return power
    }
}
