import Foundation
import Sodium
import Solvency
import SumTree
import Testing

@testable import SolvencyProver

@Suite struct ReceiptTests {
    /// A finished epoch with its exporter.
    private struct Fixture {
        let epoch: TestEpoch
        let header: VerifiedHeader
        let exporter: ReceiptExporter

        init() throws {
            epoch = try TestEpoch()
            header = try epoch.build()
            exporter = try ReceiptExporter(epoch.folder("/e"))
        }

        func receipt(_ id: String) throws -> Receipt { try exporter.receipt(try TestEpoch.account(id)) }

        /// What an issuer who lies signs.
        func sign(
            _ body: ReceiptBody, _ openings: [ReceiptOpening?], domain: SignatureDomain = Receipt.signatureDomain
        ) -> Receipt {
            Receipt(body: body, signature: epoch.key.sign(body.encoded(), domain: domain).bytes, openings: openings)
        }

        func refusal(_ receipt: Receipt, for id: String, header other: VerifiedHeader? = nil) throws -> Refusal? {
            let account = try TestEpoch.account(id)
            do throws(Refusal) {
                _ = try receipt.verify(account: account, header: other ?? header)
                return nil
            } catch {
                return error
            }
        }
    }

    private func body(
        _ body: ReceiptBody, account: AccountID? = nil, entries: [ReceiptBody.Entry]? = nil
    ) -> ReceiptBody {
        ReceiptBody(
            headerDigest: body.headerDigest, account: account ?? body.account, entries: entries ?? body.entries)
    }

    private func opening(
        _ opening: ReceiptOpening, amounts: [UInt64]? = nil, path: Path? = nil
    ) -> ReceiptOpening {
        ReceiptOpening(
            nonce: opening.nonce, amounts: amounts ?? opening.amounts, blindings: opening.blindings,
            ledgerAmounts: opening.ledgerAmounts, path: path ?? opening.path)
    }

    @Test func aReceiptIsForOneAccountOneEpochAndOneIssuer() throws {
        let fixture = try Fixture()
        let receipt = try fixture.receipt("alice")
        #expect(try fixture.refusal(receipt, for: "alice") == nil)
        #expect(try fixture.refusal(receipt, for: "bob") == .receiptAccount)
        #expect(try fixture.refusal(receipt, for: "Alice") == .receiptAccount)
        let later = try fixture.epoch.build("/later", epoch: 43)
        #expect(try fixture.refusal(receipt, for: "alice", header: later) == .receiptHeader)
        let other = fixture.sign(receipt.body, receipt.openings, domain: SignedHeader.signatureDomain)
        #expect(try fixture.refusal(other, for: "alice") == .receiptSignature)
        #expect(throws: BuildFailure.unknownAccount) { try fixture.receipt("mallory") }
    }

    @Test func oneLeafIsNotForTwoUsers() throws {
        // The issuer gives Bob the leaf of Alice, and signs that it is his.
        let fixture = try Fixture()
        let receipt = try fixture.receipt("alice")
        let forged = fixture.sign(body(receipt.body, account: try TestEpoch.account("bob")), receipt.openings)
        #expect(try fixture.refusal(forged, for: "bob") == .tree(0, .leafIdentity))
    }

    @Test func theSignedHalfListsEveryTreeInItsOrder() throws {
        let fixture = try Fixture()
        let receipt = try fixture.receipt("alice")
        let entries = receipt.body.entries
        let lists: [([ReceiptBody.Entry], [ReceiptOpening?])] = [
            (entries.reversed(), receipt.openings.reversed()), ([entries[0]], [receipt.openings[0]]),
            ([entries[0], entries[0]], [receipt.openings[0], receipt.openings[0]]),
            (entries + [entries[0]], receipt.openings + [receipt.openings[0]]),
        ]
        for (entries, openings) in lists {
            let forged = fixture.sign(body(receipt.body, entries: entries), openings)
            #expect(try fixture.refusal(forged, for: "alice") == .registry)
        }
    }

