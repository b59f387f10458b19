internal import BigNumbers
internal import CircuitModel

extension StatementBuilder {
    /// The product of two quantities.
    ///
    /// One of them may be one-sided if the other is exact: then the other is required not to be negative, and the product
    /// is shifted as the one-sided factor is.
    ///
    /// - Parameters:
    ///   - left: A factor.
    ///   - right: The other.
    ///   - location: Where the text says so.
    /// - Returns: The product: exact, or shifted to the side of the factor that is not exact.
    /// - Throws: ``StatementError/polarity(at:auxiliary:needed:found:)``, ``StatementError/mayBeNegative(at:)``,
    ///   ``StatementError/tooWide(at:bits:)``.
    public mutating func product(
        _ left: Form, _ right: Form, at location: SourceLocation
    ) throws(StatementError) -> Form {
        guard !left.isOversized, !right.isOversized else { throw .numberTooLarge(at: location) }
        if left.isConstant { return right * left.constant }
        if right.isConstant { return left * right.constant }
        let polarity = polarity(of: left)
        guard polarity == .exact else {
            try check(right, is: .exact, location)
            try check(left, is: polarity == .overstated ? .overstated : .understated, location)
            try requireNotNegative(right, location)
            return try multiply(left, right, polarity, location)
        }
        guard self.polarity(of: right) == .exact else { return try product(right, left, at: location) }
        return try multiply(left, right, .exact, location)
    }

    /// The square of a quantity.
    ///
    /// Of an understated one it is understated only where the quantity is not negative, so that is required then.
    ///
    /// - Parameters:
    ///   - form: Exact, or understated at worst.
    ///   - location: Where the text says so.
    /// - Returns: The square: exact, or understated at worst.
    /// - Throws: ``StatementError/polarity(at:auxiliary:needed:found:)``, ``StatementError/mayBeNegative(at:)``,
    ///   ``StatementError/tooWide(at:bits:)``.
    public mutating func square(_ form: Form, at location: SourceLocation) throws(StatementError) -> Form {
        try check(form, is: .understated, location)
        if form.isConstant { return Form(form.constant * form.constant) }
        let polarity = polarity(of: form)
        if polarity != .exact { try requireNotNegative(form, location) }
        return try multiply(form, form, polarity, location)
    }

    /// Whether a quantity is at least 0: 1 if so, else 0, exactly.
    ///
    /// A hidden bit b: where it is 1 the form is at least 0, where it is 0 the form is below.
    ///
    /// - Parameters:
    ///   - form: Exact.
    ///   - location: Where the text says so.
    /// - Returns: 1 or 0, exact.
    /// - Throws: ``StatementError/polarity(at:auxiliary:needed:found:)``, ``StatementError/tooWide(at:bits:)``.
    public mutating func isAtLeastZero(_ form: Form, at location: SourceLocation) throws(StatementError) -> Form {
        try check(form, is: .exact, location)
        let draft = try drafted(form, location)
        guard !draft.form.terms.isEmpty else { return Form(draft.honest.lower.isNegative ? .zero : .one) }
        let bit = newWitness(.exact, ExactInterval(.zero, .one), location)
        definitions.append((bit, [addRow(.boolean, IntegerDraft(bit), .zero, location)]))
        // form + below (1 - b) >= 0 and -form - 1 + above b >= 0.
        let below = max(.zero, -draft.honest.lower)
        let above = max(.zero, draft.honest.upper + 1)
        guard let lift = Int256(below), let drop = Int256(above),
            let raised = draft.form.constant.addingExactly(lift)
        else { throw .tooWide(at: location, bits: draft.honest.bitWidth) }
        var first = IntegerDraft(terms: draft.form.terms, constant: raised)
        if !lift.isZero { first = first.adding(.zero &- lift, times: bit) }
        _ = addRow(.range, first, max(draft.honest.upper, below - 1), location)
        let negated = draft.form.negated
        var second = IntegerDraft(terms: negated.terms, constant: negated.constant &- .one)
        if !drop.isZero { second = second.adding(drop, times: bit) }
        _ = addRow(.range, second, max(-draft.honest.lower - 1, above - 1), location)
        steps.append(.sign(bit, draft.form))
        return Form(variable: bit, coefficient: .one)
    }

    /// Adds a row that a factor is not negative, unless its inputs' lower bounds say so.
    private mutating func requireNotNegative(_ form: Form, _ location: SourceLocation) throws(StatementError) {
        let draft = try drafted(form, location)
        guard !draft.honest.lower.isNegative else { throw .mayBeNegative(at: location) }
        let isSumOfInputs = form.merged().terms.allSatisfy { term in
            guard case .input = variables[Int(term.variable)].kind else { return false }
            return !term.coefficient.isNegative
        }
        // An input's lower bound is proven; with coefficients that are not negative so is the form's.
        guard !isSumOfInputs else { return }
        _ = addRow(.range, draft.form, draft.honest.upper, location)
    }

    private mutating func multiply(
        _ left: Form, _ right: Form, _ polarity: Polarity, _ location: SourceLocation
    ) throws(StatementError) -> Form {
        let (first, second) = (try drafted(together: [left], location), try drafted(together: [right], location))
        let isSquare =
            left.merged().terms.elementsEqual(right.merged().terms) {
                $0.variable == $1.variable && $0.coefficient == $1.coefficient
            } && left.constant == right.constant
        let honest =
            isSquare ? first.honest[0].squared : first.honest[0].multiplied(by: second.honest[0])
        guard honest.bitWidth < 250 else { throw .tooWide(at: location, bits: honest.bitWidth) }
        let variable = newVariable(.product(products.count), polarity, honest, location)
        products.append(
            DraftProduct(variable: variable, left: first.forms[0], right: second.forms[0], location: location))
        steps.append(.product(variable, first.forms[0], second.forms[0]))
        return Form(variable: variable, coefficient: first.unit * second.unit)
    }
}
