import Foundation
import Sodium
import Solvency
import SumTree
import Testing

@testable import SolvencyProver

@Suite struct PublicationTests {
    private func refusal(_ body: () throws -> Void) -> Refusal? {
        do {
            try body()
            return nil
        } catch let error as PublicationFailure {
            guard case .refused(let refusal) = error else { return nil }
            return refusal
        } catch { return error as? Refusal }
    }

    @Test func everyFileIsNeededAndNoByteOfItMayChange() throws {
        let epoch = try TestEpoch()
        let header = try epoch.build()
        let folder = epoch.folder("/e")
        var names: [String] = []
        for tree in header.header.trees {
            let files = TreeFiles(tree.head.context)
            files.forEach { names.append(String(decoding: files.path($0), as: UTF8.self)) }
        }
        #expect(names.count == 6)
        for name in names {
            let missing = refusal {
                _ = try Publication.verify(header, read: TestEpoch.reader(folder) { $0 == name ? nil : $1 })
            }
            #expect(missing == .fileMissing(path: Array(name.utf8)))
            let data = try #require(FileManager.default.contents(atPath: folder.publicPath + "/" + name))
            for place in stride(from: 0, to: data.count, by: max(1, data.count / 23)) {
                let changed = refusal {
                    _ = try Publication.verify(
                        header,
                        read: TestEpoch.reader(folder) { path, bytes in
                            guard path == name else { return bytes }
                            var bytes = bytes
                            bytes[place] ^= 1
                            return bytes
                        })
                }
                #expect(changed != nil, "\(name), byte \(place)")
            }
            let cut = refusal {
                _ = try Publication.verify(
                    header, read: TestEpoch.reader(folder) { $0 == name ? Array($1.dropLast()) : $1 })
            }
            #expect(cut == .fileMalformed(path: Array(name.utf8)))
        }
    }

    @Test func proofsThatHoldButWereNotSignedForAreRefused() throws {
        let epoch = try TestEpoch()
        let header = try epoch.build()
        let folder = epoch.folder("/e")
        let exporter = try ReceiptExporter(folder)
        withExtendedLifetime(exporter) {}
        // The issuer makes the same proofs again: they hold, and are other bytes.
        let store = try EpochStore(reading: folder.databasePath)
        let build = try #require(try store.meta("build"))
        let keys = try EpochKeys(
            secret: EpochSecretFile.load(folder.secretPath), issuerKey: header.issuer.bytes, epoch: 42, buildID: build)
        let ledger = try TestEpoch.builder(
            plan: TestEpoch.plan(assets: TestEpoch.twoAssets), ledger: TestEpoch.ledger
        ).ledger
        let tree = try TreeBuilder(header.header.trees[0].head.context, ledger: ledger, book: 0, keys: keys, threads: 2)
        let proofs = try tree.proofChunk(0, level: 1, threads: 2).encodedFile()
        let found = refusal {
            _ = try Publication.verify(
                header,
                read: TestEpoch.reader(folder) { $0 == "assets/btc/balances/proofs-1-0.cbor" ? proofs : $1 })
        }
        #expect(found == .fileDigest(tree: 0))
    }

