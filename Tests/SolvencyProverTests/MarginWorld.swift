import BigNumbers
import Bulletproofs
import CircuitCompiler
import CircuitModel
import Foundation
import Sodium
import SumTree
import Testing

@testable import Solvency
@testable import SolvencyProver

/// A fund, a custodian, a venue, an oracle and a desk, with proofs that are right unless a test says otherwise.
final class MarginWorld {
    static let time: UInt64 = 1_795_132_800

    /// A key that tests can hand around.
    final class Key: Sendable {
        let key: SigningKey
        init() throws { key = try SigningKey.generate() }
        var bytes: [UInt8] { key.verificationKey.bytes }
    }

    let keys: [String: Key]
    let circuits: [CircuitSource]
    let parameters: MarginParameters

    static let params = """
        {"format":"solvency-params/1","circuits":{
        "tiered_haircut_coverage":{"version":1,"asset":["btc","usdt"],"decimals":{"btc":8,"usdt":6},"required":"0",
        "tiers":{"btc":[{"to":"100000","percent":"100"},{"to":null,"percent":"50"}],"usdt":[{"to":null,"percent":"100"}]}},
        "scenario_margin":{"version":1,"instrument":["perp"],"scenario":["down","up"],"decimals":{"perp":0},
        "loss":{"down":["1000"],"up":["-1000"]},"factor":"1","charge":{"perp":"0"},"short_charge":{"perp":"0"}}}}
        """

    init(
        circuits names: [String] = ["tiered_haircut_coverage", "scenario_margin"], params: String = MarginWorld.params
    )
        throws
    {
        var keys: [String: Key] = [:]
        for name in ["custodian", "custodian2", "venue", "oracle", "fund", "mallory"] { keys[name] = try Key() }
        self.keys = keys
        circuits = try names.map(Self.circuit)
        parameters = try MarginParameters(json: Array(params.utf8))
    }

    static func circuit(_ name: String) throws -> CircuitSource {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../circuits/\(name).circuit")
        return try CircuitSource.parse([UInt8](Data(contentsOf: file)), file: name)
    }

