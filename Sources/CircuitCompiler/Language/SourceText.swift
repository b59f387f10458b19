/// The text of a circuit with its name, to show where something is.
struct SourceText: Sendable {
    let file: String
    let text: String

    /// Takes the bytes of a file.
    ///
    /// - Parameters:
    ///   - bytes: The file's contents, at most ``Lexer/maximumBytes``.
    ///   - file: The name under which faults are shown.
    /// - Throws: ``Diagnostic`` when the bytes are too many or not UTF-8.
    init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
        let start = SourcePlace(line: 1, column: 1)
        guard bytes.count <= Lexer.maximumBytes else {
            throw Diagnostic(
                fault: .tooLong(limit: Lexer.maximumBytes), file: file, place: start, sourceLine: "")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Diagnostic(fault: .notUTF8, file: file, place: start, sourceLine: "")
        }
        (self.file, self.text) = (file, text)
    }

    /// A line without its line feed; empty beyond the end.
    func line(_ number: Int) -> String {
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(number - 1) else { return "" }
        return String(String.UnicodeScalarView(lines[number - 1]))
    }

    func diagnostic(_ failure: LanguageFailure) -> Diagnostic {
        Diagnostic(
            fault: failure.fault, file: file, place: failure.place, sourceLine: line(failure.place.line))
    }
}
