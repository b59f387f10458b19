import CircuitModel
import Foundation
import KeyFiles
import Pedersen
import Ristretto
import Sodium
import Solvency
import SumTree
import Testing

@testable import SolvencyProver

/// Holdings tables, attested lists and their openings.
@Suite struct HoldingsTests {
    static func table(_ text: String, universe: [EntryName]? = nil, isComplete: Bool = false) throws -> HoldingsTable {
        try HoldingsTable(
            ByteSource(bytes: Array(text.utf8), name: "h.csv"), universe: universe, isComplete: isComplete)
    }

    static func name(_ kind: EntryKind, _ id: String, _ decimals: UInt64) throws -> EntryName {
        try #require(EntryName(kind: kind, id: Array(id.utf8), decimals: decimals))
    }

    static func universe() throws -> [EntryName] {
        [
            try name(.collateral, "btc", 8), try name(.collateral, "eth", 8), try name(.debt, "usd", 2),
            try name(.position, "perp", 0),
        ]
    }

    private static func fault(_ text: String, universe: [EntryName]? = nil, isComplete: Bool = false) -> TableIssue? {
        do {
            _ = try table(text, universe: universe, isComplete: isComplete)
            return nil
        } catch TableFailure.issues(let issues, _) {
            return issues.first
        } catch {
            return nil
        }
    }

    @Test func quantitiesAreExactAndSigned() throws {
        let table = try Self.table(
            "decimals,id,quantity,kind\r\n8,btc,1.25,collateral\r\n0,perp,-40,position\r\n2,usd,0,debt\r\n")
        #expect(table.names.map { String(decoding: $0.id, as: UTF8.self) } == ["btc", "usd", "perp"])
        #expect(table.quantities == [125_000_000, 0, -40])
    }

    @Test(
        arguments: [
            ("1.123456789", 8, .tooManyDecimals(allowed: 8)), ("-1", 8, .negative), ("-0", 8, .notADecimal),
            ("--1", 8, .notADecimal), ("+1", 8, .notADecimal), ("01", 8, .notADecimal), ("1e3", 8, .notADecimal),
            ("", 8, .notADecimal), ("NaN", 8, .notADecimal), ("4611686018427387904", 0, .tooLarge),
            ("99999999999999999999999", 0, .tooLarge), ("1.", 2, .notADecimal), (".5", 2, .notADecimal),
        ] as [(String, Int, TableFault)])
    func otherQuantitiesAreRefusedAtTheirPlace(_ text: String, _ decimals: Int, _ fault: TableFault) throws {
        let issue = Self.fault("id,kind,quantity,decimals\nbtc,collateral,\(text),\(decimals)\n")
        #expect(issue == TableIssue(file: "h.csv", line: 2, column: 16, text: text, fault: fault))
    }

    @Test func theLargestQuantitiesFit() throws {
        let table = try Self.table(
            "id,kind,quantity,decimals\na,position,4611686018427387903,0\nb,position,-4611686018427387903,0\n")
        #expect(table.quantities == [(1 << 62) - 1, -((1 << 62) - 1)])
    }

    @Test(
        arguments: [
            ("id,kind,quantity\nbtc,collateral,1\n", .missingColumn("decimals")),
            ("id,kind,quantity,decimals,id\nbtc,collateral,1,8,x\n", .columnTwice),
            ("id,kind,quantity,decimals,note\nbtc,collateral,1,8,x\n", .unknownColumn),
            ("id,kind,quantity,decimals\nbtc,collateral,1\n", .fieldCount(expected: 4, actual: 3)),
            ("id,kind,quantity,decimals\nb c,collateral,1,8\n", .id),
            ("id,kind,quantity,decimals\nbtc,loan,1,8\n", .kind),
            ("id,kind,quantity,decimals\nbtc,collateral,1,19\n", .decimals),
            ("id,kind,quantity,decimals\nbtc,collateral,1,08\n", .decimals),
            ("id,kind,quantity,decimals\nbtc,collateral,1,8\nbtc,collateral,2,8\n", .twice),
            ("id,kind,quantity,decimals\n", .empty), ("", .empty),
        ] as [(String, TableFault)])
    func faultsAreNamed(_ text: String, _ fault: TableFault) { #expect(Self.fault(text)?.fault == fault) }

    @Test func aUniverseIsFilledWithZeros() throws {
        let head = "id,kind,quantity,decimals\n"
        let universe = try Self.universe()
        #expect(try Self.table(head + "btc,collateral,1,8\n", universe: universe).names.count == 3)
        #expect(try Self.table(head + "perp,position,1,0\n", universe: universe).names.count == 1)
        #expect(try Self.table(head, universe: universe).names == universe)
        #expect(
            try Self.table(head + "btc,collateral,1,8\nperp,position,1,0\n", universe: universe).quantities
                == [100_000_000, 0, 0, 1])
        #expect(Self.fault(head + "btc,collateral,1,6\n", universe: universe)?.fault == .otherDecimals(8))
        let foreign = head + "btc,collateral,1,8\nxrp,collateral,1,8\n"
        #expect(try Self.table(foreign, universe: universe).names.count == 4)
        #expect(Self.fault(foreign, universe: universe, isComplete: true)?.fault == .outsideUniverse)
    }