    func key(_ name: String) throws -> Key { try #require(keys[name]) }

    /// What a list says.
    struct List {
        var signer = "custodian"
        var rows = "btc,collateral,1,8\nusdt,collateral,50000,6\n"
        var holder = "Fund A"
        var holderKey = "fund"
        var account = "7731"
        var time = MarginWorld.time
        var isComplete = true
        var lock: HoldingsList.Lock?

        static let positions = List(signer: "venue", rows: "perp,position,-100,0\n")
    }

    func source(_ list: List) throws -> ProverSource {
        let table = try HoldingsTests.table("id,kind,quantity,decimals\n" + list.rows)
        let terms = HoldingsAttestation.Terms(
            holder: Array(list.holder.utf8), holderKey: try key(list.holderKey).key.verificationKey,
            account: Array(list.account.utf8), valuationTime: try #require(Timestamp(seconds: list.time)),
            isComplete: list.isComplete, universe: parameters.digest, lock: list.lock)
        let attestation = try HoldingsAttestation(table, terms: terms, key: key(list.signer).key)
        return try ProverSource.list(attestation.holdings, openings: attestation.openings, position: 0)
    }

    func prices(signer: String = "oracle", published: UInt64 = MarginWorld.time - 2) throws -> SignedPrices {
        var prices: [PriceSnapshot.Price] = []
        for (id, price) in [("btc", "100000.5"), ("usdt", "1")] {
            let number = try #require(ExactDecimal(Array(price.utf8)))
            let zero = try #require(ExactDecimal(Array("0".utf8)))
            let time = try #require(Timestamp(seconds: published))
            prices.append(
                try #require(
                    PriceSnapshot.Price(id: Array(id.utf8), price: number, confidence: zero, publishTime: time)))
        }
        let key = try key(signer)
        return SignedPrices(
            signing: try PriceSnapshot(
                signerKey: key.bytes, valuationTime: try #require(Timestamp(seconds: Self.time)), prices: prices),
            with: key.key)
    }

    /// What a challenge asks for.
    struct Ask {
        var verifier = "Desk"
        var nonce: UInt8 = 1
        var holder = "Fund A"
        var accounts = ["7731"]
        var sourceCount: UInt64?
        var circuits: [String]?
        var rung: UInt64 = 12000
        var parameters: NodeHash?
        var priceSigner = "oracle"
        var suites: [CircuitSuite] = [.lookups, .bits]
        var complete: [SignerRole] = [.positions]
        var requiresLock = false
    }

    func challenge(_ ask: Ask = Ask()) throws -> Challenge {
        let chosen = circuits.filter { ask.circuits?.contains($0.name) ?? true }
        return try Challenge(
            verifier: Array(ask.verifier.utf8), nonce: [UInt8](repeating: ask.nonce, count: 32),
            notAfter: #require(Timestamp(seconds: Self.time + 3600)), holder: Array(ask.holder.utf8),
            accounts: ask.accounts.map { Array($0.utf8) }, sourceCount: ask.sourceCount,
            circuits: chosen.map(\.reference), minimumRung: ask.rung, parameters: ask.parameters ?? parameters.digest,
            priceSigner: key(ask.priceSigner).bytes, valuationTime: #require(Timestamp(seconds: Self.time)),
            maximumAge: 60, maximumSkew: 300, suites: ask.suites, completeRoles: ask.complete,
            requiresLock: ask.requiresLock)
    }

    /// Prepares a proof for a challenge.
    func prepare(
        _ ask: Ask = Ask(), lists: [List] = [List(), .positions], prices: SignedPrices? = nil,
        suite: CircuitSuite? = nil,
        rung: UInt64? = nil
    ) throws -> PreparedMarginProof {
        let challenge = try challenge(ask)
        let prover = MarginProver(
            challenge: challenge, circuits: circuits.filter { ask.circuits?.contains($0.name) ?? true },
            parameters: parameters, prices: try prices ?? self.prices(), rung: rung, suite: suite,
            now: challenge.valuationTime)
        return try prover.prepare(lists.map(source), holderKey: key("fund").key.verificationKey)
    }

    func prove(
        _ ask: Ask = Ask(), lists: [List] = [List(), .positions], prices: SignedPrices? = nil,
        suite: CircuitSuite? = nil,
        rung: UInt64? = nil
    ) throws -> MarginProof {
        try prepare(ask, lists: lists, prices: prices, suite: suite, rung: rung).prove(key: key("fund").key)
    }

    /// The desk's trust: the custodian's two keys are one institution.
    func trust(without: Set<String> = [], selfDeclared: Bool = false) throws -> TrustedKeys {
        var trust = TrustedKeys()
        trust.allowsSelfDeclaredPositions = selfDeclared
        for (key, name, role) in [
            ("custodian", "Custodian", SignerRole.collateral), ("custodian2", "Custodian", .collateral),
            ("venue", "Venue", .positions), ("oracle", "Oracle", nil),
        ] as [(String, String, SignerRole?)] where !without.contains(key) {
            try trust.trust(self.key(key).bytes, of: Array(name.utf8), for: role)
        }
        return trust
    }

    @discardableResult
    func verify(
        _ proof: MarginProof, _ ask: Ask = Ask(), trust: TrustedKeys? = nil, parameters: NodeHash? = nil,
        now: UInt64 = MarginWorld.time + 60, isReplay: Bool = false
    ) throws -> VerifiedMargin {
        let challenge = try challenge(ask)
        let verifier = MarginVerifier(
            challenge: challenge, trust: try trust ?? self.trust(), parameters: parameters ?? self.parameters.digest,
            now: try #require(Timestamp(seconds: now)), isReplay: isReplay)
        let checked = try verifier.check(MarginProof(file: proof.encodedFile()))
        let compilation = try MarginStatement.compile(
            circuits: circuits.filter { source in
                proof.claimedChallenge.circuits.contains { $0.digest == source.digest }
            }, parameters: self.parameters, prices: checked.prices, nettingSets: checked.nettingSets, rung: proof.rung)
        return try checked.verify(compilation.statement)
    }
}

extension MarginProof {
    /// The same proof with other parts.
    func with(
        sources: [MarginSource]? = nil, prices: SignedPrices? = nil, proof: [UInt8]? = nil, signature: [UInt8]? = nil
    ) -> MarginProof {
        MarginProof(
            claimedChallenge: claimedChallenge, rung: rung, suite: suite, sources: sources ?? self.sources,
            prices: prices ?? self.prices, holderKey: holderKey, proof: proof ?? self.proof,
            holderSignature: signature ?? holderSignature)
    }
}
