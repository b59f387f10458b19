/// The least part of a circuit's text that means something.
struct Token: Equatable, Sendable {
    /// What it is.
    enum Kind: Equatable, Sendable {
        /// A word: a lower-case letter, then letters, digits and underscores.
        case word
        /// A number without a sign: digits, perhaps a point and digits.
        case number
        /// A sentence in quotes; the token's text is what stands between them, unescaped.
        case sentence
        /// Punctuation and operators.
        case symbol
        /// The end of the text.
        case end
    }

    let kind: Kind
    let text: String
    let place: SourcePlace

    /// The token in a message: quoted, or in words where quotes would not help.
    var shown: String {
        switch kind {
        case .word, .symbol, .number: "'\(text)'"
        case .sentence: "a sentence"
        case .end: "the end of the file"
        }
    }

    /// The token as the canonical form spells it.
    var canonical: String {
        guard kind == .sentence else { return text }
        let escaped = text.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }
        return "\"" + escaped.joined() + "\""
    }
}
