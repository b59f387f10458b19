internal import BigNumbers

/// Rates that depend on a value in usd: a continuous line of straight pieces through the origin.
struct TierTable: Equatable, Sendable {
    /// A piece, continued in both directions.
    struct Piece: Equatable, Sendable {
        let slope: BigRational
        let intercept: BigRational
    }

    /// What a table is made of: up to a bound, every further usd counts at the rate.
    struct Tier: Equatable, Sendable {
        /// The greatest value of the tier; nil for no bound.
        let bound: BigRational?
        let rate: BigRational
    }

    /// The value of the table is the least (concave) or the greatest (convex) of the pieces.
    let pieces: [Piece]
    let shape: TierShape

    /// Why a list of tiers is no table of its shape, and at which tier, counted from 0.
    enum Fault: Error, Equatable, Sendable {
        case boundNotAbove(tier: Int)
        case boundMissing(tier: Int)
        case rateNegative(tier: Int)
        case rateAboveOne(tier: Int)
        case rateRises(tier: Int)
        case rateFalls(tier: Int)
        case lastBound(tier: Int)
        case empty

        var tier: Int? {
            switch self {
            case .boundNotAbove(let tier), .boundMissing(let tier), .rateNegative(let tier), .rateAboveOne(let tier),
                .rateRises(let tier), .rateFalls(let tier), .lastBound(let tier):
                tier
            case .empty: nil
            }
        }

        var words: String {
            switch self {
            case .boundNotAbove: "the bound is not above the one before"
            case .boundMissing: "only the last tier may have no bound"
            case .rateNegative: "the rate is negative"
            case .rateAboveOne: "the rate is above 100 percent"
            case .rateRises: "the rate is higher than in the tier before, so the table is not concave"
            case .rateFalls: "the rate is lower than in the tier before, so the table is not convex"
            case .lastBound: "the last tier of a convex table has no bound"
            case .empty: "a convex table needs a tier"
            }
        }
    }

    /// Makes the pieces of a list of tiers.
    ///
    /// Intercepts follow from the rates, which were rounded before: rounded on their own they could break the line.
    /// Above the last bound of a concave table nothing more counts; no tiers at all mean that nothing counts.
    ///
    /// - Parameters:
    ///   - tiers: The tiers in rising order.
    ///   - shape: What the rates must do.
    /// - Throws: ``Fault``.
    init(_ tiers: [Tier], _ shape: TierShape) throws(Fault) {
        self.shape = shape
        var pieces: [Piece] = []
        var reached: BigRational? = .zero
        for (number, tier) in tiers.enumerated() {
            guard let start = reached else { throw .boundMissing(tier: number - 1) }
            if let bound = tier.bound, bound <= start { throw .boundNotAbove(tier: number) }
            guard !tier.rate.isNegative else { throw .rateNegative(tier: number) }
            guard shape == .convex || tier.rate <= .one else { throw .rateAboveOne(tier: number) }
            if let last = pieces.last {
                guard shape == .convex || tier.rate <= last.slope else { throw .rateRises(tier: number) }
                guard shape == .concave || tier.rate >= last.slope else { throw .rateFalls(tier: number) }
            }
            Self.append(slope: tier.rate, from: start, to: &pieces)
            reached = tier.bound
        }
        if let end = reached {
            guard shape == .concave else { throw tiers.isEmpty ? .empty : .lastBound(tier: tiers.count - 1) }
            Self.append(slope: .zero, from: end, to: &pieces)
        }
        self.pieces = pieces
    }

    /// Continues the line with another slope.
    private static func append(slope: BigRational, from start: BigRational, to pieces: inout [Piece]) {
        guard let last = pieces.last else {
            pieces.append(Piece(slope: slope, intercept: .zero))
            return
        }
        guard last.slope != slope else { return }
        pieces.append(Piece(slope: slope, intercept: last.intercept + (last.slope - slope) * start))
    }
}
