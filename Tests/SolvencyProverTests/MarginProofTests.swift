import BigNumbers
import Bulletproofs
import CircuitCompiler
import CircuitModel
import Sodium
import StrictJSON
import Testing

@testable import Solvency
@testable import SolvencyProver

/// What can be proven, and what cannot.
@Suite struct MarginProofTests {
    private typealias W = MarginWorld

    /// Provable at equality, and by no prover one unit beyond.
    @Test func equalityIsProvable() throws {
        let world = try MarginWorld()
        // 1 btc is worth 100,000.25 (half of what is above 100,000), usdt 50,000, and 120 % of 1000 a lot are 1200.
        var list = W.List()
        list.rows = "btc,collateral,1,8\nusdt,collateral,19999.75,6\n"
        let equal = try world.prepare(lists: [list, .positions])
        #expect(equal.outlook(world.parameters).headroom == 0)
        try world.verify(equal.prove(key: world.key("fund").key))
        list.rows = "btc,collateral,1,8\nusdt,collateral,19999.749999,6\n"
        let short = try world.prepare(lists: [list, .positions])
        do {
            _ = try short.prove(key: world.key("fund").key)
            Issue.record("a false statement was proven")
        } catch let error as MarginProvingFailure {
            guard case .falseStatement(let name, let missing) = error else { throw error }
            let unit = try BigRational(decimal: "0.000001")
            #expect(name == Compilation.rungRow && missing == unit)
        }
    }

