import Glibc

/// The standard streams of the command: results on stdout, everything said about them on stderr.
public struct Console: Sendable {
    /// The stream of results.
    public let output: OutputStream
    /// The stream of messages and progress.
    public let diagnostics: OutputStream
    /// Whether the run was asked for JSON; a verb then prints nothing on its own.
    public let isJSON: Bool
    /// How progress is reported; nil when it is not.
    public let progressForm: ProgressForm?

    /// How progress is reported.
    public enum ProgressForm: Equatable, Sendable {
        /// A line for people: redrawn on a terminal, one at each tenth elsewhere.
        case text
        /// One JSON object a line, for machines.
        case json
    }

    private let program: String
    private let usesColour: Bool

    /// The console of a run.
    ///
    /// - Parameters:
    ///   - program: the name that begins every message.
    ///   - output: the file descriptor of results.
    ///   - diagnostics: the file descriptor of messages.
    ///   - isJSON: whether the result is to be one JSON object.
    ///   - progress: how progress is reported; nil for text on a terminal and nothing elsewhere.
    public init(
        program: String, output: Int32 = 1, diagnostics: Int32 = 2, isJSON: Bool, progress: ProgressForm?
    ) {
        self.program = program
        self.output = OutputStream(descriptor: output)
        self.diagnostics = OutputStream(descriptor: diagnostics)
        self.isJSON = isJSON
        let isTerminal = self.diagnostics.isTerminal
        progressForm = progress ?? (isTerminal ? .text : nil)
        usesColour = isTerminal && Self.environmentAllowsColour
    }

    /// Makes the standard streams safe to use, once, before anything else is opened.
    ///
    /// A stream that the caller closed is occupied: otherwise the next file opened would get its number and receive
    /// what is printed. Writing to a closed pipe becomes an error that is handled instead of a signal that kills.
    public static func prepareStandardStreams() {
        signal(SIGPIPE, SIG_IGN)
        // A limit on the size of files becomes an error that is reported, too.
        signal(SIGXFSZ, SIG_IGN)
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
            // The wrong direction on purpose: reading or writing a closed stream must still fail. `open` takes the
            // lowest free number, which is this one.
            _ = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
        }
    }

    /// Prints a line of the result, with control characters escaped.
    public func printResult(_ line: String) {
        output.write(DisplayText.escaped(line) + "\n")
    }

    /// Prints text of our own making, such as help, as it is.
    func printVerbatim(_ text: String) { output.write(text) }

    /// Prints the help on stderr, for a command line that has no verb.
    func printHelpAsDiagnostic(_ text: String) { diagnostics.write(text) }

    /// Says what went wrong.
    public func error(_ message: String) { say("error", colour: "31", message) }

    /// Shows a line of the input below an error, so that a caret on the next line stands under its place.
    func excerpt(_ line: String) { diagnostics.write("    " + DisplayText.escaped(line) + "\n") }

    /// Says what the user should know although the work goes on.
    public func warning(_ message: String) { say("warning", colour: "33", message) }

    /// Says what the user could do.
    public func hint(_ message: String) { say("hint", colour: "36", message) }

    /// Writes a binary result to stdout.
    ///
    /// - Throws: `CommandFailure` with the outcome `cannotWrite` when stdout is a terminal, `usage` when it is to hold one
    ///   JSON object.
    public func writeBinary(_ bytes: [UInt8]) throws(CommandFailure) {
        guard !isJSON else {
            throw CommandFailure(
                .other("standard output cannot hold the file and the JSON object", hint: "write the file to a name"))
        }
        guard !output.isTerminal else {
            throw CommandFailure(
                .cannotWrite, "standard output is a terminal and the result is binary",
                hints: ["redirect it to a file"])
        }
        bytes.withUnsafeBytes { output.write($0) }
    }

    private func say(_ kind: String, colour: String, _ message: String) {
        let label = usesColour ? "\u{1b}[1;\(colour)m\(kind):\u{1b}[0m" : kind + ":"
        diagnostics.write("\(program): \(label) \(DisplayText.escaped(message))\n")
    }

    /// NO_COLOR counts when it is not empty (no-color.org).
    private static var environmentAllowsColour: Bool {
        if let value = getenv("NO_COLOR"), value.pointee != 0 { return false }
        if let terminal = getenv("TERM"), strcmp(terminal, "dumb") == 0 { return false }
        return true
    }
}
