internal import BigNumbers

extension Parser {
    mutating func circuit() throws(LanguageFailure) -> CircuitSyntax {
        try expect("circuit")
        let name = try name("the name of the circuit")
        try expect("version")
        let version = try integer(in: 1...1_000_000)
        var circuit = CircuitSyntax(name: name.name, namePlace: name.place, version: UInt32(version))
        var count = 0
        while current.kind != .end {
            count += 1
            guard count <= Self.maximumDeclarations else {
                throw LanguageFailure(.tooMany("declarations", limit: Self.maximumDeclarations), at: current.place)
            }
            try declaration(into: &circuit)
        }
        return circuit
    }

    private mutating func declaration(into circuit: inout CircuitSyntax) throws(LanguageFailure) {
        let start = current
        guard start.kind == .word, Self.declarationWords.contains(start.text) else {
            let nearest = start.kind == .word ? WordSuggestion.nearest(to: start.text, in: Self.declarationWords) : nil
            throw LanguageFailure(.unknownDeclaration(start.shown, suggestion: nearest), at: start.place)
        }
        advance()
        switch start.text {
        case "says":
            if accept("not") { circuit.saysNot.append(try sentence()) } else { circuit.says.append(try sentence()) }
        case "index":
            circuit.indexSets += try list(separator: ",", limit: (16, "index sets")) { parser throws(LanguageFailure) in
                let name = try parser.name("the name of an index set")
                return IndexDeclaration(name: name.name, place: name.place)
            }
        case "public": circuit.publics.append(try publicDeclaration())
        case "private": circuit.privates.append(try privateDeclaration())
        case "imports":
            circuit.imports += try list(separator: ",", limit: (2, "imports")) { parser throws(LanguageFailure) in
                let place = parser.current.place
                return ImportDeclaration(interface: try parser.interface(), place: place)
            }
        case "let": circuit.lets.append(try letDeclaration())
        case "require": circuit.requirements.append(try requireDeclaration())
        default:
            circuit.exports += try list(separator: ",", limit: (2, "exports")) { parser throws(LanguageFailure) in
                let place = parser.current.place
                let interface = try parser.interface()
                try parser.expect("=")
                return ExportDeclaration(interface: interface, value: try parser.expression(), place: place)
            }
        }
    }

    private mutating func interface() throws(LanguageFailure) -> Interface {
        try expect(oneOf: Interface.allCases.map(\.rawValue)) == Interface.collateral.rawValue
            ? .collateral : .requirement
    }

    private mutating func indexSets() throws(LanguageFailure) -> [IndexUse] {
        guard accept("[") else { return [] }
        let sets = try list(separator: ",", limit: (Self.maximumDimensions, "index sets of one value")) {
            parser throws(LanguageFailure) in try parser.name("an index set")
        }
        try expect("]")
        return sets
    }

    // MARK: - Parameters

    private mutating func publicDeclaration() throws(LanguageFailure) -> PublicDeclaration {
        let name = try name("the name of a parameter")
        let sets = try indexSets()
        try expect(":")
        return PublicDeclaration(name: name.name, indexSets: sets, content: try publicContent(), place: name.place)
    }

    private mutating func publicContent() throws(LanguageFailure) -> PublicDeclaration.Content {
        if accept("tier") {
            try expect("table")
            try expect(",")
            let shape: TierShape =
                try expect(oneOf: ["concave", "convex"]) == TierShape.concave.rawValue ? .concave : .convex
            try expect(",")
            try expect("slopes")
            let place = current.place
            let rounding = try rounding()
            switch (shape, rounding) {
            case (_, .exact), (.concave, .down), (.convex, .up): return .tierTable(shape, rounding: rounding)
            case (.concave, .up), (.convex, .down): throw LanguageFailure(.tableRounding(shape), at: place)
            }
        }
        if accept("element") {
            try expect("of")
            return .element(of: try name("an index set"))
        }
        if accept("integer") {
            try expect(",")
            return .integer(range: try range())
        }
        let unit = try unit()
        try expect(",")
        let range = try range()
        try expect(",")
        let rounding = try rounding()
        return .number(unit: unit, range: range, rounding: rounding, source: try source())
    }

    private mutating func range() throws(LanguageFailure) -> ValueRange {
        if accept("signed") { return .signed }
        if accept(">=") { return .atLeast(try signedNumber()) }
        if accept(">") { return .above(try signedNumber()) }
        if accept("one") {
            try expect("of")
            return .oneOf(
                try list(separator: "|", limit: (64, "values")) { parser throws(LanguageFailure) in
                    try parser.signedNumber()
                })
        }
        guard current.kind == .number || isAt("-") else {
            throw unexpected("'>=', '>', 'signed', 'one of' or a range 'a .. b'")
        }
        let lower = try signedNumber()
        try expect("..")
        return .between(lower, try signedNumber())
    }

    private mutating func rounding() throws(LanguageFailure) -> Rounding {
        guard try expect(oneOf: ["exact", "round"]) == "round" else { return .exact }
        let isUp = try expect(oneOf: ["up", "down"]) == "up"
        try expect("to")
        let place = current.place
        let step = try number()
        guard step.value > .zero else { throw LanguageFailure(.zeroStep, at: place) }
        return isUp ? .up(step: step) : .down(step: step)
    }

