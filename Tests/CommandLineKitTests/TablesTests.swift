import Testing

@testable import CommandLineKit

@Suite struct TablesTests {
    private let program = SampleProgram.program

    @Test func soundTablesHaveNoDefects() { #expect(program.defects.isEmpty) }

    @Test func defectsAreFound() {
        let option = OptionSpec.flag("a", "a")
        let required = OptionSpec.value("b", "B", "b", isRequired: true)
        let example = CommandSpec.Example("x", "y")
        func defects(_ spec: CommandSpec) -> Int { spec.defects.count }
        #expect(defects(CommandSpec(summary: "", examples: [example])) == 1)
        #expect(defects(CommandSpec("x", summary: "", examples: [])) == 1)
        #expect(defects(CommandSpec("-x", summary: "", examples: [example])) == 1)
        #expect(defects(CommandSpec("x", summary: "", options: [.flag("json", "")], examples: [example])) == 1)
        #expect(defects(CommandSpec("x", summary: "", groups: [.atMostOne(option)], examples: [example])) == 1)
        let group = OptionGroup.exactlyOne(required)
        #expect(defects(CommandSpec("x", summary: "", options: [required], groups: [group], examples: [example])) == 1)
        let operands = [OperandSpec("A", "", count: .any), OperandSpec("B", "")]
        #expect(defects(CommandSpec("x", summary: "", operands: operands, examples: [example])) == 1)
        let longer = CommandSpec("make", "more", summary: "", examples: [example])
        let ambiguous = ProgramSpec(name: "s", version: "1", summary: "", commands: [SampleProgram.make, longer])
        #expect(ambiguous.defects.count == 1)
    }

    @Test func helpNamesEveryRow() {
        for command in program.commands {
            let text = HelpText(program: program).text(for: command.path)
            for option in command.allOptions { #expect(text.contains("--" + option.name)) }
            for operand in command.operands { #expect(text.contains(operand.placeholder)) }
            for example in command.examples { #expect(text.contains(example.line)) }
        }
    }

    @Test func helpFitsTheTerminal() {
        let texts = ([[]] + program.commands.map(\.path)).map { HelpText(program: program).text(for: $0) }
        for line in texts.flatMap({ $0.split(separator: "\n") }) { #expect(line.count <= 80) }
    }

    @Test func synopsisShowsWhatExcludesWhat() {
        #expect(SampleProgram.export.synopsis == "things export DIR (--account ID | --all)")
        #expect(
            SampleProgram.make.synopsis
                == "make --out F [--folder DIR] [--no-passphrase | --passphrase-file F] [--trust NAME=F ...] [--mode M]"
        )
    }

    @Test func manPageEscapesText() {
        let text = ManPage(program: program).text
        #expect(text.contains("back\\eslash"))
        #expect(text.contains("\\-\\-passphrase\\-file F"))
        #expect(text.contains(".SS \"sample things check F...\""))
    }

    @Test(arguments: CompletionScript.Shell.allCases)
    func completionsNameEveryVerbAndOption(_ shell: CompletionScript.Shell) {
        let text = CompletionScript(program: program).text(for: shell)
        for word in program.commands.flatMap(\.path) { #expect(text.contains(word)) }
        for option in program.commands.flatMap(\.allOptions) { #expect(text.contains(option.name)) }
    }

    @Test func continuationsFollowThePaths() {
        let rows = CompletionScript(program: program).continuations
        #expect(rows.map(\.prefix) == [[], ["things"]])
        #expect(rows.map(\.words) == [["make", "things", "help", "completions"], ["check", "export"]])
    }

    @Test func suggestionsAreNear() {
        #expect(Suggestion.distance(Array("ab".utf8), Array("ba".utf8)) == 1)
        #expect(Suggestion.distance(Array("kitten".utf8), Array("sitting".utf8)) == 3)
        #expect(Suggestion.distance([], Array("abc".utf8)) == 3)
        #expect(Suggestion.nearest(to: "passphrase", in: ["passphrase-file", "out"]) == ["passphrase-file"])
        #expect(Suggestion.nearest(to: "zzzz", in: ["keygen"]).isEmpty)
        #expect(Suggestion.nearest(to: String(repeating: "k", count: 100_000), in: ["keygen"]).isEmpty)
    }
}
