internal import BigNumbers

/// Everything about a circuit that can be judged without parameters: names, index sets, units, signs, directions.
struct CircuitChecker {
    /// The index variables that are bound at some place, each with its index set.
    typealias Scope = [String: String]

    let circuit: CircuitSyntax
    let table: SymbolTable
    /// What is known about each definition, in order.
    var definitions: [Facts] = []
    var used: Set<String> = []
    /// The directions in which each definition is used, with the first user of each.
    var demands: [[Direction: DirectionUser]] = []

    /// Checks a circuit.
    ///
    /// - Parameter circuit: The circuit as written.
    /// - Returns: Its names.
    /// - Throws: ``LanguageFailure`` for the first fault.
    static func check(_ circuit: CircuitSyntax) throws(LanguageFailure) -> SymbolTable {
        let table = try SymbolTable(of: circuit)
        var checker = CircuitChecker(circuit: circuit, table: table)
        try checker.checkDeclarations()
        try checker.checkFacts()
        try checker.checkUse()
        try checker.checkDirections()
        return table
    }

    private init(circuit: CircuitSyntax, table: SymbolTable) {
        self.circuit = circuit
        self.table = table
    }

    // MARK: - Values

    private mutating func checkFacts() throws(LanguageFailure) {
        for definition in circuit.lets {
            let scope = try scope(of: definition.binders, in: [:])
            definitions.append(try facts(of: definition.body, in: scope))
        }
        for requirement in circuit.requirements {
            let scope = try scope(of: requirement.binders, in: [:])
            let left = try facts(of: requirement.left, in: scope)
            let right = try facts(of: requirement.right, in: scope)
            _ = try common(left, right, at: requirement.right.place)
            guard max(left.nature, right.nature) != .known else {
                throw LanguageFailure(.publicRequirement, at: requirement.place)
            }
        }
        for export in circuit.exports {
            let facts = try facts(of: export.value, in: [:])
            let what = "the export of \(export.interface.rawValue)"
            if let unit = facts.unit, unit != .usd {
                throw LanguageFailure(
                    .wrongUnit(what: what, expected: "usd", found: unit.shown), at: export.value.place)
            }
            if export.interface == .requirement, !facts.extent.isNonNegative {
                throw LanguageFailure(.negativeRequirement, at: export.value.place)
            }
        }
    }

    /// Binds variables one after the other.
    mutating func scope(of binders: [IndexBinder], in scope: Scope) throws(LanguageFailure) -> Scope {
        var scope = scope
        for binder in binders { scope = try self.scope(of: binder, in: scope) }
        return scope
    }

    /// Binds one variable.
    mutating func scope(of binder: IndexBinder, in scope: Scope) throws(LanguageFailure) -> Scope {
        let set = try indexSet(binder.indexSet)
        let name = binder.variable.name
        if scope[name] != nil {
            throw LanguageFailure(.boundTwice(name), at: binder.variable.place)
        }
        if let place = table.place(of: name) {
            throw LanguageFailure(.duplicateName(name, firstLine: place.line), at: binder.variable.place)
        }
        var scope = scope
        scope[name] = set
        guard let condition = binder.condition else { return scope }
        guard case .parameter(let index)? = table[condition.grouping],
            case .element(let groups) = circuit.publics[index].content
        else { throw LanguageFailure(.notAGrouping(condition.grouping), at: condition.groupingPlace) }
        used.insert(condition.grouping)
        try checkIndices(
            [condition.argument], against: circuit.publics[index].indexSets.map(\.name), of: condition.grouping,
            at: condition.groupingPlace, in: scope)
        try checkIndices(
            [condition.group], against: [groups.name], of: condition.grouping, at: condition.group.place, in: scope)
        return scope
    }

    /// The name of a declared index set.
    mutating func indexSet(_ use: IndexUse) throws(LanguageFailure) -> String {
        guard case .indexSet? = table[use.name] else {
            let sets = table.names { if case .indexSet = $0 { true } else { false } }
            throw LanguageFailure(
                .unknownIndexSet(use.name, suggestion: WordSuggestion.nearest(to: use.name, in: sets)), at: use.place)
        }
        used.insert(use.name)
        return use.name
    }

    /// Checks that indices run through the sets that a declaration names.
    func checkIndices(
        _ indices: [IndexUse], against sets: [String], of name: String, at place: SourcePlace, in scope: Scope
    ) throws(LanguageFailure) {
        guard indices.count == sets.count else {
            throw LanguageFailure(.indexCount(name: name, expected: sets.count, found: indices.count), at: place)
        }
        for (index, set) in zip(indices, sets) {
            guard let found = scope[index.name] else {
                let nearest = WordSuggestion.nearest(to: index.name, in: scope.keys.sorted())
                throw LanguageFailure(.unknownIndex(index.name, suggestion: nearest), at: index.place)
            }
            guard found == set else {
                throw LanguageFailure(
                    .indexMismatch(name: name, expected: set, variable: index.name, found: found), at: index.place)
            }
        }
    }

    // MARK: - Use

    private func checkUse() throws(LanguageFailure) {
        for set in circuit.indexSets where !used.contains(set.name) {
            throw LanguageFailure(.unused(kind: "index set", name: set.name), at: set.place)
        }
        for parameter in circuit.publics where !used.contains(parameter.name) {
            throw LanguageFailure(.unused(kind: "public", name: parameter.name), at: parameter.place)
        }
        for value in circuit.privates where !used.contains(value.name) {
            throw LanguageFailure(.unused(kind: "private", name: value.name), at: value.place)
        }
        for imported in circuit.imports where !used.contains(imported.interface.rawValue) {
            throw LanguageFailure(.unused(kind: "import", name: imported.interface.rawValue), at: imported.place)
        }
        for definition in circuit.lets where !used.contains(definition.name) {
            throw LanguageFailure(.unused(kind: "let", name: definition.name), at: definition.place)
        }
    }
}