    @Test func thePrivateHalfIsWhatWasSigned() throws {
        let fixture = try Fixture()
        let receipt = try fixture.receipt("alice")
        let own = try #require(receipt.openings[1])
        // The same total, split otherwise between balance and debt.
        let split = Receipt(
            body: receipt.body, signature: receipt.signature,
            openings: [receipt.openings[0], opening(own, amounts: [1300, 0])])
        #expect(try fixture.refusal(split, for: "alice") == .receiptOpening(tree: 1))
        let missing = Receipt(body: receipt.body, signature: receipt.signature, openings: [nil, own])
        #expect(try fixture.refusal(missing, for: "alice") == .receiptParts(tree: 0))
        let short = Receipt(body: receipt.body, signature: receipt.signature, openings: [receipt.openings[0]])
        #expect(try fixture.refusal(short, for: "alice") == .receiptParts(tree: 1))
        let bob = try fixture.receipt("bob")
        let extra = Receipt(body: bob.body, signature: bob.signature, openings: [bob.openings[0], own])
        #expect(try fixture.refusal(extra, for: "bob") == .receiptParts(tree: 1))
        let foreign = try #require(bob.openings[0])
        let path = Receipt(
            body: receipt.body, signature: receipt.signature,
            openings: [opening(try #require(receipt.openings[0]), path: foreign.path), own])
        #expect(try fixture.refusal(path, for: "alice") == .receiptLeaf(tree: 0))
    }

    @Test func anIssuerCannotSignAnotherAmountIntoALeaf() throws {
        let fixture = try Fixture()
        let receipt = try fixture.receipt("alice")
        let own = opening(try #require(receipt.openings[0]), amounts: [126])
        let leaf = try #require(receipt.body.entries[0].leaf)
        let lying = ReceiptBody.Leaf(
            index: leaf.index, salt: leaf.salt, commitments: leaf.commitments, openingDigest: own.digest)
        let entries = [
            ReceiptBody.Entry(contextDigest: receipt.body.entries[0].contextDigest, leaf: lying),
            receipt.body.entries[1],
        ]
        let forged = fixture.sign(body(receipt.body, entries: entries), [own, receipt.openings[1]])
        #expect(try fixture.refusal(forged, for: "alice") == .tree(0, .leafOpening(column: 0)))
    }

    @Test func anotherSaltOrIndexIsAnotherLeaf() throws {
        let fixture = try Fixture()
        let receipt = try fixture.receipt("alice")
        let leaf = try #require(receipt.body.entries[0].leaf)
        let own = try #require(receipt.openings[0])
        var salt = leaf.salt
        salt[0] ^= 1
        let salted = ReceiptBody.Leaf(
            index: leaf.index, salt: salt, commitments: leaf.commitments, openingDigest: leaf.openingDigest)
        #expect(
            try fixture.refusal(resigned(fixture, receipt, salted, own), for: "alice") == .tree(0, .leafIdentity))
        for index in [(leaf.index + 1) % 8, 8, leaf.index + 1 << 40] as [UInt64] {
            let moved = ReceiptBody.Leaf(
                index: index, salt: leaf.salt, commitments: leaf.commitments, openingDigest: leaf.openingDigest)
            let path = Path(
                contextDigest: own.path.contextDigest, leafIndex: index, leafHash: own.path.leafHash,
                levels: own.path.levels)
            let found = try fixture.refusal(resigned(fixture, receipt, moved, opening(own, path: path)), for: "alice")
            #expect(found != nil)
            if index >= 8 { #expect(found == .tree(0, .leafOutsideCommittedSet(index: index, capacity: 8))) }
        }
    }

    private func resigned(
        _ fixture: Fixture, _ receipt: Receipt, _ leaf: ReceiptBody.Leaf, _ opening: ReceiptOpening
    ) -> Receipt {
        let entries = [
            ReceiptBody.Entry(contextDigest: receipt.body.entries[0].contextDigest, leaf: leaf),
            receipt.body.entries[1],
        ]
        return fixture.sign(body(receipt.body, entries: entries), [opening, receipt.openings[1]])
    }

    @Test func noByteOfAReceiptMayChange() throws {
        let fixture = try Fixture()
        let file = try fixture.receipt("bob").encodedFile()
        let account = try TestEpoch.account("bob")
        _ = try Receipt(file: file).verify(account: account, header: fixture.header)
        for count in 0..<file.count { #expect(throws: (any Error).self) { try Receipt(file: Array(file[..<count])) } }
        // All bytes but those of range proofs, which cost the most to refuse, and a sample of these.
        for place in file.indices where place < 400 || place.isMultiple(of: 31) {
            var changed = file
            changed[place] ^= 0x10
            #expect(throws: (any Error).self, "byte \(place)") {
                try Receipt(file: changed).verify(account: account, header: fixture.header)
            }
        }
    }

    @Test func exportingNeedsAFinishedEpoch() throws {
        let epoch = try TestEpoch()
        #expect(throws: BuildFailure.unfinished) { try ReceiptExporter(epoch.folder("/none")) }
    }
}
