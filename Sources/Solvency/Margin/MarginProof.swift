public import Bulletproofs
public import Wire

/// A margin proof as it came: nothing of it is verified.
///
/// - seealso: `docs/spec/margin.md`, section "Margin proof".
public struct MarginProof: Equatable, Sendable {
    /// The file's type.
    public static let fileKind = FileKind(type: "solvency/margin-proof", version: 1, maximumByteCount: 1 << 22)
    /// The most sources of a proof.
    public static let mostSources = 256
    /// The most bytes of the circuit proof.
    public static let mostProofBytes = 1 << 16

    /// The challenge that the prover says it answers.
    public let claimedChallenge: Challenge
    /// The rung that is proven, in basis points.
    public let rung: UInt64
    /// How ranges are proven.
    public let suite: CircuitSuite
    /// What vouches for the amounts, in the order in which it is absorbed.
    public let sources: [MarginSource]
    /// The signed prices.
    public let prices: SignedPrices
    /// The key that signs the last challenge, 32 bytes.
    public let holderKey: [UInt8]
    /// The circuit proof's bytes.
    public let proof: [UInt8]
    /// 64 bytes that may be the holder's signature of the last challenge.
    public let holderSignature: [UInt8]

    /// Puts a proof together.
    ///
    /// - Parameters:
    ///   - claimedChallenge: The challenge that it answers.
    ///   - rung: The rung that is proven, in basis points.
    ///   - suite: How ranges are proven.
    ///   - sources: What vouches for the amounts, 1 to 256.
    ///   - prices: The signed prices.
    ///   - holderKey: The key that signs the last challenge, 32 bytes.
    ///   - proof: The circuit proof's bytes.
    ///   - holderSignature: The holder's signature of the last challenge, 64 bytes.
    public init(
        claimedChallenge: Challenge, rung: UInt64, suite: CircuitSuite, sources: [MarginSource], prices: SignedPrices,
        holderKey: [UInt8], proof: [UInt8], holderSignature: [UInt8]
    ) {
        self.claimedChallenge = claimedChallenge
        self.rung = rung
        self.suite = suite
        self.sources = sources
        self.prices = prices
        self.holderKey = holderKey
        self.proof = proof
        self.holderSignature = holderSignature
    }
}

extension MarginProof {
    /// Decodes a proof file.
    ///
    /// - Parameter file: The file's bytes.
    /// - Throws: `WireFailure`.
    public init(file: [UInt8]) throws(WireFailure) {
        self = try Self.fileKind.decode(file) { (reader) throws(WireFailure) in try MarginProof(reading: &reader) }
    }

    /// Encodes the proof file.
    ///
    /// - Returns: The file's bytes.
    public func encodedFile() -> [UInt8] {
        Self.fileKind.encode(capacity: 1 << 14) { writer in
            writer.beginMap(count: 8)
            writer.key(1)
            writer.bytes(claimedChallenge.encodedContent())
            writer.key(2)
            writer.unsigned(rung)
            writer.key(3)
            writer.unsigned(UInt64(suite.rawValue))
            writer.key(4)
            writer.beginArray(count: sources.count)
            for source in sources {
                switch source {
                case .holdings(let list): Self.write(0, list.signed, to: &writer)
                case .receipt(let half): Self.write(1, half.signed, to: &writer)
                }
            }
            writer.end()
            writer.key(5)
            prices.signed.write(to: &writer)
            writer.key(6)
            writer.bytes(holderKey)
            writer.key(7)
            writer.bytes(proof)
            writer.key(8)
            writer.bytes(holderSignature)
            writer.end()
        }
    }

    private static func write(_ type: UInt64, _ signed: SignedBytes, to writer: inout WireWriter) {
        writer.beginArray(count: 2)
        writer.unsigned(type)
        signed.write(to: &writer)
        writer.end()
    }

    private init(reading reader: inout WireReader) throws(WireFailure) {
        try reader.beginMap("proof")
        try reader.key(1, "proof.challenge")
        let content = try reader.bytes("proof.challenge", count: 1...Challenge.fileKind.maximumByteCount)
        claimedChallenge = try Challenge(content: content)
        try reader.key(2, "proof.rung")
        rung = try reader.unsigned("proof.rung", in: 1...UInt64(UInt32.max))
        try reader.key(3, "proof.suite")
        suite = try reader.suite("proof.suite")
        try reader.key(4, "proof.sources")
        sources = try reader.list("proof.sources", count: 1...Self.mostSources) { (reader) throws(WireFailure) in
            try reader.beginArray("proof.source", count: 2)
            let type = try reader.unsigned("proof.source.type", in: 0...1)
            let signed = try SignedBytes(reading: &reader, mostBytes: 1 << 20)
            try reader.end("proof.source")
            return type == 0
                ? .holdings(try SignedHoldings(signed)) : .receipt(try ReceiptSourceHalf(signed))
        }
        try reader.key(5, "proof.prices")
        prices = try SignedPrices(try SignedBytes(reading: &reader, mostBytes: 1 << 20))
        try reader.key(6, "proof.holderKey")
        holderKey = try reader.bytes("proof.holderKey", count: 32)
        try reader.key(7, "proof.proof")
        proof = try reader.bytes("proof.proof", count: 1...Self.mostProofBytes)
        try reader.key(8, "proof.holderSignature")
        holderSignature = try reader.bytes("proof.holderSignature", count: 64)
        try reader.end("proof")
    }
}
