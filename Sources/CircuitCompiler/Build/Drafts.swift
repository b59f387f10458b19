internal import BigNumbers
internal import Bulletproofs
internal import CircuitModel

/// A form with integer coefficients over a builder's variables.
struct IntegerDraft: Sendable {
    /// Ascending by variable, no coefficient 0.
    var terms: [IntegerForm.Term]
    var constant: Int256

    init(terms: [IntegerForm.Term] = [], constant: Int256 = .zero) {
        self.terms = terms
        self.constant = constant
    }

    init(_ variable: UInt32, constant: Int256 = .zero) {
        self.init(terms: [IntegerForm.Term(variable: variable, coefficient: .one)], constant: constant)
    }

    /// The negated form; coefficients have at most 254 bits, so nothing overflows.
    var negated: IntegerDraft {
        IntegerDraft(
            terms: terms.map { IntegerForm.Term(variable: $0.variable, coefficient: .zero &- $0.coefficient) },
            constant: .zero &- constant)
    }

    /// With a variable that is younger than all others of the form.
    func adding(_ coefficient: Int256, times variable: UInt32) -> IntegerDraft {
        IntegerDraft(
            terms: terms + [IntegerForm.Term(variable: variable, coefficient: coefficient)], constant: constant)
    }
}

/// A row before digits have a size.
struct DraftRow: Sendable {
    enum Kind: Sendable {
        case range
        case boolean
        case equality
    }
    let kind: Kind
    let form: IntegerDraft
    /// The bits of the largest value that an honest prover needs, for a range.
    let bits: Int
    let location: SourceLocation
}

/// A product before variables have their final numbers.
struct DraftProduct: Sendable {
    let variable: UInt32
    let left: IntegerDraft
    let right: IntegerDraft
    let location: SourceLocation
}

/// A requirement: form = unit * (row + offset).
struct DraftRequirement: Sendable {
    let row: Int
    let circuit: Int
    let name: String
    let unit: BigRational
    /// What rounding down has taken from the constant, from 0 to below 1.
    let offset: BigRational
}

/// A figure for the prover: form = unit * value.
struct DraftFigure: Sendable {
    let form: IntegerDraft
    let name: String
    let unit: BigRational
}

extension StatementBuilder {
    /// A form divided by the common divisor of its coefficients, its constant rounded down to match.
    ///
    /// Variables are integers, so g X + c >= 0 exactly when X + floor(c / g) >= 0: nothing is gained or lost.
    mutating func drafted(
        _ form: Form, _ location: SourceLocation
    ) throws(StatementError) -> (form: IntegerDraft, honest: ExactInterval, unit: BigRational, offset: BigRational) {
        let merged = form.merged()
        noteUse(merged)
        let divisor = try Self.commonDivisor([merged], constants: false, location)
        let unit = divisor.isZero ? BigRational.one : divisor
        let constant = Self.quotient(merged.constant, unit)
        let rounded = constant.roundedDown
        let result = try scaled(merged, by: unit, constant: rounded, location)
        return (result.form, result.honest, unit, constant - BigRational(rounded))
    }

    /// Forms as integer multiples of the largest unit in which all of them are integers.
    mutating func drafted(
        together forms: [Form], _ location: SourceLocation
    ) throws(StatementError) -> (forms: [IntegerDraft], honest: [ExactInterval], unit: BigRational) {
        let merged = forms.map { $0.merged() }
        for form in merged { noteUse(form) }
        let divisor = try Self.commonDivisor(merged, constants: true, location)
        let unit = divisor.isZero ? BigRational.one : divisor
        var drafts: [IntegerDraft] = []
        var intervals: [ExactInterval] = []
        for form in merged {
            let result = try scaled(
                form, by: unit, constant: Self.quotient(form.constant, unit).numerator, location)
            drafts.append(result.form)
            intervals.append(result.honest)
        }
        return (drafts, intervals, unit)
    }

    private mutating func noteUse(_ form: Form) {
        for term in form.terms {
            if case .input(let number) = variables[Int(term.variable)].kind { inputs[number].isUsed = true }
        }
    }

