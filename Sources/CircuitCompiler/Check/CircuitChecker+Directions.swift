internal import BigNumbers

// Credits concave, charges convex: a value that is proven only as 'at most' may stand where a lower one cannot help the
// prover, and the other way round. The same walk judges the rounding of parameters. `StatementBuilder` tracks polarity
// once more on the compiled form; here the fault has a place and a name.
extension CircuitChecker {
    mutating func checkDirections() throws(LanguageFailure) {
        demands = Array(repeating: [:], count: circuit.lets.count)
        for requirement in circuit.requirements {
            let user = DirectionUser.requirement(requirement.name, line: requirement.place.line)
            let left: Direction
            switch requirement.relation {
            case .atLeast: left = .credit
            case .atMost: left = .charge
            case .equal: left = .both
            }
            let scope = try scope(of: requirement.binders, in: [:])
            try direct(requirement.left, left, user, in: scope)
            try direct(requirement.right, left.flipped, user, in: scope)
        }
        for export in circuit.exports {
            let user = DirectionUser.export(export.interface.rawValue, line: export.place.line)
            try direct(export.value, export.interface == .collateral ? .credit : .charge, user, in: [:])
        }
        // Definitions refer only to earlier ones, so from the last to the first all demands are known.
        for (index, definition) in circuit.lets.enumerated().reversed() {
            let scope = try scope(of: definition.binders, in: [:])
            for direction in [Direction.credit, .charge, .both, .unsigned] {
                guard let user = demands[index][direction] else { continue }
                try direct(definition.body, direction, user, in: scope)
            }
        }
    }

    private mutating func direct(
        _ expression: Expression, _ direction: Direction, _ user: DirectionUser, in scope: Scope
    ) throws(LanguageFailure) {
        switch expression.kind {
        case .number, .count: return
        case .reference(let name, _): try direct(name: name, at: expression.place, direction, user)
        case .sum(let terms):
            for term in terms {
                try direct(term.expression, term.isSubtracted ? direction.flipped : direction, user, in: scope)
            }
        case .negated(let inner): try direct(inner, direction.flipped, user, in: scope)
        case .product(let factors): try direct(product: factors, direction, user, in: scope)
        case .call(let function, let arguments):
            try direct(call: function, arguments, at: expression.place, direction, user, in: scope)
        case .fold(let fold, let binder, let body):
            let inner = try self.scope(of: binder, in: scope)
            if fold != .sum {
                let isUnderstated = fold == .min
                if try facts(of: body, in: inner).nature != .known {
                    try require(direction, isUnderstated, fold.rawValue, user, at: expression.place)
                }
            }
            try direct(body, direction, user, in: inner)
        case .meanOfWorst(_, let binder, let body):
            let inner = try self.scope(of: binder, in: scope)
            if try facts(of: body, in: inner).nature != .known {
                try require(direction, false, "mean_of_worst", user, at: expression.place)
            }
            try direct(body, direction, user, in: inner)
        case .capped(let binder, let share, let body):
            // A greater share or part lets more count.
            let inner = try self.scope(of: binder, in: scope)
            try require(direction, true, "capped", user, at: expression.place)
            try direct(share, direction, user, in: inner)
            try direct(body, direction, user, in: inner)
        case .holds(let left, let right):
            // The answer grows with the left side and falls with the right one.
            try direct(left, direction, user, in: scope)
            try direct(right, direction.flipped, user, in: scope)
        case .tiered(let table, _, _, let value):
            guard case .parameter(let index)? = self.table[table],
                case .tierTable(let shape, let rounding) = circuit.publics[index].content
            else { return }
            if try facts(of: value, in: scope).nature != .known {
                try require(direction, shape == .concave, "tiered", user, at: expression.place)
            }
            try check(rounding, of: table, direction, user, at: expression.place)
            try direct(value, direction, user, in: scope)
        }
    }

