internal import BigNumbers
internal import CircuitModel

/// Turns one circuit with its parameters into forms and gadgets of a statement.
struct Elaborator {
    /// How deep evaluations may call each other, through definitions too.
    static let maximumDepth = 256
    /// How many expressions are evaluated, and terms copied, at most.
    static let maximumSteps = 1 << 24

    let source: CircuitSource
    let values: ParameterValues
    /// The position of the circuit in the statement.
    let number: Int
    /// The netting set that is looked at, or all of them where they are joined.
    let nettingSets: Range<Int>
    var builder: StatementBuilder
    /// What other circuits of the statement export.
    let imports: [Interface: Form]
    var steps = 0

    private var depth = 0
    private var definitions: [DefinitionKey: Form] = [:]
    /// Positions of the ids to which the variables of the current scope are bound.
    private var bindings: [(variable: String, position: Int)] = []

    private struct DefinitionKey: Hashable {
        let name: String
        let positions: [Int]
    }

    init(
        _ source: CircuitSource, _ values: ParameterValues, number: Int, nettingSets: Range<Int>,
        imports: [Interface: Form], builder: StatementBuilder
    ) {
        (self.source, self.values, self.number) = (source, values, number)
        (self.nettingSets, self.imports, self.builder) = (nettingSets, imports, builder)
    }

    // MARK: - Declarations

    /// Declares every private value of the circuit, used or not, in the order of the text.
    mutating func declareInputs() throws(ElaborationFailure) {
        for value in source.syntax.privates {
            for position in ids(of: value.indexSets[0].name).indices { _ = try input(value, position) }
        }
    }

    /// The exported values.
    mutating func exports() throws(ElaborationFailure) -> [Interface: Form] {
        var exports: [Interface: Form] = [:]
        for export in source.syntax.exports { exports[export.interface] = try evaluate(export.value) }
        return exports
    }

    /// Adds the requirements of the circuit.
    mutating func require() throws(ElaborationFailure) {
        for requirement in source.syntax.requirements { try require(requirement, binders: requirement.binders[...]) }
    }

    private mutating func require(
        _ requirement: RequireDeclaration, binders: ArraySlice<IndexBinder>
    ) throws(ElaborationFailure) {
        if let binder = binders.first {
            for position in positions(of: binder) {
                bindings.append((binder.variable.name, position))
                try require(requirement, binders: binders.dropFirst())
                bindings.removeLast()
            }
            return
        }
        let left = try evaluate(requirement.left)
        let right = try evaluate(requirement.right)
        let at = location(requirement.place)
        let name = self.name(of: requirement)
        let number = number
        try statement { builder throws(StatementError) in
            switch requirement.relation {
            case .atLeast: try builder.require(left - right, isAtLeastZero: name, circuit: number, at: at)
            case .atMost: try builder.require(right - left, isAtLeastZero: name, circuit: number, at: at)
            case .equal: try builder.require(left - right, isZero: name, circuit: number, at: at)
            }
        }
    }

    /// The requirement's name with the ids to which its variables are bound: `within_limit[bitcoin]`.
    private func name(of requirement: RequireDeclaration) -> String {
        guard !requirement.binders.isEmpty else { return requirement.name }
        let ids = zip(requirement.binders, bindings).map { self.ids(of: $0.indexSet.name)[$1.position] }
        return "\(requirement.name)[\(ids.joined(separator: ", "))]"
    }

    // MARK: - Evaluation

    /// The form of an expression in the current scope.
    mutating func evaluate(_ expression: Expression) throws(ElaborationFailure) -> Form {
        try enter()
        defer { leave() }
        let form = try form(of: expression)
        // A sum of sums copies terms: they count, so that no text asks for more memory than it deserves.
        steps += form.terms.count
        guard !form.isOversized else { throw .statement(.numberTooLarge(at: location(expression.place))) }
        return form
    }

    /// Counts an evaluation, one level deeper.
    mutating func enter() throws(ElaborationFailure) {
        depth += 1
        steps += 1
        guard depth <= Self.maximumDepth, steps <= Self.maximumSteps else { throw .tooLarge }
    }

    mutating func leave() { depth -= 1 }

