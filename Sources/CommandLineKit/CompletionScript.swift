/// The completion script of a shell, set from the tables.
struct CompletionScript {
    /// The shells for which there is a script.
    enum Shell: String, CaseIterable {
        case bash, zsh, fish
    }

    let program: ProgramSpec

    /// The script to be sourced by the shell.
    func text(for shell: Shell) -> String {
        switch shell {
        case .bash: bash
        case .zsh: zsh
        case .fish: fish
        }
    }

    /// The words that may follow each beginning of a verb: `""` gives the first words, `"vectors"` the second.
    var continuations: [(prefix: [String], words: [String])] {
        var result: [(prefix: [String], words: [String])] = []
        for command in program.commands {
            for length in command.path.indices {
                let prefix = Array(command.path.prefix(length))
                let word = command.path[length]
                if let index = result.firstIndex(where: { $0.prefix == prefix }) {
                    if !result[index].words.contains(word) { result[index].words.append(word) }
                } else {
                    result.append((prefix, [word]))
                }
            }
        }
        return result
    }

    /// The text between single quotes as every one of the shells reads it.
    static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    /// The name of the shell function.
    var functionName: String { "_" + program.name }
}
