internal import BigNumbers
public import CircuitModel

extension Compilation.Circuit {
    /// Describes a circuit with its parameters.
    init(_ source: CircuitSource, _ values: ParameterValues) {
        let filled = { (sentence: SentenceDeclaration) in Self.filled(sentence, source, values) }
        self.init(
            reference: source.reference, name: source.name, says: source.syntax.says.map(filled),
            saysNot: source.syntax.saysNot.map(filled),
            requirements: source.syntax.requirements.map {
                Compilation.Requirement(name: $0.name, sentence: filled($0.sentence))
            }, roundings: values.roundings)
    }

    /// A sentence with numbers in the place of its placeholders.
    private static func filled(
        _ sentence: SentenceDeclaration, _ source: CircuitSource, _ values: ParameterValues
    ) -> String {
        SentenceTemplate.parts(of: sentence.text).map { part in
            switch part {
            case .text(let text): return text
            case .placeholder(let name):
                if let set = SentenceTemplate.countedSet(name) { return String((values.ids[set] ?? []).count) }
                guard case .parameter(let index)? = source.table[name], let number = values.numbers[name]?.first else {
                    return name
                }
                return source.syntax.publics[index].shown(number)
            }
        }.joined()
    }
}

extension PublicDeclaration {
    /// A number in the declaration's unit, in words.
    fileprivate func shown(_ number: BigRational) -> String {
        guard case .number(let unit, _, _, _) = content else { return number.description }
        let text = (number * .powerOfTen(unit.scale)).description
        switch unit.numerator {
        case .usd: return "\(text) usd"
        // A share and a multiple read best in percent, which is exact.
        case .percent, .basisPoints: return "\((number * .powerOfTen(2)).description) %"
        case .ratio, .unit, .lot: return text
        }
    }
}

extension CircuitSource {
    /// Name, version and digest, as they stand in statements.
    public var reference: CircuitReference {
        CircuitReference(name: Array(name.utf8), version: version, digest: digest)
    }
}
