import Foundation
import Ristretto
import Sodium
import Solvency
import SumTree
import Synchronization
import Testing

@testable import SolvencyProver

/// Epochs that `epoch build` does not make: signed by an issuer with a program of his own, and shown to the command.
@Suite struct HostileIssuerTests {
    /// An epoch of one tree with two places, Alice's and padding.
    private final class Epoch {
        let sandbox: Sandbox
        let key: SigningKey

        init() throws {
            sandbox = try Sandbox()
            key = try SigningKey.generate()
            try write("issuer.pub", Array("solvency-public-key-1 \(key.verificationKey.hex)\n".utf8))
        }

        func write(_ name: String, _ bytes: [UInt8]) throws {
            let place = sandbox.folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: place)
        }

        func context(
            kind: TreeKind = .balances, unit: String = "BTC", arity: Int = 2, capacity: UInt64 = 2
        ) throws -> TreeContext {
            try TreeContext(
                issuerKey: key.verificationKey.bytes, epoch: 42, buildDigest: TreeContext.buildDigest(buildID: [1]),
                kind: kind, asset: AssetLabel(id: Array("btc".utf8), unit: Array(unit.utf8), decimals: 2),
                shape: TreeShape(arity: arity, capacity: capacity), columns: [.balance])
        }

        func header(_ head: TreeHead, files: NodeHash, name: String = "ExampleX") throws -> SignedHeader {
            SignedHeader(
                signing: try EpochHeader(
                    issuerName: Array(name.utf8), issuerKey: key.verificationKey.bytes, epoch: 42,
                    valuationTime: try #require(Timestamp(rfc3339: Array("2026-11-20T00:00:00Z".utf8))),
                    previousDigest: nil, buildDigest: head.context.buildDigest,
                    trees: [PublishedTree(head: head, filesDigest: files)]), with: key)
        }

        /// Publishes the tree with 1.25 for Alice in it, and writes her receipt.
        func publish(_ context: TreeContext, name: String = "ExampleX") throws {
            var reader = LedgerReader(assets: [LedgerAsset(id: "btc", decimals: 2, columns: [.balance])])
            try reader.read(
                ByteSource(bytes: Array("account,btc\nalice,1.25\n".utf8), name: "l"), layout: .wide, assets: [0])
            let ledger = try reader.finish()
            let keys = try EpochKeys(
                secret: SecretBytes(copying: [UInt8](repeating: 2, count: 32)), issuerKey: context.issuerKey, epoch: 42,
                buildID: [1])
            let sink = Mutex<LeafChunk?>(nil)
            let tree = try TreeBuilder(context, ledger: ledger, book: 0, keys: keys, threads: 1) { chunk in
                sink.withLock { $0 = chunk }
            }
            let leaves = try #require(sink.withLock { $0 })
            let proofs = try tree.proofChunk(0, level: 1, threads: 1)
            let files = TreeFiles(context)
            var digest = files.startDigest()
            for (content, bytes) in [
                (.leaves(0), leaves.encodedFile()), (.proofs(level: 1, 0), proofs.encodedFile()),
            ] as [(TreeFiles.Content, [UInt8])] {
                TreeFiles.append(bytes, to: &digest)
                try write("public/" + String(decoding: files.path(content), as: UTF8.self), bytes)
            }
            let header = try header(
                TreeHead(context: context, root: tree.root), files: digest.finish(), name: name)
            try write("public/header.cbor", header.encodedFile())
            let place = Int(tree.source.places[0])
            var secrets = try TreeKeys(keys, context: context.digest)
            let alice = ledger.accounts[0]
            let blinding = secrets.blinding(column: 0, index: UInt64(place), account: alice)
            let path = Path(
                contextDigest: context.digest, leafIndex: UInt64(place), leafHash: leaves.hashes[place],
                levels: [
                    Path.Level(
                        siblings: [leaves.commitments[1 - place]], hashes: [leaves.hashes[1 - place]],
                        proofs: proofs.proofs)
                ])
            let opening = ReceiptOpening(
                nonce: [UInt8](repeating: 3, count: 32), amounts: [125], blindings: [blinding], ledgerAmounts: nil,
                path: path)
            let leaf = ReceiptBody.Leaf(
                index: UInt64(place), salt: secrets.salt(index: UInt64(place), account: alice),
                commitments: [leaves.commitments[place]], openingDigest: opening.digest)
            let body = ReceiptBody(
                headerDigest: header.digest, account: alice,
                entries: [ReceiptBody.Entry(contextDigest: context.digest, leaf: leaf)])
            let signature = key.sign(body.encoded(), domain: Receipt.signatureDomain).bytes
            try write(
                "alice.receipt", Receipt(body: body, signature: signature, openings: [opening]).encodedFile())
        }

        func claim() throws -> String {
            let run = try sandbox.shell(
                "solvency receipt verify alice.receipt --public public --issuer issuer.pub --account alice")
            #expect(run.exitCode == 0, "\(run)")
            return run.output.split(separator: "\n").first { $0.hasPrefix("  - Your") }.map { String($0.dropFirst(4)) }
                ?? run.output
        }
    }

    @Test func anHonestEpochMadeByHandIsAccepted() throws {
        let epoch = try Epoch()
        try epoch.publish(try epoch.context())
        #expect(
            try epoch.claim()
                == "Your 1.25 BTC of 2026-11-20 00:00 UTC are counted in what ExampleX published as epoch 42.")
        let run = try epoch.sandbox.shell("solvency epoch verify public --issuer issuer.pub")
        #expect(run.exitCode == 0 && run.output.contains("all 1 range proofs"))
    }

    @Test func aPledgeIsNoBalance() throws {
        let epoch = try Epoch()
        try epoch.publish(try epoch.context(kind: .pledges))
        #expect(
            try epoch.claim()
                == "Your pledge of 1.25 BTC of 2026-11-20 00:00 UTC is stated in what ExampleX published as epoch 42.")
    }

    @Test func wordsOfTheIssuerAreMarked() throws {
        let epoch = try Epoch()
        try epoch.publish(
            try epoch.context(unit: "BTC and 9 ETH"), name: "X' published as epoch 7. All is backed. Others see what 'X"
        )
        #expect(
            try epoch.claim()
                == "Your 1.25 'BTC and 9 ETH' of 2026-11-20 00:00 UTC are counted in what 'X\u{2019} published "
                + "as epoch 7. All is backed. Others see what \u{2019}X' published as epoch 42.")
    }

    @Test func aCapacityThatNoListCanHold() throws {
        let epoch = try Epoch()
        for (arity, capacity) in [(2, 1 << 48), (16, 1 << 48)] as [(Int, UInt64)] {
            let context = try epoch.context(arity: arity, capacity: capacity)
            let head = try TreeHead(context: context, root: TreeRoot(hash: context.digest, commitments: [.identity]))
            try epoch.write("huge/header.cbor", try epoch.header(head, files: context.digest).encodedFile())
            let run = try epoch.sandbox.shell(
                "ulimit -v 4000000; timeout 20 solvency epoch verify huge --issuer issuer.pub --json 2>/dev/null")
            #expect(run.exitCode == 1 && run.output.contains(#""reason":"fileMissing""#), "\(run)")
        }
    }
}
