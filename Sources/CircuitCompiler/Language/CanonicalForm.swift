/// The one text of all spellings of a circuit that mean the same.
///
/// Comments and white space are left out: the tokens stand with a space between them and every declaration on a line of
/// its own. Sentences count to the letter, because they are what a reader is told.
enum CanonicalForm {
    /// Writes the canonical form.
    ///
    /// - Parameter tokens: The tokens of a circuit that was parsed.
    /// - Returns: The text; the lexer reads the same tokens from it.
    static func text(of tokens: [Token]) -> String {
        var text = ""
        for token in tokens where token.kind != .end {
            if token.kind == .word, Parser.declarationWords.contains(token.text) {
                text += "\n"
            } else if !text.isEmpty {
                text += " "
            }
            text += token.canonical
        }
        return text + "\n"
    }
}