    static func attestation(_ table: HoldingsTable, _ key: borrowing SigningKey) throws -> HoldingsAttestation {
        let terms = HoldingsAttestation.Terms(
            holder: Array("Fund A".utf8), holderKey: try SigningKey.generate().verificationKey,
            account: Array("7731".utf8), valuationTime: try #require(Timestamp(seconds: 1_795_132_800)))
        return try HoldingsAttestation(table, terms: terms, key: key)
    }

    @Test func openingsOpenTheList() throws {
        let key = try SigningKey.generate()
        let table = try Self.table(
            "id,kind,quantity,decimals\nbtc,collateral,1.25,8\nperp,position,-40,0\nusd,debt,0,2\n")
        let attestation = try Self.attestation(table, key)
        let list = attestation.holdings
        let openings = try HoldingsOpenings(contents: attestation.openings.encoded())
        #expect(openings.list == list.digest && openings.count == 3)
        #expect((0..<3).map { openings.quantity($0) } == [125_000_000, 0, -40])
        for (index, entry) in list.unverified.entries.enumerated() {
            let generators = PedersenGenerators.standard
            let point =
                Scalar(signed: openings.quantity(index)) * generators.value
                + openings.blindings[index] * generators.blinding
            #expect(point.compressed() == entry.commitment)
        }
    }

    /// The same zero twice, and the same table twice, never show as equal.
    @Test func blindingsAreFresh() throws {
        let key = try SigningKey.generate()
        let table = try Self.table("id,kind,quantity,decimals\na,collateral,0,8\nb,collateral,0,8\nc,debt,0,8\n")
        var seen: Set<[UInt8]> = []
        for _ in 0..<3 {
            for entry in try Self.attestation(table, key).holdings.unverified.entries {
                #expect(seen.insert(entry.commitment.bytes).inserted && !entry.commitment.isIdentity)
            }
        }
    }

    @Test func brokenOpeningsAreRefused() throws {
        let key = try SigningKey.generate()
        let table = try Self.table("id,kind,quantity,decimals\nbtc,collateral,1.25,8\n")
        let file = try Self.attestation(table, key).openings.encoded()
        let bytes = file.withUnsafeBytes { [UInt8]($0) }
        func fails(_ bytes: [UInt8]) throws {
            let contents = try SecretBytes(copying: bytes)
            do throws(OpeningsFailure) {
                _ = try HoldingsOpenings(contents: contents)
                Issue.record("accepted")
            } catch {
                #expect(error == .malformed)
            }
        }
        for count in 0..<bytes.count { try fails(Array(bytes[..<count])) }
        try fails(bytes + [0])
        try fails(Array(bytes.dropLast()) + [0xFF])
        var other = bytes
        other[0] ^= 1
        try fails(other)
    }

    @Test func theTwoFilesAreWrittenOnce() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "solvency-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = HoldingsFiles(folder: folder.path(percentEncoded: false))
        let key = try SigningKey.generate()
        let table = try Self.table("id,kind,quantity,decimals\nbtc,collateral,1.25,8\n")
        try files.write(Self.attestation(table, key))
        let openings = try HoldingsOpenings.load(files.openingsPath)
        let list = try SignedHoldings(file: BoundedFile.readPublic(files.listPath, limit: 1 << 20))
        #expect(openings.list == list.digest)
        #expect(throws: KeyFileFailure.file(.exists(path: files.openingsPath))) {
            try files.write(Self.attestation(table, key))
        }
        let mode = try FileManager.default.attributesOfItem(atPath: files.openingsPath)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func pricesAreExact() throws {
        let time = try #require(Timestamp(rfc3339: Array("2026-11-20T00:00:00Z".utf8)))
        func table(_ text: String) throws -> PriceTable {
            try PriceTable(ByteSource(bytes: Array(text.utf8), name: "p.csv"), valuationTime: time)
        }
        let head = "id,price,confidence,publish_time\n"
        let table1 = try table(head + "eth,3000.10,,2026-11-20T00:00:00Z\nbtc,95663.51,2.5,2026-11-19T23:59:58Z\n")
        #expect(table1.prices.map { String(decoding: $0.price.text, as: UTF8.self) } == ["95663.51", "3000.1"])
        let faults: [(String, TableFault)] = [
            ("btc,0,,2026-11-20T00:00:00Z", .notPositive), ("btc,-1,,2026-11-20T00:00:00Z", .notPositive),
            ("btc,1e3,,2026-11-20T00:00:00Z", .notADecimal), ("btc,1,1,2026-11-20T00:00:00Z", .confidence),
            ("btc,1,,2026-11-20T00:00:01Z", .publishedLater), ("btc,1,,yesterday", .time),
            ("btc,0.1234567890123456789,,2026-11-20T00:00:00Z", .tooPrecise),
            ("btc,1,,2026-11-20T00:00:00Z\nbtc,2,,2026-11-20T00:00:00Z", .twice),
        ]
        for (line, fault) in faults {
            do {
                _ = try table(head + line + "\n")
                Issue.record("\(line) is accepted")
            } catch TableFailure.issues(let issues, _) {
                #expect(issues.first?.fault == fault, "\(line)")
            }
        }
    }
}
