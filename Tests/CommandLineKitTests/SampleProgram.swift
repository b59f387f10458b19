@testable import CommandLineKit

/// A small program with every kind of row that the tables know.
enum SampleProgram {
    static let out = OptionSpec.value("out", "F", "where the result goes", kind: .file, isRequired: true)
    static let folder = OptionSpec.value("folder", "DIR", "a folder", kind: .folder)
    static let plain = OptionSpec.flag("no-passphrase", "no passphrase")
    static let phrase = OptionSpec.value("passphrase-file", "F", "a file", kind: .file)
    static let trust = OptionSpec.value("trust", "NAME=F", "whom to trust", isRepeatable: true)
    static let mode = OptionSpec.value("mode", "M", "how", kind: .choice(["fast", "slow"]))
    static let all = OptionSpec.flag("all", "all of them")
    static let account = OptionSpec.value("account", "ID", "one of them")

    static let make = CommandSpec(
        "make", summary: "make a thing", discussion: ["It's a \"thing\" with a back\\slash."],
        options: [out, folder, plain, phrase, trust, mode], groups: [.atMostOne(plain, phrase)],
        examples: [.init("sample make --out x", "Make x.")])
    static let check = CommandSpec(
        "things", "check", summary: "check things", operands: [OperandSpec("F", "a thing", count: .oneOrMore)],
        examples: [.init("sample things check x", "Check x.")])
    static let export = CommandSpec(
        "things", "export", summary: "export things", operands: [OperandSpec("DIR", "where", kind: .folder)],
        options: [account, all], groups: [.exactlyOne(account, all)],
        examples: [.init("sample things export DIR --all", "Export all.")])

    static let program = ProgramSpec(
        name: "sample", version: "1.2.3", summary: "a sample", commands: [make, check, export])

    static func parse(_ arguments: String...) throws(UsageError) -> Invocation {
        try ArgumentParser.parse(arguments, program: program)
    }
}
