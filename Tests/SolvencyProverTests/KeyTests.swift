import Ristretto
import Sodium
import SumTree
import Testing

@testable import SolvencyProver

@Suite struct KeyTests {
    private let issuer = [UInt8](repeating: 1, count: 32)

    private func keys(secret: UInt8 = 2, epoch: UInt64 = 42, build: UInt8 = 3) throws -> EpochKeys {
        try EpochKeys(
            secret: SecretBytes(copying: [UInt8](repeating: secret, count: 32)), issuerKey: issuer, epoch: epoch,
            buildID: [UInt8](repeating: build, count: 32))
    }

    private func context(_ byte: UInt8) throws -> NodeHash {
        try #require(NodeHash(bytes: [UInt8](repeating: byte, count: 32)))
    }

    private func fields(_ parts: [[UInt8]]) -> [UInt8] {
        parts.flatMap { FieldHash.bytes(UInt64($0.count)) + $0 }
    }

    private func hash(_ size: Blake2b.DigestSize, key: [UInt8], _ parts: [UInt8]...) throws -> [UInt8] {
        let secret = try SecretBytes(copying: key)
        var hash = try Blake2b(size, key: secret)
        hash.update(fields(parts))
        return hash.finalize()
    }

    @Test func everythingIsDerivedAsTheSpecificationSays() throws {
        let number = FieldHash.bytes
        let buildKey = try hash(
            .bits256, key: [UInt8](repeating: 2, count: 32), Array("build".utf8), issuer, number(42),
            [UInt8](repeating: 3, count: 32))
        let context = try context(9)
        let alice = try TestEpoch.account("alice")
        var tree = try TreeKeys(try keys(), context: context)
        let blind = try hash(
            .bits512, key: buildKey, Array("blind".utf8), context.bytes, number(1), number(7), alice.utf8)
        #expect(tree.blinding(column: 1, index: 7, account: alice) == (try Scalar(wideReducing: blind)))
        let pad = try hash(.bits512, key: buildKey, Array("pad".utf8), context.bytes, number(0), number(7))
        #expect(tree.blinding(column: 0, index: 7, account: nil) == (try Scalar(wideReducing: pad)))
        #expect(
            tree.salt(index: 7, account: alice)
                == (try hash(.bits256, key: buildKey, Array("salt".utf8), context.bytes, number(7), alice.utf8)))
        #expect(
            tree.paddingHash(index: 7).bytes
                == (try hash(.bits256, key: buildKey, Array("padhash".utf8), context.bytes, number(7))))
    }

    @Test func theWorkedVectorOfTheSpecificationHolds() throws {
        var tree = try TreeKeys(try keys(), context: try context(9))
        let alice = try TestEpoch.account("alice")
        let hex = { (bytes: [UInt8]) in bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
        #expect(
            hex(tree.blinding(column: 1, index: 7, account: alice).encoded())
                == "c994dd3282b8b99f0a10e01d88a4bd02478fdb3fe5591b18548be90a9649ce00")
        #expect(
            hex(tree.blinding(column: 0, index: 7, account: nil).encoded())
                == "ec371956f345f8b5d66953b17cef33893d2a4c1bbf4a2a4280695f237e985907")
        #expect(
            hex(tree.salt(index: 7, account: alice))
                == "5c820ad6b43fa58d317dbc0d256cc2d313173a4fe5fea3156c16f870e1bd2866")
        #expect(
            hex(tree.paddingHash(index: 7).bytes)
                == "22c10f788554c70efcad9b239abbc47eed64f6de42280d906f1634e6b7b7fd36")
        #expect(
            hex(tree.nonce(index: 7, account: alice))
                == "5f96f872b9c99db6ea4e8708c1872dba30e03a0a29f3947885cb8c6fbe0f33c9")
        let order = LeafOrder(try keys(), context: try context(9), capacity: 12)
        #expect(order.occupants == [9, 3, 11, 2, 1, 0, 5, 8, 6, 4, 10, 7])
    }

    @Test func nothingIsSharedBetweenColumnsPlacesTreesAccountsEpochsAndBuilds() throws {
        let (alice, bob) = (try TestEpoch.account("alice"), try TestEpoch.account("bob"))
        var seen: Set<[UInt8]> = []
        var count = 0
        for (epoch, build) in [(42, 3), (42, 4), (43, 3)] as [(UInt64, UInt8)] {
            let keys = try keys(epoch: epoch, build: build)
            for byte in [8, 9] as [UInt8] {
                var tree = try TreeKeys(keys, context: try context(byte))
                for account in [alice, bob, nil] {
                    for column in 0..<2 {
                        for index in 0..<3 as Range<UInt64> {
                            seen.insert(tree.blinding(column: column, index: index, account: account).encoded())
                            count += 1
                        }
                    }
                }
            }
        }
        #expect(seen.count == count)
    }

    @Test func theOrderIsASecretPermutation() throws {
        let order = LeafOrder(try keys(), context: try context(9), capacity: 1000)
        #expect(order.occupants.sorted() == Array(0..<1000))
        #expect(order.occupants != Array(0..<1000))
        let again = LeafOrder(try keys(), context: try context(9), capacity: 1000)
        #expect(again.occupants == order.occupants)
        for other in [
            LeafOrder(try keys(), context: try context(8), capacity: 1000),
            LeafOrder(try keys(build: 4), context: try context(9), capacity: 1000),
        ] {
            #expect(zip(order.occupants, other.occupants).filter(==).count < 20)
        }
        let places = order.places(entries: 10)
        for (entry, place) in places.enumerated() { #expect(order.occupants[Int(place)] == entry) }
    }

    @Test func aSharedBlindingIsNoticed() throws {
        let ledger = try TestEpoch.builder(
            plan: TestEpoch.plan(assets: [TestEpoch.twoAssets[0]]), ledger: "account,btc\nalice,1\nbob,2\n"
        ).ledger
        let context = try TreeContext(
            issuerKey: issuer, epoch: 42, buildDigest: try context(1), kind: .balances,
            asset: AssetLabel(id: Array("btc".utf8), unit: Array("BTC".utf8), decimals: 2),
            shape: TreeShape(arity: 4, capacity: 4), columns: [.balance])
        let tree = try TreeBuilder(context, ledger: ledger, book: 0, keys: try keys(), threads: 1)
        let images = tree.takeFingerprints()
        #expect(images.count == 4 && tree.takeFingerprints().isEmpty)
        var check = BlindingCheck()
        check.add(images)
        check.add(images)
        do throws(BuildFailure) {
            try check.finish()
            Issue.record("one tree counted twice shares all its blindings with itself")
        } catch {
            #expect(error == .blindingReuse)
        }
    }
}
