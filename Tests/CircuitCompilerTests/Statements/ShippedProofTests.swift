import BigNumbers
import Bulletproofs
import CircuitModel
import Pedersen
import Ristretto
import Testing
import Transcript

@testable import CircuitCompiler

/// Every shipped circuit through real proofs in both suites: proven at equality, refused one unit beyond.
@Suite struct ShippedProofTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let circuit: String
        let suite: CircuitSuite

        var testDescription: String { "\(circuit), \(suite)" }
    }

    static let cases = ShippedCircuits.names.flatMap { name in
        CircuitSuite.allCases.map { Case(circuit: name, suite: $0) }
    }
    static let generators = BulletproofGenerators(perParty: 4096, parties: 1)
    static let prices = ["a": ("1", "0"), "b": ("2", "0")]

    /// The parameters of each circuit: two assets, two instruments, two scenarios.
    static let parameters = [
        "tiered_haircut_coverage": """
        {"version":1,"asset":["a","b"],"decimals":{"a":2,"b":2},"required":"100",
         "tiers":{"a":[{"to":"50","percent":"100"},{"to":null,"percent":"50"}],"b":[{"to":null,"percent":"90"}]}}
        """,
        "scenario_margin": """
        {"version":1,"instrument":["x","y"],"scenario":["down","up"],"decimals":{"x":0,"y":0},"factor":"1.1",
         "loss":{"down":["10","-4.5"],"up":["-10","5"]},"charge":{"x":"0.1","y":"0"},"short_charge":{"x":"0","y":"0.2"}}
        """,
        "concentration_limit": """
        {"version":1,"asset":["a","b"],"group":["g","h"],"decimals":{"a":2,"b":2},"group_of":{"a":"g","b":"h"},
         "limit":{"g":"5000","h":"10000"}}
        """,
        "headroom_floor": "{\"version\":1,\"floor\":\"12000\"}",
        "stressed_equity": """
        {"version":1,"asset":["a","b"],"instrument":["x"],"scenario":["down","up"],"asset_decimals":{"a":2,"b":2},
         "haircut":{"a":"0","b":"1000"},"shock":{"down":["0","-0.5"],"up":["0","0.5"]},"instrument_decimals":{"x":0},
         "gain":{"down":["-3"],"up":["3"]},"floor":"20"}
        """,
        "expected_shortfall": """
        {"version":1,"instrument":["x","y"],"scenario":["s1","s2","s3","s4"],"decimals":{"x":0,"y":0},"worst":2,
         "loss":{"s1":["10","0"],"s2":["7","0"],"s3":["0","1"],"s4":["-3","-3"]}}
        """,
        "cross_margin": """
        {"version":1,"asset":["a","b"],"instrument":["x"],"asset_decimals":{"a":2,"b":2},"rate":{"a":"10000","b":"9000"},
         "loan_margin":{"a":"0","b":"1000"},"instrument_decimals":{"x":0},"notional":{"x":"100"},
         "brackets":{"x":[{"to":"1000","percent":"1"},{"to":null,"percent":"2"}]}}
        """,
    ]

    static let plainCollateral = """
        {"version":1,"asset":["a","b"],"decimals":{"a":2,"b":2},"required":"0",
         "tiers":{"a":[{"to":null,"percent":"100"}],"b":[{"to":null,"percent":"100"}]}}
        """

    /// The circuits of a statement about one of them, and amounts with which it holds at equality; of the second
    /// amount one unit less breaks it.
    static func example(of name: String) throws -> (circuits: [String], amounts: [String: String], key: String) {
        switch name {
        case "tiered_haircut_coverage":
            // 50 + half of 10, and 45 / 1.8 of b.
            return ([name], ["collateral:a": "60", "collateral:b": "25"], "collateral:b")
        case "scenario_margin":
            // Two long x and one short y lose 24.5 downwards: 1.1 * 24.5 + 0.2 + 0.2 = 27.35.
            return (
                [name, "plain"], ["collateral:a": "27.35", "position:x": "2", "position:y": "-1"], "collateral:a"
            )
        case "concentration_limit":
            return (["plain", name], ["collateral:a": "50", "collateral:b": "25"], "collateral:b")
        case "headroom_floor":
            // Three long x lose 30 and 21 in the worst two.
            return (
                ["expected_shortfall", "plain", name], ["collateral:a": "30.6", "position:x": "3"], "collateral:a"
            )
        case "stressed_equity":
            // Down: a + 0.9 * 0.5 * 2 * b - 3 * x.
            return ([name], ["collateral:a": "8", "collateral:b": "20", "position:x": "2"], "collateral:a")
        case "expected_shortfall":
            return ([name, "plain"], ["collateral:a": "25.5", "position:x": "3"], "collateral:a")
        default:
            // 20 lots short: 1 % of 1000 and 2 % of 1000; a debt of 5 b costs 10 and 1 of margin.
            return (
                [name], ["collateral:a": "41", "debt:b": "5", "position:x": "-20"], "collateral:a"
            )
        }
    }

    static func trial(_ circuits: [String]) throws -> StatementTrial {
        try StatementTrial(
            circuits.map { name in
                let isPlain = name == "plain"
                return (
                    try StatementTrial.source(isPlain ? "tiered_haircut_coverage" : name),
                    isPlain ? plainCollateral : parameters[name] ?? ""
                )
            }, prices: prices)
    }

    /// Proves and verifies; false when the prover refuses.
    static func prove(_ trial: StatementTrial, _ amounts: [String: String], _ suite: CircuitSuite) throws -> Bool {
        let compiled = StatementCompilation(
            statement: trial.compilation.statement, evaluator: trial.compilation.evaluator,
            cost: trial.compilation.cost)
        let (points, witness) = try ProofTests.commit(compiled, try trial.integers(amounts))
        let statement = try CircuitStatement(relation: compiled.statement.relation, suite: suite, inputs: points)
        var transcript = ProofTests.transcript(compiled.statement)
        let proof: EncodedCircuitProof
        do {
            proof = try CircuitProver(generators: generators)
                .prove(statement, witness: witness, transcript: &transcript)
        } catch {
            guard case .row = error else { throw error }
            return false
        }
        var other = ProofTests.transcript(compiled.statement)
        _ = try CircuitProof.verify(proof, statement, transcript: &other, generators: generators)
        return true
    }

    @Test(arguments: cases)
    func provenAtEqualityAndNotBeyond(_ example: Case) throws {
        let (circuits, amounts, key) = try Self.example(of: example.circuit)
        let trial = try Self.trial(circuits)
        #expect(try trial.run(amounts).failed == [])
        #expect(try Self.prove(trial, amounts, example.suite))
        var short = amounts
        let unit = try StatementTrial.number("0.01")
        short[key] = try "\(StatementTrial.number(amounts[key] ?? "") - unit)"
        #expect(try trial.run(short).failed.count == 1)
        #expect(try Self.prove(trial, short, example.suite) == false)
    }
}
