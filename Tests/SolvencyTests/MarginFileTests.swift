import CircuitModel
import Bulletproofs
import Sodium
import SumTree
import Testing
import Wire

@testable import Solvency

/// The files of margin statements: one encoding, and no other bytes are accepted.
@Suite struct MarginFileTests {
    @Test func everyFileComesBack() throws {
        let key = try SigningKey.generate()
        let proof = try MarginSamples.proof(key)
        #expect(try MarginProof(file: proof.encodedFile()) == proof)
        #expect(try Challenge(file: proof.claimedChallenge.encodedFile()) == proof.claimedChallenge)
        #expect(try SignedPrices(file: proof.prices.encodedFile()) == proof.prices)
        guard case .holdings(let list) = proof.sources[0] else { throw CancellationError() }
        #expect(try SignedHoldings(file: list.encodedFile()) == list)
    }

    @Test func noPrefixIsAFile() throws {
        let file = try MarginSamples.proof(try SigningKey.generate()).encodedFile()
        for count in 0..<file.count {
            #expect(throws: WireFailure.self) { try MarginProof(file: Array(file[..<count])) }
        }
        #expect(throws: WireFailure.self) { try MarginProof(file: file + [0]) }
    }

    /// A changed byte is refused or changes what was read: two files never mean the same.
    @Test func everyByteCounts() throws {
        let proof = try MarginSamples.proof(try SigningKey.generate())
        let file = proof.encodedFile()
        for index in file.indices {
            var changed = file
            changed[index] ^= 1
            guard let read = try? MarginProof(file: changed) else { continue }
            #expect(read != proof && read.encodedFile() == changed, "byte \(index)")
        }
    }

    @Test func entriesAscend() throws {
        let key = try SigningKey.generate()
        let entries = [try MarginSamples.entry(.collateral, "eth"), try MarginSamples.entry(.collateral, "btc")]
        #expect(throws: HoldingsFault.order(1)) { try MarginSamples.list(key, entries: entries) }
        #expect(throws: HoldingsFault.order(1)) { try MarginSamples.list(key, entries: [entries[0], entries[0]]) }
        #expect(throws: HoldingsFault.entryCount(0)) { try MarginSamples.list(key, entries: []) }
    }

    @Test func aCompleteListHasAUniverse() throws {
        let key = [UInt8](repeating: 1, count: 32)
        #expect(throws: HoldingsFault.completeWithoutUniverse) {
            try HoldingsList(
                signerKey: key, holder: [65], holderKey: key, account: [65], valuationTime: MarginSamples.time(0),
                isComplete: true, entries: [MarginSamples.entry(.collateral, "btc")])
        }
    }

    @Test(arguments: [
        "0", "1", "0.1", "10", "95663.51", "0.000000000000000001", "12345678901234567890.123456789012345678",
    ])
    func decimalsHaveOneSpelling(_ text: String) throws {
        let number = try #require(ExactDecimal(canonical: Array(text.utf8)))
        #expect(number.text == Array(text.utf8))
        #expect(ExactDecimal(Array((text + (text.contains(".") ? "00" : ".00")).utf8)) == number)
    }

    @Test(arguments: [
        "", ".", "1.", ".5", "01", "00", "+1", "-1", "-0", "1e3", "1.0", "0.10", "1 ", " 1", "1,5", "NaN", "0x1",
        "1..2",
        "0.1234567890123456789", "123456789012345678901234567890123456789",
    ])
    func otherSpellingsAreNone(_ text: String) {
        #expect(ExactDecimal(canonical: Array(text.utf8)) == nil)
    }

    @Test(arguments: [
        ("1", "2"), ("9", "10"), ("1.5", "1.51"), ("1.05", "1.5"), ("0.999", "1"), ("99.99", "100"), ("0", "0.001"),
    ])
    func decimalsCompare(_ less: String, _ more: String) throws {
        let (less, more) = try (#require(ExactDecimal(Array(less.utf8))), #require(ExactDecimal(Array(more.utf8))))
        #expect(less.isLess(than: more) && !more.isLess(than: less) && !less.isLess(than: less))
    }

    @Test func pricesAreAboveTheirConfidence() throws {
        let one = try #require(ExactDecimal([0x31]))
        let zero = try #require(ExactDecimal([0x30]))
        let time = try MarginSamples.time(0)
        #expect(PriceSnapshot.Price(id: [0x61], price: one, confidence: zero, publishTime: time) != nil)
        #expect(PriceSnapshot.Price(id: [0x61], price: one, confidence: one, publishTime: time) == nil)
        #expect(PriceSnapshot.Price(id: [0x61], price: zero, confidence: zero, publishTime: time) == nil)
        #expect(PriceSnapshot.Price(id: [0x20], price: one, confidence: zero, publishTime: time) == nil)
    }

    @Test func aPriceIsNotFromTheFuture() throws {
        #expect(throws: PriceFault.publishedLater(0)) {
            try MarginSamples.prices(SigningKey.generate(), time: 100, published: 101)
        }
    }

    @Test func theLadderIsFixed() throws {
        #expect(RungLadder.rungs == [10000, 10500, 11000, 12000, 15000, 20000, 30000])
        #expect(!RungLadder.contains(12001))
    }
}
