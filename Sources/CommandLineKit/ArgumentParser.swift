/// Reads a command line against the table of verbs.
///
/// The grammar: verb words, then options and operands in any order. `--name value` and `--name=value` are the same;
/// a value that begins with two dashes needs the second form, so that a forgotten value is noticed. `--` ends the
/// options and `-` is an operand. The common flags may stand anywhere before `--`.
struct ArgumentParser {
    let program: ProgramSpec
    private var arguments: ArraySlice<String>
    private var parsed = ParsedArguments()

    private static let version = OptionSpec.flag("version", "print the version and exit")

    private init(program: ProgramSpec, arguments: [String]) {
        self.program = program
        self.arguments = arguments[...]
    }

    /// The verb and its arguments, checked against the verb's table.
    static func parse(_ arguments: [String], program: ProgramSpec) throws(UsageError) -> Invocation {
        var parser = ArgumentParser(program: program, arguments: arguments)
        return try parser.parse()
    }

    /// Whether the arguments ask for JSON, even if they are wrong in other ways.
    static func asksForJSON(_ arguments: [String]) -> Bool {
        arguments.prefix { $0 != "--" }.contains { $0 == "--json" || $0.hasPrefix("--json=") }
    }

    /// How the arguments ask for progress, even if they are wrong in other ways; nil where they do not.
    static func progressForm(_ arguments: [String]) -> Console.ProgressForm? {
        let options = Array(arguments.prefix { $0 != "--" })
        let name = "--" + CommandSpec.progress.name
        guard let place = options.firstIndex(where: { $0 == name || $0.hasPrefix(name + "=") }) else { return nil }
        let isJSON =
            options[place] == name + "=json" || options[place] == name && options[(place + 1)...].first == "json"
        return isJSON ? .json : .text
    }

    /// The verb that the arguments name, for the report of an error; nil when they name none.
    static func verbName(in arguments: [String], program: ProgramSpec) -> String? {
        let options = Array(arguments.prefix { $0 != "--" })
        let progress = "--" + CommandSpec.progress.name
        let words = options.indices.filter { index in
            !options[index].hasPrefix("-") && !(options[index] == "json" && index > 0 && options[index - 1] == progress)
        }.map { options[$0] }
        return program.commands.first { words.starts(with: $0.path) }?.name
    }

    // MARK: - The verb

    private mutating func parse() throws(UsageError) -> Invocation {
        var path: [String] = []
        while let argument = arguments.first {
            if Self.isOption(argument) {
                if argument == "-h" || argument == "--help" { return try help(path: path) }
                try parseLeadingOption(argument)
                continue
            }
            arguments.removeFirst()
            path.append(argument)
            let candidates = program.commands(under: path)
            guard let candidate = candidates.first else { throw program.unknownVerb(path) }
            if candidate.path == path {
                guard !parsed.has(Self.version) else { throw .other("'--version' takes no verb", hint: nil) }
                return try parseArguments(of: candidate)
            }
        }
        if parsed.has(Self.version), path.isEmpty { return .version }
        guard !path.isEmpty else { throw .noVerb }
        throw .incompleteVerb(path.joined(separator: " "), verbs: program.commands(under: path).map(\.name))
    }

    /// Help asked for before the verb is complete: the words that follow are the topic.
    private mutating func help(path: [String]) throws(UsageError) -> Invocation {
        let topic = path + arguments.dropFirst().prefix { $0 != "--" }.filter { !Self.isOption($0) }
        guard !program.commands(under: topic).isEmpty else { throw program.unknownVerb(topic) }
        return .help(path: topic)
    }

    private mutating func parseLeadingOption(_ argument: String) throws(UsageError) {
        let (name, value) = Self.split(argument)
        let leading = CommandSpec.commonOptions + [Self.version]
        guard let option = leading.first(where: { "--" + $0.name == name }) else {
            let known = program.commands.flatMap(\.allOptions).contains { "--" + $0.name == name }
            throw known ? .optionBeforeVerb(name) : unknownOption(name, among: leading)
        }
        arguments.removeFirst()
        try record(option, inlineValue: value)
    }

    // MARK: - Options and operands

