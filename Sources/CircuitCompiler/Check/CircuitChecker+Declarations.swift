internal import BigNumbers

extension CircuitChecker {
    /// The power of two that no committed integer reaches.
    static let boundBits = 100

    mutating func checkDeclarations() throws(LanguageFailure) {
        for (sentences, isNot) in [(circuit.says, false), (circuit.saysNot, true)] {
            guard !sentences.isEmpty else { throw LanguageFailure(.missingSentence(not: isNot), at: circuit.namePlace) }
            for sentence in sentences { try checkPlaceholders(sentence) }
        }
        for requirement in circuit.requirements { try checkPlaceholders(requirement.sentence) }
        guard !circuit.requirements.isEmpty || !circuit.exports.isEmpty else {
            throw LanguageFailure(.missingClaim, at: circuit.namePlace)
        }
        if !circuit.imports.isEmpty, let export = circuit.exports.first {
            throw LanguageFailure(.importsAndExports, at: export.place)
        }
        var interfaces: Set<Interface> = []
        for export in circuit.exports where !interfaces.insert(export.interface).inserted {
            throw LanguageFailure(.interfaceTwice(export.interface.rawValue), at: export.place)
        }
        for parameter in circuit.publics { try check(parameter) }
        for value in circuit.privates { try check(value) }
    }

    private mutating func check(_ parameter: PublicDeclaration) throws(LanguageFailure) {
        for set in parameter.indexSets { _ = try indexSet(set) }
        switch parameter.content {
        case .number(let unit, let range, _, let source):
            _ = try checked(unit, over: parameter.indexSets, variables: parameter.indexSets.map(\.name))
            try checkRange(range, at: parameter.place)
            if case .prices = source, parameter.indexSets.count != 1 {
                throw LanguageFailure(.priceIndexSets(parameter.name), at: parameter.place)
            }
        case .integer(let range): try checkRange(range, at: parameter.place)
        case .tierTable: break
        case .element(let set): _ = try indexSet(set)
        }
    }

    private func checkRange(_ range: ValueRange, at place: SourcePlace) throws(LanguageFailure) {
        guard case .between(let lower, let upper) = range else { return }
        guard lower.value <= upper.value else {
            throw LanguageFailure(.emptyRange("\(lower.text) .. \(upper.text)"), at: place)
        }
    }

    private mutating func check(_ value: PrivateDeclaration) throws(LanguageFailure) {
        guard value.indexSets.count == 1 else {
            throw LanguageFailure(.privateIndexSets(value.name, found: value.indexSets.count), at: value.place)
        }
        let set = try indexSet(value.indexSets[0])
        _ = try checked(value.unit, over: value.indexSets, variables: [set])
        if case .parameter(let name, let indices, let place) = value.decimals {
            guard case .parameter(let index)? = table[name] else {
                throw LanguageFailure(.unknownName(name, suggestion: nearestValue(to: name)), at: place)
            }
            guard case .integer(let range) = circuit.publics[index].content,
                let extent = Self.extent(of: range, scale: 0), extent.lower >= .finite(.zero),
                extent.upper <= .finite(BigRational(BigInteger(18))), indices.count <= 1
            else { throw LanguageFailure(.badDecimals(name), at: place) }
            used.insert(name)
            // The decimals belong to the id of the value itself, so the index is the name of the set.
            try checkIndices(
                indices, against: circuit.publics[index].indexSets.map(\.name), of: name, at: place, in: [set: set])
        }
        let limit = BigInteger.powerOfTwo(Self.boundBits)
        for bound in [value.lower, value.upper] where bound.value.magnitude > limit {
            throw LanguageFailure(.boundTooLarge(limit: "2^\(Self.boundBits)"), at: bound.place)
        }
        guard value.lower.value < value.upper.value else {
            throw LanguageFailure(.emptyRange("\(value.lower.text) ..< \(value.upper.text)"), at: value.lower.place)
        }
    }

    // MARK: - Sentences

    private func checkPlaceholders(_ sentence: SentenceDeclaration) throws(LanguageFailure) {
        for part in SentenceTemplate.parts(of: sentence.text) {
            guard case .placeholder(let text) = part else { continue }
            guard isShowable(text) else { throw LanguageFailure(.badPlaceholder(text), at: sentence.place) }
        }
    }

    private func isShowable(_ text: String) -> Bool {
        if let set = SentenceTemplate.countedSet(text) {
            if case .indexSet? = table[set] { return true }
            return false
        }
        guard case .parameter(let index)? = table[text], circuit.publics[index].indexSets.isEmpty else { return false }
        switch circuit.publics[index].content {
        case .number, .integer: return true
        case .tierTable, .element: return false
        }
    }

    // MARK: - Numbers and units

    /// The unit of a declaration, in terms of variables that stand for its index sets.
    func checked(
        _ unit: UnitSyntax, over sets: [IndexUse], variables: [String]
    ) throws(LanguageFailure) -> CheckedUnit {
        var checked = try Self.unit(unit.numerator, over: sets, variables: variables)
        if let denominator = unit.denominator {
            checked = checked.times(try Self.unit(denominator, over: sets, variables: variables), inverted: true)
        }
        return checked
    }

    private static func unit(
        _ atom: UnitSyntax.Atom, over sets: [IndexUse], variables: [String]
    ) throws(LanguageFailure) -> CheckedUnit {
        func variable(_ use: IndexUse) throws(LanguageFailure) -> String {
            let matches = zip(sets, variables).filter { $0.0.name == use.name }
            guard matches.count == 1 else { throw LanguageFailure(.unitIndexSet(use.name), at: use.place) }
            return matches[0].1
        }
        switch atom {
        case .usd: return .usd
        case .ratio, .percent, .basisPoints: return .plain
        case .unit(let use): return CheckedUnit(.unit(of: try variable(use)))
        case .lot(let use): return CheckedUnit(.lot(of: try variable(use)))
        }
    }

    /// The numbers of a range, divided by a power of ten; nil when nothing lies in it.
    static func extent(of range: ValueRange, scale: Int) -> Extent? {
        func bound(_ literal: NumberLiteral) -> BigRational { literal.value * .powerOfTen(-scale) }
        switch range {
        case .signed: return .all
        case .atLeast(let number), .above(let number):
            return Extent(lower: .finite(bound(number)), upper: .plusInfinity)
        case .between(let lower, let upper):
            return Extent(lower: .finite(bound(lower)), upper: .finite(bound(upper)))
        case .oneOf(let numbers):
            let values = numbers.map(bound)
            guard let least = values.min(), let greatest = values.max() else { return nil }
            return Extent(lower: .finite(least), upper: .finite(greatest))
        }
    }

    /// Whether every number of a range is greater than zero.
    static func isPositive(_ range: ValueRange) -> Bool {
        switch range {
        case .signed: false
        case .above(let number): number.value >= .zero
        case .atLeast(let number), .between(let number, _): number.value > .zero
        case .oneOf(let numbers): numbers.allSatisfy { $0.value > .zero }
        }
    }

    func nearestValue(to name: String) -> String? {
        let values = table.names {
            switch $0 {
            case .parameter, .privateValue, .definition, .imported: true
            case .indexSet, .requirement: false
            }
        }
        return WordSuggestion.nearest(to: name, in: values)
    }
}
