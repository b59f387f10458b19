extension UnitSyntax {
    /// The unit as the canonical form spells it.
    var text: String { numerator.text + (denominator.map { " per " + $0.text } ?? "") }
}

extension UnitSyntax.Atom {
    var text: String {
        switch self {
        case .usd: "usd"
        case .unit(let set): "unit of \(set.name)"
        case .lot(let set): "lot of \(set.name)"
        case .ratio: "ratio"
        case .percent: "percent"
        case .basisPoints: "basis points"
        }
    }
}

extension ValueRange {
    /// The range as the canonical form spells it.
    var text: String {
        switch self {
        case .atLeast(let bound): ">= \(bound.text)"
        case .above(let bound): "> \(bound.text)"
        case .between(let lower, let upper): "\(lower.text) .. \(upper.text)"
        case .oneOf(let numbers): "one of " + numbers.map(\.text).joined(separator: " | ")
        case .signed: "signed"
        }
    }
}

extension Rounding {
    /// The rounding as the canonical form spells it.
    var text: String {
        switch self {
        case .exact: "exact"
        case .up(let step): "round up to \(step.text)"
        case .down(let step): "round down to \(step.text)"
        }
    }
}

extension PublicDeclaration {
    /// The name with its index sets.
    var title: String { name + indexSets.bracketed }

    /// What the parameter is, in a line.
    var text: String {
        switch content {
        case .number(let unit, let range, let rounding, let source):
            let origin: String
            switch source {
            case .parameters: origin = ""
            case .prices(.middle): origin = ", from prices"
            case .prices(.low): origin = ", from prices minus confidence"
            case .prices(.high): origin = ", from prices plus confidence"
            }
            return "\(unit.text), \(range.text), \(rounding.text)\(origin)"
        case .integer(let range): return "integer, \(range.text)"
        case .tierTable(let shape, let rounding): return "tier table, \(shape.rawValue), slopes \(rounding.text)"
        case .element(let set): return "element of \(set.name)"
        }
    }
}

extension PrivateDeclaration {
    /// The name with its index sets.
    var title: String { name + indexSets.bracketed }

    /// What the value is, in a line.
    var text: String { "\(unit.text), \(lower.text) ..< \(upper.text), from role \(role.rawValue)" }
}

extension [IndexUse] {
    fileprivate var bracketed: String { isEmpty ? "" : "[" + map(\.name).joined(separator: ", ") + "]" }
}
