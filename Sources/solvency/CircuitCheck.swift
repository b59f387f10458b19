import CircuitCompiler
import CommandLineKit

/// The verb `circuit check`.
enum CircuitCheck {
    static let command = Command(
        CommandSpec(
            "circuit", "check", summary: "check a circuit, and its parameters if given",
            discussion: [
                "Without parameters: grammar, names, index sets, units, signs, and that no one-sided value and no "
                    + "rounding stands where it would help the prover. With parameters also that every range is bounded "
                    + "and that nothing can wrap around the group order."
            ],
            operands: [CircuitFile.operand], options: [CircuitFile.parameters],
            examples: [
                .init("solvency circuit check scenario_margin", "Check a shipped circuit."),
                .init("solvency circuit check my.circuit --params params.json", "Check a circuit with its parameters."),
            ]),
        body: run)

    private static func run(_ arguments: ParsedArguments, _ console: Console) throws(CommandFailure) -> CommandReport {
        let file = try CircuitFile(arguments)
        let title = "\(file.source.name) version \(file.source.version)"
        let message = file.compilation == nil ? "\(title) is well formed" : "\(title) compiles with its parameters"
        return CommandReport(
            .done, message, lines: [message, "digest \(file.source.digest.hex)"], fields: file.fields)
    }
}