    private mutating func form(of expression: Expression) throws(ElaborationFailure) -> Form {
        switch expression.kind {
        case .number(let literal): return Form(literal.value)
        case .reference(let name, let indices): return try reference(name, indices)
        case .negated(let inner): return -(try evaluate(inner))
        case .count(let set): return Form(BigRational(ids(of: set).count))
        case .sum(let terms):
            var sum = Form.zero
            for term in terms {
                sum.add(try evaluate(term.expression), times: term.isSubtracted ? BigRational(-1) : .one)
            }
            return sum
        case .product(let factors): return try product(factors, at: expression.place)
        case .fold(.sum, let binder, let body):
            var sum = Form.zero
            try each(binder) { elaborator throws(ElaborationFailure) in sum += try elaborator.evaluate(body) }
            return sum
        case .fold(.min, _, _), .call(.min, _):
            let forms = try alternatives(of: expression, isMaximum: false)
            let at = location(expression.place)
            return try statement { builder throws(StatementError) in try builder.minimum(of: forms, at: at) }
        case .fold(.max, _, _), .call(.max, _):
            let forms = try alternatives(of: expression, isMaximum: true)
            let at = location(expression.place)
            return try statement { builder throws(StatementError) in try builder.maximum(of: forms, at: at) }
        case .call(let function, let arguments): return try call(function, arguments, at: expression.place)
        case .meanOfWorst(let count, let binder, let body):
            return try meanOfWorst(count, binder, body, at: expression.place)
        case .capped(let binder, let share, let body):
            var parts: [(form: Form, share: BigRational)] = []
            try each(binder) { elaborator throws(ElaborationFailure) in
                parts.append((try elaborator.evaluate(body), try elaborator.evaluate(share).constant))
            }
            let at = location(expression.place)
            return try statement { builder throws(StatementError) in try builder.capped(parts, at: at) }
        case .tiered(let table, _, let indices, let value):
            return try tiered(table, indices, value, at: expression.place)
        case .holds(let left, let right):
            let difference = try evaluate(left) - evaluate(right)
            let at = location(expression.place)
            return try statement { builder throws(StatementError) in try builder.isAtLeastZero(difference, at: at) }
        }
    }

    private mutating func product(
        _ factors: [Expression.Factor], at place: SourcePlace
    ) throws(ElaborationFailure) -> Form {
        var product = Form(.one)
        for factor in factors {
            // What is multiplied by zero needs no gadget; its private values are named nonetheless.
            if product.isConstant, product.constant.isZero, !factor.isDivisor {
                return try mentioned(in: factors.map(\.expression))
            }
            let value = try evaluate(factor.expression)
            if factor.isDivisor {
                // The checker asked for a divisor that is declared above zero.
                guard value.isConstant, let inverse = try? BigRational.one.divided(by: value.constant) else {
                    throw .tooLarge
                }
                product = product * inverse
            } else if value.isConstant {
                product = product * value.constant
            } else if product.isConstant {
                product = value * product.constant
            } else {
                let (left, at) = (product, location(place))
                product = try statement { builder throws(StatementError) in try builder.product(left, value, at: at) }
            }
        }
        return product
    }

    /// The forms of which an expression is the least or the greatest; nested ones of the same kind are joined, which
    /// saves their auxiliary values.
    private mutating func alternatives(
        of expression: Expression, isMaximum: Bool
    ) throws(ElaborationFailure) -> [Form] {
        switch expression.kind {
        case .fold(let fold, let binder, let body) where fold == (isMaximum ? .max : .min):
            var forms: [Form] = []
            try each(binder) { elaborator throws(ElaborationFailure) in
                forms += try elaborator.alternatives(of: body, isMaximum: isMaximum)
            }
            if forms.isEmpty { throw .statement(.nothing(at: location(expression.place))) }
            return forms
        case .call(let function, let arguments) where function == (isMaximum ? .max : .min):
            var forms: [Form] = []
            for argument in arguments { forms += try alternatives(of: argument, isMaximum: isMaximum) }
            return forms
        default: return [try evaluate(expression)]
        }
    }

    private mutating func call(
        _ function: Expression.Function, _ arguments: [Expression], at place: SourcePlace
    ) throws(ElaborationFailure) -> Form {
        let argument = try evaluate(arguments[0])
        let at = location(place)
        return try statement { builder throws(StatementError) in
            switch function {
            case .abs: try builder.absolute(argument, at: at)
            case .pos: try builder.positivePart(argument, at: at)
            case .square: try builder.square(argument, at: at)
            case .min: try builder.minimum(of: [argument], at: at)
            case .max: try builder.maximum(of: [argument], at: at)
            }
        }
    }

    private mutating func meanOfWorst(
        _ count: Expression, _ binder: IndexBinder, _ body: Expression, at place: SourcePlace
    ) throws(ElaborationFailure) -> Form {
        var forms: [Form] = []
        try each(binder) { elaborator throws(ElaborationFailure) in forms.append(try elaborator.evaluate(body)) }
        let at = location(place)
        let asked = try evaluate(count).constant
        guard asked.isInteger, let number = asked.numerator.int, number >= 1, number <= forms.count,
            let share = try? BigRational.one.divided(by: asked)
        else {
            throw .statement(
                .worstCount(at: at, asked: asked.numerator.int ?? Int.max, available: forms.count))
        }
        let sum = try statement { builder throws(StatementError) in try builder.worst(number, of: forms, at: at) }
        return sum * share
    }

    private mutating func tiered(
        _ name: String, _ indices: [IndexUse], _ value: Expression, at place: SourcePlace
    ) throws(ElaborationFailure) -> Form {
        let form = try evaluate(value)
        let table = (values.tables[name] ?? [])[offset(of: name, indices)]
        let pieces = table.pieces.map { form * $0.slope + Form($0.intercept) }
        let at = location(place)
        return try statement { builder throws(StatementError) in
            table.shape == .concave
                ? try builder.minimum(of: pieces, at: at) : try builder.maximum(of: pieces, at: at)
        }
    }

