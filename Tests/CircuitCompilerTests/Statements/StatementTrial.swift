import BigNumbers
import CircuitModel
import Foundation
import Sodium
import StrictJSON

@testable import CircuitCompiler

/// A statement of shipped circuits, with amounts given by name.
struct StatementTrial {
    /// What came of an evaluation.
    struct Outcome {
        /// The names of the requirements that fail.
        let failed: [String]
        /// By how much the first one fails.
        let short: BigRational?
        /// Collateral and requirement.
        let figures: [String: BigRational]
        /// The rows that do not hold when everything is shown.
        let violations: Int
        let inputs: [BigInteger]
        let witnesses: [BigInteger]
    }

    enum Trouble: Error {
        case unknownAmount(String)
        case inexact(String)
    }

    static let projectFolder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")

    let compilation: Compilation

    static func source(_ name: String) throws -> CircuitSource {
        let file = projectFolder.appending(path: "circuits/\(name).circuit")
        return try CircuitSource.parse([UInt8](Data(contentsOf: file)), file: "\(name).circuit")
    }

    static func json(_ text: String) throws -> JSONValue {
        try JSONDocument.parse(Array(text.utf8), maximumBytes: 1 << 24)
    }

    static func number(_ text: String) throws -> BigRational { try BigRational(decimal: text) }

    /// Compiles shipped circuits: the JSON object of each in the order of the statement, price and confidence by id.
    init(
        _ parameters: KeyValuePairs<String, String>, prices: [String: (String, String)] = [:], nettingSets: Int = 1,
        rung: UInt32 = 10_000
    ) throws {
        try self.init(
            parameters.map { (try Self.source($0.key), $0.value) }, prices: prices, nettingSets: nettingSets,
            rung: rung)
    }

    init(
        _ circuits: [(source: CircuitSource, parameters: String)], prices: [String: (String, String)] = [:],
        nettingSets: Int = 1, rung: UInt32 = 10_000
    ) throws {
        var objects: [String: JSONValue] = [:]
        for (source, text) in circuits { objects[source.name] = try Self.json(text) }
        var quotes: [String: PriceQuote] = [:]
        for (id, price) in prices {
            quotes[id] = PriceQuote(price: try Self.number(price.0), confidence: try Self.number(price.1))
        }
        compilation = try StatementCompiler.compile(
            circuits: circuits.map(\.source), parameters: objects, prices: quotes, nettingSets: nettingSets,
            rung: rung)
    }

    /// Computes everything from decimal amounts by `kind:id`, or `position:id#set` beyond the first netting set; inputs
    /// without one are zero.
    func run(_ amounts: [String: String]) throws -> Outcome { try run(integers(amounts)) }

    func integers(_ amounts: [String: String]) throws -> [Int64] {
        var rest = amounts
        var integers: [Int64] = []
        for input in compilation.statement.parts.inputs {
            let id = String(decoding: input.id, as: UTF8.self)
            let suffix = input.nettingSet == 0 ? "" : "#\(input.nettingSet)"
            let text = rest.removeValue(forKey: "\(input.kind.name):\(id)\(suffix)") ?? "0"
            let scaled = try Self.number(text) * .powerOfTen(Int(input.decimals))
            guard scaled.isInteger, let integer = scaled.numerator.int64 else { throw Trouble.inexact(text) }
            integers.append(integer)
        }
        if let unknown = rest.keys.first { throw Trouble.unknownAmount(unknown) }
        return integers
    }

    func run(_ integers: [Int64]) throws -> Outcome {
        let evaluation = try compilation.evaluator.evaluate(try SecretIntegers(integers))
        let witnesses = (0..<evaluation.witnesses.count).map { BigInteger(evaluation.witnesses[$0]) }
        let failed = evaluation.failedRequirements()
        let inputs = integers.map { BigInteger($0) }
        return Outcome(
            failed: failed.map(\.name), short: failed.first.map { -$0.value },
            figures: Dictionary(uniqueKeysWithValues: evaluation.figures().map { ($0.name, $0.value) }),
            violations: TransparentCheck(compilation.statement).violations(inputs, witnesses).count, inputs: inputs,
            witnesses: witnesses)
    }
}
