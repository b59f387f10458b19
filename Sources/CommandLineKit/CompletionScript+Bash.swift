extension CompletionScript {
    /// The script for bash 3.2 and later.
    var bash: String {
        var lines = [
            "# bash completion for \(program.name)",
            "\(functionName)() {",
            "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} verb= word",
            "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do",
            "        case $word in -*) ;; *) verb=\"$verb${verb:+ }$word\" ;; esac",
            "    done",
            "    COMPREPLY=()",
            "    case $verb in",
        ]
        for row in continuations {
            lines.append("    \(Self.quoted(row.prefix.joined(separator: " ")))) \(Self.reply(row.words)); return ;;")
        }
        lines.append("    esac")
        for command in program.commands {
            lines.append("    case \"$verb \" in \(Self.quoted(command.name + " "))*)")
            lines.append("        case $previous in")
            for option in command.allOptions {
                guard case .value(_, let kind) = option.argument else { continue }
                lines.append("        --\(option.name)) \(Self.reply(kind)); return ;;")
            }
            lines.append("        esac")
            let options = Self.reply(command.allOptions.map { "--" + $0.name })
            lines.append("        case $current in -*) \(options); return ;; esac")
            lines.append("        \(Self.reply(command.operands.last?.kind ?? .text)); return ;;")
            lines.append("    esac")
        }
        lines += ["}", "complete -o filenames -F \(functionName) \(program.name)"]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func reply(_ words: [String]) -> String {
        "COMPREPLY=($(compgen -W \(quoted(words.joined(separator: " "))) -- \"$current\"))"
    }

    private static func reply(_ kind: ValueKind) -> String {
        switch kind {
        case .text: ":"
        case .file: "COMPREPLY=($(compgen -f -- \"$current\"))"
        case .folder: "COMPREPLY=($(compgen -d -- \"$current\"))"
        case .choice(let words): reply(words)
        }
    }
}
