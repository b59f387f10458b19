import Bulletproofs
import CircuitModel
import Ristretto
import Sodium
import SumTree
import Testing

@testable import Solvency

/// Parts of margin statements, well formed and without meaning.
enum MarginSamples {
    static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    static func time(_ seconds: UInt64) throws -> Timestamp { try #require(Timestamp(seconds: seconds)) }

    static func name(_ kind: EntryKind, _ id: String, _ decimals: UInt64 = 8) throws -> EntryName {
        try #require(EntryName(kind: kind, id: bytes(id), decimals: decimals))
    }

    static func entry(_ kind: EntryKind, _ id: String, _ decimals: UInt64 = 8, value: UInt64 = 1) throws
        -> HoldingsList.Entry
    {
        HoldingsList.Entry(
            name: try name(kind, id, decimals), commitment: (Scalar(value) * RistrettoPoint.generator).compressed())
    }

    static func input(_ kind: EntryKind, _ id: String, _ decimals: UInt64 = 8, set: Int = 0) throws -> MarginInput {
        MarginInput(name: try name(kind, id, decimals), nettingSet: set)
    }

    static func digest(_ byte: UInt8) throws -> NodeHash {
        try #require(NodeHash(bytes: [UInt8](repeating: byte, count: 32)))
    }

    static func list(
        _ key: borrowing SigningKey, entries: [HoldingsList.Entry], holderKey: [UInt8]? = nil,
        holder: String = "Fund A",
        account: String = "7731", time: UInt64 = 1_795_132_800, isComplete: Bool = true, lock: HoldingsList.Lock? = nil
    ) throws -> SignedHoldings {
        SignedHoldings(
            signing: try HoldingsList(
                signerKey: key.verificationKey.bytes, holder: bytes(holder),
                holderKey: holderKey ?? [UInt8](repeating: 7, count: 32), account: bytes(account),
                valuationTime: self.time(time), isComplete: isComplete, universe: digest(9), lock: lock,
                entries: entries),
            with: key)
    }

    static func prices(
        _ key: borrowing SigningKey, _ prices: [(String, String, String)] = [("btc", "95663.51", "12.5")],
        time: UInt64 = 1_795_132_800, published: UInt64 = 1_795_132_790
    ) throws -> SignedPrices {
        var list: [PriceSnapshot.Price] = []
        for (id, price, confidence) in prices {
            let price = try #require(ExactDecimal(bytes(price)))
            let confidence = try #require(ExactDecimal(bytes(confidence)))
            list.append(
                try #require(
                    PriceSnapshot.Price(
                        id: bytes(id), price: price, confidence: confidence, publishTime: self.time(published))))
        }
        return SignedPrices(
            signing: try PriceSnapshot(
                signerKey: key.verificationKey.bytes, valuationTime: self.time(time), prices: list),
            with: key)
    }

    static func challenge(priceSigner: [UInt8] = [UInt8](repeating: 3, count: 32)) throws -> Challenge {
        try Challenge(
            verifier: bytes("Desk"), nonce: [UInt8](repeating: 1, count: 32), notAfter: time(1_795_136_400),
            holder: bytes("Fund A"), accounts: [bytes("7731")], sourceCount: 2,
            circuits: [
                CircuitReference(
                    name: bytes("scenario_margin"), version: 1,
                    digest: try #require(CircuitDigest(bytes: [UInt8](repeating: 4, count: 32))))
            ],
            minimumRung: 12000, parameters: digest(5), priceSigner: priceSigner, valuationTime: time(1_795_132_800),
            maximumAge: 60, maximumSkew: 300, suites: [.lookups, .bits], completeRoles: [.positions],
            requiresLock: true)
    }

    static func proof(_ key: borrowing SigningKey) throws -> MarginProof {
        let holdings = try list(
            key, entries: [entry(.collateral, "btc"), entry(.debt, "usd", 2), entry(.position, "BTC-PERP", 0)],
            lock: HoldingsList.Lock(verifier: bytes("Desk"), until: time(1_795_136_400)))
        return MarginProof(
            claimedChallenge: try challenge(), rung: 12000, suite: .lookups, sources: [.holdings(holdings)],
            prices: try prices(key), holderKey: [UInt8](repeating: 7, count: 32),
            proof: [UInt8](repeating: 2, count: 96), holderSignature: [UInt8](repeating: 0, count: 64))
    }
}
