internal import BigNumbers

/// Reads the tokens of a circuit; the grammar stands in `docs/circuits.md`.
struct Parser {
    /// How deep expressions may be nested; the parser and everything after it calls itself once a level.
    static let maximumDepth = 32
    /// The most declarations of a file.
    static let maximumDeclarations = 256
    /// The most index sets of a value.
    static let maximumDimensions = 2

    /// Words that begin a declaration or have a meaning inside of an expression.
    static let reserved: Set<String> = [
        "circuit", "version", "says", "not", "index", "public", "private", "imports", "let", "require", "exports",
        "in", "where", "for", "sum", "min", "max", "abs", "pos", "square", "tiered", "mean_of_worst", "capped", "holds",
        "count",
    ]

    static let declarationWords = ["says", "index", "public", "private", "imports", "let", "require", "exports"]

    private let tokens: [Token]
    private var index = 0
    /// The nesting at the current token.
    var depth = 0

    private init(_ tokens: [Token]) { self.tokens = tokens }

    /// Reads a whole circuit.
    ///
    /// - Parameter tokens: What the lexer found; the last one is the end.
    /// - Returns: The circuit as written.
    /// - Throws: ``LanguageFailure`` at the first token that does not fit. Complexity: linear in the tokens.
    static func circuit(_ tokens: [Token]) throws(LanguageFailure) -> CircuitSyntax {
        var parser = Parser(tokens)
        return try parser.circuit()
    }

    // MARK: - Tokens

    var current: Token { tokens[min(index, tokens.count - 1)] }

    var following: Token { tokens[min(index + 1, tokens.count - 1)] }

    func isAt(_ text: String) -> Bool {
        (current.kind == .word || current.kind == .symbol) && current.text == text
    }

    mutating func advance() { index += 1 }

    /// Passes a word or symbol if it stands here.
    mutating func accept(_ text: String) -> Bool {
        guard isAt(text) else { return false }
        advance()
        return true
    }

    mutating func expect(_ text: String) throws(LanguageFailure) {
        guard accept(text) else { throw unexpected("'\(text)'") }
    }

    /// Passes one of several words and returns it.
    mutating func expect(oneOf words: [String]) throws(LanguageFailure) -> String {
        for word in words where accept(word) { return word }
        let list = words.map { "'\($0)'" }
        throw unexpected(list.dropLast().joined(separator: ", ") + " or " + (list.last ?? ""))
    }

    func unexpected(_ wanted: String) -> LanguageFailure {
        LanguageFailure(.expected(wanted, found: current.shown), at: current.place)
    }

    /// Passes a name that a circuit may choose.
    mutating func name(_ what: String) throws(LanguageFailure) -> IndexUse {
        guard current.kind == .word else { throw unexpected(what) }
        guard !Self.reserved.contains(current.text) else {
            throw LanguageFailure(.reservedWord(current.text), at: current.place)
        }
        let name = IndexUse(name: current.text, place: current.place)
        advance()
        return name
    }

    mutating func sentence() throws(LanguageFailure) -> SentenceDeclaration {
        guard current.kind == .sentence else { throw unexpected("a sentence in quotes") }
        let sentence = SentenceDeclaration(text: current.text, place: current.place)
        advance()
        return sentence
    }

    /// Passes a whole number that fits a range.
    mutating func integer(in range: ClosedRange<Int>) throws(LanguageFailure) -> Int {
        guard current.kind == .number else { throw unexpected("a whole number") }
        guard let value = Int(current.text), range.contains(value) else {
            throw LanguageFailure(
                .numberOutOfRange(current.text, lower: range.lowerBound, upper: range.upperBound), at: current.place)
        }
        advance()
        return value
    }

    /// Passes a number without a sign.
    mutating func number() throws(LanguageFailure) -> NumberLiteral {
        guard current.kind == .number else { throw unexpected("a number") }
        let token = current
        guard let value = try? BigRational(decimal: token.text) else {
            throw LanguageFailure(.malformedNumber(token.text), at: token.place)
        }
        advance()
        return NumberLiteral(text: token.text, value: value)
    }

    /// Passes a number with an optional minus sign.
    mutating func signedNumber() throws(LanguageFailure) -> NumberLiteral {
        guard accept("-") else { return try number() }
        let number = try number()
        return NumberLiteral(text: "-" + number.text, value: -number.value)
    }

    /// Reads elements separated by a symbol until it does not follow.
    mutating func list<Element>(
        separator: String, limit: (count: Int, name: String),
        _ element: (inout Parser) throws(LanguageFailure) -> Element
    ) throws(LanguageFailure) -> [Element] {
        var elements = [try element(&self)]
        while isAt(separator) {
            guard elements.count < limit.count else {
                throw LanguageFailure(.tooMany(limit.name, limit: limit.count), at: current.place)
            }
            advance()
            elements.append(try element(&self))
        }
        return elements
    }
}
