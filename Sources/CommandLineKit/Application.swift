import Glibc
import StrictJSON

/// Runs a command line: parses, calls the verb, prints what came of it and gives the exit code.
public struct Application: Sendable {
    /// The tables of all verbs, `help` and `completions` included.
    public let program: ProgramSpec
    private let commands: [Command]
    private let prepare: @Sendable () throws(CommandFailure) -> Void

    /// A program.
    ///
    /// - Parameters:
    ///   - name: the name as typed.
    ///   - version: the version as `--version` prints it.
    ///   - summary: one sentence for the head of the help.
    ///   - commands: the verbs in the order in which help lists them.
    ///   - variables: the environment variables that the verbs follow.
    ///   - prepare: starts what every verb relies on; not called for help.
    public init(
        name: String, version: String, summary: String, commands: [Command], variables: [VariableSpec] = [],
        prepare: @escaping @Sendable () throws(CommandFailure) -> Void = { () throws(CommandFailure) in }
    ) {
        self.prepare = prepare
        program = ProgramSpec(
            name: name, version: version, summary: summary, commands: commands.map(\.spec), variables: variables)
        self.commands = commands
    }

    /// Runs the arguments of the process and ends it with the exit code.
    public func main() -> Never {
        Console.prepareStandardStreams()
        var arguments: [String] = []
        var invalid: Int?
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let raw = CommandLine.unsafeArgv[index] else { break }
            let argument = String(validatingCString: raw)
            if argument == nil, invalid == nil { invalid = index }
            arguments.append(argument ?? String(cString: raw))
        }
        exit(run(arguments, invalidArgument: invalid).rawValue)
    }

    /// Runs a command line on the given file descriptors.
    ///
    /// - Parameters:
    ///   - arguments: the arguments without the name of the program.
    ///   - invalidArgument: the position, from 1, of an argument that was not UTF-8.
    ///   - output: the file descriptor of results.
    ///   - diagnostics: the file descriptor of messages.
    /// - Returns: the exit code.
    public func run(
        _ arguments: [String], invalidArgument: Int? = nil, output: Int32 = 1, diagnostics: Int32 = 2
    ) -> ExitCode {
        let console = Console(
            program: program.name, output: output, diagnostics: diagnostics,
            isJSON: ArgumentParser.asksForJSON(arguments),
            progress: ArgumentParser.progressForm(arguments))
        var verb: String?
        let report: CommandReport
        do throws(CommandFailure) {
            if let invalidArgument { throw CommandFailure(.notUTF8(position: invalidArgument)) }
            let invocation = try parse(arguments, console: console)
            if case .run(let path, _) = invocation { verb = path.joined(separator: " ") }
            if case .help = invocation { verb = "help" }
            if invocation == .version { verb = "version" }
            report = try perform(invocation, console: console)
            if report.outcome.exitCode != .success { console.error(report.message) }
        } catch {
            verb = verb ?? ArgumentParser.verbName(in: arguments, program: program)
            report = self.report(error, verb: verb, console: console)
        }
        return finish(report, verb: verb, console: console)
    }

    private func parse(_ arguments: [String], console: Console) throws(CommandFailure) -> Invocation {
        do {
            return try ArgumentParser.parse(arguments, program: program)
        } catch {
            if error == .noVerb { console.printHelpAsDiagnostic(HelpText(program: program).text(for: [])) }
            throw CommandFailure(error)
        }
    }

    private func perform(_ invocation: Invocation, console: Console) throws(CommandFailure) -> CommandReport {
        switch invocation {
        case .help(let path): return HelpCommand.report(path: path, program: program)
        case .version:
            let line = program.name + " " + program.version
            return CommandReport(.done, line, lines: [line], fields: ["version": .string(program.version)])
        case .run(["help"], let arguments): return try HelpCommand.run(arguments, program: program)
        case .run(["completions"], let arguments): return try CompletionsCommand.run(arguments, program: program)
        case .run(let path, let arguments):
            guard let command = commands.first(where: { $0.spec.path == path }) else {
                throw CommandFailure(.internalFailure, "the verb '\(path.joined(separator: " "))' has no code")
            }
            try prepare()
            return try command.body(arguments, console)
        }
    }

    // MARK: - Printing

    /// Says on stderr why there is no result, and makes the report that the envelope shows.
    private func report(_ failure: CommandFailure, verb: String?, console: Console) -> CommandReport {
        console.error(failure.message)
        for line in failure.excerpt { console.excerpt(line) }
        for hint in failure.hints { console.hint(hint) }
        // Without a verb the help has just been printed.
        if failure.outcome == .usage, failure != CommandFailure(.noVerb) {
            console.hint("'\(program.name) help\(verb.map { " " + $0 } ?? "")' shows how it is used")
        }
        return CommandReport(failure.outcome, failure.message, fields: failure.fields)
    }

    /// Prints the report and turns it into the exit code.
    private func finish(_ report: CommandReport, verb: String?, console: Console) -> ExitCode {
        if console.isJSON {
            console.printVerbatim(report.envelope(verb: verb).compact + "\n")
        } else if let text = report.verbatim {
            console.printVerbatim(text)
        } else {
            printLines(of: report, console: console)
        }
        let code = report.outcome.exitCode
        guard let failure = console.output.failure else { return code }
        // A reader that has seen enough closes the pipe: nothing to complain about, but not a delivered result either.
        if failure != EPIPE { console.error("cannot write standard output: \(SystemError(number: failure).text)") }
        return code == .success ? .cannotWrite : code
    }

    private func printLines(of report: CommandReport, console: Console) {
        for line in report.lines { console.printResult(line) }
        if !report.claims.isEmpty { console.printResult("shown:") }
        for claim in report.claims { console.printResult("  - " + claim) }
        if !report.notShown.isEmpty { console.printResult("not shown:") }
        for sentence in report.notShown { console.printResult("  - " + sentence) }
    }
}