    // MARK: - Names

    private mutating func reference(_ name: String, _ indices: [IndexUse]) throws(ElaborationFailure) -> Form {
        switch source.table[name] {
        case .parameter: return Form((values.numbers[name] ?? [])[offset(of: name, indices)])
        case .privateValue(let index): return try input(source.syntax.privates[index], position(of: indices[0].name))
        case .imported(let interface):
            guard let form = imports[interface] else { throw .missingImport(interface) }
            return form
        case .definition(let index):
            let definition = source.syntax.lets[index]
            let key = DefinitionKey(name: name, positions: indices.map { position(of: $0.name) })
            if let known = definitions[key] { return known }
            // Merged, so that definitions in terms of each other do not double with every step.
            let form = try within(definition, indices) { elaborator, body throws(ElaborationFailure) in
                try elaborator.evaluate(body)
            }.merged()
            definitions[key] = form
            return form
        case .indexSet, .requirement, nil:
            // The checker resolved every name to a value.
            throw .tooLarge
        }
    }

    private mutating func input(_ value: PrivateDeclaration, _ position: Int) throws(ElaborationFailure) -> Form {
        let set = value.indexSets[0].name
        let id = ids(of: set)[position]
        let decimals: Int
        switch value.decimals {
        case .number(let number, _): decimals = number
        case .parameter(let name, let indices, _):
            let offset = indices.isEmpty ? 0 : position
            decimals = (values.numbers[name] ?? [])[offset].numerator.int ?? 0
        }
        let kind: InputKind
        switch value.role {
        case .collateral: kind = .collateral
        case .debt: kind = .debt
        case .positions: kind = .position
        }
        let at = location(value.place)
        let range = value.lower.value...(value.upper.value - .one)
        var sum = Form.zero
        for nettingSet in kind == .position ? nettingSets : 0..<1 {
            sum += try statement { builder throws(StatementError) in
                try builder.input(kind, id: id, nettingSet: nettingSet, decimals: decimals, range: range, at: at)
            }
        }
        return sum
    }

    private func ids(of set: String) -> [String] { values.ids[set] ?? [] }

    private func position(of variable: String) -> Int {
        bindings.last { $0.variable == variable }?.position ?? 0
    }

    /// Where the value of a parameter for the current ids stands, the last index fastest.
    private func offset(of name: String, _ indices: [IndexUse]) -> Int {
        guard case .parameter(let index)? = source.table[name] else { return 0 }
        var offset = 0
        for (use, set) in zip(indices, source.syntax.publics[index].indexSets) {
            offset = offset * ids(of: set.name).count + position(of: use.name)
        }
        return offset
    }

    // MARK: - Scopes

    /// The positions of the ids through which a variable runs.
    private mutating func positions(of binder: IndexBinder) -> [Int] {
        let all = ids(of: binder.indexSet.name).indices
        // Every id is looked at, also where none is in the group.
        steps += all.count
        guard let condition = binder.condition else { return Array(all) }
        let groups = values.elements[condition.grouping] ?? []
        let group = position(of: condition.group.name)
        // The argument of the grouping is the variable itself or one that is bound around it.
        return all.filter { position in
            let argument =
                condition.argument.name == binder.variable.name ? position : self.position(of: condition.argument.name)
            return groups[argument] == group
        }
    }

    /// Looks at the body of a definition with its variables bound to what the indices are bound to.
    mutating func within(
        _ definition: LetDeclaration, _ indices: [IndexUse],
        _ work: (inout Elaborator, Expression) throws(ElaborationFailure) -> Form
    ) throws(ElaborationFailure) -> Form {
        let outer = bindings
        bindings = zip(definition.binders, indices).map { ($0.variable.name, position(of: $1.name)) }
        defer { bindings = outer }
        return try work(&self, definition.body)
    }

    mutating func each(
        _ binder: IndexBinder, _ body: (inout Elaborator) throws(ElaborationFailure) -> Void
    ) throws(ElaborationFailure) {
        for position in positions(of: binder) {
            bindings.append((binder.variable.name, position))
            try body(&self)
            bindings.removeLast()
        }
    }

    func location(_ place: SourcePlace) -> SourceLocation {
        SourceLocation(file: source.file, line: place.line, column: place.column)
    }

    /// Runs a step of the builder and names its failure.
    private mutating func statement<Result>(
        _ step: (inout StatementBuilder) throws(StatementError) -> Result
    ) throws(ElaborationFailure) -> Result {
        let result: Result
        do throws(StatementError) { result = try step(&builder) } catch { throw .statement(error) }
        // What cannot be compiled in the end is not built until then.
        guard builder.isWithinLimits else { throw .statement(.tooLarge) }
        return result
    }
}
