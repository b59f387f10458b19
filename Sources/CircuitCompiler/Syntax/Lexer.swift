/// Cuts the text of a circuit into tokens.
///
/// Complexity: linear in the text. Comments (`#` to the end of the line) and white space separate and mean nothing else.
struct Lexer {
    /// The most bytes that a circuit may have: a hundred times the longest that is shipped.
    static let maximumBytes = 1 << 18
    /// The most bytes of one name.
    static let maximumNameLength = 64
    /// The most digits of one number, before and after the point together.
    static let maximumDigits = 80

    // Longest first, so that `..<` is not read as `..` and `<`.
    private static let symbols = [
        "..<", "..", ">=", "<=", ":", ",", "(", ")", "[", "]", "=", "+", "-", "*", "/", "^", ">", "<", "|",
    ]

    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var line = 1
    private var column = 1

    private init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    /// Cuts a text into tokens; the last is the end.
    ///
    /// - Parameter text: The text.
    /// - Returns: The tokens in order.
    /// - Throws: ``LanguageFailure`` at the first character that does not belong.
    static func tokens(of text: String) throws(LanguageFailure) -> [Token] {
        var lexer = Lexer(Array(text.unicodeScalars))
        var tokens: [Token] = []
        while let token = try lexer.next() { tokens.append(token) }
        tokens.append(Token(kind: .end, text: "", place: lexer.place))
        return tokens
    }

    private var place: SourcePlace { SourcePlace(line: line, column: column) }

    private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func advance() {
        if scalars[index] == "\n" {
            line += 1
            column = 1
        } else {
            column += 1
        }
        index += 1
    }

    private mutating func next() throws(LanguageFailure) -> Token? {
        try skipSpace()
        guard let scalar = current else { return nil }
        let start = place
        if Self.isLower(scalar) { return try word(from: start) }
        if Self.isDigit(scalar) { return try number(from: start) }
        if scalar == "\"" { return try sentence(from: start) }
        for symbol in Self.symbols where matches(symbol) {
            for _ in symbol.unicodeScalars { advance() }
            return Token(kind: .symbol, text: symbol, place: start)
        }
        throw LanguageFailure(.unexpectedCharacter(scalar), at: start)
    }

    private mutating func skipSpace() throws(LanguageFailure) {
        var isComment = false
        while let scalar = current {
            switch scalar {
            case "\n": isComment = false
            case " ": break
            case "#": isComment = true
            case _ where Self.isControl(scalar): throw LanguageFailure(.controlCharacter(scalar), at: place)
            case _ where isComment: break
            default: return
            }
            advance()
        }
    }

    private mutating func word(from start: SourcePlace) throws(LanguageFailure) -> Token {
        var text = ""
        while let scalar = current, Self.isLower(scalar) || Self.isDigit(scalar) || scalar == "_" {
            text.unicodeScalars.append(scalar)
            advance()
        }
        guard text.utf8.count <= Self.maximumNameLength else {
            throw LanguageFailure(.nameTooLong(limit: Self.maximumNameLength), at: start)
        }
        return Token(kind: .word, text: text, place: start)
    }

    private mutating func digits(into text: inout String) {
        while let scalar = current, Self.isDigit(scalar) {
            text.unicodeScalars.append(scalar)
            advance()
        }
    }

    /// One spelling for a number: no leading zero, digits on both sides of a point, no letter behind it.
    private mutating func number(from start: SourcePlace) throws(LanguageFailure) -> Token {
        var text = ""
        digits(into: &text)
        let hasLeadingZero = text.utf8.count > 1 && text.hasPrefix("0")
        // `0..18` is a range and not a number with a point.
        if current == ".", !matches("..") {
            text += "."
            advance()
            digits(into: &text)
        }
        let isGlued = current.map { Self.isLower($0) || $0 == "_" } ?? false
        while isGlued, let scalar = current, Self.isLower(scalar) || Self.isDigit(scalar) || scalar == "_" {
            text.unicodeScalars.append(scalar)
            advance()
        }
        guard !hasLeadingZero, !text.hasSuffix("."), !isGlued, text.utf8.count <= Self.maximumDigits else {
            throw LanguageFailure(.malformedNumber(String(text.prefix(20))), at: start)
        }
        return Token(kind: .number, text: text, place: start)
    }

    private mutating func sentence(from start: SourcePlace) throws(LanguageFailure) -> Token {
        var text = ""
        advance()
        while let scalar = current, scalar != "\n" {
            guard !Self.isControl(scalar) else { throw LanguageFailure(.controlCharacter(scalar), at: place) }
            if scalar == "\"" {
                advance()
                return Token(kind: .sentence, text: text, place: start)
            }
            if scalar == "\\" {
                let escape = place
                advance()
                guard let escaped = current, escaped == "\"" || escaped == "\\" else {
                    throw LanguageFailure(.unknownEscape, at: escape)
                }
                text.unicodeScalars.append(escaped)
            } else {
                text.unicodeScalars.append(scalar)
            }
            advance()
        }
        throw LanguageFailure(.unterminatedSentence, at: start)
    }

    private func matches(_ symbol: String) -> Bool {
        let wanted = symbol.unicodeScalars
        guard index + wanted.count <= scalars.count else { return false }
        return zip(wanted, scalars[index...]).allSatisfy { $0 == $1 }
    }

    private static func isLower(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(scalar) }
    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// Control characters and marks that change the direction of text: a reader could not see what a sentence says.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0a: false
        case 0x00...0x1f, 0x7f...0x9f, 0x061c, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff: true
        default: false
        }
    }
}
