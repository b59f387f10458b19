import CircuitCompiler
import CommandLineKit
import StrictJSON

/// The verb `circuit explain`.
enum CircuitExplain {
    static let command = Command(
        CommandSpec(
            "circuit", "explain", summary: "say in words what a circuit proves and what it costs",
            discussion: [
                "Says what is public, what stays hidden, what a verified proof means and what it does not mean. With "
                    + "parameters also which of them were rounded and how large a proof is."
            ],
            operands: [CircuitFile.operand], options: [CircuitFile.parameters],
            examples: [
                .init(
                    "solvency circuit explain scenario_margin --params params.json",
                    "Explain a shipped circuit with numbers.")
            ]),
        body: run)

    private static func run(_ arguments: ParsedArguments, _ console: Console) throws(CommandFailure) -> CommandReport {
        let file = try CircuitFile(arguments)
        let (source, filled) = (file.source, file.compilation?.circuits.first)
        let requirements =
            filled?.requirements.map { ($0.name, $0.sentence) } ?? source.requirementEntries.map { ($0.name, $0.text) }
        var lines = ["\(source.name) version \(source.version)", "digest \(source.digest.hex)"]
        lines += section("a verified proof means", filled?.says ?? source.says)
        lines += section("it does not mean", filled?.saysNot ?? source.saysNot)
        lines += section("public", source.publicEntries.map { "\($0.name): \($0.text)" })
        lines += section("hidden", source.privateEntries.map { "\($0.name): \($0.text)" })
        lines += section("taken from other circuits", source.importNames)
        lines += section("required", requirements.map { "\($0.0): \($0.1)" })
        lines += section("given to the statement", source.exportNames.map(export))
        var fields = file.fields
        if let compilation = file.compilation {
            let roundings = filled?.roundings ?? []
            lines += section(
                "rounded",
                roundings.isEmpty ? ["nothing"] : roundings.map { "\($0.parameter): \($0.given) -> \($0.used)" })
            lines += section("cost of this circuit alone", cost(compilation))
            fields["roundings"] = .array(
                roundings.map {
                    ["parameter": .string($0.parameter), "given": .string($0.given), "used": .string($0.used)]
                })
        } else {
            lines += ["", "With --params also what is rounded and what a proof costs."]
        }
        return CommandReport(.done, "\(source.name) version \(source.version)", lines: lines, fields: fields)
    }

    private static func section(_ title: String, _ entries: [String]) -> [String] {
        entries.isEmpty ? [] : ["", title + ":"] + entries.map { "  - " + $0 }
    }

    private static func export(_ name: String) -> String {
        name == "requirement"
            ? "requirement: added to those of other circuits; the collateral must cover the sum times the rung"
            : "collateral: what all requirements are measured against"
    }

    private static func cost(_ compilation: Compilation) -> [String] {
        let cost = compilation.cost
        let bits =
            cost.bits.slots <= 65_536
            ? "suite bits: \(cost.bits.slots) slots, \(cost.bits.proofBytes) bytes"
            : "suite bits: not offered, too large"
        return [
            "\(cost.inputs) committed inputs, \(cost.ranges) ranges in \(cost.digits) digits of \(cost.digitBits) bits",
            "suite lookups: \(cost.lookups.slots) slots, \(cost.lookups.proofBytes) bytes", bits,
            "prices are taken as \(StatementCompiler.standInPrice) usd; commitments of inputs come on top, 32 bytes each",
        ]
    }
}
