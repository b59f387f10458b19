public import SumTree
public import Wire

#if !hasFeature(Embedded)
    public import Sodium
#endif

/// A price file as it came: well formed, but not shown to be anybody's.
///
/// - seealso: `docs/spec/margin.md`, section "Price snapshot".
public struct SignedPrices: Equatable, Sendable {
    /// The file's type.
    public static let fileKind = FileKind(type: "solvency/prices", version: 1, maximumByteCount: 1 << 20)

    /// The prices, as long as nobody vouches for them.
    public let unverified: PriceSnapshot
    /// The bytes that are signed, and the signature.
    public let signed: SignedBytes
    /// The snapshot's digest: H("prices" | body).
    public let digest: NodeHash

    /// Decodes a price file.
    ///
    /// - Parameter file: The file's bytes.
    /// - Throws: `WireFailure`.
    public init(file: [UInt8]) throws(WireFailure) {
        let signed = try Self.fileKind.decode(file) { (reader) throws(WireFailure) in
            try SignedBytes(reading: &reader, mostBytes: Self.fileKind.maximumByteCount)
        }
        try self.init(signed)
    }

    /// Decodes the signed bytes of a snapshot.
    ///
    /// - Parameter signed: Body and signature.
    /// - Throws: `WireFailure`.
    public init(_ signed: SignedBytes) throws(WireFailure) {
        unverified = try PriceSnapshot(body: signed.body)
        self.signed = signed
        digest = signed.digest(tag: "prices")
    }

    /// Encodes the price file.
    ///
    /// - Returns: The file's bytes.
    public func encodedFile() -> [UInt8] {
        Self.fileKind.encode(capacity: signed.body.count + 128) { signed.write(to: &$0) }
    }

    #if !hasFeature(Embedded)
        /// What snapshots are signed as.
        public static let signatureDomain = SignatureDomain("solvency/prices/v1")

        /// Signs a snapshot.
        ///
        /// - Parameters:
        ///   - snapshot: The snapshot.
        ///   - key: The key that the snapshot names.
        /// - Precondition: It does.
        public init(signing snapshot: PriceSnapshot, with key: borrowing SigningKey) {
            precondition(snapshot.signerKey == key.verificationKey.bytes, "a snapshot names the key that signs it")
            unverified = snapshot
            signed = SignedBytes(signing: snapshot.encoded(), with: key, domain: Self.signatureDomain)
            digest = signed.digest(tag: "prices")
        }
    #endif
}

extension PriceSnapshot {
    /// The bytes that are signed.
    ///
    /// - Returns: One CBOR item.
    public func encoded() -> [UInt8] {
        var writer = WireWriter(capacity: 64 + 48 * prices.count)
        writer.beginMap(count: 3)
        writer.key(1)
        writer.bytes(signerKey)
        writer.key(2)
        writer.unsigned(valuationTime.seconds)
        writer.key(3)
        writer.beginArray(count: prices.count)
        for price in prices {
            writer.beginArray(count: 4)
            writer.text(price.id)
            writer.text(price.price.text)
            writer.text(price.confidence.text)
            writer.unsigned(price.publishTime.seconds)
            writer.end()
        }
        writer.end()
        writer.end()
        return writer.finish()
    }

    /// Decodes the bytes that are signed.
    init(body: [UInt8]) throws(WireFailure) {
        var reader = try WireReader(body, maximumByteCount: SignedPrices.fileKind.maximumByteCount)
        try reader.beginMap("prices")
        try reader.key(1, "prices.signer")
        let signerKey = try reader.bytes("prices.signer", count: 32)
        try reader.key(2, "prices.time")
        let time = try reader.timestamp("prices.time")
        try reader.key(3, "prices.list")
        let place = reader.failure("prices.list", .unknownValue)
        let count = try reader.beginArray("prices.list", count: 1...Self.mostPrices)
        var prices: [Price] = []
        for _ in 0..<count { prices.append(try Price(reading: &reader)) }
        try reader.end("prices.list")
        try reader.end("prices")
        try reader.finish()
        do throws(PriceFault) {
            try self.init(signerKey: signerKey, valuationTime: time, prices: prices)
        } catch {
            throw place
        }
    }
}

extension PriceSnapshot.Price {
    fileprivate init(reading reader: inout WireReader) throws(WireFailure) {
        let place = reader.failure("price", .unknownValue)
        try reader.beginArray("price", count: 4)
        let id = try reader.text("price.id", count: 1...EntryName.mostIDBytes)
        let price = try reader.decimal("price.price")
        let confidence = try reader.decimal("price.confidence")
        let time = try reader.timestamp("price.published")
        try reader.end("price")
        guard let price = Self(id: id, price: price, confidence: confidence, publishTime: time) else { throw place }
        self = price
    }
}

extension WireReader {
    /// Reads a number in decimal notation in its one spelling.
    fileprivate mutating func decimal(_ field: StaticString) throws(WireFailure) -> ExactDecimal {
        let place = failure(field, .unknownValue)
        let text = try text(field, count: 1...ExactDecimal.mostDigits + 1)
        guard let number = ExactDecimal(canonical: text) else { throw place }
        return number
    }
}
