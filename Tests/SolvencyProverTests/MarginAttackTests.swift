import BigNumbers
import Bulletproofs
import CircuitCompiler
import CircuitModel
import Sodium
import SumTree
import Testing

@testable import Solvency
@testable import SolvencyProver

/// What a verifier of margin proofs refuses, each with its reason; and that it is this check that refuses.
@Suite struct MarginAttackTests {
    /// A proof that one check must refuse.
    struct Attack {
        let check: SkippableMarginCheck
        let refusal: MarginRefusal
        /// Checks that must be left out besides, for the proof to pass.
        var besides: Set<SkippableMarginCheck> = []
        let attempt: (MarginWorld) throws -> Void
    }

    private typealias W = MarginWorld

    /// Every bad proof is made with the check left out, since the prover makes the same checks.
    private static func bad(
        _ check: SkippableMarginCheck, _ make: () throws -> MarginProof
    ) throws -> MarginProof {
        try MarginSeam.$omitted.withValue([check]) { try make() }
    }

    private static let bound: Set<SkippableMarginCheck> = [.context, .absorbedContext]

    private static var attacks: [Attack] {
        [
            Attack(check: .context, refusal: .contextMismatch(.verifier), besides: [.absorbedContext]) {
                try $0.verify($0.prove(), W.Ask(verifier: "Other Desk"))
            },
            Attack(check: .context, refusal: .contextMismatch(.nonce), besides: [.absorbedContext]) {
                try $0.verify($0.prove(), W.Ask(nonce: 2))
            },
            Attack(check: .context, refusal: .contextMismatch(.other), besides: [.absorbedContext]) {
                try $0.verify($0.prove(), W.Ask(complete: []))
            },
            Attack(check: .statement, refusal: .statementMismatch, besides: bound) {
                try $0.verify(
                    $0.prove(W.Ask(circuits: ["tiered_haircut_coverage"], rung: 10000), lists: [W.List()]),
                    W.Ask(rung: 10000))
            },
            Attack(check: .parameters, refusal: .tableDigest) {
                let digest: NodeHash = try #require(NodeHash(bytes: [UInt8](repeating: 1, count: 32)))
                try $0.verify($0.prove(), parameters: digest)
            },
            Attack(check: .rung, refusal: .rungTooLow(proven: 10000, wanted: 12000), besides: bound) {
                try $0.verify($0.prove(W.Ask(rung: 10000)), W.Ask())
            },
            Attack(check: .suite, refusal: .suite, besides: bound) {
                try $0.verify($0.prove(suite: .lookups), W.Ask(suites: [.bits]))
            },
            Attack(check: .expiry, refusal: .expired) { try $0.verify($0.prove(), now: W.time + 3601) },
            Attack(check: .priceSigner, refusal: .priceSigner) {
                try $0.verify($0.prove(), trust: $0.trust(without: ["oracle"]))
            },
            Attack(check: .priceSigner, refusal: .priceSigner) { world in
                try world.verify(bad(.priceSigner) { try world.prove(prices: world.prices(signer: "mallory")) })
            },
            Attack(check: .priceAge, refusal: .priceAge(0)) { world in
                try world.verify(bad(.priceAge) { try world.prove(prices: world.prices(published: W.time - 61)) })
            },
            Attack(check: .sourceTrust, refusal: .sourceUntrusted(source: 1, .positions)) {
                try $0.verify($0.prove(), trust: $0.trust(without: ["venue"]))
            },
            Attack(check: .sourceTrust, refusal: .sourceUntrusted(source: 0, .collateral)) {
                // Trusted for prices is not trusted for holdings.
                var list = W.List()
                list.signer = "oracle"
                try $0.verify($0.prove(lists: [list, .positions]))
            },
            Attack(check: .sourceSignature, refusal: .sourceSignature(source: 0)) { world in
                // A list that names the custodian's key, made by somebody else.
                var list = W.List()
                list.signer = "mallory"
                guard case .holdings(let forged) = try world.source(list).source else { return }
                let proof = try world.prove()
                guard case .holdings(let real) = proof.sources[0] else { return }
                let claimed = SignedBytes(body: real.signed.body, signature: forged.signed.signature)
                try world.verify(proof.with(sources: [.holdings(SignedHoldings(claimed)), proof.sources[1]]))
            },
            Attack(check: .sourceHolder, refusal: .sourceHolder(source: 1)) { world in
                var list = W.List.positions
                list.holder = "Fund B"
                try world.verify(bad(.sourceHolder) { try world.prove(lists: [W.List(), list]) })
            },
            Attack(check: .sourceHolder, refusal: .sourceHolder(source: 1)) { world in
                var list = W.List.positions
                list.account = "8000"
                try world.verify(bad(.sourceHolder) { try world.prove(lists: [W.List(), list]) })
            },
            Attack(check: .sourceOnce, refusal: .sourceDuplicate(0, 1)) { world in
                var list = W.List()
                list.signer = "custodian2"
                try world.verify(world.prove(lists: [W.List(), list, .positions]))
            },
            Attack(check: .allAccounts, refusal: .sourceEntries(.sourceMissing)) { world in
                let ask = W.Ask(accounts: ["7731", "7732"])
                try world.verify(bad(.allAccounts) { try world.prove(ask) }, ask)
            },
            Attack(check: .allAccounts, refusal: .sourceEntries(.sourceMissing)) { world in
                let ask = W.Ask(sourceCount: 3)
                try world.verify(bad(.allAccounts) { try world.prove(ask) }, ask)
            },
            Attack(check: .skew, refusal: .sourceSkew(source: 1)) { world in
                var list = W.List.positions
                list.time += 301
                try world.verify(bad(.skew) { try world.prove(lists: [W.List(), list]) })
            },
            Attack(check: .skew, refusal: .sourceSkew(source: nil)) { world in
                var (first, second) = (W.List(), W.List.positions)
                (first.time, second.time) = (first.time - 200, second.time + 200)
                try world.verify(bad(.skew) { try world.prove(lists: [first, second]) })
            },
            Attack(check: .completeness, refusal: .sourceIncomplete(source: 1, .positions)) { world in
                var list = W.List.positions
                list.isComplete = false
                try world.verify(bad(.completeness) { try world.prove(lists: [W.List(), list]) })
            },
            Attack(check: .completeness, refusal: .sourceIncomplete(source: 2, .positions)) { world in
                // A second account at the venue, of which only collateral is listed.
                var list = W.List(signer: "venue", rows: "usdt,collateral,1,6\n", account: "7732")
                list.isComplete = false
                let ask = W.Ask(accounts: ["7731", "7732"])
                var trust = try world.trust()
                try trust.trust(world.key("venue").bytes, of: Array("Venue".utf8), for: .collateral)
                let proof = try bad(.completeness) { try world.prove(ask, lists: [W.List(), .positions, list]) }
                try world.verify(proof, ask, trust: trust)
            },
            Attack(check: .lock, refusal: .sourceLock(source: 0)) { world in
                let ask = W.Ask(requiresLock: true)
                try world.verify(bad(.lock) { try world.prove(ask) }, ask)
            },
            Attack(check: .lock, refusal: .sourceLock(source: 0)) { world in
                // Asked for or not, what is locked for another verifier is not there.
                var list = W.List()
                let until = try #require(Timestamp(seconds: W.time + 9999))
                list.lock = HoldingsList.Lock(verifier: Array("Other Desk".utf8), until: until)
                try world.verify(bad(.lock) { try world.prove(lists: [list, .positions]) })
            },
            Attack(check: .lock, refusal: .sourceLock(source: 0)) { world in
                let ask = W.Ask(requiresLock: true)
                var list = W.List()
                let until = try #require(Timestamp(seconds: W.time + 3599))
                list.lock = HoldingsList.Lock(verifier: Array("Desk".utf8), until: until)
                try world.verify(bad(.lock) { try world.prove(ask, lists: [list, .positions]) }, ask)
            },
            Attack(check: .circuitProof, refusal: .proof(StaticReason("equation")), besides: [.holderSignature]) {
                let proof = try $0.prove()
                var bytes = proof.proof
                bytes[bytes.count - 32] ^= 1
                try $0.verify(proof.with(proof: bytes))
            },
            Attack(check: .holderSignature, refusal: .holderSignature) {
                let proof = try $0.prove()
                let another = try $0.prove()
                try $0.verify(proof.with(signature: another.holderSignature))
            },
            Attack(check: .absorbedSources, refusal: .proof(StaticReason("equation")), besides: [.holderSignature]) {
                world in
                // The venue signs the same commitments again, for another time.
                let proof = try MarginSeam.$omitted.withValue(MarginSeam.omitted) { try world.prove() }
                guard case .holdings(let list) = proof.sources[1] else { return }
                let old = list.unverified
                let again = try HoldingsList(
                    signerKey: old.signerKey, holder: old.holder, holderKey: old.holderKey, account: old.account,
                    valuationTime: #require(Timestamp(seconds: W.time + 1)), isComplete: old.isComplete,
                    universe: old.universe, entries: old.entries)
                let signed = SignedHoldings(signing: again, with: try world.key("venue").key)
                try world.verify(proof.with(sources: [proof.sources[0], .holdings(signed)]))
            },
            Attack(check: .absorbedContext, refusal: .proof(StaticReason("equation"))) { world in
                let proof = try world.prove()
                try MarginSeam.$omitted.withValue(MarginSeam.omitted.union([.context])) {
                    _ = try world.verify(proof, W.Ask(nonce: 9))
                }
            },
        ]
    }

