public import CircuitModel

/// A circuit that was read and checked as far as that is possible without parameters.
///
/// Invariant: every name, index, unit, sign and direction in it is in order, so that what follows needs no further
/// check of the text.
public struct CircuitSource: Sendable {
    /// The most bytes of a text.
    public static let maximumBytes = Lexer.maximumBytes

    /// The file as the caller named it.
    public let file: String
    /// The circuit's name.
    public let name: String
    /// The circuit's version, from 1.
    public let version: UInt32
    /// The text without comments and superfluous space; it is what the digest covers.
    public let canonicalForm: String
    /// The digest of the canonical form.
    public let digest: CircuitDigest

    let syntax: CircuitSyntax
    let table: SymbolTable
    let text: SourceText

    private init(text: SourceText, tokens: [Token], syntax: CircuitSyntax, table: SymbolTable) {
        (self.text, self.syntax, self.table) = (text, syntax, table)
        (file, name, version) = (text.file, syntax.name, syntax.version)
        canonicalForm = CanonicalForm.text(of: tokens)
        digest = CircuitDigest(tag: "circuit", fields: [Array(canonicalForm.utf8)])
    }

    /// Reads and checks a circuit.
    ///
    /// - Parameters:
    ///   - bytes: The text, at most 256 KiB of UTF-8; nobody needs to vouch for it.
    ///   - file: The name under which faults are shown.
    /// - Returns: The circuit.
    /// - Throws: ``Diagnostic`` for the first fault, with its place. Complexity: linear in the text but for nested
    ///   expressions, where it is their depth (at most 32) times that.
    public static func parse(_ bytes: [UInt8], file: String) throws(Diagnostic) -> CircuitSource {
        let text = try SourceText(bytes, file: file)
        do throws(LanguageFailure) {
            let tokens = try Lexer.tokens(of: text.text)
            let syntax = try Parser.circuit(tokens)
            let table = try CircuitChecker.check(syntax)
            return CircuitSource(text: text, tokens: tokens, syntax: syntax, table: table)
        } catch {
            throw text.diagnostic(error)
        }
    }
}
