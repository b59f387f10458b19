public import BigNumbers

/// The terms of a margin call between two parties.
public struct MarginCallTerms: Equatable, Sendable {
    /// Up to this much of the requirement nothing is called, in usd; 0 or more.
    public let threshold: BigRational
    /// Less than this is not moved, in usd; 0 or more.
    public let minimumTransfer: BigRational
    /// A call is rounded up to a multiple of this, in usd; above 0, or 0 for no rounding.
    public let rounding: BigRational

    /// States terms.
    ///
    /// - Parameters:
    ///   - threshold: Up to this much of the requirement nothing is called, in usd; 0 or more.
    ///   - minimumTransfer: Less than this is not moved, in usd; 0 or more.
    ///   - rounding: A call is rounded up to a multiple of this, in usd; 0 for no rounding. `nil` results from a negative term.
    public init?(threshold: BigRational, minimumTransfer: BigRational, rounding: BigRational) {
        guard !threshold.isNegative, !minimumTransfer.isNegative, !rounding.isNegative else { return nil }
        self.threshold = threshold
        self.minimumTransfer = minimumTransfer
        self.rounding = rounding
    }

    /// What is called for: X = max(margin - threshold, 0) - posted, nothing when X is below the minimum transfer or not above
    /// zero, else X rounded up.
    ///
    /// - Parameters:
    ///   - margin: The requirement in usd.
    ///   - posted: What is posted already, in usd.
    /// - Returns: The call in usd, exact.
    public func call(margin: BigRational, posted: BigRational) -> BigRational {
        let excess = margin - threshold
        let wanted = (excess.isNegative ? .zero : excess) - posted
        guard wanted.signum > 0, wanted >= minimumTransfer else { return .zero }
        guard !rounding.isZero else { return wanted }
        // The unit is above zero, so rounding to its multiples cannot fail.
        return (try? wanted.rounded(toMultipleOf: rounding, upwards: true)) ?? wanted
    }
}
