import BigNumbers
import CircuitCompiler
import Testing

/// The worked numbers of collateral: haircuts, tiers, concentration, headroom.
@Suite struct CollateralExampleTests {
    static let poolPrices = [
        "avax": ("22.47", "0"), "btc": ("115770", "0"), "eth": ("3698.4", "0"), "sol": ("172.23", "0"),
        "usdt": ("1", "0"), "zzz": ("10", "0"),
    ]
    static let pool = [
        "collateral:avax": "200000", "collateral:btc": "250", "collateral:eth": "3000", "collateral:sol": "40000",
        "collateral:usdt": "12000000",
    ]

    static func tiers(_ text: String) -> String {
        let parts = text.split(separator: " ").map { tier -> String in
            let part = tier.split(separator: ":")
            return "{\"to\":\(part[0] == "-" ? "null" : "\"\(part[0])\""),\"percent\":\"\(part[1])\"}"
        }
        return "[" + parts.joined(separator: ",") + "]"
    }

    /// The parameters of the coverage circuit for the pool; `zzz` is an asset that counts for nothing.
    static func coverage(required: String, withWorthless: Bool = false) -> String {
        let large =
            tiers(
                "30000000:100 50000000:98 100000000:95 200000000:90 350000000:80 500000000:70 800000000:60 1500000000:50 "
                    + "2500000000:30")
        var tables = [
            ("avax", tiers("800000:100 1200000:95 4000000:85 8000000:50 15000000:20 30000000:10")), ("btc", large),
            ("eth", tiers("-:100")),
            ("sol", tiers("3000000:100 6000000:95 8000000:90 10000000:85 20000000:75 30000000:60 50000000:30")),
            ("usdt", large),
        ]
        if withWorthless { tables.append(("zzz", "[]")) }
        return """
            {"version":1,"asset":[\(tables.map { "\"\($0.0)\"" }.joined(separator: ","))],
             "decimals":{\(tables.map { "\"\($0.0)\":8" }.joined(separator: ","))},
             "tiers":{\(tables.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ","))},"required":"\(required)"}
            """
    }

    static func concentration(limit: String, withWorthless: Bool = false) -> String {
        let ids = ["avax", "btc", "eth", "sol", "usdt"] + (withWorthless ? ["zzz"] : [])
        let list = ids.map { "\"\($0)\"" }.joined(separator: ",")
        return """
            {"version":1,"asset":[\(list)],"group":[\(list)],
             "decimals":{\(ids.map { "\"\($0)\":8" }.joined(separator: ","))},
             "group_of":{\(ids.map { "\"\($0)\":\"\($0)\"" }.joined(separator: ","))},
             "limit":{\(ids.map { "\"\($0)\":\"\(limit)\"" }.joined(separator: ","))}}
            """
    }

    @Test("Plain haircuts are tables of one tier: exact, and false one unit beyond")
    func plainHaircuts() throws {
        let rates = ["cash": "100", "eur": "88", "gold": "85", "spx": "85", "ust": "98"]
        let ids = rates.keys.sorted()
        func parameters(_ required: String) -> String {
            """
            {"version":1,"asset":[\(ids.map { "\"\($0)\"" }.joined(separator: ","))],
             "decimals":{\(ids.map { "\"\($0)\":2" }.joined(separator: ","))},
             "tiers":{\(ids.map { "\"\($0)\":" + Self.tiers("-:" + (rates[$0] ?? "")) }.joined(separator: ","))},
             "required":"\(required)"}
            """
        }
        let prices = Dictionary(uniqueKeysWithValues: ids.map { ($0, ("1", "0")) })
        let amounts = [
            "collateral:cash": "5000000", "collateral:ust": "20000000", "collateral:eur": "10000000",
            "collateral:spx": "4000000", "collateral:gold": "2000000",
        ]
        let equal = try StatementTrial(
            ["tiered_haircut_coverage": parameters("38500000")], prices: prices
        ).run(amounts)
        #expect(equal.failed.isEmpty && equal.violations == 0)
        #expect(equal.figures["collateral"] == 38_500_000)
        let beyond = try StatementTrial(
            ["tiered_haircut_coverage": parameters("38500000.0001")], prices: prices
        ).run(amounts)
        #expect(beyond.failed == ["covered"] && beyond.violations > 0)
        #expect(beyond.short == (try StatementTrial.number("0.0001")))
    }

    @Test("The pool through its tiers is worth 62,494,980")
    func tieredPool() throws {
        let trial = try StatementTrial(
            ["tiered_haircut_coverage": Self.coverage(required: "62494980")], prices: Self.poolPrices)
        let equal = try trial.run(Self.pool)
        #expect(equal.figures["collateral"] == 62_494_980)
        #expect(equal.failed.isEmpty && equal.violations == 0)
        let beyond = try StatementTrial(
            ["tiered_haircut_coverage": Self.coverage(required: "62494980.000001")], prices: Self.poolPrices
        ).run(Self.pool)
        #expect(beyond.failed == ["covered"] && beyond.violations > 0)
        // One unit less of an asset that counts in full.
        var less = Self.pool
        less["collateral:usdt"] = "11999999.99999999"
        #expect(try trial.run(less).failed == ["covered"])
    }

    @Test(
        "The pool breaks a limit of 40 percent and keeps one of 50",
        arguments: [
            ("4000", false), ("4631", false), ("4632", true), ("5000", true),
        ])
    func concentration(_ limit: String, _ holds: Bool) throws {
        let outcome = try StatementTrial(
            [
                "tiered_haircut_coverage": Self.coverage(required: "0"),
                "concentration_limit": Self.concentration(limit: limit),
            ], prices: Self.poolPrices
        ).run(Self.pool)
        #expect(outcome.failed == (holds ? [] : ["within_limit[btc]"]))
        #expect((outcome.violations == 0) == holds)
    }

    @Test("No auxiliary value and no worthless asset makes the pool look diversified")
    func concentrationWhateverTheProverChooses() throws {
        let trial = try StatementTrial(
            [
                "tiered_haircut_coverage": Self.coverage(required: "0", withWorthless: true),
                "concentration_limit": Self.concentration(limit: "4000", withWorthless: true),
            ], prices: Self.poolPrices)
        var amounts = Self.pool
        amounts["collateral:zzz"] = "100000000"
        let honest = try trial.run(amounts)
        #expect(honest.failed.contains("within_limit[btc]"))
        let check = TransparentCheck(trial.compilation.statement)
        var random = SplitMix(state: 7)
        for _ in 0..<400 {
            var lie = honest.witnesses
            for index in lie.indices {
                // From a little to everything, in both directions.
                let bits = Int(random.next() % 90)
                let shift = BigInteger.powerOfTwo(bits) * BigInteger(UInt64(random.next() % 7))
                lie[index] = random.next() % 2 == 0 ? lie[index] + shift : lie[index] - shift
            }
            #expect(!check.violations(honest.inputs, lie).isEmpty)
        }
    }

    @Test("A requirement of 50 million has a headroom of 12,498 points", arguments: [12_000, 12_498, 12_499, 15_000])
    func headroom(_ rung: UInt32) throws {
        let loss = """
            {"version":1,"instrument":["swap"],"scenario":["crash"],"decimals":{"swap":0},
             "loss":{"crash":["50000000"]},"worst":1}
            """
        let trial = try StatementTrial(
            ["tiered_haircut_coverage": Self.coverage(required: "0"), "expected_shortfall": loss],
            prices: Self.poolPrices, rung: rung)
        var amounts = Self.pool
        amounts["position:swap"] = "1"
        let outcome = try trial.run(amounts)
        #expect(outcome.figures["requirement"] == 50_000_000)
        #expect(outcome.failed == (rung <= 12_498 ? [] : ["rung"]))
        if rung == 12_000 || rung == 15_000 {
            let floor = try StatementTrial(
                [
                    "headroom_floor": "{\"version\":1,\"floor\":\"\(rung)\"}",
                    "tiered_haircut_coverage": Self.coverage(required: "0"), "expected_shortfall": loss,
                ], prices: Self.poolPrices
            ).run(amounts)
            #expect(floor.failed == (rung == 12_000 ? [] : ["headroom"]))
        }
    }
}

/// Numbers that look random and are the same in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
