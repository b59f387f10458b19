import BigNumbers
import CommandLineKit
import SolvencyProver
import StrictJSON

/// Shows a prover what a statement comes to: lines, a bar chart, JSON.
struct OutlookText {
    static let warning = "for the prover's eyes only: this shows what a proof hides"

    let outlook: MarginOutlook
    let call: BigRational?

    var lines: [String] {
        var lines = [Self.warning]
        if let collateral = outlook.collateral { lines.append("collateral value: \(collateral) usd") }
        if let requirement = outlook.requirement { lines.append("requirement: \(requirement) usd") }
        if let headroom = outlook.headroom {
            lines.append("headroom at \(Self.percent(outlook.rung)): \(headroom) usd")
        }
        if let coverage = outlook.coverage { lines.append("coverage: \(coverage) basis points") }
        if let rung = outlook.highestRung { lines.append("highest rung: \(Self.percent(rung))") }
        if let worst = outlook.bindingScenario {
            lines.append("binding scenario: \(DisplayText.escaped(worst.id)), \(worst.gain) usd")
        }
        if let call { lines.append("margin call: \(call) usd") }
        lines += outlook.failures.map { "fails: \($0.name) (\($0.circuit)), short by \($0.short)" }
        return lines + chart
    }

    /// One line for each scenario: its id, the gain or loss, and a bar, `#` for a loss and `+` for a gain.
    private var chart: [String] {
        guard !outlook.scenarios.isEmpty else { return [] }
        let names = outlook.scenarios.map { DisplayText.escaped($0.id) }
        let values = outlook.scenarios.map { "\($0.gain)" }
        let (nameWidth, valueWidth) = (names.map(\.count).max() ?? 0, values.map(\.count).max() ?? 0)
        var lines = ["gain or loss of the positions by scenario, in usd (# loss, + gain):"]
        for (index, scenario) in outlook.scenarios.enumerated() {
            let bar = String(repeating: scenario.gain.isNegative ? "#" : "+", count: share(scenario, of: 40))
            lines.append(
                "  " + names[index] + String(repeating: " ", count: nameWidth - names[index].count + 2)
                    + String(repeating: " ", count: valueWidth - values[index].count) + values[index]
                    + (bar.isEmpty ? "" : "  " + bar))
        }
        return lines
    }

    /// The length of a scenario's bar.
    func share(_ scenario: MarginOutlook.Scenario, of width: Int) -> Int {
        let most = outlook.scenarios.map(\.gain.magnitude).max() ?? .zero
        guard !most.isZero, let part = try? (scenario.gain.magnitude * BigRational(width)).divided(by: most) else {
            return 0
        }
        return part.roundedUp.int ?? 0
    }

    var fields: [String: JSONOutput] {
        var scenarios: [JSONOutput] = []
        for scenario in outlook.scenarios {
            scenarios.append([
                "circuit": .string(scenario.circuit), "scenario": .string(scenario.id),
                "gain": .string("\(scenario.gain)"),
            ])
        }
        return [
            "collateral": .optional(outlook.collateral.map { "\($0)" }),
            "requirement": .optional(outlook.requirement.map { "\($0)" }),
            "headroom": .optional(outlook.headroom.map { "\($0)" }),
            "coverage": .optional(outlook.coverage.map { "\($0)" }),
            "highestRung": outlook.highestRung.map { .integer(Int64($0)) } ?? .null,
            "bindingScenario": .optional(outlook.bindingScenario?.id),
            "marginCall": .optional(call.map { "\($0)" }), "scenarios": .array(scenarios),
        ]
    }

    /// A rung as people say it: 12000 is 120 %.
    static func percent(_ rung: UInt64) -> String {
        rung.isMultiple(of: 100) ? "\(rung / 100) %" : "\(rung / 100).\(rung % 100 < 10 ? "0" : "")\(rung % 100) %"
    }
}
