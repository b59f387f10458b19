public import BigNumbers
public import CircuitModel

/// Builds a statement out of exact linear forms, and refuses what a prover could bend.
///
/// Inputs are committed integers. Gadgets (``minimum(of:at:)``, ``maximum(of:at:)``, ``worst(_:of:at:)`` and so on) add
/// auxiliary values that the prover chooses, and rows that keep each on its safe side; forms are then required to be at
/// least zero, or zero. ``compile(circuits:rung:)`` bounds everything, chooses the size of digits and lays out rows.
///
/// ```swift
/// var builder = StatementBuilder()
/// let coins = try builder.input(.collateral, id: "btc", decimals: 8, range: 0...(1 << 62), at: here)
/// let value = try builder.minimum(of: [coins * 60000, coins * 54000 + Form(600000)], at: here)
/// try builder.require(value - Form(1_000_000), isAtLeastZero: "covers a million", circuit: 0, at: here)
/// ```
///
/// - seealso: `docs/protocol.md`, "Statements about integers".
public struct StatementBuilder {
    /// A variable: input, free witness or product.
    struct Variable {
        enum Kind {
            case input(Int)
            case witness(Int)
            case product(Int)
        }
        let kind: Kind
        /// Where a prover may shift it; `mixed` for the inner values of a gadget.
        let polarity: Polarity
        /// The values that admissible inputs and an honest prover give it.
        let honest: ExactInterval
        let location: SourceLocation
    }

    /// An input with what it was described by.
    struct Input {
        let descriptor: InputDescriptor
        let form: Form
        let location: SourceLocation
        var isUsed = false
    }

    var variables: [Variable] = []
    var inputs: [Input] = []
    private var inputNumbers: [InputName: Int] = [:]
    var products: [DraftProduct] = []
    /// Ranges, booleans and equalities in the order of their making.
    var rows: [DraftRow] = []
    /// For each input and witness, in the order of making: the rows that could bound it.
    var definitions: [(variable: UInt32, rows: [Int])] = []
    var witnessCount = 0
    /// How a prover computes the witnesses, in order.
    var steps: [WitnessStep] = []
    var requirements: [DraftRequirement] = []
    var figures: [DraftFigure] = []
    var termCount = 0

    private struct InputName: Hashable {
        let kind: InputKind
        let id: String
        let nettingSet: Int
    }

    /// An empty statement.
    public init() {}

    /// A committed value.
    ///
    /// Asking for the same kind, id and netting set again gives the same variable.
    ///
    /// - Parameters:
    ///   - kind: What it is.
    ///   - id: The asset or instrument, 1 to 128 bytes.
    ///   - nettingSet: The netting set of a position, from 0; collateral and debts have none, whatever is given.
    ///   - decimals: The value is the integer times 10^-decimals; 0 to 77.
    ///   - range: The integers that are admissible.
    ///   - location: Where the text says so.
    /// - Returns: The value, which is the integer times 10^-decimals.
    /// - Throws: ``StatementError/invalidInput(at:)``, ``StatementError/conflictingInput(at:first:)``,
    ///   ``StatementError/tooWide(at:bits:)``, ``StatementError/emptyRange(at:)``.
    public mutating func input(
        _ kind: InputKind, id: String, nettingSet: Int = 0, decimals: Int, range: ClosedRange<BigInteger>,
        at location: SourceLocation
    ) throws(StatementError) -> Form {
        let set = kind == .position ? nettingSet : 0
        guard let places = UInt8(exactly: decimals), places <= InputDescriptor.mostDecimals,
            let number = UInt32(exactly: set), !id.isEmpty, id.utf8.count <= InputDescriptor.longestID
        else { throw .invalidInput(at: location) }
        let honest = ExactInterval(range.lowerBound, range.upperBound)
        guard let lower = Int256(range.lowerBound), let upper = Int256(range.upperBound) else {
            throw .tooWide(at: location, bits: honest.bitWidth)
        }
        let descriptor = InputDescriptor(
            kind: kind, id: [UInt8](id.utf8), nettingSet: number, decimals: places, lower: lower, upper: upper)
        let name = InputName(kind: kind, id: id, nettingSet: set)
        if let known = inputNumbers[name] {
            guard inputs[known].descriptor == descriptor else {
                throw .conflictingInput(at: location, first: inputs[known].location)
            }
            return inputs[known].form
        }
        let variable = newVariable(.input(inputs.count), .exact, honest, location)
        let form = Form(variable: variable, coefficient: .powerOfTen(-decimals))
        inputNumbers[name] = inputs.count
        inputs.append(Input(descriptor: descriptor, form: form, location: location))
        let row: Int
        if range.lowerBound.isZero, range.upperBound == .one {
            // A bit is a gate of its own: a digit's table could reach beyond 1.
            row = addRow(.boolean, IntegerDraft(variable), .zero, location)
        } else {
            let draft = IntegerDraft(variable, constant: Int256.zero &- lower)
            row = addRow(.range, draft, range.upperBound - range.lowerBound, location)
        }
        definitions.append((variable, [row]))
        return form
    }

