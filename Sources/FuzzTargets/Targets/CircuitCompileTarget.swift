import BigNumbers
import CircuitCompiler
import CircuitModel
import StrictJSON

/// Circuits with parameters: what compiles is a statement that a verifier decodes again, and compiles alike twice.
///
/// An input is the text of a circuit and its parameters, up to four times, with a zero byte between two parts.
struct CircuitCompileTarget: FuzzTarget {
    static let name = "circuit-compile"
    static let summary = "circuits with their parameters"
    static let maximumByteCount = 8192
    static let words =
        CircuitLanguageTarget.words + [
            "\u{0}", "{\"version\":1", ",\"asset\":[\"btc\"]", "\"decimals\":{", "\"tiers\":{",
            "{\"to\":null,\"percent\":\"100\"}",
            "\"required\":\"0\"", "\"factor\":\"1\"", "\"join_netting_sets\":true", "\"1/3\"", "\"-1.25\"",
        ]

    private static let mostCircuits = 4
    private static let prices = [
        "btc": quote(115_770, 12), "eth": quote(3698, 2), "usd": quote(1, 0),
    ]

    private static func quote(_ price: Int64, _ confidence: Int64) -> PriceQuote {
        PriceQuote(price: BigRational(BigInteger(price)), confidence: BigRational(BigInteger(confidence)))
    }

    private let texts: [String: [UInt8]]

    init(_ material: FuzzMaterial) throws {
        var texts: [String: [UInt8]] = [:]
        for name in ["tiered_haircut_coverage", "scenario_margin", "concentration_limit", "headroom_floor"] {
            texts[name] = try material.bytes("circuits/\(name).circuit")
        }
        self.texts = texts
    }

    func seeds() -> [[UInt8]] {
        let coverage = """
            {"version":1,"asset":["btc","usd"],"decimals":{"btc":8,"usd":2},"required":"0",\
            "tiers":{"btc":[{"to":"800000","percent":"100"},{"to":"1200000","percent":"95"}],"usd":[{"to":null,"percent":"100"}]}}
            """
        let scenario = """
            {"version":1,"instrument":["perp"],"scenario":["down","up"],"decimals":{"perp":0},"loss":{"down":["5"],"up":["-5"]},\
            "factor":"1.5","charge":{"perp":"0.25"},"short_charge":{"perp":"0"}}
            """
        let concentration = """
            {"version":1,"asset":["btc","usd"],"group":["g"],"decimals":{"btc":8,"usd":2},"group_of":{"btc":"g","usd":"g"},\
            "limit":{"g":"4000"}}
            """
        let floor = "{\"version\":1,\"floor\":\"12000\"}"
        return [
            [("tiered_haircut_coverage", coverage)],
            [("scenario_margin", scenario), ("tiered_haircut_coverage", coverage)],
            [("tiered_haircut_coverage", coverage), ("concentration_limit", concentration)],
            [("scenario_margin", scenario), ("tiered_haircut_coverage", coverage), ("headroom_floor", floor)],
        ].map { circuits in
            let parts = circuits.flatMap { [texts[$0.0] ?? [], Array($0.1.utf8)] }
            return Array(parts.joined(separator: [0]))
        }
    }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        guard let statement = Self.compile(input) else { return .refused }
        let encoding = statement.encoded()
        let again: CompiledStatement
        do throws(StatementDecodingFailure) { again = try CompiledStatement(decoding: encoding) } catch {
            throw .ownEncodingRefused(object: "statement", reason: "\(error)")
        }
        guard again == statement else { throw .disagreement(object: "statement") }
        try Self.require("statement", encoding, is: Self.compile(input)?.encoded() ?? [])
        return .accepted
    }

    /// Compiles an input; `nil` where any part of it is refused.
    static func compile(_ input: [UInt8]) -> CompiledStatement? {
        let parts = input.split(separator: 0, omittingEmptySubsequences: false)
        guard parts.count.isMultiple(of: 2), parts.count <= 2 * mostCircuits else { return nil }
        var circuits: [CircuitSource] = []
        var parameters: [String: JSONValue] = [:]
        for place in stride(from: 0, to: parts.count, by: 2) {
            guard let circuit = try? CircuitSource.parse(Array(parts[place]), file: "file"),
                let object = try? JSONDocument.parse(Array(parts[place + 1]), maximumBytes: maximumByteCount)
            else { return nil }
            circuits.append(circuit)
            parameters[circuit.name] = object
        }
        do throws(CompilationFailure) {
            return try StatementCompiler.compile(circuits: circuits, parameters: parameters, prices: prices).statement
        } catch {
            // The message shows the place: making it must not trap either.
            _ = error.description
            return nil
        }
    }
}
