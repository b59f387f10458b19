public import BigNumbers

/// A price with its confidence, as the signed snapshot states it.
public struct PriceQuote: Equatable, Sendable {
    /// The price of one whole unit, in usd.
    public let price: BigRational
    /// How far the price may be off, in usd; 0 or more.
    public let confidence: BigRational

    /// States a price.
    ///
    /// - Parameters:
    ///   - price: The price of one whole unit, in usd.
    ///   - confidence: How far the price may be off, in usd; 0 or more.
    public init(price: BigRational, confidence: BigRational) {
        (self.price, self.confidence) = (price, confidence)
    }

    /// The price at an edge of its confidence interval.
    func price(at edge: PriceEdge) -> BigRational {
        switch edge {
        case .middle: price
        case .low: price - confidence
        case .high: price + confidence
        }
    }
}
