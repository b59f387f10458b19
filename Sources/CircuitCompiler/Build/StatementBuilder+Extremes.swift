internal import BigNumbers
internal import CircuitModel

extension StatementBuilder {
    /// The smallest of some quantities: a credit.
    ///
    /// The prover chooses a value, and every form minus it is a range: it can be too small, never too large.
    ///
    /// - Parameters:
    ///   - forms: At least one; exact, or understated at worst.
    ///   - location: Where the text says so.
    /// - Returns: A value that is understated at worst.
    /// - Throws: ``StatementError/nothing(at:)``, ``StatementError/polarity(at:auxiliary:needed:found:)``,
    ///   ``StatementError/tooWide(at:bits:)``.
    public mutating func minimum(of forms: [Form], at location: SourceLocation) throws(StatementError) -> Form {
        guard let first = forms.first else { throw .nothing(at: location) }
        for form in forms { try check(form, is: .understated, location) }
        guard forms.count > 1 else { return first }
        if forms.allSatisfy(\.isConstant) { return Form(forms.map(\.constant).min() ?? first.constant) }
        let drafts = try drafted(together: forms, location)
        let honest = ExactInterval(
            drafts.honest.map(\.lower).min() ?? .zero, drafts.honest.map(\.upper).min() ?? .zero)
        let variable = newWitness(.understated, honest, location)
        var candidates: [Int] = []
        for (form, interval) in zip(drafts.forms, drafts.honest) {
            candidates.append(
                addRow(.range, form.adding(Int256(-1), times: variable), interval.upper - honest.lower, location))
        }
        definitions.append((variable, candidates))
        steps.append(.minimum(variable, drafts.forms))
        return Form(variable: variable, coefficient: drafts.unit)
    }

    /// The largest of some quantities: a charge.
    ///
    /// The prover chooses a value, and it minus every form is a range: it can be too large, never too small.
    ///
    /// - Parameters:
    ///   - forms: At least one; exact, or overstated at worst.
    ///   - location: Where the text says so.
    /// - Returns: A value that is overstated at worst.
    /// - Throws: ``StatementError/nothing(at:)``, ``StatementError/polarity(at:auxiliary:needed:found:)``,
    ///   ``StatementError/tooWide(at:bits:)``.
    public mutating func maximum(of forms: [Form], at location: SourceLocation) throws(StatementError) -> Form {
        guard let first = forms.first else { throw .nothing(at: location) }
        for form in forms { try check(form, is: .overstated, location) }
        guard forms.count > 1 else { return first }
        if forms.allSatisfy(\.isConstant) { return Form(forms.map(\.constant).max() ?? first.constant) }
        let drafts = try drafted(together: forms, location)
        let honest = ExactInterval(
            drafts.honest.map(\.lower).max() ?? .zero, drafts.honest.map(\.upper).max() ?? .zero)
        let variable = newWitness(.overstated, honest, location)
        var candidates: [Int] = []
        for (form, interval) in zip(drafts.forms, drafts.honest) {
            candidates.append(
                addRow(.range, form.negated.adding(.one, times: variable), honest.upper - interval.lower, location))
        }
        definitions.append((variable, candidates))
        steps.append(.maximum(variable, drafts.forms))
        return Form(variable: variable, coefficient: drafts.unit)
    }

    /// A quantity or 0, whichever is larger.
    ///
    /// - Parameters:
    ///   - form: Exact, or overstated at worst.
    ///   - location: Where the text says so.
    /// - Returns: A value that is overstated at worst.
    /// - Throws: As ``maximum(of:at:)``.
    public mutating func positivePart(_ form: Form, at location: SourceLocation) throws(StatementError) -> Form {
        try maximum(of: [.zero, form], at: location)
    }

    /// A quantity without its sign.
    ///
    /// - Parameters:
    ///   - form: Exact: an overstated one would be understated where it is negative.
    ///   - location: Where the text says so.
    /// - Returns: A value that is overstated at worst.
    /// - Throws: As ``maximum(of:at:)``.
    public mutating func absolute(_ form: Form, at location: SourceLocation) throws(StatementError) -> Form {
        try maximum(of: [form, -form], at: location)
    }

    /// The sum of the k largest of some quantities: k times an expected shortfall.
    ///
    /// For every t, k t + sum of max(form - t, 0) is at least that sum, and equal to it for the k-th largest t. The prover
    /// chooses t, the excesses and the total, which a range keeps at or above k t + the excesses; only the total is given
    /// out, since t stands on both sides.
    ///
    /// - Parameters:
    ///   - count: k, 1 to the number of forms.
    ///   - forms: At least one; exact, or overstated at worst.
    ///   - location: Where the text says so.
    /// - Returns: The sum, overstated at worst.
    /// - Throws: ``StatementError/worstCount(at:asked:available:)``, and as ``maximum(of:at:)``.
    /// - seealso: Rockafellar and Uryasev, Optimization of conditional value-at-risk, 2000.
    public mutating func worst(
        _ count: Int, of forms: [Form], at location: SourceLocation
    ) throws(StatementError) -> Form {
        guard forms.count > 0 else { throw .nothing(at: location) }
        guard count >= 1, count <= forms.count else {
            throw .worstCount(at: location, asked: count, available: forms.count)
        }
        for form in forms { try check(form, is: .overstated, location) }
        let drafts = try drafted(together: forms, location)
        let lowest = drafts.honest.map(\.lower).min() ?? .zero
        let highest = drafts.honest.map(\.upper).max() ?? .zero
        // The excess of each form, which a range keeps from being negative.
        let spread = ExactInterval(.zero, highest - lowest)
        var excesses: [UInt32] = []
        for _ in forms {
            let excess = newWitness(.mixed, spread, location)
            definitions.append((excess, [addRow(.range, IntegerDraft(excess), spread.upper, location)]))
            excesses.append(excess)
        }
        let threshold = newWitness(.mixed, ExactInterval(lowest, highest), location)
        var candidates: [Int] = []
        for (index, form) in drafts.forms.enumerated() {
            // Honest: max(0, t - form), since the excess is max(form - t, 0).
            let row = form.negated.adding(.one, times: excesses[index]).adding(.one, times: threshold)
            candidates.append(addRow(.range, row, highest - drafts.honest[index].lower, location))
        }
        definitions.append((threshold, candidates))
        let factor = BigInteger(count)
        let total = newWitness(.overstated, ExactInterval(factor * lowest, factor * highest), location)
        var sum = IntegerDraft(
            terms: excesses.map { IntegerForm.Term(variable: $0, coefficient: Int256(-1)) })
        sum = sum.adding(Int256(Int64(-count)), times: threshold).adding(.one, times: total)
        // Honest: 0.
        definitions.append((total, [addRow(.range, sum, .zero, location)]))
        steps.append(
            .worst(k: count, forms: drafts.forms, excesses: excesses, threshold: threshold, total: total))
        return Form(variable: total, coefficient: drafts.unit)
    }
}
