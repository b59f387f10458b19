public import CircuitModel

/// A statement that was compiled from circuits and parameters, with what a reader is told about it.
public struct Compilation: Sendable {
    /// One circuit of the statement.
    public struct Circuit: Equatable, Sendable {
        /// The circuit's name, version and digest.
        public let reference: CircuitReference
        /// The name as text.
        public let name: String
        /// What a verified proof means, one sentence each, with the parameters filled in.
        public let says: [String]
        /// What it does not mean.
        public let saysNot: [String]
        /// The requirements by name and sentence.
        public let requirements: [Requirement]
        /// What was rounded, in the order of the text.
        public let roundings: [RoundingNote]
    }

    /// A requirement of a circuit.
    public struct Requirement: Equatable, Sendable {
        /// The name, which the labels of the statement's rows begin with.
        public let name: String
        /// The sentence, with the parameters filled in.
        public let sentence: String
    }

    /// The name of the row that the statement adds: collateral against requirements times the rung.
    public static let rungRow = "rung"
    /// The name under which ``WitnessEvaluation/figures()`` gives the collateral.
    public static let collateralFigure = "collateral"
    /// The name under which it gives the sum of the requirements.
    public static let requirementFigure = "requirement"

    /// The circuits in order.
    public let circuits: [Circuit]
    /// The compiled form.
    public let statement: CompiledStatement
    /// How a prover gets from inputs to all values.
    public let evaluator: WitnessEvaluator
    /// What a proof costs.
    public let cost: StatementCost
}