    private mutating func direct(
        name: String, at place: SourcePlace, _ direction: Direction, _ user: DirectionUser
    ) throws(LanguageFailure) {
        switch table[name] {
        case .parameter(let index):
            guard case .number(_, _, let rounding, let source) = circuit.publics[index].content else { return }
            try check(rounding, of: name, direction, user, at: place)
            // Times a quantity of either sign neither edge is the worse one: there both stand, and the least counts.
            switch (source, direction) {
            case (.prices(.high), .credit):
                throw LanguageFailure(.priceEdge(name: name, isHigh: true, user: user), at: place)
            case (.prices(.low), .charge):
                throw LanguageFailure(.priceEdge(name: name, isHigh: false, user: user), at: place)
            default: return
            }
        case .imported(let interface):
            try require(direction, interface == .collateral, "imported \(interface.rawValue)", user, at: place)
        case .definition(let index): demands[index][direction] = demands[index][direction] ?? user
        case .indexSet, .privateValue, .requirement, nil: return
        }
    }

    private mutating func direct(
        product factors: [Expression.Factor], _ direction: Direction, _ user: DirectionUser, in scope: Scope
    ) throws(LanguageFailure) {
        var signs: [(isNonNegative: Bool, isNonPositive: Bool)] = []
        for factor in factors {
            let extent = try facts(of: factor.expression, in: scope).extent
            signs.append((extent.isNonNegative, extent.isNonPositive))
        }
        let unknown = signs.filter { !$0.isNonNegative && !$0.isNonPositive }.count
        let negative = signs.filter { !$0.isNonNegative && $0.isNonPositive }.count
        for (factor, sign) in zip(factors, signs) {
            let isUnknown = !sign.isNonNegative && !sign.isNonPositive
            let isNegative = !sign.isNonNegative && sign.isNonPositive
            var inner: Direction
            if factor.isDivisor {
                // A greater divisor brings the quotient nearer to zero.
                inner = unknown > 0 ? .unsigned : negative.isMultiple(of: 2) ? direction.flipped : direction
            } else if unknown > (isUnknown ? 1 : 0) {
                inner = .unsigned
            } else {
                inner = (negative - (isNegative ? 1 : 0)).isMultiple(of: 2) ? direction : direction.flipped
            }
            // An equality stays one whatever it is multiplied by.
            if direction == .both { inner = .both }
            try direct(factor.expression, inner, user, in: scope)
        }
    }

    private mutating func direct(
        call function: Expression.Function, _ arguments: [Expression], at place: SourcePlace, _ direction: Direction,
        _ user: DirectionUser, in scope: Scope
    ) throws(LanguageFailure) {
        for argument in arguments {
            let facts = try facts(of: argument, in: scope)
            switch function {
            case .min, .max, .pos:
                if facts.nature != .known {
                    try require(direction, function == .min, function.rawValue, user, at: place)
                }
                try direct(argument, direction, user, in: scope)
            case .abs:
                if facts.nature != .known { try require(direction, false, function.rawValue, user, at: place) }
                try direct(argument, direction.following(facts.extent), user, in: scope)
            case .square: try direct(argument, direction.following(facts.extent), user, in: scope)
            }
        }
    }

    // MARK: - Rules

    private func require(
        _ direction: Direction, _ isUnderstated: Bool, _ function: String, _ user: DirectionUser, at place: SourcePlace
    ) throws(LanguageFailure) {
        switch (direction, isUnderstated) {
        case (.credit, true), (.charge, false): return
        case (.unsigned, _): throw LanguageFailure(.signOfFactor, at: place)
        case (.credit, false), (.charge, true), (.both, _):
            throw LanguageFailure(.direction(function: function, isUnderstated: isUnderstated, user: user), at: place)
        }
    }

    private func check(
        _ rounding: Rounding, of name: String, _ direction: Direction, _ user: DirectionUser, at place: SourcePlace
    ) throws(LanguageFailure) {
        let isUp: Bool
        switch rounding {
        case .exact: return
        case .up: isUp = true
        case .down: isUp = false
        }
        switch (direction, isUp) {
        case (.credit, false), (.charge, true): return
        case (.unsigned, _): throw LanguageFailure(.roundingOfSigned(name: name, user: user), at: place)
        case (.credit, true), (.charge, false), (.both, _):
            throw LanguageFailure(.roundingDirection(name: name, isUp: isUp, user: user), at: place)
        }
    }
}