    private mutating func source() throws(LanguageFailure) -> PublicDeclaration.Source {
        guard accept(",") else { return .parameters }
        try expect("from")
        try expect("prices")
        let edge: PriceEdge = accept("minus") ? .low : accept("plus") ? .high : .middle
        if edge != .middle { try expect("confidence") }
        return .prices(edge)
    }

    // MARK: - Private values

    private mutating func privateDeclaration() throws(LanguageFailure) -> PrivateDeclaration {
        let name = try name("the name of a private value")
        let sets = try indexSets()
        try expect(":")
        let unit = try unit()
        try expect("at")
        let decimals = try decimals()
        try expect(",")
        let lower = try integerBound()
        try expect("..<")
        let upper = try integerBound()
        try expect(",")
        try expect("from")
        try expect("role")
        let word = try expect(oneOf: SourceRole.allCases.map(\.rawValue))
        return PrivateDeclaration(
            name: name.name, indexSets: sets, unit: unit, decimals: decimals, lower: lower, upper: upper,
            role: SourceRole(rawValue: word) ?? .positions, place: name.place)
    }

    private mutating func decimals() throws(LanguageFailure) -> PrivateDeclaration.Decimals {
        let place = current.place
        if current.kind == .number { return .number(try integer(in: 0...18), place) }
        let name = try name("a number of decimals")
        return .parameter(name: name.name, indices: try indexSets(), place)
    }

    private mutating func integerBound() throws(LanguageFailure) -> IntegerBound {
        let place = current.place
        let isNegative = accept("-")
        guard current.kind == .number, !current.text.contains(".") else { throw unexpected("a whole number") }
        let base = try number()
        var (text, value) = ((isNegative ? "-" : "") + base.text, base.value.numerator)
        if accept("^") {
            let exponent = try integer(in: 1...200)
            text += "^\(exponent)"
            value = value.raised(to: exponent)
        }
        return IntegerBound(text: text, value: isNegative ? -value : value, place: place)
    }

    private mutating func unit() throws(LanguageFailure) -> UnitSyntax {
        let place = current.place
        let numerator = try atom()
        let denominator = accept("per") ? try atom() : nil
        return UnitSyntax(numerator: numerator, denominator: denominator, place: place)
    }

    private mutating func atom() throws(LanguageFailure) -> UnitSyntax.Atom {
        guard current.kind == .word else { throw unexpected("a unit") }
        let word = current
        advance()
        switch word.text {
        case "usd": return .usd
        case "ratio": return .ratio
        case "percent": return .percent
        case "basis":
            try expect("points")
            return .basisPoints
        case "unit", "units":
            try expect("of")
            return .unit(of: try name("an index set"))
        case "lot", "lots":
            try expect("of")
            return .lot(of: try name("an index set"))
        default:
            throw LanguageFailure(
                .expected(
                    "a unit ('usd', 'units of', 'lots of', 'ratio', 'percent' or 'basis points')", found: word.shown),
                at: word.place)
        }
    }

    // MARK: - Definitions and requirements

    private mutating func letDeclaration() throws(LanguageFailure) -> LetDeclaration {
        let name = try name("a name")
        var binders: [IndexBinder] = []
        if accept("[") {
            binders = try self.binders(isConditional: false)
            try expect("]")
        }
        try expect("=")
        return LetDeclaration(name: name.name, binders: binders, body: try expression(), place: name.place)
    }

    private mutating func requireDeclaration() throws(LanguageFailure) -> RequireDeclaration {
        let name = try name("the name of the requirement")
        let binders = accept("for") ? try self.binders(isConditional: true) : []
        let sentence = try sentence()
        try expect(":")
        let left = try expression()
        let relation: RequireDeclaration.Relation
        switch try expect(oneOf: [">=", "<=", "="]) {
        case ">=": relation = .atLeast
        case "<=": relation = .atMost
        default: relation = .equal
        }
        return RequireDeclaration(
            name: name.name, binders: binders, sentence: sentence, left: left, relation: relation,
            right: try expression(), place: name.place)
    }

    private mutating func binders(isConditional: Bool) throws(LanguageFailure) -> [IndexBinder] {
        try list(separator: ",", limit: (Self.maximumDimensions, "indices of one value")) {
            parser throws(LanguageFailure) in try parser.binder(isConditional: isConditional)
        }
    }

    mutating func binder(isConditional: Bool) throws(LanguageFailure) -> IndexBinder {
        let variable = try name("an index variable")
        try expect("in")
        let set = try name("an index set")
        guard isConditional, accept("where") else {
            return IndexBinder(variable: variable, indexSet: set, condition: nil)
        }
        let grouping = try name("a grouping")
        try expect("[")
        let argument = try name("an index variable")
        try expect("]")
        try expect("=")
        let group = try name("an index variable")
        return IndexBinder(
            variable: variable, indexSet: set,
            condition: IndexBinder.Condition(
                grouping: grouping.name, groupingPlace: grouping.place, argument: argument, group: group))
    }
}
