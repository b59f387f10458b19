extension Parser {
    /// The most terms, factors or arguments of one list.
    static let maximumOperands = 4096

    mutating func expression() throws(LanguageFailure) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            throw LanguageFailure(.tooDeep(limit: Self.maximumDepth), at: current.place)
        }
        let place = current.place
        var terms = [Expression.Term(isSubtracted: false, expression: try term())]
        while isAt("+") || isAt("-") {
            try limit(terms.count)
            let isSubtracted = isAt("-")
            advance()
            terms.append(.init(isSubtracted: isSubtracted, expression: try term()))
        }
        return terms.count == 1 ? terms[0].expression : Expression(kind: .sum(terms), place: place)
    }

    private mutating func term() throws(LanguageFailure) -> Expression {
        let place = current.place
        var factors = [Expression.Factor(isDivisor: false, expression: try unary())]
        while isAt("*") || isAt("/") {
            try limit(factors.count)
            let isDivisor = isAt("/")
            advance()
            factors.append(.init(isDivisor: isDivisor, expression: try unary()))
        }
        return factors.count == 1 ? factors[0].expression : Expression(kind: .product(factors), place: place)
    }

    private func limit(_ count: Int) throws(LanguageFailure) {
        guard count < Self.maximumOperands else {
            throw LanguageFailure(.tooMany("operands", limit: Self.maximumOperands), at: current.place)
        }
    }

    private mutating func unary() throws(LanguageFailure) -> Expression {
        let place = current.place
        guard accept("-") else { return try primary() }
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            throw LanguageFailure(.tooDeep(limit: Self.maximumDepth), at: place)
        }
        return Expression(kind: .negated(try unary()), place: place)
    }

    private mutating func primary() throws(LanguageFailure) -> Expression {
        let token = current
        switch token.kind {
        case .number: return Expression(kind: .number(try number()), place: token.place)
        case .symbol where token.text == "(":
            advance()
            let inner = try expression()
            try expect(")")
            return inner
        case .word:
            if let function = try function(token) { return Expression(kind: function, place: token.place) }
            // An imported value has the name of its interface, which is no reserved word.
            let name = try name("a value")
            return Expression(kind: .reference(name: name.name, indices: try indices()), place: token.place)
        case .symbol, .sentence, .end: throw unexpected("a value")
        }
    }

    private mutating func indices() throws(LanguageFailure) -> [IndexUse] {
        guard accept("[") else { return [] }
        let uses = try list(separator: ",", limit: (Self.maximumDimensions, "indices of one value")) {
            parser throws(LanguageFailure) in try parser.name("an index variable")
        }
        try expect("]")
        return uses
    }

    /// The function that begins with a reserved word, if it is one.
    private mutating func function(_ token: Token) throws(LanguageFailure) -> Expression.Kind? {
        switch token.text {
        case "sum": return try fold(.sum)
        case "min", "max":
            advance()
            try expect("(")
            if current.kind == .word, following.kind == .word, following.text == "in" {
                return try foldBody(token.text == "min" ? .min : .max)
            }
            return .call(token.text == "min" ? .min : .max, try arguments(nil))
        case "abs": return .call(.abs, try arguments(1))
        case "pos": return .call(.pos, try arguments(1))
        case "square": return .call(.square, try arguments(1))
        case "tiered": return try tiered()
        case "mean_of_worst":
            advance()
            try expect("(")
            let count = try expression()
            try expect(",")
            let binder = try binder(isConditional: true)
            try expect(")")
            return .meanOfWorst(count: count, binder, body: try nestedTerm())
        case "capped":
            advance()
            try expect("(")
            let binder = try binder(isConditional: true)
            try expect(",")
            let share = try expression()
            try expect(")")
            return .capped(binder, share: share, body: try nestedTerm())
        case "holds":
            advance()
            try expect("(")
            let left = try expression()
            let isAtLeast = try expect(oneOf: [">=", "<="]) == ">="
            let right = try expression()
            try expect(")")
            return isAtLeast ? .holds(left: left, right: right) : .holds(left: right, right: left)
        case "count":
            advance()
            try expect("(")
            let set = try name("an index set")
            try expect(")")
            return .count(indexSet: set.name)
        default: return nil
        }
    }

    private mutating func fold(_ fold: Expression.Fold) throws(LanguageFailure) -> Expression.Kind {
        advance()
        try expect("(")
        return try foldBody(fold)
    }

    private mutating func foldBody(_ fold: Expression.Fold) throws(LanguageFailure) -> Expression.Kind {
        let binder = try binder(isConditional: true)
        try expect(")")
        return .fold(fold, binder, body: try nestedTerm())
    }

    /// The body of a fold: a product, so that `sum(i in set) a[i] + b` adds `b` once.
    private mutating func nestedTerm() throws(LanguageFailure) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            throw LanguageFailure(.tooDeep(limit: Self.maximumDepth), at: current.place)
        }
        return try term()
    }

    /// The arguments of a function; `count` is nil where at least one may stand, and the parenthesis is already open.
    private mutating func arguments(_ count: Int?) throws(LanguageFailure) -> [Expression] {
        if count != nil {
            advance()
            try expect("(")
        }
        let limit = (count: count ?? Self.maximumOperands, name: count == nil ? "operands" : "arguments")
        let arguments = try list(separator: ",", limit: limit) { parser throws(LanguageFailure) in
            try parser.expression()
        }
        try expect(")")
        return arguments
    }

    private mutating func tiered() throws(LanguageFailure) -> Expression.Kind {
        advance()
        try expect("(")
        let table = try name("a tier table")
        let indices = try indices()
        try expect(",")
        let value = try expression()
        try expect(")")
        return .tiered(table: table.name, tablePlace: table.place, indices: indices, value: value)
    }
}
