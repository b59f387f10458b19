import BigNumbers
import Testing

@testable import CircuitCompiler

/// For random portfolios "provable" agrees with a plain evaluation of the rule, written without the compiler.
@Suite struct RandomPortfolioTests {
    /// A portfolio with its parameters, in plain numbers.
    struct Portfolio {
        var prices: [Int] = []
        /// Bound and percent of each tier; the last bound may be missing.
        var tiers: [[(bound: Int?, percent: Int)]] = []
        var holdings: [BigRational] = []
        var losses: [[Int]] = []
        var charges: [Int] = []
        var shortCharges: [Int] = []
        var positions: [Int] = []
        var groups: [Int] = []
        var limits: [Int] = []
        var factor = 0
        var rung = 10_000

        init(_ random: inout SplitMix) {
            func pick(_ range: ClosedRange<Int>) -> Int {
                range.lowerBound + Int(random.next() % UInt64(range.count))
            }
            for _ in 0..<pick(1...3) {
                prices.append(pick(1...900))
                var table: [(bound: Int?, percent: Int)] = []
                var (bound, percent) = (0, 100)
                for _ in 0..<pick(0...3) {
                    bound += pick(1...4000)
                    percent -= pick(0...30)
                    table.append((bound, percent))
                }
                if pick(0...1) == 0, !table.isEmpty { table[table.count - 1].bound = nil }
                tiers.append(table)
                holdings.append(BigRational(pick(0...2000)) * .powerOfTen(-2))
                groups.append(pick(0...3) == 0 ? 1 : 0)
            }
            // Cash with six decimals, last, so that equality can be reached.
            prices.append(1)
            tiers.append([(nil, 100)])
            groups.append(1)
            limits = [pick(0...2) == 0 ? pick(0...10_000) : 10_000, 10_000]
            let instruments = pick(1...3)
            for _ in 0..<pick(1...5) { losses.append((0..<instruments).map { _ in pick(-50...50) }) }
            charges = (0..<instruments).map { _ in pick(0...3) }
            shortCharges = (0..<instruments).map { _ in pick(0...3) }
            positions = (0..<instruments).map { _ in pick(-40...40) }
            factor = pick(1...15)
            rung = 10_000 + 500 * pick(0...8)
            let rest = collateral(holdings + [.zero])
            let wanted = requirement * BigRational(rung) * .powerOfTen(-4) - rest
            // One unit below, at, or above what is needed; more where a limit needs it.
            let units = max((wanted * .powerOfTen(6)).roundedUp, .zero) + BigInteger(pick(-1...1))
            let extra = pick(0...1) == 0 ? BigInteger.zero : BigInteger(pick(0...9_000_000)) * BigInteger(1000)
            holdings.append(BigRational(max(units + extra, .zero)) * .powerOfTen(-6))
        }

        /// Walks up the brackets, usd by usd in one step a bracket.
        func value(_ asset: Int, _ quantity: BigRational) -> BigRational {
            var rest = quantity * BigRational(prices[asset])
            var (counted, reached) = (BigRational.zero, 0)
            for tier in tiers[asset] {
                let part = tier.bound.map { min(rest, BigRational($0 - reached)) } ?? rest
                counted += part * BigRational(tier.percent) * .powerOfTen(-2)
                rest -= part
                reached = tier.bound ?? reached
            }
            return counted
        }

        func collateral(_ quantities: [BigRational]) -> BigRational {
            quantities.indices.reduce(BigRational.zero) { $0 + value($1, quantities[$1]) }
        }

        var requirement: BigRational {
            var worst = 0
            for row in losses { worst = max(worst, zip(row, positions).reduce(0) { $0 + $1.0 * $1.1 }) }
            var charge = 0
            for (index, position) in positions.enumerated() {
                charge += charges[index] * abs(position) + (position < 0 ? -shortCharges[index] * position : 0)
            }
            return BigRational(factor * worst) * .powerOfTen(-1) + BigRational(charge)
        }

        var isCovered: Bool {
            collateral(holdings) * BigRational(10_000) >= requirement * BigRational(rung)
        }

        func keepsLimit(_ group: Int) -> Bool {
            var gross = BigRational.zero
            for asset in holdings.indices where groups[asset] == group {
                gross += holdings[asset] * BigRational(prices[asset])
            }
            return gross * BigRational(10_000) <= collateral(holdings) * BigRational(limits[group])
        }

