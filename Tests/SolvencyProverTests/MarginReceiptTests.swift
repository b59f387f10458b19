import CircuitCompiler
import Sodium
import SumTree
import Testing

@testable import Solvency
@testable import SolvencyProver

/// A leaf of an epoch as the source of a margin proof.
@Suite struct MarginReceiptTests {
    /// An epoch of two accounts, and a world whose parameters fit it.
    private struct Fixture {
        let epoch: TestEpoch
        let header: VerifiedHeader
        let exporter: ReceiptExporter
        let world: MarginWorld
        let ask = MarginWorld.Ask(
            accounts: ["alice"], circuits: ["tiered_haircut_coverage"], rung: 10000, complete: [])

        init(decimals: Int = 2) throws {
            epoch = try TestEpoch()
            let assets = [(id: "btc", columns: #""balance""#), (id: "usdt", columns: #""balance""#)]
            let builder = try TestEpoch.builder(
                plan: TestEpoch.plan(assets: assets), ledger: "account,btc,usdt\nalice,1.25,\nbob,3,100\n")
            let built = try builder.build(in: epoch.folder("/m"), key: epoch.key, threads: 1)
            header = try #require(built.header).verify(issuer: epoch.key.verificationKey)
            exporter = try ReceiptExporter(epoch.folder("/m"))
            world = try MarginWorld(
                circuits: ["tiered_haircut_coverage"],
                params: MarginWorld.params.replacing(
                    "\"decimals\":{\"btc\":8,\"usdt\":6}", with: "\"decimals\":{\"btc\":\(decimals),\"usdt\":2}"
                ).replacing("\"required\":\"0\"", with: "\"required\":\"100000\""))
        }

        func receipt(_ id: String) throws -> Receipt { try exporter.receipt(try TestEpoch.account(id)) }

        func prove(_ id: String = "alice") throws -> MarginProof {
            let challenge = try world.challenge(ask)
            let prover = MarginProver(
                challenge: challenge, circuits: world.circuits, parameters: world.parameters,
                prices: try world.prices(), header: header, now: challenge.valuationTime)
            let source = try ProverSource.receipt(receipt(id), header: header.header, position: 0)
            return try prover.prepare([source], holderKey: world.key("fund").key.verificationKey)
                .prove(key: world.key("fund").key)
        }

        func verify(_ proof: MarginProof, header: VerifiedHeader?) throws -> VerifiedMargin {
            var trust = try world.trust()
            try trust.trust(epoch.key.verificationKey.bytes, of: Array("ExampleX".utf8), for: .collateral)
            let challenge = try world.challenge(ask)
            let verifier = MarginVerifier(
                challenge: challenge, trust: trust, parameters: world.parameters.digest,
                now: challenge.valuationTime, header: header)
            let checked = try verifier.check(proof)
            return try checked.verify(
                MarginStatement.compile(
                    circuits: world.circuits, parameters: world.parameters, prices: checked.prices,
                    nettingSets: checked.nettingSets, rung: proof.rung
                ).statement)
        }
    }

    private func refusal(_ body: () throws -> Void) throws -> MarginRefusal? {
        do {
            try body()
            return nil
        } catch let error as MarginRefusal {
            return error
        } catch let error as MarginProvingFailure {
            guard case .refused(let refusal) = error else { throw error }
            return refusal
        }
    }

    @Test func aLeafVouchesForItsAccountAndEpoch() throws {
        let fixture = try Fixture()
        let proof = try fixture.prove()
        let evidence = try fixture.verify(proof, header: fixture.header)
        #expect(evidence.sources.count == 1 && evidence.sources[0].isReceipt && !evidence.isHolderKeyVouched)
        // Without a header, and with that of another epoch.
        #expect(try refusal { _ = try fixture.verify(proof, header: nil) } == .receiptHeader(source: 0))
        let other = try Fixture()
        #expect(try refusal { _ = try fixture.verify(proof, header: other.header) } == .receiptHeader(source: 0))
        // An account that the challenge does not name.
        #expect(try refusal { _ = try fixture.prove("bob") } == .sourceHolder(source: 0))
        // The issuer's signature is over something else.
        guard case .receipt(let half) = proof.sources[0] else { return }
        let stranger = try fixture.receipt("bob")
        let forged = SignedBytes(body: half.signed.body, signature: stranger.signature)
        #expect(
            try refusal {
                _ = try fixture.verify(
                    proof.with(sources: [.receipt(ReceiptSourceHalf(forged))]), header: fixture.header)
            } == .sourceSignature(source: 0))
    }

    @Test func decimalsAreThoseOfTheParameters() throws {
        let fixture = try Fixture(decimals: 3)
        #expect(try refusal { _ = try fixture.prove() } == .registry(source: 0, entry: 0))
    }

    /// A pledge has the same columns as a balance and is none.
    @Test func aPledgeIsNoCollateral() throws {
        let fixture = try Fixture()
        let header = fixture.header.header
        let half = ReceiptSourceHalf(try fixture.receipt("alice"))
        #expect(half.entries(header: header)?.count == 2)
        var trees: [PublishedTree] = []
        var entries: [ReceiptBody.Entry] = []
        for (tree, entry) in zip(header.trees, half.unverified.entries) {
            let old = tree.head.context
            let context = try TreeContext(
                issuerKey: old.issuerKey, epoch: old.epoch, buildDigest: old.buildDigest, kind: .pledges,
                asset: old.asset, shape: old.shape, columns: old.columns)
            trees.append(
                PublishedTree(head: try TreeHead(context: context, root: tree.head.root), filesDigest: tree.filesDigest)
            )
            entries.append(ReceiptBody.Entry(contextDigest: context.digest, leaf: entry.leaf))
        }
        let pledges = try EpochHeader(
            issuerName: header.issuerName, issuerKey: header.issuerKey, epoch: header.epoch,
            valuationTime: header.valuationTime, previousDigest: nil, buildDigest: header.buildDigest, trees: trees)
        let body = ReceiptBody(
            headerDigest: half.unverified.headerDigest, account: half.unverified.account, entries: entries)
        let signed = SignedBytes(
            body: body.encoded(), signature: [UInt8](repeating: 0, count: 64))
        #expect(try ReceiptSourceHalf(signed).entries(header: pledges) == nil)
        // The leaves of balances do not fit a header of pledges either, and no tree may be left out.
        #expect(half.entries(header: pledges) == nil)
        let fewer = SignedBytes(
            body: ReceiptBody(
                headerDigest: body.headerDigest, account: body.account,
                entries: [half.unverified.entries[0]]
            ).encoded(), signature: signed.signature)
        #expect(try ReceiptSourceHalf(fewer).entries(header: header) == nil)
    }
}
