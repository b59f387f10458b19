extension CompletionScript {
    /// The script for fish 3 and later.
    var fish: String {
        let helper = "__" + program.name + "_verb"
        var lines = [
            "# fish completion for \(program.name)",
            "function \(helper)",
            "    set -l words (commandline -opc)",
            "    set -l plain (string match -v -- '-*' $words[2..-1])",
            "    string join ' ' -- $plain",
            "end",
            "function \(helper)_is",
            "    test \"$(\(helper))\" = \"$argv[1]\"",
            "end",
            "function \(helper)_begins",
            "    string match -q -- \"$argv[1] *\" \"$(\(helper)) \"",
            "end",
            "complete -c \(program.name) -f",
        ]
        for row in continuations {
            let condition = Self.quoted("\(helper)_is \"\(row.prefix.joined(separator: " "))\"")
            for word in row.words {
                let commands = program.commands(under: row.prefix + [word])
                let summary = commands.count == 1 ? commands[0].summary : commands.map(\.name).joined(separator: ", ")
                lines.append("complete -c \(program.name) -n \(condition) -a \(word) -d \(Self.fishQuoted(summary))")
            }
        }
        for command in program.commands {
            let condition = Self.quoted("\(helper)_begins \"\(command.name)\"")
            let start = "complete -c \(program.name) -n \(condition)"
            for option in command.allOptions {
                lines.append("\(start) -l \(option.name)\(Self.flags(option)) -d \(Self.fishQuoted(option.summary))")
            }
            switch command.operands.last?.kind {
            case .file: lines.append("\(start) -F")
            case .folder: lines.append("\(start) -a '(__fish_complete_directories)'")
            case .choice(let words): lines.append("\(start) -a \(Self.fishQuoted(words.joined(separator: " ")))")
            case .text, nil: break
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func flags(_ option: OptionSpec) -> String {
        guard case .value(_, let kind) = option.argument else { return "" }
        return switch kind {
        case .text: " -x"
        case .file: " -r -F"
        case .folder: " -x -a '(__fish_complete_directories)'"
        case .choice(let words): " -x -a \(fishQuoted(words.joined(separator: " ")))"
        }
    }

    /// In fish a backslash escapes inside single quotes, unlike in the other shells.
    private static func fishQuoted(_ text: String) -> String {
        var output = "'"
        for character in text {
            if character == "'" || character == "\\" { output += "\\" }
            output.append(character)
        }
        return output + "'"
    }
}
