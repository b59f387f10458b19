public import BigNumbers
internal import CircuitModel

extension StatementBuilder {
    /// A sum in which no part counts for more than its share of the sum itself.
    ///
    /// The exact value is the largest T, in whole units of the forms' common measure, with sum of min(form, share * T) at
    /// least T. The prover chooses T and the parts; a part is at most its form and at most its share of T, and T at most
    /// the sum of the parts. Whatever satisfies that has a T that is not above the exact one; parts stand on both sides, so
    /// only T is given out. It says "counting at most that share of each", never "not concentrated".
    ///
    /// - Parameters:
    ///   - parts: The quantities, exact or understated at worst and not negative, each with its share, 0 to 1.
    ///   - location: Where the text says so.
    /// - Returns: The sum, understated at worst.
    /// - Throws: ``StatementError/nothing(at:)``, ``StatementError/share(at:_:)``, ``StatementError/mayBeNegative(at:)``,
    ///   ``StatementError/polarity(at:auxiliary:needed:found:)``, ``StatementError/tooWide(at:bits:)``.
    public mutating func capped(
        _ parts: [(form: Form, share: BigRational)], at location: SourceLocation
    ) throws(StatementError) -> Form {
        guard !parts.isEmpty else { throw .nothing(at: location) }
        var scale = BigInteger.one
        for part in parts {
            guard part.share >= 0, part.share <= 1 else { throw .share(at: location, part.share) }
            try check(part.form, is: .understated, location)
            scale = scale.leastCommonMultiple(with: part.share.denominator)
            guard scale.bitWidth < 250 else { throw .tooWide(at: location, bits: scale.bitWidth) }
        }
        let drafts = try drafted(together: parts.map(\.form), location)
        var most = BigInteger.zero
        for interval in drafts.honest {
            guard !interval.lower.isNegative else { throw .mayBeNegative(at: location) }
            most += interval.upper
        }
        // Parts are counted in a unit that is `scale` times finer, so that a share of T is an integer.
        let shares = parts.map { ($0.share * BigRational(scale)).numerator }
        let reach = most.bitWidth + scale.bitWidth + 2
        guard reach < 250, let fine = Int256(scale) else { throw .tooWide(at: location, bits: reach) }

        let total = newWitness(.understated, ExactInterval(.zero, most), location)
        // T stands nowhere else with coefficient 1 or -1, so it has a range of its own.
        definitions.append((total, [addRow(.range, IntegerDraft(total), most, location)]))
        var counted: [UInt32] = []
        var forms: [IntegerDraft] = []
        var factors: [Int256] = []
        for (index, form) in drafts.forms.enumerated() {
            let upper = drafts.honest[index].upper * scale
            guard let share = Int256(shares[index]),
                let finer = Self.multiplied(form, by: fine), upper.bitWidth < 250
            else { throw .tooWide(at: location, bits: upper.bitWidth) }
            let part = newWitness(.mixed, ExactInterval(.zero, upper), location)
            let below = addRow(.range, finer.adding(Int256(-1), times: part), upper, location)
            let allowance = IntegerDraft(
                terms: share.isZero ? [] : [IntegerForm.Term(variable: total, coefficient: share)])
            let within = addRow(
                .range, allowance.adding(Int256(-1), times: part), shares[index] * most, location)
            definitions.append((part, [below, within]))
            counted.append(part)
            forms.append(finer)
            factors.append(share)
        }
        var sum = IntegerDraft(terms: [IntegerForm.Term(variable: total, coefficient: .zero &- fine)])
        for part in counted { sum = sum.adding(.one, times: part) }
        // Honest: below `scale`, since one more unit of T would be too much.
        _ = addRow(.range, sum, scale, location)
        steps.append(
            .capped(
                forms: forms, shares: factors, scale: fine, parts: counted, total: total, bits: most.bitWidth))
        return Form(variable: total, coefficient: drafts.unit)
    }

    /// A form times a positive integer; `nil` where a coefficient gets too large.
    static func multiplied(_ form: IntegerDraft, by factor: Int256) -> IntegerDraft? {
        var terms: [IntegerForm.Term] = []
        for term in form.terms {
            guard let coefficient = term.coefficient.multipliedExactly(by: factor) else { return nil }
            terms.append(IntegerForm.Term(variable: term.variable, coefficient: coefficient))
        }
        guard let constant = form.constant.multipliedExactly(by: factor) else { return nil }
        return IntegerDraft(terms: terms, constant: constant)
    }
}
