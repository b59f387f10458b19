/// The man page in roff, set from the tables.
struct ManPage {
    let program: ProgramSpec

    /// The page in the `man` macros, section 1.
    var text: String {
        var lines = [
            ".TH \(Self.argument(program.name.uppercased())) 1 \"\" \(Self.argument(program.name + " " + program.version))",
            ".SH NAME", Self.body(program.name) + " \\- " + Self.body(program.summary),
            ".SH SYNOPSIS", ".B " + Self.body(program.name), "VERB [OPTION...] [OPERAND...]",
            ".SH VERBS",
        ]
        for command in program.commands { lines += section(for: command) }
        lines += [".SH OPTIONS OF EVERY VERB"]
        for option in CommandSpec.commonOptions { lines += Self.item(option.usage, option.summary) }
        lines += [".SH EXIT STATUS"]
        for row in ProgramSpec.exitCodeMeanings { lines += Self.item(String(row.code.rawValue), row.meaning) }
        lines += [".SH ENVIRONMENT"]
        lines += Self.item("NO_COLOR", "if set and not empty, messages carry no colour")
        lines += Self.item("TERM", "if it is dumb, messages carry no colour")
        for variable in program.variables { lines += Self.item(variable.name, variable.summary) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(for command: CommandSpec) -> [String] {
        var lines = [".SS " + Self.argument(program.name + " " + command.synopsis), Self.body(command.summary + ".")]
        for paragraph in command.discussion { lines += [".PP", Self.body(paragraph)] }
        for operand in command.operands { lines += Self.item(operand.placeholder, operand.summary) }
        for option in command.options { lines += Self.item(option.usage, option.summary) }
        for example in command.examples {
            lines += [".PP", Self.body(example.explanation)]
            lines += [".PP", ".nf", ".RS", Self.body(example.line), ".RE", ".fi"]
        }
        return lines
    }

    private static func item(_ term: String, _ text: String) -> [String] {
        [".TP", ".B " + body(term), body(text)]
    }

    /// Text as roff would print it: backslashes and dashes escaped, and no line that begins like a request.
    private static func body(_ text: String) -> String {
        var output = ""
        for character in text {
            switch character {
            case "\\": output += "\\e"
            case "-": output += "\\-"
            case "\n": output += " "
            default: output.append(character)
            }
        }
        return output.hasPrefix(".") || output.hasPrefix("'") ? "\\&" + output : output
    }

    private static func argument(_ text: String) -> String {
        "\"" + body(text).split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\(dq") + "\""
    }
}
