import CircuitCompiler

/// The circuit language: what is accepted has a canonical form, which reads as the same circuit and is its own.
struct CircuitLanguageTarget: FuzzTarget {
    static let name = "circuit-language"
    static let summary = "the text of circuits"
    static let maximumByteCount = 8192
    static let words = [
        "circuit ", " version ", "says \"", "says not ", "index ", "public ", "private ", "let ",
        "exports collateral = ",
        "exports requirement = ", "imports collateral, requirement", "require ", " : ", "integer, ", " .. ", " ..< ",
        "usd", " per unit of ", " per lot of ", " at ", "ratio", "basis points", "one of ", "signed", "exact",
        "round up to ", "round down to ", "slopes round down to ", "tier table, concave", "tier table, convex",
        "from prices minus confidence", "from prices plus confidence", "element of ", "from role collateral",
        "from role positions", "from role debt", "sum(a in ", "max(", "min(", "abs(", "pos(", "square(", "tiered(",
        "mean_of_worst(", "capped(", "holds(", "count(", " where ", " for ", ">=", "<=", "2^62", "-2^62", "#",
        "{count(",
    ]

    private let texts: [[UInt8]]

    init(_ material: FuzzMaterial) throws {
        texts = try material.files(in: "circuits", suffix: ".circuit").map { try material.bytes($0) }
    }

    func seeds() -> [[UInt8]] { texts }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        let source: CircuitSource
        do throws(Diagnostic) { source = try CircuitSource.parse(input, file: "file") } catch {
            // The message shows the line of the text: making it must not trap either.
            guard !"\(error)".isEmpty else { throw .disagreement(object: "diagnostic") }
            return .refused
        }
        let canonical = Array(source.canonicalForm.utf8)
        let again: CircuitSource
        do throws(Diagnostic) { again = try CircuitSource.parse(canonical, file: "file") } catch {
            throw .ownEncodingRefused(object: "canonical form of a circuit", reason: "\(error)")
        }
        try Self.require("canonical form of a circuit", canonical, is: Array(again.canonicalForm.utf8))
        guard again.digest == source.digest, again.name == source.name, again.version == source.version else {
            throw .disagreement(object: "circuit")
        }
        return .accepted
    }
}
