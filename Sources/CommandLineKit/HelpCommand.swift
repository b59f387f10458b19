import StrictJSON

/// The verb `help`, which every program has.
enum HelpCommand {
    static let topic = OperandSpec("VERB", "the verb to explain; all are listed without it", kind: .text, count: .any)
    static let man = OptionSpec.flag("man", "print the man page of the whole program in roff")

    static func spec(program: String) -> CommandSpec {
        CommandSpec(
            "help", summary: "explain the program or a verb",
            discussion: ["The man page is made from the same tables: install it with the second example."],
            operands: [topic], options: [man],
            examples: [
                .init("\(program) help keygen", "Explain the verb keygen."),
                .init("\(program) help --man > \(program).1", "Write the man page to a file."),
            ])
    }

    static func run(_ arguments: ParsedArguments, program: ProgramSpec) throws(CommandFailure) -> CommandReport {
        if arguments.has(man) {
            guard arguments.operands.isEmpty else { throw CommandFailure(.tooManyOperands(allowed: 0)) }
            return report(ManPage(program: program).text, "the man page of \(program.name)")
        }
        let path = arguments.operands
        guard !program.commands(under: path).isEmpty else {
            throw CommandFailure(program.unknownVerb(path))
        }
        return report(path: path, program: program)
    }

    /// The help of the verbs that begin with the words.
    static func report(path: [String], program: ProgramSpec) -> CommandReport {
        let topic = ([program.name] + path).joined(separator: " ")
        return report(HelpText(program: program).text(for: path), "the help of \(topic)")
    }

    private static func report(_ text: String, _ message: String) -> CommandReport {
        var report = CommandReport(.done, message, fields: ["text": .string(text)])
        report.verbatim = text
        return report
    }
}