    /// The largest fraction of which all coefficients are multiples; 0 where there are none.
    ///
    /// A common denominator that is longer than any of the coefficients' own by 256 bits makes all of them integers of more
    /// than 254 bits, so it is refused before it has grown.
    private static func commonDivisor(
        _ forms: [Form], constants: Bool, _ location: SourceLocation
    ) throws(StatementError) -> BigRational {
        var denominator = BigInteger.one
        func take(_ value: BigRational) throws(StatementError) {
            if value.denominator != denominator {
                denominator = denominator.leastCommonMultiple(with: value.denominator)
                guard denominator.bitWidth <= Form.mostBits + 256 else { throw .numberTooLarge(at: location) }
            }
        }
        for form in forms {
            guard !form.isOversized else { throw .numberTooLarge(at: location) }
            if constants { try take(form.constant) }
            for term in form.terms { try take(term.coefficient) }
        }
        var numerator = BigInteger.zero
        for form in forms {
            for term in form.terms where numerator != .one {
                numerator = numerator.greatestCommonDivisor(with: multiple(term.coefficient, denominator))
            }
            if constants, numerator != .one {
                numerator = numerator.greatestCommonDivisor(with: multiple(form.constant, denominator))
            }
        }
        return quotient(BigRational(numerator), BigRational(denominator))
    }

    /// A fraction times a multiple of its denominator.
    private static func multiple(_ value: BigRational, _ denominator: BigInteger) -> BigInteger {
        if value.denominator == denominator { return value.numerator }
        return (value * BigRational(denominator)).numerator
    }

    /// A quotient whose divisor is known not to be 0.
    static func quotient(_ value: BigRational, _ divisor: BigRational) -> BigRational {
        guard let quotient = try? value.divided(by: divisor) else { preconditionFailure("a divisor that is not 0") }
        return quotient
    }

    /// A form divided by a unit of which every coefficient is a multiple.
    private mutating func scaled(
        _ form: Form, by unit: BigRational, constant: BigInteger, _ location: SourceLocation
    ) throws(StatementError) -> (form: IntegerDraft, honest: ExactInterval) {
        var terms: [IntegerForm.Term] = []
        terms.reserveCapacity(form.terms.count + 1)
        var (lower, upper) = (IntegerSum(constant), IntegerSum(constant))
        let factor = Self.quotient(.one, unit)
        for term in form.terms where !term.coefficient.isZero {
            let exact = unit == .one ? term.coefficient.numerator : (term.coefficient * factor).numerator
            guard let coefficient = Int256(exact) else { throw .tooWide(at: location, bits: exact.bitWidth) }
            terms.append(IntegerForm.Term(variable: term.variable, coefficient: coefficient))
            let honest = variables[Int(term.variable)].honest
            lower.add(exact, times: exact.isNegative ? honest.upper : honest.lower)
            upper.add(exact, times: exact.isNegative ? honest.lower : honest.upper)
        }
        guard let small = Int256(constant) else { throw .tooWide(at: location, bits: constant.bitWidth) }
        let honest = ExactInterval(lower.value, upper.value)
        // What is far beyond l now only grows until the statement is refused.
        guard honest.bitWidth <= Form.mostBits else { throw .tooWide(at: location, bits: honest.bitWidth) }
        return (IntegerDraft(terms: terms, constant: small), honest)
    }

    /// Appends a row and gives its position; `largest` is the largest value that an honest prover needs in a range.
    mutating func addRow(
        _ kind: DraftRow.Kind, _ form: IntegerDraft, _ largest: BigInteger, _ location: SourceLocation
    ) -> Int {
        termCount += form.terms.count
        rows.append(DraftRow(kind: kind, form: form, bits: max(1, largest.bitWidth), location: location))
        return rows.count - 1
    }

    /// Whether ``compile(circuits:rung:)`` could still take the statement, so far as counts tell.
    var isWithinLimits: Bool {
        variables.count < IntegerRelation.mostSlots && rows.count < IntegerRelation.mostSlots
            && termCount <= CompiledStatement.mostTerms
    }

    /// Makes a variable and gives its number.
    mutating func newVariable(
        _ kind: Variable.Kind, _ polarity: Polarity, _ honest: ExactInterval, _ location: SourceLocation
    ) -> UInt32 {
        variables.append(Variable(kind: kind, polarity: polarity, honest: honest, location: location))
        return UInt32(variables.count - 1)
    }

    /// Makes a free witness and gives its number.
    mutating func newWitness(
        _ polarity: Polarity, _ honest: ExactInterval, _ location: SourceLocation
    ) -> UInt32 {
        witnessCount += 1
        return newVariable(.witness(witnessCount - 1), polarity, honest, location)
    }

    /// Refuses a form that a prover could shift where it would help.
    func check(_ form: Form, is needed: Polarity, _ location: SourceLocation) throws(StatementError) {
        let merged = form.merged()
        guard !merged.isOversized else { throw .numberTooLarge(at: location) }
        for term in merged.terms where !term.coefficient.isZero {
            let variable = variables[Int(term.variable)]
            let found = term.coefficient.isNegative ? variable.polarity.negated : variable.polarity
            guard found == .exact || found == needed else {
                throw .polarity(at: location, auxiliary: variable.location, needed: needed, found: found)
            }
        }
    }
}