    @Test func aRightProofPasses() throws {
        let world = try MarginWorld()
        for suite in CircuitSuite.allCases {
            let proof = try world.prove(suite: suite)
            let evidence = try world.verify(proof)
            #expect(evidence.rung == 12000 && evidence.sources.count == 2 && evidence.isHolderKeyVouched)
            #expect(evidence.sources.map(\.isComplete) == [true, true])
        }
    }

    @Test func everyAttackIsRefusedWithItsReason() throws {
        let world = try MarginWorld()
        for (index, attack) in Self.attacks.enumerated() {
            #expect(throws: attack.refusal, "\(index): \(attack.check)") { try attack.attempt(world) }
        }
    }

    @Test func withoutItsCheckEveryAttackPasses() throws {
        let world = try MarginWorld()
        for (index, attack) in Self.attacks.enumerated() {
            MarginSeam.$omitted.withValue(attack.besides.union([attack.check])) {
                #expect(throws: Never.self, "\(index): \(attack.check)") { try attack.attempt(world) }
            }
        }
    }

    /// Those of the map from entries to inputs are left out in `InputMapTests`.
    @Test func everyCheckHasAnAttack() {
        let known = Set(Self.attacks.map(\.check)).union([.entryOnce, .split, .everyEntry, .decimals])
        #expect(known == Set(SkippableMarginCheck.allCases))
    }

