import Bulletproofs
import Ristretto

/// A relation of a realistic size with a witness that satisfies it, the same in every run.
struct ExampleRelation {
    private(set) var inputs: [Int64] = []
    private(set) var witnesses: [Int64] = []
    private var ranges: [IntegerRelation.RangeRow] = []
    private var digitBits = 11
    private var state: UInt64 = 1

    func relation() throws(IntegerRelationFault) -> IntegerRelation {
        try IntegerRelation(
            inputs: inputs.count, witnesses: witnesses.count, ranges: ranges, digitBits: digitBits)
    }

    /// Values of 64 bits, each in range.
    static func ranges(count: Int) -> ExampleRelation {
        var example = ExampleRelation()
        example.digitBits = 8
        for index in 0..<count {
            example.inputs.append(example.draw(0, Int64.max))
            example.ranges.append(.init(form: LinearForm(UInt32(index)), width: 64))
        }
        return example
    }

    /// 200 positions and 20 collateral assets with 5 tiers each: the collateral covers the worst loss over some scenarios
    /// times 1.25, and on request the expected shortfall too.
    ///
    /// A tier's value is at least y for every line of the ladder; a scenario's loss is at most R; u is at least the loss
    /// above tau. Money is in units of 10^-4 cents on the collateral's side.
    ///
    /// - Parameters:
    ///   - scenarios: How many.
    ///   - expectedShortfall: Whether the mean of the worst scenarios is required as well.
    ///   - moneyWidth: The width of rows of money, in bits.
    ///   - collateralWidth: The width of a collateral quantity, in bits.
    /// - Returns: The relation with its witness.
    static func portfolio(
        scenarios: Int, expectedShortfall: Bool = false, moneyWidth: Int = 66, collateralWidth: Int = 44
    ) -> ExampleRelation {
        var example = ExampleRelation()
        let (positions, assets, tiers) = (200, 20, 5)
        for _ in 0..<positions { example.inputs.append(example.draw(-5000, 5000)) }
        for _ in 0..<assets { example.inputs.append(example.draw(0, 10_000_000)) }
        let free = UInt32(positions + assets)
        let half = Scalar(1 << 43 as UInt64)
        for position in 0..<positions {
            example.ranges.append(.init(form: LinearForm(UInt32(position), constant: half), width: 44))
        }
        for asset in 0..<assets {
            example.ranges.append(.init(form: LinearForm(UInt32(positions + asset)), width: collateralWidth))
        }
        var value: Int64 = 0
        for asset in 0..<assets {
            let ladder = example.ladder(tiers)
            let amount = example.inputs[positions + asset]
            let worth = ladder.map { $0.slope * amount + $0.constant }.min() ?? 0
            let witness = free + UInt32(example.witnesses.count)
            example.witnesses.append(worth)
            value += worth
            for line in ladder {
                var form = LinearForm(constant: Scalar(signed: line.constant))
                form.add(Scalar(signed: line.slope), times: UInt32(positions + asset))
                form.add(-.one, times: witness)
                example.ranges.append(.init(form: form, width: moneyWidth))
            }
        }
        let losses = (0..<scenarios).map { _ in (0..<positions).map { _ in example.draw(-3000, 3000) } }
        let totals = losses.map { row in zip(row, example.inputs).reduce(0) { $0 + $1.0 * $1.1 } }
        let worst = free + UInt32(example.witnesses.count)
        let requirement = max(0, totals.max() ?? 0)
        example.witnesses.append(requirement)
        for row in losses { example.addLoss(row, [(worst, 1)], width: moneyWidth) }
        var covered = LinearForm()
        for asset in 0..<assets { covered.add(.one, times: free + UInt32(asset)) }
        covered.add(Scalar(signed: -12500), times: worst)
        value -= 12500 * requirement
        if expectedShortfall {
            let shortfall = example.addShortfall(losses, totals, free: free, width: moneyWidth)
            covered.add(-.one, times: shortfall.variable)
            value -= shortfall.value
        }
        // Room for whatever the draw gave: the margin itself is about 10^9.
        covered.constant = Scalar(signed: 1_000_000_000 - value)
        example.ranges.append(.init(form: covered, width: moneyWidth))
        return example
    }

    /// Rockafellar and Uryasev: the mean of the worst 2.5 % is at most tau + sum u / k with u >= loss - tau, u >= 0.
    private mutating func addShortfall(
        _ losses: [[Int64]], _ totals: [Int64], free: UInt32, width: Int
    ) -> (variable: UInt32, value: Int64) {
        let worstCount = max(1, Int64(losses.count) / 40)
        let tau = totals.sorted(by: >)[Int(worstCount) - 1]
        let tauVariable = free + UInt32(witnesses.count)
        witnesses.append(tau)
        var sum = LinearForm()
        var excess: Int64 = 0
        for (row, total) in zip(losses, totals) {
            let variable = free + UInt32(witnesses.count)
            witnesses.append(max(0, total - tau))
            excess += max(0, total - tau)
            ranges.append(.init(form: LinearForm(variable), width: width))
            addLoss(row, [(tauVariable, 1), (variable, 1)], width: width)
            sum.add(-.one, times: variable)
        }
        let shortfall = free + UInt32(witnesses.count)
        // Rounded up, so that the row below holds.
        let value = tau + (excess + worstCount - 1) / worstCount
        witnesses.append(value)
        sum.add(Scalar(signed: -worstCount), times: tauVariable)
        sum.add(Scalar(signed: worstCount), times: shortfall)
        ranges.append(.init(form: sum, width: width))
        return (shortfall, value)
    }

    /// Some variables less a scenario's loss are not negative.
    private mutating func addLoss(_ row: [Int64], _ variables: [(UInt32, Int64)], width: Int) {
        var form = LinearForm()
        form.reserveTerms(row.count + variables.count)
        for (position, loss) in row.enumerated() { form.add(Scalar(signed: -loss), times: UInt32(position)) }
        for (variable, coefficient) in variables { form.add(Scalar(signed: coefficient), times: variable) }
        ranges.append(.init(form: form, width: width))
    }

    /// A concave ladder of lines through 0: falling slopes, and constants that make them meet at the knots.
    private mutating func ladder(_ tiers: Int) -> [(slope: Int64, constant: Int64)] {
        let price = draw(1, 10_000)
        let slopes = (0..<tiers).map { _ in draw(3000, 10_000) }.sorted(by: >)
        let knots = (1..<tiers).map { _ in draw(0, 10_000_000) }.sorted()
        var constant: Int64 = 0
        return slopes.indices.map { tier in
            if tier > 0 { constant += (slopes[tier - 1] - slopes[tier]) * knots[tier - 1] }
            return (price * slopes[tier], price * constant)
        }
    }

    private mutating func draw(_ low: Int64, _ high: Int64) -> Int64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return low + Int64((state >> 16) % UInt64(high - low))
    }
}
