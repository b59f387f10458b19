internal import BigNumbers

extension CircuitChecker {
    /// What is known about an expression.
    ///
    /// - Parameters:
    ///   - expression: The expression.
    ///   - scope: The variables that are bound around it.
    /// - Returns: The facts.
    /// - Throws: ``LanguageFailure`` for a name, an index or a unit that does not fit.
    mutating func facts(of expression: Expression, in scope: Scope) throws(LanguageFailure) -> Facts {
        switch expression.kind {
        case .number(let literal):
            return Facts(
                unit: literal.value.isZero ? nil : .plain, extent: Extent(literal.value),
                isPositive: literal.value > .zero, isInteger: literal.value.isInteger)
        case .reference(let name, let indices):
            return try facts(ofName: name, indices: indices, at: expression.place, in: scope)
        case .sum(let terms): return try facts(ofSum: terms, in: scope)
        case .product(let factors): return try facts(ofProduct: factors, in: scope)
        case .negated(let inner):
            var facts = try facts(of: inner, in: scope)
            facts.extent = -facts.extent
            facts.isPositive = false
            return facts
        case .call(let function, let arguments):
            return try facts(ofCall: function, arguments, in: scope)
        case .fold(let fold, let binder, let body):
            var facts = try joined(body, over: binder, in: scope)
            if fold == .sum {
                facts.extent = facts.extent.summed(canBeEmpty: binder.condition != nil)
                facts.isPositive = facts.isPositive && binder.condition == nil
            } else if facts.nature != .known {
                facts.nature = .oneSided
            }
            return facts
        case .meanOfWorst(let count, let binder, let body):
            let number = try self.facts(of: count, in: scope)
            guard number.nature == .known, number.isInteger, number.extent.lower >= .finite(.one) else {
                throw LanguageFailure(.badCount, at: count.place)
            }
            try requirePlain(number, "the count of mean_of_worst", at: count.place)
            var facts = try joined(body, over: binder, in: scope)
            facts.isInteger = false
            if facts.nature != .known { facts.nature = .oneSided }
            return facts
        case .capped(let binder, let share, let body):
            return try facts(ofCapped: binder, share: share, body: body, in: scope)
        case .tiered(let table, let place, let indices, let value):
            return try facts(ofTiered: value, table: table, indices: indices, at: place, in: scope)
        case .holds(let left, let right):
            let leftFacts = try facts(of: left, in: scope)
            let rightFacts = try facts(of: right, in: scope)
            let both = try common(leftFacts, rightFacts, at: right.place)
            guard both.nature != .oneSided else { throw LanguageFailure(.holdsOfOneSided, at: expression.place) }
            return Facts(
                unit: .plain, extent: Extent(lower: .finite(.zero), upper: .finite(.one)), nature: both.nature,
                isInteger: true)
        case .count(let set):
            _ = try indexSet(IndexUse(name: set, place: expression.place))
            return Facts(
                unit: .plain, extent: Extent(lower: .finite(.one), upper: .plusInfinity), isPositive: true,
                isInteger: true)
        }
    }

    /// The unit that two values share, with all that holds for either of them.
    func common(_ left: Facts, _ right: Facts, at place: SourcePlace) throws(LanguageFailure) -> Facts {
        if let leftUnit = left.unit, let rightUnit = right.unit, leftUnit != rightUnit {
            throw LanguageFailure(.unitMismatch(left: leftUnit.shown, right: rightUnit.shown), at: place)
        }
        return Facts(
            unit: left.unit ?? right.unit, extent: .all, nature: max(left.nature, right.nature),
            isInteger: left.isInteger && right.isInteger)
    }

    /// An extent, unless its numbers have grown beyond what the compiler would compute with.
    private func small(_ extent: Extent, at place: SourcePlace) throws(LanguageFailure) -> Extent {
        for case .finite(let number) in [extent.lower, extent.upper] {
            guard number.numerator.bitWidth <= Form.mostBits, number.denominator.bitWidth <= Form.mostBits else {
                throw LanguageFailure(.numberTooLarge(bits: Form.mostBits), at: place)
            }
        }
        return extent
    }

    /// Refuses a unit whose powers would go on doubling until they do not fit a machine integer.
    private func checkPowers(_ unit: CheckedUnit?, at place: SourcePlace) throws(LanguageFailure) {
        guard unit?.isTooHigh != true else {
            throw LanguageFailure(.tooMany("powers of a unit", limit: CheckedUnit.highestPower), at: place)
        }
    }

    func requirePlain(_ facts: Facts, _ what: String, at place: SourcePlace) throws(LanguageFailure) {
        if let unit = facts.unit, !unit.isPlain {
            throw LanguageFailure(.notPlain(what: what, unit: unit.shown), at: place)
        }
    }

