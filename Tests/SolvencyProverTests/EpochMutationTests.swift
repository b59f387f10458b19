import Foundation
import Ristretto
import Sodium
import Solvency
import SumTree
import Testing
import Wire

@testable import SolvencyProver

#if DEBUG
    /// An issuer, or somebody between issuer and user, who breaks one rule; throws what the verifier answers.
    struct EpochAttack: Sendable, CustomTestStringConvertible {
        let check: SkippableEpochCheck
        let reason: String
        let run: @Sendable (Stage) throws -> Void

        var testDescription: String { "\(check)" }

        init(_ check: SkippableEpochCheck, _ reason: String, run: @escaping @Sendable (Stage) throws -> Void) {
            self.check = check
            self.reason = reason
            self.run = run
        }
    }

    /// A small honest epoch with one receipt, to start attacks from.
    final class Stage {
        let epoch: TestEpoch
        let header: VerifiedHeader
        let receipt: Receipt
        let alice: AccountID

        init() throws {
            epoch = try TestEpoch()
            header = try epoch.build(ledger: "account,btc,eth:balance,eth:debt\nalice,1.25,10,3\nbob,2,,\n")
            alice = try TestEpoch.account("alice")
            receipt = try ReceiptExporter(epoch.folder("/e")).receipt(alice)
        }

        /// Signs a header with some parts changed, and verifies it like everybody.
        func sign(
            epoch number: UInt64? = nil, time: UInt64? = nil, previous: NodeHash? = nil, corrects: UInt64? = nil,
            trees: [PublishedTree]? = nil, like other: VerifiedHeader? = nil
        ) throws -> VerifiedHeader {
            let header = (other ?? self.header).header
            let seconds = try #require(Timestamp(seconds: time ?? header.valuationTime.seconds))
            var own = trees ?? header.trees
            if let number, trees == nil { own = try header.trees.map { try tree($0, epoch: number) } }
            let changed = try EpochHeader(
                issuerName: header.issuerName, issuerKey: header.issuerKey, epoch: number ?? header.epoch,
                valuationTime: seconds, previousDigest: previous, corrects: corrects, buildDigest: header.buildDigest,
                trees: own)
            return try SignedHeader(signing: changed, with: epoch.key).verify(issuer: epoch.key.verificationKey)
        }

        private func tree(_ tree: PublishedTree, epoch: UInt64) throws -> PublishedTree {
            let context = tree.head.context
            let other = try TreeContext(
                issuerKey: context.issuerKey, epoch: epoch, buildDigest: context.buildDigest, kind: context.kind,
                asset: context.asset, shape: context.shape, columns: context.columns)
            return PublishedTree(
                head: try TreeHead(context: other, root: tree.head.root), filesDigest: tree.filesDigest)
        }

        func verify(_ receipt: Receipt, header: VerifiedHeader? = nil) throws {
            _ = try receipt.verify(account: alice, header: header ?? self.header)
        }

        /// What an issuer who lies signs.
        func sign(
            account: AccountID? = nil, entries: [ReceiptBody.Entry]? = nil, openings: [ReceiptOpening?]? = nil
        ) -> Receipt {
            let body = ReceiptBody(
                headerDigest: receipt.body.headerDigest, account: account ?? receipt.body.account,
                entries: entries ?? receipt.body.entries)
            return Receipt(
                body: body, signature: epoch.key.sign(body.encoded(), domain: Receipt.signatureDomain).bytes,
                openings: openings ?? receipt.openings)
        }

        /// The first opening with another nonce or other texts of the ledger.
        func opening(nonce: UInt8 = 0, ledger: [String]? = nil) throws -> ReceiptOpening {
            let own = try #require(receipt.openings[0])
            var changed = own.nonce
            changed[0] ^= nonce
            return ReceiptOpening(
                nonce: changed, amounts: own.amounts, blindings: own.blindings,
                ledgerAmounts: ledger.map { $0.map { Array($0.utf8) } }, path: own.path)
        }

        /// The first entry as if it spoke of another leaf or opening.
        func entry(index: UInt64? = nil, opening: NodeHash? = nil) throws -> ReceiptBody.Entry {
            let entry = receipt.body.entries[0]
            let leaf = try #require(entry.leaf)
            return ReceiptBody.Entry(
                contextDigest: entry.contextDigest,
                leaf: ReceiptBody.Leaf(
                    index: index ?? leaf.index, salt: leaf.salt, commitments: leaf.commitments,
                    openingDigest: opening ?? leaf.openingDigest))
        }
    }

    /// Each check of headers, chains, publications and receipts, left out, lets its attack go on: so it is that check
    /// that refuses.
    @Suite struct EpochMutationTests {
        static let day: UInt64 = 86_400

        static let headers: [EpochAttack] = [
            EpochAttack(.headerKey, "untrustedKey") { stage in
                // The header is whole and signed by the trusted key, but names another: its trees are another issuer's.
                let other = try SigningKey.generate()
                let body = try stage.header.signed.unverified.naming(other.verificationKey.bytes).encodedBody()
                let file = SignedHeader.fileKind.encode { writer in
                    writer.beginMap(count: 2)
                    writer.key(1)
                    writer.bytes(body)
                    writer.key(2)
                    writer.bytes(stage.epoch.key.sign(body, domain: SignedHeader.signatureDomain).bytes)
                    writer.end()
                }
                _ = try SignedHeader(file: file).verify(issuer: stage.epoch.key.verificationKey)
            },
            EpochAttack(.headerSignature, "untrustedKey") { stage in
                var file = stage.header.signed.encodedFile()
                file[file.count - 1] ^= 1
                _ = try SignedHeader(file: file).verify(issuer: stage.epoch.key.verificationKey)
            },
            EpochAttack(.headerDigest, "contextMismatch") { stage in
                try stage.header.compare(digest: stage.header.header.buildDigest)
            },
            EpochAttack(.treeTwice, "treeTwice") { stage in
                let tree = stage.header.header.trees[0]
                _ = try stage.sign(trees: [tree, tree])
            },
            EpochAttack(.foreignTree, "foreignTree(0)") { stage in
                _ = try stage.sign(epoch: 43, trees: stage.header.header.trees)
            },
            EpochAttack(.corrects, "corrects(42)") { stage in _ = try stage.sign(corrects: 42) },
            EpochAttack(.chainKey, "chainKey") { stage in
                // Another issuer's header that names this one as the one before it.
                let thief = try Stage()
                let time = stage.header.header.valuationTime.seconds + day
                let next = try thief.sign(epoch: 43, time: time, previous: stage.header.digest)
                try next.checkFollows(stage.header)
            },
            EpochAttack(.equivocation, "equivocation") { stage in
                let second = try stage.sign(time: stage.header.header.valuationTime.seconds + day)
                try second.checkFollows(stage.header)
            },
            EpochAttack(.chainGap, "chainGap") { stage in
                let time = stage.header.header.valuationTime.seconds + day
                try stage.sign(epoch: 44, time: time, previous: stage.header.digest).checkFollows(stage.header)
            },
            EpochAttack(.chainFork, "chainFork") { stage in
                let time = stage.header.header.valuationTime.seconds + day
                try stage.sign(epoch: 43, time: time).checkFollows(stage.header)
            },
            EpochAttack(.chainTime, "chainTime") { stage in
                try stage.sign(epoch: 43, previous: stage.header.digest).checkFollows(stage.header)
            },
        ]

        static let publications: [EpochAttack] = [
            EpochAttack(.fileMissing, "fileMissing") { stage in
                let name = "assets/btc/balances/proofs-1-0.cbor"
                _ = try Publication.verify(
                    stage.header, read: TestEpoch.reader(stage.epoch.folder("/e")) { $0 == name ? nil : $1 })
            },
            EpochAttack(.fileUnexpected, "fileUnexpected") { stage in
                let names = PublishedNames(stage.header)
                try names.refuseUnexpected(Array("assets/btc/balances/leaves-1.cbor".utf8), isFolder: false)
            },
            EpochAttack(.fileDigest, "fileDigest") { stage in
                // Everything holds, but the issuer signed for other bytes.
                let trees = stage.header.header.trees
                let swapped = [
                    PublishedTree(head: trees[0].head, filesDigest: trees[1].filesDigest), trees[1],
                ]
                _ = try Publication.verify(
                    stage.sign(trees: swapped), read: TestEpoch.reader(stage.epoch.folder("/e")))
            },
        ]

        static let receipts: [EpochAttack] = [
            EpochAttack(.receiptHeader, "contextMismatch") { stage in
                // The same trees under a second header: what Alice was given is not what she looks at.
                let second = try stage.sign(time: stage.header.header.valuationTime.seconds + day)
                try stage.verify(stage.receipt, header: second)
            },
            EpochAttack(.receiptSignature, "untrustedKey") { stage in
                try stage.verify(
                    Receipt(
                        body: stage.receipt.body, signature: [UInt8](repeating: 0, count: 64),
                        openings: stage.receipt.openings))
            },
            EpochAttack(.receiptAccount, "leafIdentity") { stage in
                try stage.verify(stage.sign(account: try TestEpoch.account("bob")))
            },
            EpochAttack(.registryCount, "registryDigest") { stage in
                try stage.verify(
                    stage.sign(entries: [stage.receipt.body.entries[0]], openings: [stage.receipt.openings[0]]))
            },
            EpochAttack(.registryOrder, "registryDigest") { stage in
                // "No leaf" in a tree that the header does not have, in the place of one where Alice has a leaf.
                let nowhere = ReceiptBody.Entry(contextDigest: stage.header.header.buildDigest, leaf: nil)
                try stage.verify(
                    stage.sign(
                        entries: [stage.receipt.body.entries[0], nowhere], openings: [stage.receipt.openings[0], nil]))
            },
            EpochAttack(.receiptParts, "malformed") { stage in
                // The signed half says "no leaf", the private half shows one.
                let none = ReceiptBody.Entry(contextDigest: stage.receipt.body.entries[1].contextDigest, leaf: nil)
                try stage.verify(stage.sign(entries: [stage.receipt.body.entries[0], none]))
            },
            EpochAttack(.receiptOpening, "leafOpening") { stage in
                try stage.verify(stage.sign(openings: [stage.opening(nonce: 1), stage.receipt.openings[1]]))
            },
            EpochAttack(.receiptLeaf, "leafIdentity") { stage in
                let entry = try stage.entry(index: try #require(stage.receipt.body.entries[0].leaf).index ^ 1)
                try stage.verify(stage.sign(entries: [entry, stage.receipt.body.entries[1]]))
            },
            EpochAttack(.receiptRounding, "leafOpening") { stage in
                // Committed are 1.25; the text that a receipt shows beside it says a million.
                let opening = try stage.opening(ledger: ["1000000.001"])
                let entry = try stage.entry(opening: opening.digest)
                try stage.verify(
                    stage.sign(
                        entries: [entry, stage.receipt.body.entries[1]], openings: [opening, stage.receipt.openings[1]])
                )
            },
        ]

        static var attacks: [EpochAttack] { headers + publications + receipts }

        @Test func everyCheckHasAnAttack() {
            #expect(Set(Self.attacks.map(\.check)) == Set(SkippableEpochCheck.allCases))
            #expect(Self.attacks.count == SkippableEpochCheck.allCases.count)
        }

        /// What a mutant answers: accepted, but where another check stands behind the one that is missing.
        static let second: [SkippableEpochCheck: String] = [.equivocation: "chainGap", .fileMissing: "incomplete"]

        @Test(arguments: attacks)
        func oneCheck(_ attack: EpochAttack) throws {
            let stage = try Stage()
            #expect(outcome { try attack.run(stage) } == attack.reason)
            let mutant = EpochSeam.$omitted.withValue([attack.check]) { outcome { try attack.run(stage) } }
            #expect(mutant == Self.second[attack.check] ?? "accepted")
        }

        private func outcome(_ body: () throws -> Void) -> String {
            do {
                try body()
                return "accepted"
            } catch let refusal as Refusal {
                return "\(refusal.reason)"
            } catch PublicationFailure.refused(let refusal) {
                return "\(refusal.reason)"
            } catch {
                return "\(error)"
            }
        }
    }

    extension EpochHeader {
        /// The same header of another key, with trees of that key.
        fileprivate func naming(_ key: [UInt8]) throws -> EpochHeader {
            try EpochHeader(
                issuerName: issuerName, issuerKey: key, epoch: epoch, valuationTime: valuationTime,
                previousDigest: previousDigest, corrects: corrects, buildDigest: buildDigest,
                trees: trees.map { tree in
                    let context = tree.head.context
                    let own = try TreeContext(
                        issuerKey: key, epoch: epoch, buildDigest: buildDigest, kind: context.kind,
                        asset: context.asset, shape: context.shape, columns: context.columns)
                    return PublishedTree(
                        head: try TreeHead(context: own, root: tree.head.root), filesDigest: tree.filesDigest)
                })
        }
    }
#endif