    /// A custodian that can vouch for collateral only does not have to sign that there are no positions.
    @Test func completenessIsWantedOfTheRoleOnly() throws {
        let world = try MarginWorld()
        var list = W.List()
        list.isComplete = false
        let evidence = try world.verify(world.prove(lists: [list, .positions]))
        #expect(evidence.sources.map(\.isComplete) == [false, true])
    }

    @Test func aReplayIsRefused() throws {
        let world = try MarginWorld()
        let proof = try world.prove()
        #expect(throws: MarginRefusal.replayed) { try world.verify(proof, isReplay: true) }
    }

    @Test func whatTheProverSaysOfItsChallengeIsNotRelevant() throws {
        let world = try MarginWorld()
        #expect(throws: MarginRefusal.contextMismatch(.holder)) {
            try world.verify(world.prove(), W.Ask(holder: "Fund B"))
        }
        #expect(throws: MarginRefusal.contextMismatch(.accounts)) {
            try world.verify(world.prove(), W.Ask(accounts: ["1"]))
        }
        #expect(throws: MarginRefusal.tableDigest) {
            let digest = try #require(NodeHash(bytes: [UInt8](repeating: 1, count: 32)))
            try world.verify(world.prove(), W.Ask(parameters: digest), parameters: digest)
        }
    }

    /// Prices of the same signer, sources in another order, sources left out: the proof is about others.
    @Test func everythingSignedIsAbsorbed() throws {
        let world = try MarginWorld()
        let proof = try world.prove()
        #expect(throws: MarginRefusal.proof(StaticReason("equation"))) {
            try world.verify(proof.with(prices: world.prices(published: W.time - 3)))
        }
        #expect(throws: MarginRefusal.proof(StaticReason("equation"))) {
            try world.verify(proof.with(sources: [proof.sources[1], proof.sources[0]]))
        }
        #expect(throws: MarginRefusal.sourceEntries(.withoutEntry(input: 2))) {
            try world.verify(proof.with(sources: [proof.sources[0]]))
        }
    }
}