    private mutating func parseArguments(of command: CommandSpec) throws(UsageError) -> Invocation {
        if arguments.prefix(while: { $0 != "--" }).contains("--help") { return .help(path: command.path) }
        while let argument = arguments.popFirst() {
            if argument == "--" {
                parsed.operands += arguments
                break
            }
            guard Self.isOption(argument) else {
                parsed.operands.append(argument)
                continue
            }
            if argument == "-h" { return .help(path: command.path) }
            let (name, value) = Self.split(argument)
            guard let option = command.allOptions.first(where: { "--" + $0.name == name }) else {
                throw unknownOption(name, among: command.allOptions)
            }
            try record(option, inlineValue: value)
        }
        try checkOptions(of: command)
        try checkOperands(of: command)
        return .run(path: command.path, parsed)
    }

    private mutating func record(_ option: OptionSpec, inlineValue: String?) throws(UsageError) {
        if parsed.has(option), !option.isRepeatable { throw .duplicateOption(option.name) }
        switch option.argument {
        case .none:
            guard inlineValue == nil else { throw .unexpectedValue(option.name) }
            parsed.options[option.name] = []
        case .word(let words):
            // Only the very words are taken as a value; whatever else follows is an operand.
            var value = inlineValue
            if value == nil, let next = arguments.first, words.contains(next) { value = arguments.removeFirst() }
            if let value { try Self.check(value, kind: .choice(words), name: "the value of '--\(option.name)'") }
            parsed.options[option.name] = value.map { [$0] } ?? []
        case .value(_, let kind):
            let value: String
            if let inlineValue {
                value = inlineValue
            } else if let next = arguments.first, !next.hasPrefix("--") {
                value = next
                arguments.removeFirst()
            } else {
                throw .missingValue(option.name)
            }
            try Self.check(value, kind: kind, name: "the value of '--\(option.name)'")
            parsed.options[option.name, default: []].append(value)
        }
    }

    private func checkOptions(of command: CommandSpec) throws(UsageError) {
        for group in command.groups {
            let given = group.options.filter(parsed.has)
            if given.count > 1 { throw .conflictingOptions(given[0].name, given[1].name) }
            if given.isEmpty, group.isRequired { throw .missingOneOf(group.options.map(\.name)) }
        }
        for option in command.options where option.isRequired && !parsed.has(option) {
            throw .missingOption(option.name)
        }
    }

    private func checkOperands(of command: CommandSpec) throws(UsageError) {
        for (index, operand) in command.operands.enumerated() where index >= parsed.operands.count {
            if operand.count == .one || operand.count == .oneOrMore { throw .missingOperand(operand.placeholder) }
        }
        let last = command.operands.last
        let isOpenEnded = last?.count == .oneOrMore || last?.count == .any
        if !isOpenEnded, parsed.operands.count > command.operands.count {
            throw .tooManyOperands(allowed: command.operands.count)
        }
        for (index, value) in parsed.operands.enumerated() {
            guard let operand = index < command.operands.count ? command.operands[index] : last else { continue }
            try Self.check(value, kind: operand.kind, name: "operand \(operand.placeholder)")
        }
    }

    // MARK: - Words

    private static func isOption(_ argument: String) -> Bool { argument.hasPrefix("-") && argument != "-" }

    private static func split(_ argument: String) -> (name: String, value: String?) {
        guard argument.hasPrefix("--"), let equals = argument.firstIndex(of: "=") else { return (argument, nil) }
        return (String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
    }

    private static func check(_ value: String, kind: ValueKind, name: String) throws(UsageError) {
        if value.isEmpty { throw .emptyArgument(name) }
        if case .choice(let allowed) = kind, !allowed.contains(value) { throw .notAChoice(name, allowed: allowed) }
    }

    private func unknownOption(_ name: String, among options: [OptionSpec]) -> UsageError {
        let bare = String(name.drop { $0 == "-" })
        let suggestion = Suggestion.nearest(to: bare, in: options.map(\.name)).first.map { "--" + $0 }
        // Of a single-dash word only the letter is repeated: the rest may be a value, even a secret one.
        let shown = name.hasPrefix("--") ? name : String(name.prefix(2))
        return .unknownOption(shown, suggestion: suggestion)
    }
}