        /// The requirements that fail, by the names that the circuits give them.
        var failing: Set<String> {
            var names: Set<String> = []
            if !isCovered { names.insert("rung") }
            for group in 0...1 where !keepsLimit(group) { names.insert("within_limit[g\(group)]") }
            return names
        }

        func trial() throws -> StatementTrial {
            let assets = prices.indices.map { "a\($0)" }
            let instruments = positions.indices.map { "i\($0)" }
            let scenarios = losses.indices.map { "s\($0)" }
            func list(_ ids: [String]) -> String { "[" + ids.map { "\"\($0)\"" }.joined(separator: ",") + "]" }
            func vector(_ ids: [String], _ texts: [String]) -> String {
                "{" + zip(ids, texts).map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
            }
            func quoted(_ values: [Int]) -> [String] { values.map { "\"\($0)\"" } }
            let decimals = vector(assets, assets.map { _ in "6" })
            let tables = tiers.map { table in
                let parts = table.map { tier in
                    "{\"to\":\(tier.bound.map { "\"\($0)\"" } ?? "null"),\"percent\":\"\(tier.percent)\"}"
                }
                return "[" + parts.joined(separator: ",") + "]"
            }
            let tenth = factor % 10 == 0 ? "\(factor / 10)" : "\(factor / 10).\(factor % 10)"
            return try StatementTrial(
                [
                    "tiered_haircut_coverage":
                        "{\"version\":1,\"asset\":\(list(assets)),\"decimals\":\(decimals),\"required\":\"0\","
                        + "\"tiers\":\(vector(assets, tables))}",
                    "scenario_margin":
                        "{\"version\":1,\"instrument\":\(list(instruments)),\"scenario\":\(list(scenarios)),"
                        + "\"decimals\":\(vector(instruments, instruments.map { _ in "0" })),\"factor\":\"\(tenth)\","
                        + "\"loss\":\(vector(scenarios, losses.map { "[" + quoted($0).joined(separator: ",") + "]" })),"
                        + "\"charge\":\(vector(instruments, quoted(charges))),"
                        + "\"short_charge\":\(vector(instruments, quoted(shortCharges)))}",
                    "concentration_limit":
                        "{\"version\":1,\"asset\":\(list(assets)),\"group\":[\"g0\",\"g1\"],\"decimals\":\(decimals),"
                        + "\"group_of\":\(vector(assets, groups.map { "\"g\($0)\"" })),"
                        + "\"limit\":\(vector(["g0", "g1"], quoted(limits)))}",
                ],
                prices: Dictionary(uniqueKeysWithValues: zip(assets, prices).map { ($0, ("\($1)", "0")) }),
                rung: UInt32(rung))
        }

        var amounts: [String: String] {
            var amounts: [String: String] = [:]
            for (index, holding) in holdings.enumerated() { amounts["collateral:a\(index)"] = "\(holding)" }
            for (index, position) in positions.enumerated() { amounts["position:i\(index)"] = "\(position)" }
            return amounts
        }
    }

    @Test("Provable agrees with a plain exact evaluation", arguments: 0..<8)
    func provableIsWhatTheRuleSays(_ seed: Int) throws {
        var random = SplitMix(state: UInt64(seed) << 32)
        var (proven, denied) = (0, 0)
        for _ in 0..<25 {
            let portfolio = Portfolio(&random)
            let trial = try portfolio.trial()
            let outcome = try trial.run(portfolio.amounts)
            #expect(outcome.figures["collateral"] == portfolio.collateral(portfolio.holdings))
            #expect(outcome.figures["requirement"] == portfolio.requirement)
            #expect(Set(outcome.failed) == portfolio.failing)
            #expect((outcome.violations == 0) == portfolio.failing.isEmpty)
            if portfolio.failing.isEmpty {
                proven += 1
                continue
            }
            denied += 1
            // Whatever else the prover chooses, some row fails.
            let check = TransparentCheck(trial.compilation.statement)
            for _ in 0..<20 {
                let lie = outcome.witnesses.map { value -> BigInteger in
                    let shift = BigInteger.powerOfTwo(Int(random.next() % 60)) * BigInteger(UInt64(random.next() % 3))
                    return random.next() % 2 == 0 ? value + shift : value - shift
                }
                #expect(!check.violations(outcome.inputs, lie).isEmpty)
            }
        }
        #expect(proven > 0 && denied > 0, "\(proven) proven, \(denied) denied")
    }
}
