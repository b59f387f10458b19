internal import BigNumbers
internal import Bulletproofs
internal import CircuitModel
public import Sodium

/// Why a prover's values were not computed.
public enum WitnessFailure: Error, Equatable, Sendable {
    /// Another number of inputs than the statement has.
    case inputCount(expected: Int, found: Int)
    /// An input is outside of the bounds that the statement admits.
    case inputOutOfBounds(Int)
    /// A row that is no requirement does not hold.
    case row(at: SourceLocation)
    /// There is no guarded memory.
    case memory(SodiumFailure)
}

extension WitnessFailure: CustomStringConvertible {
    /// One line in words, without a value.
    public var description: String {
        switch self {
        case .inputCount(let expected, let found): "\(found) inputs where the statement has \(expected)"
        case .inputOutOfBounds(let index): "input \(index) is outside of the statement's bounds"
        case .row(let location): "the values made at \(location) are outside of their ranges"
        case .memory(let failure): "\(failure)"
        }
    }
}

/// Computes what a prover commits to, from the inputs of a statement.
///
/// Values are 256-bit integers in guarded memory; minima, ranks and choices are made without branches or addresses that
/// depend on them. What shows is whether an input is out of bounds and which requirement fails.
public struct WitnessEvaluator: Sendable {
    /// A row and its width; a boolean has width 1, an equality 0.
    private struct Row: Sendable {
        let form: IntegerDraft
        let width: Int
        let location: SourceLocation
        let isRequirement: Bool
    }

    private let inputs: [InputDescriptor]
    private let inputVariables: [UInt32]
    private let witnessVariables: [UInt32]
    private let variables: Int
    private let steps: [WitnessStep]
    private let rows: [Row]
    private let requirements: [DraftRequirement]
    private let figures: [DraftFigure]

    init(_ builder: StatementBuilder, digitBits: Int) {
        inputs = builder.inputs.map(\.descriptor)
        var (inputVariables, witnessVariables): ([UInt32], [UInt32]) = ([], [])
        for (index, variable) in builder.variables.enumerated() {
            switch variable.kind {
            case .input: inputVariables.append(UInt32(index))
            case .witness: witnessVariables.append(UInt32(index))
            case .product: break
            }
        }
        (self.inputVariables, self.witnessVariables) = (inputVariables, witnessVariables)
        variables = builder.variables.count
        steps = builder.steps
        let required = Set(builder.requirements.map(\.row))
        rows = builder.rows.enumerated().map { index, row in
            let width =
                switch row.kind {
                case .range: (row.bits + digitBits - 1) / digitBits * digitBits
                case .boolean: 1
                case .equality: 0
                }
            return Row(
                form: row.form, width: width, location: row.location, isRequirement: required.contains(index))
        }
        requirements = builder.requirements
        figures = builder.figures
    }

    /// Computes everything.
    ///
    /// - Parameter values: The inputs' integers, in the order of the statement's inputs.
    /// - Returns: The values to prove with, and what the prover may want to see.
    /// - Throws: ``WitnessFailure``. A requirement that fails is no failure here: see
    ///   ``WitnessEvaluation/failedRequirements``.
    public func evaluate(_ values: borrowing SecretIntegers) throws(WitnessFailure) -> WitnessEvaluation {
        guard values.count == inputs.count else {
            throw .inputCount(expected: inputs.count, found: values.count)
        }
        var machine = try WitnessMachine.make(variables: variables)
        for (index, descriptor) in inputs.enumerated() {
            let value = values[index]
            let outside = Int256.lessMask(value, descriptor.lower) | Int256.lessMask(descriptor.upper, value)
            guard Disclosure.isZero(outside) else { throw .inputOutOfBounds(index) }
            machine[inputVariables[index]] = value
        }
        for step in steps { try machine.run(step) }
        for row in rows where !row.isRequirement {
            guard Self.isInRange(machine.value(of: row.form), width: row.width) else { throw .row(at: row.location) }
        }
        return try machine.evaluation(
            witnesses: witnessVariables, requirements: requirements, forms: requirements.map { rows[$0.row].form },
            equalities: requirements.map { rows[$0.row].width == 0 }, figures: figures)
    }

    private static func isInRange(_ value: Int256, width: Int) -> Bool {
        Disclosure.isZero(Int256.lessMask(value, .zero) | ~Int256.lessMask(value, Int256.powerOfTwo(width)))
    }
}
