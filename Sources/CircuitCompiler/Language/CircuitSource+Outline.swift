extension CircuitSource {
    /// One declaration for a reader: its name and what it is.
    public struct OutlineEntry: Equatable, Sendable {
        /// The name with its index sets.
        public let name: String
        /// What it is, in a line.
        public let text: String
    }

    /// What a verified proof means, as written.
    public var says: [String] { syntax.says.map(\.text) }
    /// What it does not mean, as written.
    public var saysNot: [String] { syntax.saysNot.map(\.text) }

    /// The parameters that both sides know.
    public var publicEntries: [OutlineEntry] {
        syntax.indexSets.map { OutlineEntry(name: $0.name, text: "index set") }
            + syntax.publics.map { OutlineEntry(name: $0.title, text: $0.text) }
    }

    /// The values that stay hidden.
    public var privateEntries: [OutlineEntry] { syntax.privates.map { OutlineEntry(name: $0.title, text: $0.text) } }

    /// What must hold, each with its sentence.
    public var requirementEntries: [OutlineEntry] {
        syntax.requirements.map { OutlineEntry(name: $0.name, text: $0.sentence.text) }
    }

    /// What the circuit takes from the others of its statement.
    public var importNames: [String] { syntax.imports.map(\.interface.rawValue) }
    /// What the circuit gives to the others.
    public var exportNames: [String] { syntax.exports.map(\.interface.rawValue) }
}
