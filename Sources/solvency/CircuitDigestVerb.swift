import CircuitCompiler
import CommandLineKit

/// The verb `circuit digest`.
enum CircuitDigestVerb {
    static let command = Command(
        CommandSpec(
            "circuit", "digest", summary: "print the digest of a circuit",
            discussion: [
                "The digest covers the text without comments and spacing, and the sentences to the letter. It does not "
                    + "depend on parameters, which have a digest of their own."
            ],
            operands: [CircuitFile.operand], options: [CircuitFile.parameters],
            examples: [.init("solvency circuit digest scenario_margin", "Print 64 hexadecimal digits.")]),
        body: run)

    private static func run(_ arguments: ParsedArguments, _ console: Console) throws(CommandFailure) -> CommandReport {
        let file = try CircuitFile(arguments)
        return CommandReport(
            .done, "digest of \(file.source.name) version \(file.source.version)", lines: [file.source.digest.hex],
            fields: file.fields)
    }
}
