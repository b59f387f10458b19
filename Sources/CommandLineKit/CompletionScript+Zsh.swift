extension CompletionScript {
    /// The script for zsh, to be put as a function file on `fpath` or sourced after `compinit`.
    var zsh: String {
        var lines = [
            "#compdef \(program.name)",
            "# zsh completion for \(program.name)",
            "\(functionName)() {",
            "    local verb= word",
            "    local -i used=1",
            "    for word in \"${(@)words[2,CURRENT-1]}\"; do",
            "        case $word in -*) ;; *) verb=\"$verb${verb:+ }$word\" ;; esac",
            "    done",
            "    case $verb in",
        ]
        for row in continuations {
            let words = row.words.map { word in Self.quoted(word + ":" + summary(of: row.prefix + [word])) }
            lines.append("    \(Self.quoted(row.prefix.joined(separator: " "))))")
            lines.append("        local -a verbs=(\(words.joined(separator: " ")))")
            lines.append("        _describe verb verbs; return ;;")
        }
        lines.append("    esac")
        for command in program.commands {
            lines.append("    case \"$verb \" in \(Self.quoted(command.name + " "))*)")
            lines.append("        shift \(command.path.count) words; (( CURRENT -= \(command.path.count) ))")
            let rows = command.allOptions.map(Self.row) + [Self.operandRow(command)]
            lines.append("        _arguments -S \(rows.joined(separator: " ")); return ;;")
            lines.append("    esac")
        }
        lines.append("}")
        lines.append("if [[ $funcstack[1] == \(functionName) ]]; then \(functionName) \"$@\"")
        lines.append("else compdef \(functionName) \(program.name); fi")
        return lines.joined(separator: "\n") + "\n"
    }

    private func summary(of path: [String]) -> String {
        let commands = program.commands(under: path)
        return commands.count == 1 ? commands[0].summary : commands.map(\.name).joined(separator: ", ")
    }

    private static func row(_ option: OptionSpec) -> String {
        let repeatable = option.isRepeatable ? "*" : ""
        let summary = String(option.summary.map { "[]:".contains($0) ? " " : $0 })
        switch option.argument {
        case .none, .word: return quoted("\(repeatable)--\(option.name)[\(summary)]")
        case .value(let placeholder, let kind):
            return quoted("\(repeatable)--\(option.name)=[\(summary)]:\(placeholder):\(action(kind))")
        }
    }

    private static func operandRow(_ command: CommandSpec) -> String {
        guard let operand = command.operands.last else { return "" }
        return quoted("*:\(operand.placeholder):\(action(operand.kind))")
    }

    private static func action(_ kind: ValueKind) -> String {
        switch kind {
        case .text: " "
        case .file: "_files"
        case .folder: "_files -/"
        case .choice(let words): "(\(words.joined(separator: " ")))"
        }
    }
}