    // MARK: - Names

    private mutating func facts(
        ofName name: String, indices: [IndexUse], at place: SourcePlace, in scope: Scope
    ) throws(LanguageFailure) -> Facts {
        if scope[name] != nil { throw LanguageFailure(.notANumber(name, kind: "an index"), at: place) }
        guard let symbol = table[name] else {
            throw LanguageFailure(.unknownName(name, suggestion: nearestValue(to: name)), at: place)
        }
        switch symbol {
        case .indexSet: throw LanguageFailure(.notANumber(name, kind: "an index set"), at: place)
        case .requirement: throw LanguageFailure(.notANumber(name, kind: "a requirement"), at: place)
        case .parameter(let index):
            used.insert(name)
            return try facts(of: circuit.publics[index], indices: indices, at: place, in: scope)
        case .privateValue(let index):
            used.insert(name)
            let value = circuit.privates[index]
            try checkIndices(indices, against: value.indexSets.map(\.name), of: name, at: place, in: scope)
            return Facts(
                unit: try checked(value.unit, over: value.indexSets, variables: indices.map(\.name)),
                extent: value.lower.value.isNegative ? .all : .nonNegative, nature: .exact)
        case .imported(let interface):
            used.insert(name)
            try checkIndices(indices, against: [], of: name, at: place, in: scope)
            return Facts(
                unit: .usd, extent: interface == .requirement ? .nonNegative : .all, nature: .oneSided)
        case .definition(let index):
            let definition = circuit.lets[index]
            // Only what stands above: a definition never refers to itself.
            guard definitions.indices.contains(index) else {
                throw LanguageFailure(.unknownName(name, suggestion: nil), at: place)
            }
            used.insert(name)
            try checkIndices(
                indices, against: definition.binders.map(\.indexSet.name), of: name, at: place, in: scope)
            var facts = definitions[index]
            let renaming = Dictionary(
                zip(definition.binders.map(\.variable.name), indices.map(\.name)),
                uniquingKeysWith: { first, _ in first })
            facts.unit = facts.unit?.renamed(renaming)
            return facts
        }
    }

    private func facts(
        of parameter: PublicDeclaration, indices: [IndexUse], at place: SourcePlace, in scope: Scope
    ) throws(LanguageFailure) -> Facts {
        try checkIndices(
            indices, against: parameter.indexSets.map(\.name), of: parameter.name, at: place, in: scope)
        switch parameter.content {
        case .tierTable: throw LanguageFailure(.notANumber(parameter.name, kind: "a tier table"), at: place)
        case .element: throw LanguageFailure(.notANumber(parameter.name, kind: "an element of an index set"), at: place)
        case .integer(let range):
            return Facts(
                unit: .plain, extent: Self.extent(of: range, scale: 0) ?? .all, isPositive: Self.isPositive(range),
                isInteger: true)
        case .number(let unit, let range, _, _):
            return Facts(
                unit: try checked(unit, over: parameter.indexSets, variables: indices.map(\.name)),
                extent: Self.extent(of: range, scale: unit.scale) ?? .all, isPositive: Self.isPositive(range))
        }
    }

    // MARK: - Arithmetic

    private mutating func facts(ofSum terms: [Expression.Term], in scope: Scope) throws(LanguageFailure) -> Facts {
        var sum: Facts?
        for term in terms {
            var facts = try self.facts(of: term.expression, in: scope)
            if term.isSubtracted {
                facts.extent = -facts.extent
                facts.isPositive = false
            }
            guard let left = sum else {
                sum = facts
                continue
            }
            var both = try common(left, facts, at: term.expression.place)
            both.extent = try small(left.extent + facts.extent, at: term.expression.place)
            both.isPositive =
                left.isPositive && facts.extent.isNonNegative || facts.isPositive && left.extent.isNonNegative
            sum = both
        }
        return sum ?? Facts(unit: nil, extent: Extent(.zero))
    }

