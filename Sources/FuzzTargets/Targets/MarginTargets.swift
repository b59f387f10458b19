import Solvency
import SolvencyProver
import Wire

/// Holdings lists, prices, challenges and margin proofs: one encoding for each file and for each signed body.
struct MarginFileTarget: FuzzTarget {
    static let name = "margin-file"
    static let summary = "holdings lists, price snapshots, challenges and margin proofs"
    static let maximumByteCount = 8192
    static let words = [
        "solvency/holdings", "solvency/prices", "solvency/challenge", "solvency/margin-proof", "btc", "usdt", "Desk",
    ]

    private static let folder = "vectors/frozen/margin-v1"
    private static let names = [
        "holdings.cbor", "prices.cbor", "challenge.cbor", "proof-lookups.cbor", "proof-bits.cbor",
    ]

    private let files: [[UInt8]]

    init(_ material: FuzzMaterial) throws {
        files = try Self.names.map { try material.bytes("\(Self.folder)/\($0)") }
    }

    func seeds() throws -> [[UInt8]] {
        files + [
            try SignedHoldings(file: files[0]).signed.body, try SignedPrices(file: files[1]).signed.body,
            try Challenge(file: files[2]).encodedContent(),
        ]
    }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        var isAccepted = try checkFile(input)
        // Bodies are byte strings of the files, whose lengths few changes keep right: so they are tried alone too.
        let signed = SignedBytes(body: input, signature: [UInt8](repeating: 0, count: 64))
        if let list = try? SignedHoldings(signed) {
            try Self.require("holdings list", input, is: list.unverified.encoded())
            isAccepted = true
        }
        if let prices = try? SignedPrices(signed) {
            try Self.require("price snapshot", input, is: prices.unverified.encoded())
            isAccepted = true
        }
        if let challenge = try? Challenge(content: input) {
            try Self.require("challenge", input, is: challenge.encodedContent())
            isAccepted = true
        }
        return isAccepted ? .accepted : .refused
    }

    private func checkFile(_ input: [UInt8]) throws(FuzzFinding) -> Bool {
        if let list = try? SignedHoldings(file: input) {
            try Self.require("holdings file", input, is: list.encodedFile())
            return true
        }
        if let prices = try? SignedPrices(file: input) {
            try Self.require("price file", input, is: prices.encodedFile())
            return true
        }
        if let challenge = try? Challenge(file: input) {
            try Self.require("challenge file", input, is: challenge.encodedFile())
            return true
        }
        if let proof = try? MarginProof(file: input) {
            try Self.require("margin proof", input, is: proof.encodedFile())
            return true
        }
        return false
    }
}

/// Tables of holdings, prices and tiers: read, or refused with places.
struct MarginTableTarget: FuzzTarget {
    static let name = "margin-table"
    static let summary = "CSV tables of holdings, prices and tiers"
    static let maximumByteCount = 4096
    static let words = [
        "id", "kind", "quantity", "decimals", "collateral", "debt", "position", "price", "confidence", "publish_time",
        "2026-11-20T00:00:00Z", "token", "collateral_margin_ratio_tiers", "[0-100:100,100-18446744073709551615:90]",
    ]

    init(_ material: FuzzMaterial) throws {}

    func seeds() throws -> [[UInt8]] {
        [
            "id,kind,quantity,decimals\nbtc,collateral,1.25,8\nperp,position,-3,0\nusd,debt,0,2\n",
            "id,price,confidence,publish_time\nbtc,95663.51,12.5,2026-11-20T00:00:00Z\n",
            "token,collateral_margin_ratio_tiers\nbtc,\"[0-100:100, 100-18446744073709551615:90]\"\neth,\n",
        ].map { Array($0.utf8) }
    }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        func source() -> ByteSource { ByteSource(bytes: input, name: "t.csv") }
        guard let time = Timestamp(seconds: Timestamp.last) else { return .refused }
        var isAccepted = false
        if let table = try? HoldingsTable(source()) {
            let ascend = zip(table.names, table.names.dropFirst()).allSatisfy { $0.precedes($1) }
            guard ascend, !table.names.isEmpty else { throw .disagreement(object: "holdings table") }
            isAccepted = true
        }
        if let table = try? PriceTable(source(), valuationTime: time) {
            guard table.prices.allSatisfy({ !$0.price.isZero && $0.confidence.isLess(than: $0.price) }) else {
                throw .disagreement(object: "price table")
            }
            isAccepted = true
        }
        for table in TierTables.Table.allCases {
            guard let tables = try? TierTables(source(), table: table) else { continue }
            for (_, tiers) in tables.assets {
                let falls = zip(tiers, tiers.dropFirst()).allSatisfy { $0.percent >= $1.percent }
                guard falls, tiers.allSatisfy({ $0.percent <= 100 }) else { throw .disagreement(object: "tier table") }
            }
            isAccepted = true
        }
        return isAccepted ? .accepted : .refused
    }
}
