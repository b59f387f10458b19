import CommandLineKit
import StrictJSON

/// The verb `inspect`.
enum Inspect {
    static let file = OperandSpec("F", "any file of this program, or - for standard input")

    static let command = Command(
        CommandSpec(
            "inspect", summary: "say what a file is and what it contains",
            discussion: [
                "Nothing is verified except that the file is well formed, and no secret is printed: of a secret key "
                    + "only the public half and how it is protected. A secret key is read by its name, not from "
                    + "standard input."
            ],
            operands: [file],
            examples: [.init("solvency inspect issuer.pub", "Print the type and the key.")]),
        body: run)

    private static func run(_ arguments: ParsedArguments, _ console: Console) throws(CommandFailure) -> CommandReport {
        let path = try arguments.operand(0, file)
        let content = try FileContent.read(path)
        let width = content.fields.map(\.name.count).max() ?? 0
        let lines = content.fields.map { field in
            "\(field.name):" + String(repeating: " ", count: width - field.name.count + 1) + field.text
        }
        return CommandReport(
            .done, "\(content.type), version \(content.version)",
            lines: ["\(content.type), version \(content.version)"] + lines,
            fields: [
                "type": .string(content.type), "version": .integer(content.version),
                "fields": .object(
                    Dictionary(content.fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })),
            ])
    }
}