    private mutating func facts(
        ofProduct factors: [Expression.Factor], in scope: Scope
    ) throws(LanguageFailure) -> Facts {
        var product = Facts(unit: .plain, extent: Extent(.one), isPositive: true, isInteger: true)
        for factor in factors {
            let place = factor.expression.place
            let facts = try self.facts(of: factor.expression, in: scope)
            if factor.isDivisor {
                guard facts.nature == .known else { throw LanguageFailure(.divisionByPrivate, at: place) }
                guard facts.isPositive else { throw LanguageFailure(.divisorNotPositive, at: place) }
                // How small the divisor may be is not known, only that it keeps the sign.
                let sign = product.extent
                product.extent = Extent(
                    lower: sign.isNonNegative ? .finite(.zero) : .minusInfinity,
                    upper: sign.isNonPositive ? .finite(.zero) : .plusInfinity)
                product.isInteger = false
            } else {
                let isOneSided = max(product.nature, facts.nature) == .oneSided
                guard !isOneSided || min(product.nature, facts.nature) == .known else {
                    throw LanguageFailure(.productOfOneSided, at: place)
                }
                product.extent = try small(product.extent * facts.extent, at: place)
                product.isPositive = product.isPositive && facts.isPositive
                product.isInteger = product.isInteger && facts.isInteger
                product.nature = max(product.nature, facts.nature)
            }
            product.unit = product.unit.flatMap { unit in
                facts.unit.map { unit.times($0, inverted: factor.isDivisor) }
            }
            try checkPowers(product.unit, at: place)
        }
        return product
    }

    // MARK: - Functions

    private mutating func facts(
        ofCall function: Expression.Function, _ arguments: [Expression], in scope: Scope
    ) throws(LanguageFailure) -> Facts {
        var joined: Facts?
        for argument in arguments {
            let facts = try self.facts(of: argument, in: scope)
            guard let left = joined else {
                joined = facts
                continue
            }
            var both = try common(left, facts, at: argument.place)
            both.extent =
                function == .min ? .least(left.extent, facts.extent) : .greatest(left.extent, facts.extent)
            both.isPositive = function == .min && left.isPositive && facts.isPositive
            joined = both
        }
        guard var facts = joined else { return Facts(unit: nil, extent: Extent(.zero)) }
        switch function {
        case .min, .max: break
        case .abs: facts.extent = .greatest(facts.extent, -facts.extent)
        case .pos:
            facts.extent = .greatest(facts.extent, Extent(.zero))
            facts.isPositive = false
        case .square:
            guard facts.nature != .oneSided else { throw LanguageFailure(.productOfOneSided, at: arguments[0].place) }
            facts.extent = .nonNegative
            facts.unit = facts.unit.map { $0.times($0) }
            try checkPowers(facts.unit, at: arguments[0].place)
            return facts
        }
        if function == .abs, !facts.extent.isNonNegative { facts.extent = .nonNegative }
        if facts.nature != .known { facts.nature = .oneSided }
        return facts
    }

    /// The facts of a body for every id that a variable runs through.
    private mutating func joined(
        _ body: Expression, over binder: IndexBinder, in scope: Scope
    ) throws(LanguageFailure) -> Facts {
        let facts = try self.facts(of: body, in: try self.scope(of: binder, in: scope))
        let variable = binder.variable.name
        if let unit = facts.unit, unit.depends(on: variable) {
            throw LanguageFailure(.unitDependsOnIndex(unit: unit.shown, variable: variable), at: body.place)
        }
        return facts
    }

    private mutating func facts(
        ofCapped binder: IndexBinder, share: Expression, body: Expression, in scope: Scope
    ) throws(LanguageFailure) -> Facts {
        let limit = try facts(of: share, in: try self.scope(of: binder, in: scope))
        guard limit.nature == .known, limit.extent.isNonNegative else {
            throw LanguageFailure(.badShare, at: share.place)
        }
        try requirePlain(limit, "the share of capped", at: share.place)
        var facts = try joined(body, over: binder, in: scope)
        facts.extent = .nonNegative
        facts.isPositive = false
        facts.isInteger = false
        facts.nature = .oneSided
        return facts
    }

    private mutating func facts(
        ofTiered value: Expression, table name: String, indices: [IndexUse], at place: SourcePlace, in scope: Scope
    ) throws(LanguageFailure) -> Facts {
        guard case .parameter(let index)? = table[name], case .tierTable = circuit.publics[index].content else {
            throw LanguageFailure(.notATable(name), at: place)
        }
        used.insert(name)
        try checkIndices(
            indices, against: circuit.publics[index].indexSets.map(\.name), of: name, at: place, in: scope)
        var facts = try self.facts(of: value, in: scope)
        if let unit = facts.unit, unit != .usd {
            throw LanguageFailure(
                .wrongUnit(what: "the value sent through a tier table", expected: "usd", found: unit.shown),
                at: value.place)
        }
        guard facts.extent.isNonNegative else { throw LanguageFailure(.negativeTierValue, at: value.place) }
        facts.unit = .usd
        facts.extent = .nonNegative
        facts.isPositive = false
        facts.isInteger = false
        if facts.nature != .known { facts.nature = .oneSided }
        return facts
    }
}
