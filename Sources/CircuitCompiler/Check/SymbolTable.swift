/// The names of a circuit.
struct SymbolTable: Equatable, Sendable {
    private(set) var symbols: [String: Symbol] = [:]
    private var places: [String: SourcePlace] = [:]

    /// Collects the names that a circuit declares.
    ///
    /// - Parameter circuit: The circuit as written.
    /// - Throws: ``LanguageFailure`` for a name that stands twice.
    init(of circuit: CircuitSyntax) throws(LanguageFailure) {
        for (index, set) in circuit.indexSets.enumerated() { try add(set.name, .indexSet(index), set.place) }
        for (index, parameter) in circuit.publics.enumerated() {
            try add(parameter.name, .parameter(index), parameter.place)
        }
        for (index, value) in circuit.privates.enumerated() { try add(value.name, .privateValue(index), value.place) }
        for imported in circuit.imports {
            if case .imported = symbols[imported.interface.rawValue] {
                throw LanguageFailure(.interfaceTwice(imported.interface.rawValue), at: imported.place)
            }
            try add(imported.interface.rawValue, .imported(imported.interface), imported.place)
        }
        for (index, definition) in circuit.lets.enumerated() {
            try add(definition.name, .definition(index), definition.place)
        }
        for (index, requirement) in circuit.requirements.enumerated() {
            try add(requirement.name, .requirement(index), requirement.place)
        }
    }

    private mutating func add(_ name: String, _ symbol: Symbol, _ place: SourcePlace) throws(LanguageFailure) {
        // In the order of the text, whichever list comes first here.
        if let other = places[name] {
            let (first, second) =
                (other.line, other.column) < (place.line, place.column) ? (other, place) : (place, other)
            throw LanguageFailure(.duplicateName(name, firstLine: first.line), at: second)
        }
        symbols[name] = symbol
        places[name] = place
    }

    subscript(name: String) -> Symbol? { symbols[name] }

    /// Where a name is declared.
    func place(of name: String) -> SourcePlace? { places[name] }

    /// The names that satisfy a condition, in order, for suggestions.
    func names(_ isWanted: (Symbol) -> Bool) -> [String] {
        symbols.filter { isWanted($0.value) }.map(\.key).sorted()
    }
}
