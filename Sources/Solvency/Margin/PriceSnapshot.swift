/// Prices that somebody signs for one moment.
///
/// - seealso: `docs/spec/margin.md`, section "Price snapshot".
public struct PriceSnapshot: Equatable, Sendable {
    /// The most prices of a snapshot.
    public static let mostPrices = 4096

    /// One price.
    public struct Price: Equatable, Sendable {
        /// What it is the price of, as in ``EntryName/isID(_:)``.
        public let id: [UInt8]
        /// The price of one unit, above zero.
        public let price: ExactDecimal
        /// How far the price may be off either way; below the price.
        public let confidence: ExactDecimal
        /// When the price was made.
        public let publishTime: Timestamp

        /// Takes a price.
        ///
        /// - Parameters:
        ///   - id: What it is the price of.
        ///   - price: The price of one unit, above zero.
        ///   - confidence: How far the price may be off either way; below the price.
        ///   - publishTime: When the price was made; `nil` results from a value that is not allowed.
        public init?(id: [UInt8], price: ExactDecimal, confidence: ExactDecimal, publishTime: Timestamp) {
            guard EntryName.isID(id), !price.isZero, confidence.isLess(than: price) else { return nil }
            self.id = id
            self.price = price
            self.confidence = confidence
            self.publishTime = publishTime
        }
    }

    /// The key of whoever vouches for the prices, 32 bytes.
    public let signerKey: [UInt8]
    /// The moment for which the prices are stated.
    public let valuationTime: Timestamp
    /// The prices by id.
    public let prices: [Price]

    /// Puts a snapshot together.
    ///
    /// - Parameters:
    ///   - signerKey: The key of whoever vouches for the prices, 32 bytes.
    ///   - valuationTime: The moment for which the prices are stated.
    ///   - prices: 1 to 4096 prices by id, each once, none made after the moment.
    /// - Throws: ``PriceFault``.
    public init(signerKey: [UInt8], valuationTime: Timestamp, prices: [Price]) throws(PriceFault) {
        guard signerKey.count == 32 else { throw .keyLength }
        guard 1...Self.mostPrices ~= prices.count else { throw .count(prices.count) }
        for (index, price) in prices.enumerated() {
            guard price.publishTime <= valuationTime else { throw .publishedLater(index) }
            guard index == 0 || prices[index - 1].id.lexicographicallyPrecedes(price.id) else { throw .order(index) }
        }
        self.signerKey = signerKey
        self.valuationTime = valuationTime
        self.prices = prices
    }
}

/// Why prices do not make a snapshot.
public enum PriceFault: Error, Equatable, Sendable {
    /// The key does not have 32 bytes.
    case keyLength
    /// There is no price, or more than 4096.
    case count(Int)
    /// The price at this position does not come after the one before it: order, or the same id twice.
    case order(Int)
    /// The price at this position was made after the moment of the snapshot.
    case publishedLater(Int)
}