    @Test func filesOfAnotherTreeOrEpochAreRefused() throws {
        let epoch = try TestEpoch()
        let header = try epoch.build()
        _ = try epoch.build("/later", epoch: 43)
        let (own, later) = (epoch.folder("/e"), epoch.folder("/later"))
        let other = refusal { _ = try Publication.verify(header, read: TestEpoch.reader(later)) }
        #expect(other == .tree(0, .contextMismatch))
        let eth = try #require(
            FileManager.default.contents(atPath: own.publicPath + "/assets/eth/balances/leaves-0.cbor"))
        let swapped = refusal {
            _ = try Publication.verify(
                header, read: TestEpoch.reader(own) { $0 == "assets/btc/balances/leaves-0.cbor" ? [UInt8](eth) : $1 })
        }
        #expect(swapped == .tree(0, .contextMismatch))
    }

    @Test func theRootOfOneTreeDoesNotGoWithTheCommitmentOfAnother() throws {
        let epoch = try TestEpoch()
        let header = try epoch.build().header
        let (first, second) = (header.trees[0], header.trees[1])
        let forged = TreeRoot(hash: first.head.root.hash, commitments: [second.head.root.commitments[0]])
        let trees = [
            PublishedTree(
                head: try TreeHead(context: first.head.context, root: forged), filesDigest: first.filesDigest),
            second,
        ]
        let lying = try sign(header, trees: trees, epoch)
        let found = refusal { _ = try Publication.verify(lying, read: TestEpoch.reader(epoch.folder("/e"))) }
        #expect(found == .tree(0, .rootCommitment(column: 0)))
    }

    private func sign(
        _ header: EpochHeader, trees: [PublishedTree]? = nil, previous: NodeHash? = nil, time: Timestamp? = nil,
        corrects: UInt64? = nil, _ epoch: TestEpoch
    ) throws -> VerifiedHeader {
        try SignedHeader(
            signing: EpochHeader(
                issuerName: header.issuerName, issuerKey: header.issuerKey, epoch: header.epoch,
                valuationTime: time ?? header.valuationTime, previousDigest: previous, corrects: corrects,
                buildDigest: header.buildDigest, trees: trees ?? header.trees), with: epoch.key
        ).verify(issuer: epoch.key.verificationKey)
    }

    @Test func onlyTheTrustedKeyVouchesForAHeader() throws {
        let epoch = try TestEpoch()
        let header = try epoch.build().signed
        let other = try SigningKey.generate()
        #expect(refusal { _ = try header.verify(issuer: other.verificationKey) } == .untrustedKey)
        // The embedded key is the trusted one, the signature is somebody else's.
        let signature = other.sign(header.body, domain: SignedHeader.signatureDomain).bytes
        var file = header.encodedFile()
        file.replaceSubrange((file.count - 64)..., with: signature)
        let forged = try SignedHeader(file: file)
        #expect(refusal { _ = try forged.verify(issuer: epoch.key.verificationKey) } == .untrustedKey)
        // A signature for another use is none for a header.
        file.replaceSubrange(
            (file.count - 64)..., with: epoch.key.sign(header.body, domain: Receipt.signatureDomain).bytes)
        let misused = try SignedHeader(file: file)
        #expect(refusal { _ = try misused.verify(issuer: epoch.key.verificationKey) } == .untrustedKey)
    }

    @Test func noByteOfAHeaderMayChange() throws {
        let epoch = try TestEpoch()
        let header = try epoch.build()
        let file = header.signed.encodedFile()
        #expect(try SignedHeader(file: file) == header.signed)
        for count in 0..<file.count {
            #expect(throws: (any Error).self) { try SignedHeader(file: Array(file[..<count])) }
        }
        #expect(throws: (any Error).self) { try SignedHeader(file: file + [0]) }
        for place in file.indices {
            for bit in [0, 3, 7] {
                var changed = file
                changed[place] ^= 1 << UInt8(bit)
                #expect(throws: (any Error).self) {
                    try SignedHeader(file: changed).verify(issuer: epoch.key.verificationKey)
                }
            }
        }
    }

    @Test func headersFormAChain() throws {
        let epoch = try TestEpoch()
        let first = try epoch.build("/1", epoch: 1, time: "2026-11-18T00:00:00Z")
        let second = try epoch.build("/2", epoch: 2, time: "2026-11-19T00:00:00Z", previous: first)
        try second.checkFollows(first)
        #expect(second.header.previousDigest == first.digest)

        let third = try epoch.build("/3", epoch: 3, time: "2026-11-20T00:00:00Z", previous: second)
        #expect(refusal { try third.checkFollows(first) } == .chainGap(previous: 1, epoch: 3))
        #expect(refusal { try first.checkFollows(second) } == .chainGap(previous: 2, epoch: 1))
        #expect(refusal { try second.checkFollows(second) } == .chainGap(previous: 2, epoch: 2))

        // Another epoch 2: two signed headers, which is evidence against the issuer.
        let fork = try epoch.build("/2b", epoch: 2, time: "2026-11-19T00:00:00Z", previous: first)
        #expect(refusal { try fork.checkFollows(second) } == .equivocation(epoch: 2, second.digest, fork.digest))
        #expect(refusal { try third.checkFollows(fork) } == .chainFork)

        let time = first.header.valuationTime
        let rewound = try sign(second.header, previous: first.digest, time: time, epoch)
        #expect(refusal { try rewound.checkFollows(first) } == .chainTime)
        let correction = try sign(second.header, previous: first.digest, time: time, corrects: 1, epoch)
        try correction.checkFollows(first)

        #expect(throws: BuildFailure.chain(.chainGap(previous: 2, epoch: 4))) {
            try epoch.build("/4", epoch: 4, time: "2026-11-21T00:00:00Z", previous: second)
        }
        #expect(throws: BuildFailure.chain(.chainTime)) {
            try epoch.build("/5", epoch: 3, time: "2026-11-19T00:00:00Z", previous: second)
        }
    }

    @Test func aHeaderNamesEachTreeOnceAndOnlyItsOwn() throws {
        let epoch = try TestEpoch()
        let header = try epoch.build().header
        let later = try epoch.build("/later", epoch: 43).header
        #expect(throws: HeaderFault.treeTwice) {
            try sign(header, trees: [header.trees[0], header.trees[0]], epoch)
        }
        #expect(throws: HeaderFault.foreignTree(1)) {
            try sign(header, trees: [header.trees[0], later.trees[1]], epoch)
        }
        #expect(throws: HeaderFault.treeCount(0)) { try sign(header, trees: [], epoch) }
        #expect(throws: HeaderFault.corrects(42)) { try sign(header, corrects: 42, epoch) }
    }
}
