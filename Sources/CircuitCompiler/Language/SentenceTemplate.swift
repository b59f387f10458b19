/// A sentence of a circuit with places for parameters: `{required}`, `{count(scenario)}`.
enum SentenceTemplate {
    /// A piece of a sentence.
    enum Part: Equatable, Sendable {
        /// Text that stands as it is.
        case text(String)
        /// What stood between braces; also the rest of a sentence with a brace that has no partner.
        case placeholder(String)
    }

    /// Cuts a sentence at its braces.
    ///
    /// - Parameter sentence: The sentence as written.
    /// - Returns: Its parts in order.
    static func parts(of sentence: String) -> [Part] {
        var parts: [Part] = []
        var rest = sentence[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            if brace > rest.startIndex { parts.append(.text(String(rest[..<brace]))) }
            let inside = rest[rest.index(after: brace)...]
            guard rest[brace] == "{", let end = inside.firstIndex(where: { $0 == "{" || $0 == "}" }),
                inside[end] == "}"
            else { return parts + [.placeholder(String(inside.prefix(40)))] }
            parts.append(.placeholder(String(inside[..<end])))
            rest = inside[inside.index(after: end)...]
        }
        return rest.isEmpty ? parts : parts + [.text(String(rest))]
    }

    /// The index set of a placeholder `count(set)`.
    static func countedSet(_ placeholder: String) -> String? {
        guard placeholder.hasPrefix("count("), placeholder.hasSuffix(")") else { return nil }
        return String(placeholder.dropFirst(6).dropLast())
    }
}
