public import BigNumbers
internal import Bulletproofs
internal import CircuitModel

/// A prover's values of a statement, and what they come to.
///
/// Everything in it is secret; numbers leave it only where the prover asks to see them.
public struct WitnessEvaluation: ~Copyable, Sendable {
    /// A requirement as it stands for these inputs.
    public struct Requirement: Equatable, Sendable {
        /// The position of the circuit that states it.
        public let circuit: Int
        /// What is required, in words.
        public let name: String
        /// The form's value, in the form's own unit: short by this much where it is negative.
        public let value: BigRational
        /// Whether it holds.
        public let holds: Bool
    }

    /// The free witnesses in the order of the relation.
    public let witnesses: SecretIntegers
    private let rows: SecretIntegers
    private let requirements: [DraftRequirement]
    private let equalities: [Bool]
    private let shown: SecretIntegers
    private let reported: [DraftFigure]

    init(
        witnesses: consuming SecretIntegers, rows: consuming SecretIntegers, requirements: [DraftRequirement],
        equalities: [Bool], shown: consuming SecretIntegers, figures: [DraftFigure]
    ) {
        self.witnesses = witnesses
        self.rows = rows
        self.requirements = requirements
        self.equalities = equalities
        self.shown = shown
        reported = figures
    }

    /// How many requirements there are.
    public var requirementCount: Int { requirements.count }

    /// A requirement with its value, for the prover's eyes.
    ///
    /// - Parameter index: The position, in the order of the statement's labels.
    /// - Returns: The requirement.
    public borrowing func requirement(_ index: Int) -> Requirement {
        let draft = requirements[index]
        let row = BigRational(BigInteger(rows[index]))
        return Requirement(
            circuit: draft.circuit, name: draft.name, value: draft.unit * (row + draft.offset), holds: holds(index))
    }

    /// Whether a requirement holds; only this leaves guarded memory.
    private borrowing func holds(_ index: Int) -> Bool {
        let row = rows[index]
        let below = Int256.lessMask(row, .zero)
        return Disclosure.isZero(equalities[index] ? below | Int256.lessMask(.zero, row) : below)
    }

    /// The requirements that fail, for the prover's eyes; where there is none the statement can be proven.
    public borrowing func failedRequirements() -> [Requirement] {
        var failed: [Requirement] = []
        // A value becomes a number of variable size only where it is shown; by how much a true one holds stays secret.
        for index in 0..<requirements.count where !holds(index) { failed.append(requirement(index)) }
        return failed
    }

    /// The values that the circuits asked to have reported, for the prover's eyes.
    ///
    /// - Returns: Names and values, in the order of the reports.
    public borrowing func figures() -> [(name: String, value: BigRational)] {
        var result: [(name: String, value: BigRational)] = []
        for index in 0..<reported.count {
            result.append((reported[index].name, reported[index].unit * BigRational(BigInteger(shown[index]))))
        }
        return result
    }
}
