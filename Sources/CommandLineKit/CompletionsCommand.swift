import StrictJSON

/// The verb `completions`, which every program has.
enum CompletionsCommand {
    static let shell = OperandSpec(
        "SHELL", "bash, zsh or fish", kind: .choice(CompletionScript.Shell.allCases.map(\.rawValue)))

    static func spec(program: String) -> CommandSpec {
        CommandSpec(
            "completions", summary: "print the completion script of a shell", operands: [shell],
            examples: [
                .init("source <(\(program) completions bash)", "Complete verbs and options in this bash."),
                .init(
                    "\(program) completions fish > ~/.config/fish/completions/\(program).fish",
                    "Install the completions for fish."),
            ])
    }

    static func run(_ arguments: ParsedArguments, program: ProgramSpec) throws(CommandFailure) -> CommandReport {
        let word = try arguments.operand(0, Self.shell)
        guard let shell = CompletionScript.Shell(rawValue: word) else {
            let allowed = CompletionScript.Shell.allCases.map(\.rawValue)
            throw CommandFailure(.notAChoice("operand \(Self.shell.placeholder)", allowed: allowed))
        }
        let text = CompletionScript(program: program).text(for: shell)
        var report = CommandReport(.done, "the completions for \(word)", fields: ["text": .string(text)])
        report.verbatim = text
        return report
    }
}
