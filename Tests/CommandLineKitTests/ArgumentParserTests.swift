import Testing

@testable import CommandLineKit

@Suite struct ArgumentParserTests {
    private func arguments(_ invocation: Invocation) -> ParsedArguments {
        guard case .run(_, let arguments) = invocation else { return ParsedArguments() }
        return arguments
    }

    @Test func valuesMayFollowOrBeJoined() throws {
        let apart = try SampleProgram.parse("make", "--out", "x", "--trust", "a=b", "--trust=c=d")
        let joined = try SampleProgram.parse("make", "--out=x", "--trust=a=b", "--trust", "c=d")
        #expect(apart == joined)
        #expect(arguments(apart).value(SampleProgram.out) == "x")
        #expect(arguments(apart).values(SampleProgram.trust) == ["a=b", "c=d"])
        #expect(!arguments(apart).has(SampleProgram.plain))
    }

    @Test func verbsOfSeveralWords() throws {
        let invocation = try SampleProgram.parse("--json", "things", "--progress", "check", "a", "b")
        guard case .run(let path, let arguments) = invocation else {
            Issue.record("not a run")
            return
        }
        #expect(path == ["things", "check"])
        #expect(arguments.operands == ["a", "b"])
        #expect(arguments.has(CommandSpec.json) && arguments.has(CommandSpec.progress))
    }

