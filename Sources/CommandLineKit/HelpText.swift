/// Help for the terminal, set from the tables.
struct HelpText {
    let program: ProgramSpec
    private static let width = 80

    /// The help of the verbs that begin with the words: one verb's page, or the list of several.
    func text(for path: [String]) -> String {
        let commands = program.commands(under: path)
        if let command = commands.first, command.path == path { return page(for: command) }
        return overview(of: commands, path: path)
    }

    private func overview(of commands: [CommandSpec], path: [String]) -> String {
        var lines: [String] = []
        if path.isEmpty {
            lines += Self.wrap(program.name + " - " + program.summary, indent: 0)
            lines.append("")
        }
        let words = ([program.name] + path).joined(separator: " ")
        lines.append("usage: \(words) VERB [OPTION...] [OPERAND...]")
        lines += ["", "Verbs:"]
        lines += Self.table(commands.map { ($0.name, $0.summary) })
        if path.isEmpty {
            lines += ["", "Options of every verb:"]
            lines += Self.table(CommandSpec.commonOptions.map { ($0.usage, $0.summary) })
            lines += ["", "Exit codes:"]
            lines += Self.table(ProgramSpec.exitCodeMeanings.map { (String($0.code.rawValue), $0.meaning) })
            let example = program.commands.first?.examples.first
            if let example { lines += ["", "Example:", "  " + example.line] }
        }
        lines += ["", "'\(program.name) help VERB' explains a verb."]
        return lines.joined(separator: "\n") + "\n"
    }

    private func page(for command: CommandSpec) -> String {
        var lines = Self.wrap("usage: " + program.name + " " + command.synopsis, indent: 0, hanging: 4)
        lines.append("")
        lines += Self.wrap(command.summary, indent: 0)
        for paragraph in command.discussion {
            lines.append("")
            lines += Self.wrap(paragraph, indent: 0)
        }
        if !command.operands.isEmpty {
            lines += ["", "Operands:"]
            lines += Self.table(command.operands.map { ($0.placeholder, $0.summary) })
        }
        lines += ["", "Options:"]
        lines += Self.table(command.allOptions.map { ($0.usage, $0.summary) })
        lines += ["", command.examples.count == 1 ? "Example:" : "Examples:"]
        for example in command.examples {
            lines.append("  " + example.line)
            lines += Self.wrap(example.explanation, indent: 6)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func table(_ rows: [(term: String, text: String)]) -> [String] {
        let column = min(28, (rows.map { $0.term.count }.max() ?? 0) + 4)
        return rows.flatMap { row -> [String] in
            let wrapped = wrap(row.text, indent: column)
            let term = "  " + row.term
            guard term.count + 2 <= column, let first = wrapped.first else { return [term] + wrapped }
            let padding = String(repeating: " ", count: column - term.count)
            return [term + padding + first.drop { $0 == " " }] + wrapped.dropFirst()
        }
    }

    /// The text in lines of at most 80 columns, broken at spaces.
    private static func wrap(_ text: String, indent: Int, hanging: Int = 0) -> [String] {
        var lines: [String] = []
        var line = String(repeating: " ", count: indent)
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: indent + hanging)
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }
}
