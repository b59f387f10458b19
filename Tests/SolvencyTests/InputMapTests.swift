import CircuitModel
import Ristretto
import Testing

@testable import Solvency

/// From entries of signed lists to the inputs of a statement.
@Suite struct InputMapTests {
    private typealias S = MarginSamples

    @Test func oneAssetOfTwoListsIsOneInput() throws {
        let sources = [
            [try S.entry(.collateral, "btc", value: 2), try S.entry(.collateral, "eth", value: 3)],
            [try S.entry(.collateral, "btc", value: 40)],
        ]
        let map = try InputMap(inputs: [S.input(.collateral, "btc"), S.input(.collateral, "eth")], sources: sources)
        let sum = (Scalar(UInt64(42)) * RistrettoPoint.generator).compressed()
        #expect(try map.commitments(sources) == [sum, sources[0][1].commitment])
    }

    @Test func positionsOfTwoListsAreTwoNettingSets() throws {
        let sources = [
            [try S.entry(.position, "perp", value: 2)], [try S.entry(.collateral, "btc")],
            [try S.entry(.position, "perp", value: 3)],
        ]
        #expect(InputMap.nettingSetCount(sources) == 2)
        let map = try InputMap(
            inputs: [S.input(.position, "perp", set: 1), S.input(.collateral, "btc"), S.input(.position, "perp")],
            sources: sources)
        #expect(map.places.map { $0.map(\.source) } == [[2], [1], [0]])
    }

    @Test func anEntryNeedsAnInput() throws {
        let inputs = [try S.input(.collateral, "btc")]
        #expect(throws: MarginRefusal.sourceEntries(.withoutInput(source: 0, entry: 1))) {
            try InputMap(inputs: inputs, sources: [[S.entry(.collateral, "btc"), S.entry(.collateral, "eth")]])
        }
        #expect(throws: MarginRefusal.sourceDebt(source: 0, entry: 1)) {
            try InputMap(inputs: inputs, sources: [[S.entry(.collateral, "btc"), S.entry(.debt, "btc")]])
        }
        #expect(throws: MarginRefusal.sourceEntries(.withoutInput(source: 0, entry: 1))) {
            try InputMap(inputs: inputs, sources: [[S.entry(.collateral, "btc"), S.entry(.position, "btc")]])
        }
    }

    @Test func anInputNeedsAnEntry() throws {
        #expect(throws: MarginRefusal.sourceEntries(.withoutEntry(input: 1))) {
            try InputMap(
                inputs: [S.input(.collateral, "btc"), S.input(.debt, "btc")], sources: [[S.entry(.collateral, "btc")]])
        }
        // The losing half of a netting set cannot be left out.
        #expect(throws: MarginRefusal.sourceEntries(.withoutEntry(input: 1))) {
            try InputMap(
                inputs: [S.input(.position, "a"), S.input(.position, "b")], sources: [[S.entry(.position, "a")]])
        }
    }

    @Test func everythingStandsOnce() throws {
        let entry = try S.entry(.collateral, "btc")
        #expect(throws: MarginRefusal.sourceEntries(.entryTwice(source: 0, entry: 1))) {
            try InputMap(inputs: [S.input(.collateral, "btc")], sources: [[entry, entry]])
        }
        #expect(throws: MarginRefusal.sourceEntries(.inputTwice(1))) {
            try InputMap(
                inputs: [S.input(.collateral, "btc"), S.input(.collateral, "btc", set: 1)], sources: [[entry]])
        }
    }

    @Test func unitsAreThoseOfTheStatement() throws {
        let inputs = [try S.input(.collateral, "btc", 8)]
        #expect(throws: MarginRefusal.registry(source: 0, entry: 0)) {
            try InputMap(inputs: inputs, sources: [[S.entry(.collateral, "btc", 6)]])
        }
        #expect(throws: MarginRefusal.sourceSplit(source: 1, entry: 0)) {
            try InputMap(inputs: inputs, sources: [[S.entry(.collateral, "btc", 8)], [S.entry(.collateral, "btc", 6)]])
        }
    }

    /// Each check left out lets through what it refuses.
    @Test func everyCheckCounts() throws {
        let btc = try S.entry(.collateral, "btc")
        let inputs = [try S.input(.collateral, "btc")]
        let cases: [(SkippableMarginCheck, [[HoldingsList.Entry]])] = [
            (.entryOnce, [[btc, btc]]),
            (.everyEntry, [[btc, try S.entry(.debt, "usd")]]),
            (.decimals, [[try S.entry(.collateral, "btc", 6)]]),
        ]
        for (check, sources) in cases {
            #expect(throws: MarginRefusal.self) { try InputMap(inputs: inputs, sources: sources) }
            MarginSeam.$omitted.withValue([check]) {
                #expect(throws: Never.self, "\(check)") { try InputMap(inputs: inputs, sources: sources) }
            }
        }
        let split = [[btc], [try S.entry(.collateral, "btc", 6)]]
        MarginSeam.$omitted.withValue([.split, .decimals]) {
            #expect(throws: Never.self) { try InputMap(inputs: inputs, sources: split) }
        }
    }

    @Test func onlyGroupElementsAreAdded() throws {
        let bad = try CompressedPoint(undecoded: [UInt8](repeating: 0xFF, count: 32))
        let sources = [
            [try S.entry(.collateral, "btc")],
            [HoldingsList.Entry(name: try S.name(.collateral, "btc"), commitment: bad)],
        ]
        let map = try InputMap(inputs: [S.input(.collateral, "btc")], sources: sources)
        #expect(throws: MarginRefusal.commitment(source: 1, entry: 0)) { try map.commitments(sources) }
    }
}