    /// Where a prover could shift a form.
    ///
    /// - Parameter form: A form of this builder.
    /// - Returns: The polarity; `exact` when it names committed values only.
    public func polarity(of form: Form) -> Polarity {
        var result = Polarity.exact
        for term in form.merged().terms where !term.coefficient.isZero {
            let own = variables[Int(term.variable)].polarity
            result = result.joined(with: term.coefficient.isNegative ? own.negated : own)
        }
        return result
    }

    /// The values that a form takes for admissible inputs and an honest prover, as far as intervals tell.
    ///
    /// - Parameter form: A form of this builder.
    /// - Returns: The smallest and the largest value.
    public func range(of form: Form) -> ClosedRange<BigRational> {
        var (lower, upper) = (form.constant, form.constant)
        for term in form.merged().terms {
            let honest = variables[Int(term.variable)].honest
            let ends = (term.coefficient * BigRational(honest.lower), term.coefficient * BigRational(honest.upper))
            lower += min(ends.0, ends.1)
            upper += max(ends.0, ends.1)
        }
        return lower...upper
    }

    /// Requires a form to be at least zero.
    ///
    /// - Parameters:
    ///   - form: Exact, or understated at worst.
    ///   - name: What is required, in words.
    ///   - circuit: The position of the circuit that says so.
    ///   - location: Where it says so.
    /// - Throws: ``StatementError/polarity(at:auxiliary:needed:found:)``, ``StatementError/neverTrue(at:name:)``,
    ///   ``StatementError/tooWide(at:bits:)``.
    public mutating func require(
        _ form: Form, isAtLeastZero name: String, circuit: Int, at location: SourceLocation
    ) throws(StatementError) {
        try check(form, is: .understated, location)
        let draft = try drafted(form, location)
        let honest = draft.honest
        guard !honest.upper.isNegative else { throw .neverTrue(at: location, name: name) }
        // Numbers alone, and true: nothing to prove.
        guard !draft.form.terms.isEmpty else { return }
        let row = addRow(.range, draft.form, honest.upper, location)
        requirements.append(
            DraftRequirement(row: row, circuit: circuit, name: name, unit: draft.unit, offset: draft.offset))
    }

    /// Requires a form to be zero.
    ///
    /// - Parameters:
    ///   - form: Exact.
    ///   - name: What is required, in words.
    ///   - circuit: The position of the circuit that says so.
    ///   - location: Where it says so.
    /// - Throws: ``StatementError/polarity(at:auxiliary:needed:found:)``, ``StatementError/neverTrue(at:name:)``.
    public mutating func require(
        _ form: Form, isZero name: String, circuit: Int, at location: SourceLocation
    ) throws(StatementError) {
        try check(form, is: .exact, location)
        let draft = try drafted(form, location)
        // A constant that the coefficients' divisor does not divide never cancels.
        guard !draft.honest.upper.isNegative, draft.honest.lower.signum <= 0, draft.offset.isZero else {
            throw .neverTrue(at: location, name: name)
        }
        guard !draft.form.terms.isEmpty else { return }
        let row = addRow(.equality, draft.form, .zero, location)
        requirements.append(
            DraftRequirement(row: row, circuit: circuit, name: name, unit: draft.unit, offset: .zero))
    }

    /// Has the prover compute a form, for messages: nothing is proven about it.
    ///
    /// - Parameters:
    ///   - form: A form of this builder.
    ///   - name: What it is called in ``WitnessEvaluation/figures``.
    ///   - location: Where the text says so.
    /// - Throws: ``StatementError/tooWide(at:bits:)``.
    public mutating func report(_ form: Form, as name: String, at location: SourceLocation) throws(StatementError) {
        let used = inputs
        let drafts = try drafted(together: [form], location)
        // Nothing is said about an input that only a message names.
        inputs = used
        guard drafts.honest[0].bitWidth < 250 else { throw .tooWide(at: location, bits: drafts.honest[0].bitWidth) }
        figures.append(DraftFigure(form: drafts.forms[0], name: name, unit: drafts.unit))
    }
}
