import CircuitModel
import Wire

/// Compiled statements: one encoding for each.
struct StatementTarget: FuzzTarget {
    static let name = "statement"
    static let summary = "compiled statements"
    static let maximumByteCount = 16384
    static let words = ["solvency/statement", "tiered_haircut_coverage", "scenario_margin", "btc", "usd", "perp"]

    private let compiler: CircuitCompileTarget

    init(_ material: FuzzMaterial) throws { compiler = try CircuitCompileTarget(material) }

    func seeds() -> [[UInt8]] {
        compiler.seeds().compactMap { CircuitCompileTarget.compile($0)?.encoded() }.filter {
            $0.count <= Self.maximumByteCount
        }
    }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        let statement: CompiledStatement
        do throws(StatementDecodingFailure) { statement = try CompiledStatement(decoding: input) } catch {
            if case .malformed(let failure) = error, failure.offset > input.count {
                throw .disagreement(object: "place of a failure")
            }
            return .refused
        }
        try Self.require("statement", input, is: statement.encoded())
        guard statement.bounds.count == statement.variables else { throw .disagreement(object: "bounds") }
        return .accepted
    }
}
