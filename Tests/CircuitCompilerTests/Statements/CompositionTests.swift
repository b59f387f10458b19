import BigNumbers
import CircuitModel
import Foundation
import StrictJSON
import Testing

@testable import CircuitCompiler

/// How circuits and parameters make one statement, and every way in which they do not.
@Suite struct CompositionTests {
    typealias Proofs = ShippedProofTests

    static func failure(
        _ circuits: KeyValuePairs<String, String>, nettingSets: Int = 1, rung: UInt32 = 10_000,
        prices: [String: (String, String)] = Proofs.prices
    ) throws -> CompilationFailure? {
        do {
            _ = try StatementTrial(circuits, prices: prices, nettingSets: nettingSets, rung: rung)
            return nil
        } catch let failure as CompilationFailure {
            return failure
        }
    }

    static func parameters(_ name: String, _ old: String = "", _ new: String = "") -> String {
        let text = Proofs.parameters[name] ?? ""
        return old.isEmpty ? text : text.replacingOccurrences(of: old, with: new)
    }

    @Test func interfaces() throws {
        let scenario = Self.parameters("scenario_margin")
        #expect(try Self.failure([:]) == .noCircuits)
        #expect(
            try Self.failure(["scenario_margin": scenario]) == .collateralMissing(requirementOf: "scenario_margin"))
        #expect(
            try Self.failure(["scenario_margin": scenario, "scenario_margin": scenario])
                == .circuitTwice("scenario_margin"))
        #expect(
            try Self.failure([
                "tiered_haircut_coverage": Proofs.plainCollateral, "cross_margin": Self.parameters("cross_margin"),
            ]) == .collateralTwice(first: "tiered_haircut_coverage", second: "cross_margin"))
        #expect(
            try Self.failure(["concentration_limit": Self.parameters("concentration_limit")])
                == .importMissing(circuit: "concentration_limit", interface: "collateral"))
        #expect(
            try Self.failure([
                "headroom_floor": Self.parameters("headroom_floor"),
                "tiered_haircut_coverage": Proofs.plainCollateral,
            ]) == .importMissing(circuit: "headroom_floor", interface: "requirement"))
        #expect(
            try Self.failure(["tiered_haircut_coverage": Proofs.plainCollateral], rung: 12_000)
                == .rungWithoutRequirement(rung: 12_000))
        #expect(
            try Self.failure([
                "tiered_haircut_coverage": Proofs.plainCollateral,
                "concentration_limit":
                    "{\"version\":1,\"asset\":[\"a\"],\"group\":[\"g\"],\"decimals\":{\"a\":2},"
                    + "\"group_of\":{\"a\":\"g\"},\"limit\":{\"g\":\"1\"}}",
            ])
                == .inputSets(role: .collateral, first: "tiered_haircut_coverage", second: "concentration_limit"))
        let source = try StatementTrial.source("headroom_floor")
        #expect(throws: CompilationFailure.missingParameters(circuit: "headroom_floor")) {
            try StatementCompiler.compile(circuits: [source], parameters: [:], prices: [:])
        }
        let object = try StatementTrial.json("{}")
        #expect(throws: CompilationFailure.unknownParameters(circuit: "other")) {
            try StatementCompiler.compile(
                circuits: [source], parameters: ["headroom_floor": object, "other": object], prices: [:])
        }
    }

    @Test("What is only exported, or only reported, is not proven")
    func nothingIsRequired() throws {
        func source(_ value: String, _ further: String = "") throws -> CircuitSource {
            let text = """
                circuit sample version 1
                says "The collateral is worth a fortune."
                says not "b"
                index asset
                public price[asset] : usd per unit of asset, > 0, exact
                private held[asset] : units of asset at 2, 0 ..< 2^62, from role collateral
                \(further)
                exports collateral = \(value)
                """
            do throws(Diagnostic) {
                return try CircuitSource.parse(Array(text.utf8), file: "sample.circuit")
            } catch {
                throw error
            }
        }
        let parameters = "{\"version\":1,\"asset\":[\"a\",\"b\"],\"price\":{\"a\":\"1\",\"b\":\"2\"}}"
        let asked = try source("sum(a in asset) price[a] * held[a]")
        let capped = try source("min(0, sum(a in asset) price[a] * held[a])")
        for circuit in [asked, capped] {
            #expect(throws: CompilationFailure.collateralUnused(circuit: "sample")) {
                try StatementTrial([(circuit, parameters)])
            }
        }
        // A circuit of its own for the requirement asks for it.
        let floor = Self.parameters("concentration_limit")
        #expect(
            (try? StatementTrial(
                [(asked, parameters), (try StatementTrial.source("concentration_limit"), floor)], prices: Proofs.prices))
                != nil)
        var builder = StatementBuilder()
        let shown = try builder.input(.collateral, id: "a", decimals: 0, range: 0...9, at: Sample.here)
        try builder.report(shown, as: "shown", at: Sample.here)
        #expect(throws: StatementError.unusedInput(at: Sample.here)) { try Sample.compile(builder) }
    }

    @Test("Requirements of netting sets are added, unless the parameters join them")
    func nettingSets() throws {
        func requirement(_ parameters: String) throws -> BigRational? {
            try StatementTrial(
                ["expected_shortfall": parameters, "tiered_haircut_coverage": Proofs.plainCollateral],
                prices: Proofs.prices, nettingSets: 2
            ).run(["position:x": "3", "position:x#1": "-3"]).figures["requirement"]
        }
        let apart = Self.parameters("expected_shortfall")
        // Long: (30 + 21) / 2. Short: (9 + 0) / 2.
        #expect(try requirement(apart) == 30)
        #expect(
            try requirement(apart.replacingOccurrences(of: "\"worst\"", with: "\"join_netting_sets\":true,\"worst\""))
                == .zero)
        let stressed = Self.parameters("stressed_equity")
        #expect(
            try Self.failure(["stressed_equity": stressed], nettingSets: 2) == .nettingSets(circuit: "stressed_equity"))
        #expect(
            try Self.failure(
                [
                    "stressed_equity": stressed.replacingOccurrences(
                        of: "\"floor\"", with: "\"join_netting_sets\":true,\"floor\"")
                ], nettingSets: 2) == nil)
        #expect(
            try Self.failure(["stressed_equity": stressed], nettingSets: 65) == .nettingSetCount(65, limit: 64))
        #expect(try Self.failure(["stressed_equity": stressed], nettingSets: 0) == .nettingSetCount(0, limit: 64))
    }

    @Test("The order of the list changes the digest and not what is computed")
    func order() throws {
        let first = try Proofs.trial(["expected_shortfall", "plain", "headroom_floor"])
        let second = try Proofs.trial(["headroom_floor", "plain", "expected_shortfall"])
        #expect(first.compilation.statement.digest != second.compilation.statement.digest)
        let amounts = ["collateral:a": "30.6", "position:x": "3"]
        #expect(try first.run(amounts).figures == second.run(amounts).figures)
    }

    @Test("Credits take the low edge of a price and charges the high one")
    func confidence() throws {
        let prices = ["a": ("1", "0.01"), "b": ("2", "0.5")]
        let trial = try StatementTrial(
            [
                "tiered_haircut_coverage": Proofs.plainCollateral,
                "concentration_limit": Self.parameters("concentration_limit", "5000", "10000"),
            ], prices: prices)
        let outcome = try trial.run(["collateral:b": "10"])
        #expect(outcome.figures["collateral"] == 15)
        // Gross 25 against a value of 15.
        #expect(outcome.failed == ["within_limit[h]"])
        #expect(outcome.short == 10)
    }

    @Test("Parameters that are not what the circuit declares have a place and a reason")
    func parameters() throws {
        let examples: [(circuit: String, old: String, new: String, words: String)] = [
            ("scenario_margin", "\"version\":1", "\"version\":2", "$.version: the circuit has version 1"),
            (
                "scenario_margin", "[\"x\",\"y\"]", "[\"y\",\"x\"]",
                "$.instrument[1]: ids stand in ascending order of their bytes, each once"
            ),
            (
                "scenario_margin", "[\"x\",\"y\"]", "[\"x\",\"x\"]",
                "$.instrument[1]: ids stand in ascending order of their bytes, each once"
            ),
            ("scenario_margin", "[\"x\",\"y\"]", "[]", "$.instrument: an index set has 1 to 4096 ids"),
            (
                "scenario_margin", "[\"x\",\"y\"]", "[\"x y\"]",
                "$.instrument[0]: an id has 1 to 128 printable ASCII characters without spaces"
            ),
            ("scenario_margin", "\"1.1\"", "\"-1.1\"", "$.factor: the circuit declares it > 0"),
            (
                "scenario_margin", "\"1.1\"", "\"1e3\"",
                "$.factor: not a decimal number like \"-1.25\" or a fraction like \"1/3\""
            ),
            (
                "scenario_margin", "\"1.1\"", "\"+1\"",
                "$.factor: not a decimal number like \"-1.25\" or a fraction like \"1/3\""
            ),
            (
                "scenario_margin", "\"1.1\"", "\"2/4\"",
                "$.factor: not a decimal number like \"-1.25\" or a fraction like \"1/3\""
            ),
            ("scenario_margin", "\"1.1\"", "1.1", "$.factor: string wanted, number found"),
            ("scenario_margin", "[\"10\",\"-4.5\"]", "[\"10\"]", "$.loss.down: 2 wanted, 1 found"),
            ("scenario_margin", "\"up\":[\"-10\",\"5\"]", "\"side\":[\"-10\",\"5\"]", "$.loss: key \"up\" is missing"),
            ("scenario_margin", "\"factor\"", "\"spare\":\"1\",\"factor\"", "$: unknown key \"spare\""),
            (
                "scenario_margin", "\"x\":0,\"y\":0}", "\"x\":0,\"y\":19}",
                "$.decimals.y: not a whole number in the allowed range"
            ),
            ("concentration_limit", "\"b\":\"h\"", "\"b\":\"k\"", "$.group_of.b: not in the index set group"),
            ("concentration_limit", "\"b\":\"h\"", "\"b\":\"h\",\"a\":\"h\"", "$.group_of: key \"a\" stands twice"),
            (
                "concentration_limit", "\"h\":\"10000\"", "\"h\":\"10001\"",
                "$.limit.h: the circuit declares it within 0 .. 10000"
            ),
            (
                "headroom_floor", "12000", "12001",
                "$.floor: the circuit declares it one of 10000, 10500, 11000, 12000, 15000, 20000, 30000"
            ),
            ("expected_shortfall", "\"worst\":2", "\"worst\":0", "$.worst: not a whole number in the allowed range"),
            (
                "tiered_haircut_coverage", "\"percent\":\"50\"", "\"percent\":\"101\"",
                "$.tiers.a[1]: the rate is above 100 percent"
            ),
            (
                "tiered_haircut_coverage", "\"percent\":\"50\"", "\"percent\":\"-1\"",
                "$.tiers.a[1]: the rate is negative"
            ),
            (
                "tiered_haircut_coverage", "\"50\",\"percent\":\"100\"", "\"50\",\"percent\":\"40\"",
                "$.tiers.a[1]: the rate is higher than in the tier before, so the table is not concave"
            ),
            (
                "tiered_haircut_coverage", "\"to\":\"50\"", "\"to\":null",
                "$.tiers.a[0]: only the last tier may have no bound"
            ),
            (
                "tiered_haircut_coverage", "\"to\":\"50\"", "\"to\":\"0\"",
                "$.tiers.a[0]: the bound is not above the one before"
            ),
            (
                "cross_margin", "\"percent\":\"2\"", "\"percent\":\"0.5\"",
                "$.brackets.x[1]: the rate is lower than in the tier before, so the table is not convex"
            ),
            (
                "cross_margin", "\"to\":null", "\"to\":\"2000\"",
                "$.brackets.x[1]: the last tier of a convex table has no bound"
            ),
            (
                "cross_margin", "[{\"to\":\"1000\",\"percent\":\"1\"},{\"to\":null,\"percent\":\"2\"}]", "[]",
                "$.brackets.x: a convex table needs a tier"
            ),
        ]
        for example in examples {
            let text = Self.parameters(example.circuit, example.old, example.new)
            #expect(text != Self.parameters(example.circuit), "\(example.new)")
            let source = try StatementTrial.source(example.circuit)
            do {
                _ = try StatementCompiler.compile(alone: source, parameters: try StatementTrial.json(text))
                Issue.record("accepted: \(example.new)")
            } catch let failure as CompilationFailure {
                #expect(failure.description.hasSuffix(example.words), "\(failure)")
                #expect(failure.description.hasPrefix("parameters of '\(example.circuit)': line "))
            } catch let failure as JSONFailure {
                // The JSON reader itself: a key that stands twice.
                #expect("\(failure)".hasSuffix(example.words), "\(failure)")
            }
        }
    }

    @Test func pricesAreThereAndPositive() throws {
        #expect(
            try Self.failure(["tiered_haircut_coverage": Proofs.plainCollateral], prices: ["a": ("1", "0")])
                == .parameters(
                    circuit: "tiered_haircut_coverage", .missingPrice(parameter: "price", id: "b")))
        #expect(
            try Self.failure(
                ["tiered_haircut_coverage": Proofs.plainCollateral], prices: ["a": ("1", "1"), "b": ("2", "0")])
                == .parameters(
                    circuit: "tiered_haircut_coverage",
                    .badPrice(parameter: "price", id: "a", reason: "the circuit declares it > 0")))
        // With a negative confidence the price minus it would be the higher edge.
        #expect(
            try Self.failure(
                ["tiered_haircut_coverage": Proofs.plainCollateral], prices: ["a": ("1", "-1"), "b": ("2", "0")])
                == .parameters(
                    circuit: "tiered_haircut_coverage",
                    .badPrice(parameter: "price", id: "a", reason: "its confidence is negative")))
    }

    @Test("What only the parameters show is refused with the line of the circuit")
    func faultsOfTheStatement() throws {
        let many = try #require(
            try Self.failure([
                "expected_shortfall": Self.parameters("expected_shortfall", "\"worst\":2", "\"worst\":5"),
                "tiered_haircut_coverage": Proofs.plainCollateral,
            ]))
        #expect(
            many.rendered == """
                expected_shortfall.circuit:15:17: the worst 5 of 4
                    let shortfall = mean_of_worst(worst, s in scenario) sum(i in instrument) loss[s, i] * position[i]
                                    ^
                """)
        let wide = Self.parameters("scenario_margin", "\"1.1\"", "\"1\(String(repeating: "0", count: 60))\"")
        let failure = try #require(
            try Self.failure(["scenario_margin": wide, "tiered_haircut_coverage": Proofs.plainCollateral]))
        #expect(
            failure.rendered == """
                scenario_margin.circuit:20:9: a range of 269 bits is needed, and 249 are the most
                    exports requirement = factor * scan + charges
                            ^
                """)
    }

    @Test("All tables of the exchange's file load", .enabled(if: MarginExampleTests.hasData))
    func allTierTables() throws {
        let folder = try #require(MarginExampleTests.dataFolder)
        let text = try String(contentsOf: folder.appending(path: "binance_cex_assets_info.csv"), encoding: .utf8)
        var pieces = 0
        for line in text.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: "\"").filter { $0 != "," }
            for field in fields.dropFirst(2) {
                var tiers: [TierTable.Tier] = []
                for tier in field.dropFirst().dropLast().split(separator: ",") {
                    let parts = tier.split(whereSeparator: { "-: ".contains($0) }).map(String.init)
                    tiers.append(
                        TierTable.Tier(
                            bound: parts[1] == "18446744073709551615" ? nil : try StatementTrial.number(parts[1]),
                            rate: try StatementTrial.number(parts[2]) * .powerOfTen(-2)))
                }
                pieces += try TierTable(tiers, .concave).pieces.count
            }
        }
        #expect(pieces > 483 * 3)
    }
}
