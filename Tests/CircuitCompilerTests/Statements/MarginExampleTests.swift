import BigNumbers
import CircuitCompiler
import Foundation
import StrictJSON
import Testing

/// The worked numbers of requirements: scenarios, stress, expected shortfall, cross margin.
@Suite struct MarginExampleTests {
    static let dataFolder = ProcessInfo.processInfo.environment["SOLVENCY_DATA"].map { URL(filePath: $0) }
    static let hasData = dataFolder.map { FileManager.default.fileExists(atPath: $0.path) } ?? false

    static func data(_ name: String) throws -> JSONValue {
        let folder = try #require(dataFolder)
        return try JSONDocument.parse([UInt8](Data(contentsOf: folder.appending(path: name))), maximumBytes: 1 << 20)
    }

    /// Cash with 6 decimals against whatever the other circuits require.
    static let cash = """
        {"version":1,"asset":["usd"],"decimals":{"usd":6},"tiers":{"usd":[{"to":null,"percent":"100"}]},"required":"0"}
        """
    static let cashPrice = ["usd": ("1", "0")]

    /// A scenario circuit's parameters: losses of a long lot, one row a scenario.
    static func scenarios(
        _ instruments: [String], _ losses: [[String]], factor: String = "1", charge: [String]? = nil,
        shortCharge: [String]? = nil
    ) -> String {
        let zeros = instruments.map { _ in "0" }
        func vector(_ values: [String]) -> String {
            "{" + zip(instruments, values).map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",") + "}"
        }
        return """
            {"version":1,"instrument":[\(list(instruments))],\(rows(losses)),
             "decimals":{\(instruments.map { "\"\($0)\":9" }.joined(separator: ","))},"factor":"\(factor)",
             "charge":\(vector(charge ?? zeros)),"short_charge":\(vector(shortCharge ?? zeros))}
            """
    }

    static func list(_ texts: [String]) -> String { texts.map { "\"\($0)\"" }.joined(separator: ",") }

    static func scenarioNames(_ count: Int) -> [String] {
        (0..<count).map { "s" + String(repeating: "0", count: 3 - String($0).count) + String($0) }
    }

    static func rows(_ values: [[String]], name: String = "loss") -> String {
        let names = scenarioNames(values.count)
        let rows = zip(names, values).map { "\"\($0)\":[\(list($1))]" }
        return "\"scenario\":[\(list(names))],\"\(name)\":{\(rows.joined(separator: ","))}"
    }

    /// Provable with exactly this collateral and not with one micro-unit less.
    static func expect(
        requirement: String, _ parameters: KeyValuePairs<String, String>, _ positions: [String: String],
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let trial = try StatementTrial(
            Array(parameters).map { (try StatementTrial.source($0.key), $0.value) }
                + [(try StatementTrial.source("tiered_haircut_coverage"), cash)], prices: cashPrice)
        let equal = try trial.run(positions.merging(["collateral:usd": requirement]) { $1 })
        #expect(equal.failed.isEmpty && equal.violations == 0, sourceLocation: sourceLocation)
        let less = try StatementTrial.number(requirement) - .powerOfTen(-6)
        let beyond = try trial.run(positions.merging(["collateral:usd": "\(less)"]) { $1 })
        #expect(beyond.failed == ["rung"] && beyond.violations > 0, sourceLocation: sourceLocation)
    }

    @Test("Sixteen scenarios of a future and a call")
    func spanArray() throws {
        let future = [
            0, 0, 3330, 3330, -3330, -3330, 6670, 6670, -6670, -6670, 10000, 10000, -10000, -10000, 7000, -7000,
        ]
        let call = [
            460, -610, 2640, 1730, -1270, -2340, 5210, 4540, -2540, -3430, 8060, 7640, -3380, -3990, 3130, -1500,
        ]
        let losses = zip(future, call).map { ["\(-$1)", "\(-$0)"] }
        let parameters = Self.scenarios(["call", "future"], losses)
        try Self.expect(
            requirement: "662000", ["scenario_margin": parameters],
            ["position:future": "100", "position:call": "-100"])
        try Self.expect(
            requirement: "1015000", ["scenario_margin": parameters],
            ["position:future": "100", "position:call": "-250"])
    }

    @Test("Perpetuals against calls in 31 scenarios", .enabled(if: hasData))
    func scenarioMatrix() throws {
        let scenarios = try Self.data("scenario_matrix_btc.json").object { reader throws(JSONFailure) in
            _ = reader.remaining()
            return try reader.required("scenarios").array()
        }
        func cents(_ scenario: JSONValue, _ key: String) throws -> BigRational {
            var reader = try scenario.object()
            return try StatementTrial.number(try reader.required(key).numberText()) * .powerOfTen(-2)
        }
        let losses = try scenarios.map { ["\(-(try cents($0, "call_cents")))", "\(-(try cents($0, "perp_cents")))"] }
        #expect(losses.count == 31)
        let positions = ["position:perp": "3", "position:call": "-10"]
        try Self.expect(
            requirement: "90973.52", ["scenario_margin": Self.scenarios(["call", "perp"], losses)], positions)
        let spot = try StatementTrial.number("95663.51")
        func share(_ text: String) throws -> String { "\(spot * (try StatementTrial.number(text)))" }
        try Self.expect(
            requirement: "84258.4372",
            [
                "scenario_margin": Self.scenarios(
                    ["call", "perp"], losses, factor: "0.8", charge: ["0", share("0.03")],
                    shortCharge: [share("0.003"), "0"])
            ], positions)
        try Self.expect(
            requirement: "107236.3167",
            [
                "scenario_margin": Self.scenarios(
                    ["call", "perp"], losses, factor: "1", charge: ["0", share("0.04")],
                    shortCharge: [share("0.005"), "0"])
            ], positions)
    }

    @Test("Collateral and positions shocked together in 31 scenarios", .enabled(if: hasData))
    func stressedEquity() throws {
        let scenarios = try Self.data("scenario_matrix_btc.json").object { reader throws(JSONFailure) in
            _ = reader.remaining()
            return try reader.required("scenarios").array()
        }
        func value(_ scenario: JSONValue, _ key: String) throws -> BigRational {
            var reader = try scenario.object()
            return try StatementTrial.number(try reader.required(key).numberText())
        }
        let gains = try scenarios.map {
            [
                "\(try value($0, "call_cents") * .powerOfTen(-2))", "\(try value($0, "perp_cents") * .powerOfTen(-2))",
            ]
        }
        let shocks = try scenarios.map { ["\(try value($0, "spot") * value($0, "damp"))"] }
        let names = Self.scenarioNames(31)
        func equity(floor: String) throws -> [String] {
            let shockRows = zip(names, shocks).map { "\"\($0)\":[\(Self.list($1))]" }.joined(separator: ",")
            let parameters = """
                {"version":1,"asset":["btc"],"instrument":["call","perp"],\(Self.rows(gains, name: "gain")),
                 "asset_decimals":{"btc":8},"instrument_decimals":{"call":0,"perp":0},"haircut":{"btc":"500"},
                 "shock":{\(shockRows)},"floor":"\(floor)"}
                """
            let outcome = try StatementTrial(
                ["stressed_equity": parameters], prices: ["btc": ("95663.51", "0")]
            ).run(["collateral:btc": "10", "position:perp": "3", "position:call": "-10"])
            #expect((outcome.violations == 0) == outcome.failed.isEmpty)
            return outcome.failed
        }
        #expect(try equity(floor: "704391.3529") == [])
        #expect(try equity(floor: "704391.353") == ["survives[s022]"])
    }

    @Test("The mean of the worst of 715 losses", .enabled(if: hasData))
    func expectedShortfall() throws {
        let losses = try Self.data("ore_losses.json").object { reader throws(JSONFailure) in
            _ = reader.remaining()
            return try reader.required("losses_micro").array()
        }.map { ["\(try StatementTrial.number(try $0.numberText()) * .powerOfTen(-6))"] }
        let expected = try Self.data("golden.json").object { reader throws(JSONFailure) in
            _ = reader.remaining()
            return try reader.required("ore_histvar").object { golden throws(JSONFailure) in
                _ = golden.remaining()
                return try (golden.string("es1"), golden.string("es5"))
            }
        }
        #expect(expected.0 == "949845.987415" && expected.1 == "777808.702398")
        func parameters(_ worst: Int) -> String {
            """
            {"version":1,"instrument":["book"],"decimals":{"book":0},\(Self.rows(losses)),"worst":\(worst)}
            """
        }
        try Self.expect(
            requirement: expected.0, ["expected_shortfall": parameters(8)], ["position:book": "1"])
        // The file cuts the exact value 777808.7023982...: the least micro-unit that passes is the next one.
        try Self.expect(
            requirement: "777808.702399", ["expected_shortfall": parameters(36)], ["position:book": "1"])
    }

    @Test("Inverse futures: the exact worst loss, cut to nine decimals, gives golden figures", .enabled(if: hasData))
    func inverseFutures() throws {
        let golden = try Self.data("golden.json").object { reader throws(JSONFailure) in
            _ = reader.remaining()
            return try reader.required("deribit_pme_2024-06-17").object { entry throws(JSONFailure) in
                _ = entry.remaining()
                return try entry.required("expected").object { expected throws(JSONFailure) in
                    [
                        "worst": try expected.string("worst_case"), "roll": try expected.string("roll_shock"),
                        "risk": try expected.string("risk_matrix_margin"),
                        "maintenance": try expected.string("maintenance_margin"),
                    ]
                }
            }
        }
        // Profit of one coin for a move m is m / (1 + m), an exact fraction; money is the coin here.
        let moves = [-16, -12, -8, -4, 0, 4, 8, 12, 16]
        let losses = try moves.map { move -> [String] in
            let loss = try BigRational(BigInteger(-move), over: BigInteger(100 + move))
            return ["\(loss)", "\(loss)"]
        }
        let positions = ["position:june": "-0.001187534", "position:perp": "0.314538364"]
        func requirement(_ charge: String) throws -> BigRational {
            let outcome = try StatementTrial(
                [
                    "scenario_margin": Self.scenarios(["june", "perp"], losses, charge: [charge, charge]),
                    "tiered_haircut_coverage": Self.cash,
                ], prices: Self.cashPrice
            ).run(positions.merging(["collateral:usd": "1"]) { $1 })
            #expect(outcome.failed.isEmpty && outcome.violations == 0)
            return try #require(outcome.figures["requirement"])
        }
        let worst = try requirement("0")
        let roll = try requirement("0.01") - worst
        #expect("\(roll)" == golden["roll"])
        let cut = try worst.rounded(toMultipleOf: .powerOfTen(-9), upwards: false)
        #expect("\(cut + roll)" == golden["risk"])
        #expect("\((cut + roll) * (try StatementTrial.number("0.8")))" == golden["maintenance"])
        let shown = try worst.rounded(toMultipleOf: .powerOfTen(-17), upwards: true)
        #expect(shown == (try StatementTrial.number(golden["worst"] ?? "")))
    }

    @Test("Equity over maintenance margins is 520.59 percent", arguments: [30_000, 52_059, 52_060])
    func crossMargin(_ rung: UInt32) throws {
        let instruments = ["i1", "i2", "i3", "i4", "i5"]
        let brackets = zip(instruments, ["1", "1", "5", "5", "5"]).map {
            "\"\($0)\":[{\"to\":null,\"percent\":\"\($1)\"}]"
        }
        let parameters = """
            {"version":1,"asset":["btc","eth","usdt"],"instrument":[\(Self.list(instruments))],
             "asset_decimals":{"btc":8,"eth":8,"usdt":8},"rate":{"btc":"9500","eth":"9500","usdt":"10000"},
             "loan_margin":{"btc":"0","eth":"0","usdt":"0"},
             "instrument_decimals":{\(instruments.map { "\"\($0)\":2" }.joined(separator: ","))},
             "notional":{\(instruments.map { "\"\($0)\":\"1\"" }.joined(separator: ","))},
             "brackets":{\(brackets.joined(separator: ","))}}
            """
        let trial = try StatementTrial(
            ["cross_margin": parameters],
            prices: ["btc": ("40000", "0"), "eth": ("3000", "0"), "usdt": ("1", "0")], rung: rung)
        let outcome = try trial.run([
            "collateral:usdt": "6186", "collateral:btc": "0.11", "collateral:eth": "5", "position:i1": "1000",
            "position:i2": "-840", "position:i3": "1000", "position:i4": "3200", "position:i5": "-90000",
        ])
        #expect(outcome.figures["collateral"] == 24_616)
        #expect(outcome.figures["requirement"] == (try StatementTrial.number("4728.4")))
        #expect(outcome.failed == (rung == 52_060 ? ["rung"] : []))
        #expect((outcome.violations == 0) == outcome.failed.isEmpty)
    }

    @Test("Brackets of a position of 12 million, and a debt that costs its full price")
    func bracketsAndDebt() throws {
        let brackets = CollateralExampleTests.tiers("50000:0.4 250000:0.5 1000000:1 10000000:2.5 -:5")
        let parameters = """
            {"version":1,"asset":["btc","usdt"],"instrument":["perp"],"asset_decimals":{"btc":8,"usdt":8},
             "rate":{"btc":"9500","usdt":"10000"},"loan_margin":{"btc":"1000","usdt":"0"},
             "instrument_decimals":{"perp":0},"notional":{"perp":"1"},"brackets":{"perp":\(brackets)}}
            """
        let trial = try StatementTrial(
            ["cross_margin": parameters], prices: ["btc": ("100", "1"), "usdt": ("1", "0")])
        let outcome = try trial.run(["collateral:usdt": "333700", "position:perp": "-12000000"])
        #expect(outcome.figures["requirement"] == 333_700)
        #expect(outcome.failed.isEmpty)
        // Two coins owed, one held: the net one costs 101, its loan margin is a tenth of 202.
        let debt = try trial.run(["collateral:usdt": "500", "collateral:btc": "1", "debt:btc": "2"])
        #expect(debt.figures["collateral"] == 399)
        #expect(debt.figures["requirement"] == (try StatementTrial.number("20.2")))
    }
}