    /// A proof of a true statement does not serve for a list that makes it false.
    @Test func aProofFitsItsOwnListsOnly() throws {
        let world = try MarginWorld()
        let proof = try world.prove()
        var more = W.List.positions
        more.rows = "perp,position,-126,0\n"
        let other = try world.source(more).source
        #expect(throws: MarginRefusal.proof(StaticReason("equation"))) {
            try world.verify(proof.with(sources: [proof.sources[0], other]))
        }
    }

    /// One asset on two lists climbs one ladder: 1 btc twice is worth less than twice 1 btc.
    @Test func aSplitAssetIsOneHolding() throws {
        let world = try MarginWorld()
        var (first, second) = (W.List(), W.List())
        (first.rows, second.rows) = ("btc,collateral,1,8\nusdt,collateral,0,6\n", "btc,collateral,1,8\n")
        second.account = "7732"
        let ask = W.Ask(accounts: ["7731", "7732"], rung: 10000)
        let split = try world.prepare(ask, lists: [first, second, .positions])
        #expect(split.outlook(world.parameters).collateral == (try BigRational(decimal: "150000.5")))
        let evidence = try world.verify(split.prove(key: world.key("fund").key), ask)
        #expect(evidence.sources.count == 3 && evidence.statement.parts.inputs.count == 3)
    }

    /// Positions at two venues are margined apart: a hedge across venues does not count.
    @Test func venuesAreNettedApart() throws {
        let world = try MarginWorld()
        var hedge = W.List.positions
        (hedge.rows, hedge.account, hedge.signer) = ("perp,position,100,0\n", "7732", "custodian")
        let ask = W.Ask(accounts: ["7731", "7732"], rung: 10000)
        let prepared = try world.prepare(ask, lists: [W.List(), .positions, hedge])
        #expect(prepared.outlook(world.parameters).requirement == 200_000)
    }

    @Test func aDebtThatDoesNotCountIsRefused() throws {
        let world = try MarginWorld()
        var list = W.List()
        list.rows += "usd,debt,1,2\n"
        do {
            _ = try world.prepare(lists: [list, .positions])
            Issue.record("accepted")
        } catch let error as MarginProvingFailure {
            guard case .refused(.sourceDebt(source: 0, entry: 2)) = error else { throw error }
        }
    }

    @Test func positionsCanBeSelfDeclaredWhereThatIsAllowed() throws {
        let world = try MarginWorld()
        var own = W.List.positions
        own.signer = "fund"
        let proof = try world.prove(lists: [W.List(), own])
        #expect(throws: MarginRefusal.sourceUntrusted(source: 1, .positions)) { try world.verify(proof) }
        let evidence = try world.verify(proof, trust: world.trust(selfDeclared: true))
        #expect(evidence.sources[1].institution == nil && evidence.sources[0].institution != nil)
        // Collateral is never the holder's own word.
        var collateral = W.List()
        collateral.signer = "fund"
        #expect(throws: MarginRefusal.sourceUntrusted(source: 0, .collateral)) {
            try world.verify(world.prove(lists: [collateral, .positions]), trust: world.trust(selfDeclared: true))
        }
    }

    @Test(arguments: [("0", "0.1"), ("1", "-1")])
    func badParametersMakeNoStatement(_ factor: String, _ charge: String) throws {
        let params = W.params.replacing("\"charge\":{\"perp\":\"0\"}", with: "\"charge\":{\"perp\":\"\(charge)\"}")
            .replacing("\"factor\":\"1\"", with: "\"factor\":\"\(factor == "0" ? "-1" : factor)\"")
        let world = try MarginWorld(params: params)
        do {
            _ = try world.prepare()
            Issue.record("accepted")
        } catch let error as MarginProvingFailure {
            guard case .compilation = error else { throw error }
        }
    }

    private static func makesNoStatement(_ world: MarginWorld) throws {
        do {
            _ = try world.prepare()
            Issue.record("accepted")
        } catch let error as MarginProvingFailure {
            guard case .compilation = error else { throw error }
        }
    }

    @Test(arguments: ["0", "3"]) func aMeanOfNoneOrOfMoreThanThereAreIsNoStatement(_ worst: String) throws {
        let tail = """
            "expected_shortfall":{"version":1,"instrument":["perp"],"scenario":["down","up"],"decimals":{"perp":0},
            "loss":{"down":["1000"],"up":["-1000"]},"worst":\(worst)},"scenario_margin"
            """
        let params = W.params.replacing("\"scenario_margin\"", with: tail)
        try Self.makesNoStatement(
            MarginWorld(circuits: ["tiered_haircut_coverage", "expected_shortfall"], params: params))
    }

    @Test func anAssetIsInOneGroupThatExists() throws {
        for groups in [
            #"{"btc":"crypto","usdt":"none"}"#, #"{"btc":"crypto"}"#, #"{"btc":["crypto","cash"],"usdt":"cash"}"#,
        ] {
            let limit = """
                "concentration_limit":{"version":1,"asset":["btc","usdt"],"group":["cash","crypto"],
                "decimals":{"btc":8,"usdt":6},"group_of":\(groups),"limit":{"cash":"9000","crypto":"9000"}},"scenario_margin"
                """
            let params = W.params.replacing("\"scenario_margin\"", with: limit)
            try Self.makesNoStatement(
                MarginWorld(circuits: ["tiered_haircut_coverage", "concentration_limit"], params: params))
        }
    }

    /// A debt of a list is an input of the statement, and counts.
    @Test func aDebtCounts() throws {
        let params = """
            {"format":"solvency-params/1","circuits":{"cross_margin":{"version":1,"asset":["btc","usdt"],
            "instrument":["perp"],"asset_decimals":{"btc":8,"usdt":6},"rate":{"btc":"9500","usdt":"10000"},
            "loan_margin":{"btc":"1000","usdt":"0"},"instrument_decimals":{"perp":0},"notional":{"perp":"1000"},
            "brackets":{"perp":[{"to":null,"percent":"1"}]}}}}
            """
        let world = try MarginWorld(circuits: ["cross_margin"], params: params)
        var list = W.List()
        list.rows = "btc,collateral,0,8\nusdt,collateral,50000,6\nbtc,debt,0.1,8\nusdt,debt,0,6\n"
        let prepared = try world.prepare(W.Ask(rung: 10000), lists: [list, .positions])
        let outlook = prepared.outlook(world.parameters)
        // 50,000 less a debt of a tenth at the full price; a tenth of the debt and 1 % of the notional are required.
        let (collateral, requirement) = try (BigRational(decimal: "39999.95"), BigRational(decimal: "2000.005"))
        #expect(outlook.collateral == collateral && outlook.requirement == requirement)
        try world.verify(prepared.prove(key: world.key("fund").key), W.Ask(rung: 10000))
        // Leaving the debt out leaves an input without an entry.
        list.rows = "btc,collateral,0,8\nusdt,collateral,50000,6\nusdt,debt,0,6\n"
        do {
            _ = try world.prepare(W.Ask(rung: 10000), lists: [list, .positions])
            Issue.record("accepted")
        } catch let error as MarginProvingFailure {
            guard case .refused(.sourceEntries(.withoutEntry)) = error else { throw error }
        }
    }

    /// At a bound, one unit to either side of it, at zero and above the last bound.
    @Test(arguments: [
        ("0", "0"), ("99.999999", "99.999999"), ("100", "100"), ("100.000001", "100.0000005"), ("200", "150"),
        ("200.000001", "150"), ("4611686018427.387903", "150"),
    ])
    func tierBoundaries(_ quantity: String, _ value: String) throws {
        let tiers = #"[{"to":"100","percent":"100"},{"to":"200","percent":"50"}]"#
        let world = try MarginWorld(
            params: W.params.replacing(#""usdt":[{"to":null,"percent":"100"}]"#, with: "\"usdt\":\(tiers)")
                .replacing("\"required\":\"0\"", with: "\"required\":\"\(value)\""))
        var list = W.List()
        list.rows = "btc,collateral,0,8\nusdt,collateral,\(quantity),6\n"
        var flat = W.List.positions
        flat.rows = "perp,position,0,0\n"
        let prepared = try world.prepare(lists: [list, flat])
        let expected = try BigRational(decimal: value)
        #expect(prepared.outlook(world.parameters).collateral == expected)
        try world.verify(prepared.prove(key: world.key("fund").key))
    }

    /// A rate of 33.339 percent counts as 33.33, and nothing is rounded after that.
    @Test func roundingIsAgainstTheHolder() throws {
        let world = try MarginWorld(
            params: W.params.replacing(
                #""usdt":[{"to":null,"percent":"100"}]"#, with: #""usdt":[{"to":null,"percent":"33.339"}]"#))
        var list = W.List()
        list.rows = "btc,collateral,0,8\nusdt,collateral,100.000001,6\n"
        let expected = try BigRational(decimal: "33.3300003333")
        #expect(try world.prepare(lists: [list, .positions]).outlook(world.parameters).collateral == expected)
    }

    /// Circuits are looked up by these names, so none may lead out of the shipped ones and the files that were given.
    @Test(arguments: ["../circuit", "/etc/passwd", "-", "", "a b", "1a"])
    func aCircuitsNameIsNoPath(_ name: String) {
        #expect(throws: JSONFailure.self) {
            try MarginParameters(
                json: Array(#"{"format":"solvency-params/1","circuits":{"\#(name)":{"version":1}}}"#.utf8))
        }
    }

    @Test func anotherHoldersKeyProvesNothing() throws {
        let world = try MarginWorld()
        let prepared = try world.prepare()
        do {
            _ = try prepared.prove(key: world.key("mallory").key)
            Issue.record("accepted")
        } catch let error as MarginProvingFailure {
            guard case .holderKey = error else { throw error }
        }
    }

    /// S16 of the worked examples.
    @Test func marginCallsAreExact() throws {
        let terms = try #require(MarginCallTerms(threshold: 2_000_000, minimumTransfer: 30000, rounding: 10000))
        #expect(terms.call(margin: 42_004_321, posted: 38_500_000) == 1_510_000)
        #expect(terms.call(margin: 40_529_999, posted: 38_500_000) == 0)
        #expect(terms.call(margin: 40_530_000, posted: 38_500_000) == 30000)
        #expect(terms.call(margin: 1_000_000, posted: 0) == 0)
        #expect(MarginCallTerms(threshold: -1, minimumTransfer: 0, rounding: 0) == nil)
    }

    @Test func tierTablesAreReadExactly() throws {
        func tiers(_ text: String) throws -> [TierTables.Tier] { try TierTables.tiers(Array(text.utf8)) }
        #expect(try tiers("").isEmpty && tiers("[]").isEmpty && tiers("[0-18446744073709551615:0]").isEmpty)
        #expect(
            try tiers("[0-800:100,800-900:95, 900-18446744073709551615:0]").map(\.bound) == [800, 900, nil])
        let faults: [(String, TierFault)] = [
            ("[0-1:100,2-3:90]", TierFault(tier: 2, .gap)), ("[0-5:100,4-9:90]", TierFault(tier: 2, .overlap)),
            ("[0-5:90,5-9:95]", TierFault(tier: 2, .rises)), ("[0-5:101]", TierFault(tier: 1, .above100)),
            ("[0-0:1]", TierFault(tier: 1, .empty)), ("0-5:90", TierFault(tier: nil, .form)),
            ("[0-5:9.5]", TierFault(tier: 1, .form)), ("[00-5:9]", TierFault(tier: 1, .form)),
            ("[0-18446744073709551615:100,1-2:90]", TierFault(tier: 2, .overlap)),
            ("[1-2:100]", TierFault(tier: 1, .gap)),
        ]
        for (text, fault) in faults {
            #expect(throws: fault, "\(text)") { try tiers(text) }
        }
    }
}