    @Test func terminatorAndDashAreOperands() throws {
        #expect(
            arguments(try SampleProgram.parse("things", "check", "-", "--", "--json", "-x", "--")).operands
                == ["-", "--json", "-x", "--"])
        #expect(arguments(try SampleProgram.parse("make", "--out", "-")).value(SampleProgram.out) == "-")
        #expect(arguments(try SampleProgram.parse("make", "--out=--x")).value(SampleProgram.out) == "--x")
    }

    @Test(arguments: [
        (["make"], UsageError.missingOption("out")),
        (["make", "--out"], .missingValue("out")),
        (["make", "--out", "--json"], .missingValue("out")),
        (["make", "--out", ""], .emptyArgument("the value of '--out'")),
        (["make", "--out="], .emptyArgument("the value of '--out'")),
        (["make", "--out", "a", "--out", "b"], .duplicateOption("out")),
        (["--json", "make", "--out", "a", "--json"], .duplicateOption("json")),
        (["make", "--out", "a", "x"], .tooManyOperands(allowed: 0)),
        (
            ["make", "--out", "a", "--no-passphrase", "--passphrase-file", "f"],
            .conflictingOptions("no-passphrase", "passphrase-file")
        ),
        (["make", "--out", "a", "--no-passphrase=yes"], .unexpectedValue("no-passphrase")),
        (["make", "--out", "a", "--mode", "medium"], .notAChoice("the value of '--mode'", allowed: ["fast", "slow"])),
        (["make", "--uot", "a"], .unknownOption("--uot", suggestion: "--out")),
        (["make", "--passphrase=hunter2"], .unknownOption("--passphrase", suggestion: "--passphrase-file")),
        (["make", "-phunter2"], .unknownOption("-p", suggestion: nil)),
        (["make", "-out", "a"], .unknownOption("-o", suggestion: "--out")),
        (["make", "--=x"], .unknownOption("--", suggestion: nil)),
        (["things", "check"], .missingOperand("F")),
        (["things", "check", ""], .emptyArgument("operand F")),
        (["things", "export", "d"], .missingOneOf(["account", "all"])),
        (["things", "export", "--all"], .missingOperand("DIR")),
        (["things", "export", "d", "e", "--all"], .tooManyOperands(allowed: 1)),
        (["things", "export", "d", "--all", "--account", "x"], .conflictingOptions("account", "all")),
        (["things"], .incompleteVerb("things", verbs: ["things check", "things export"])),
        (["thing"], .unknownVerb("thing", suggestions: ["things"])),
        (["maek"], .unknownVerb("maek", suggestions: ["make"])),
        (["things", "chekc"], .unknownVerb("things chekc", suggestions: ["things check"])),
        (["--out", "x", "make"], .optionBeforeVerb("--out")),
        (["--bogus"], .unknownOption("--bogus", suggestion: nil)),
        (["--", "make"], .unknownOption("--", suggestion: nil)),
        ([], .noVerb),
        (["--json"], .noVerb),
        ([""], .unknownVerb("", suggestions: [])),
        (["--version", "make"], .other("'--version' takes no verb", hint: nil)),
    ])
    func wrongCommandLines(_ arguments: [String], _ expected: UsageError) {
        #expect(throws: expected) { try ArgumentParser.parse(arguments, program: SampleProgram.program) }
    }

    @Test func helpWinsWhereverItStands() throws {
        #expect(try SampleProgram.parse("--help") == .help(path: []))
        #expect(try SampleProgram.parse("-h") == .help(path: []))
        #expect(try SampleProgram.parse("--help", "things", "check") == .help(path: ["things", "check"]))
        #expect(try SampleProgram.parse("things", "--help") == .help(path: ["things"]))
        #expect(try SampleProgram.parse("things", "check", "--bogus", "--help") == .help(path: ["things", "check"]))
        #expect(try SampleProgram.parse("make", "-h") == .help(path: ["make"]))
        #expect(try SampleProgram.parse("things", "check", "--", "--help") != .help(path: ["things", "check"]))
        #expect(try SampleProgram.parse("--json", "--version") == .version)
    }

    @Test func jsonIsSeenInAWrongCommandLine() {
        #expect(ArgumentParser.asksForJSON(["bogus", "--out", "--json"]))
        #expect(ArgumentParser.asksForJSON(["--json=x"]))
        #expect(!ArgumentParser.asksForJSON(["make", "--", "--json"]))
        #expect(!ArgumentParser.asksForJSON(["make", "--jsonl"]))
        let name = ArgumentParser.verbName(
            in: ["--json", "things", "check", "--bogus"], program: SampleProgram.program)
        #expect(name == "things check")
    }

    /// Any words at all give an invocation or a usage error, and a message without the line's end in it.
    @Test func anyWordsAreAnswered() {
        let words = [
            "make", "things", "check", "export", "help", "completions", "--out", "--out=x", "--json", "--help", "-h",
            "-", "--", "", "--=", "=", "-\u{0}", "\u{1b}[2J", "--mode", "fast", "zsh", "--all", "--trust", "--version",
            "\u{10ffff}", "a\nb", "---", "--out=", "-=-", "--no-passphrase=",
        ]
        var generator = Counter(state: 1)
        for _ in 0..<20_000 {
            let line = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                words[Int.random(in: 0..<words.count, using: &generator)]
            }
            do {
                _ = try ArgumentParser.parse(line, program: SampleProgram.program)
            } catch {
                #expect(!error.message.contains("\n") && !error.message.isEmpty)
            }
        }
    }
}

/// A fixed sequence, so that a failure can be repeated.
private struct Counter: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}

extension ArgumentParserTests {
    @Test func progressMayBeFollowedByJSON() throws {
        for words in [["--progress", "json"], ["--progress=json"]] {
            #expect(ArgumentParser.progressForm(words + ["things", "check", "a"]) == .json)
            let invocation = try ArgumentParser.parse(
                words + ["things", "check", "a"], program: SampleProgram.program)
            guard case .run(let path, let arguments) = invocation else {
                Issue.record("\(invocation)")
                continue
            }
            #expect(path == ["things", "check"] && arguments.operands == ["a"])
        }
        #expect(ArgumentParser.progressForm(["things", "--progress", "check", "json"]) == .text)
        #expect(ArgumentParser.progressForm(["things", "--", "--progress"]) == nil)
        #expect(throws: UsageError.self) {
            try ArgumentParser.parse(["things", "check", "--progress=xml"], program: SampleProgram.program)
        }
    }
}
