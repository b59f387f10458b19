import Bulletproofs
import CircuitCompiler
import CircuitModel
import CommandLineKit
import Sodium
import Solvency
import SolvencyProver
import StrictJSON
import SumTree

/// The verb `challenge`.
enum ChallengeVerb {
    static let verifier = OptionSpec.value("verifier", "NAME", "who asks", isRequired: true)
    static let holder = OptionSpec.value("holder", "NAME", "whose holdings", isRequired: true)
    static let account = OptionSpec.value(
        "account", "ID", "an account of the holder; all that count must be named", isRequired: true, isRepeatable: true)
    static let lists = OptionSpec.value(
        "lists", "N", "how many lists and receipts there must be, where several institutions use one account id")
    static let require = OptionSpec.value(
        "require", "A,B,C", "the circuits, by name or path, whose conjunction is to be proven", isRequired: true)
    static let params = OptionSpec.value("params", "P", "the agreed parameters", kind: .file, isRequired: true)
    static let priceSigner = OptionSpec.value(
        "price-signer", "P.pub", "whose prices count", kind: .file, isRequired: true)
    static let maxAge = OptionSpec.value("max-age", "D", "how old a price may be: 60s, 15m, 4h, 1d", isRequired: true)
    static let maxSkew = OptionSpec.value(
        "max-skew", "D", "how far apart the times of lists and prices may be", isRequired: true)
    static let notAfter = OptionSpec.value("not-after", "T", "when the challenge expires", isRequired: true)
    static let minRung = OptionSpec.value(
        "min-rung", "BP", "the least rung in basis points: \(RungLadder.rungs.map { "\($0)" }.joined(separator: ", "))",
        kind: .choice(RungLadder.rungs.map { "\($0)" }))
    static let suites = OptionSpec.value("suites", "S,S", "the accepted suites: lookups, bits; both by default")
    static let requireComplete = OptionSpec.value(
        "require-complete", "R,R", "the roles whose lists must be complete: collateral, positions")
    static let requireLocked = OptionSpec.flag(
        "require-locked", "collateral must be locked for the verifier until the challenge expires")
    static let out = OptionSpec.value("out", "F", "the challenge", kind: .file, isRequired: true)

    static let command = Command(
        CommandSpec(
            "challenge", summary: "say what a margin proof must show, to whom and until when",
            discussion: [
                "The verifier keeps the file and checks a proof against it; a copy goes to the holder. Its nonce is new "
                    + "every time: a proof answers one challenge only."
            ],
            options: [
                verifier, holder, account, lists, require, params, priceSigner, MarginOptions.valuationTime, maxAge,
                maxSkew, notAfter, minRung, suites, requireComplete, requireLocked, out,
            ],
            examples: [
                .init(
                    "solvency challenge --verifier Desk --holder 'Fund A' --account 7731 "
                        + "--require tiered_haircut_coverage,scenario_margin --params params.json "
                        + "--price-signer oracle.pub --valuation-time 2026-11-20T00:00:00Z --max-age 15m --max-skew 1h "
                        + "--not-after 2026-11-20T06:00:00Z --min-rung 12000 --out challenge.cbor",
                    "Ask for coverage of 120 %.")
            ]),
        body: run)

    private static func run(_ arguments: ParsedArguments, _ console: Console) throws(CommandFailure) -> CommandReport {
        let challenge = try challenge(arguments)
        let target = try arguments.required(out)
        try OutputFile.write(challenge.encodedFile(), to: target, console)
        let (digest, nonce) = (Hex.text(challenge.digest.bytes), Hex.text(challenge.nonce))
        let message = "challenge of \(challenge.circuits.count) circuits, valid until \(challenge.notAfter)"
        return CommandReport(
            .done, message, lines: target == "-" ? [] : [message, "digest: \(digest)", "nonce: \(nonce)"],
            fields: [
                "digest": .string(digest), "nonce": .string(nonce),
                "params": .string(Hex.text(challenge.parameters.bytes)),
                "rung": .integer(Int64(challenge.minimumRung)), "notAfter": .string("\(challenge.notAfter)"),
                "circuits": .array(
                    challenge.circuits.map { circuit in
                        [
                            "circuit": .string(String(decoding: circuit.name, as: UTF8.self)),
                            "version": .integer(Int64(circuit.version)),
                            "digest": .string(Hex.text(circuit.digest.bytes)),
                        ]
                    }),
            ])
    }

    private static func challenge(_ arguments: ParsedArguments) throws(CommandFailure) -> Challenge {
        var circuits: [CircuitSource] = []
        var objects: [String: JSONValue] = [:]
        let parameters = try MarginFiles.parameters(try arguments.required(params))
        for name in try list(arguments.required(require), require) {
            let source = try CircuitFile.source(name)
            guard let found = parameters.circuit(source.name) else {
                throw CommandFailure(
                    .refused(reason: "parameters"), "there are no parameters for the circuit \(source.name)")
            }
            objects[source.name] = found.value
            circuits.append(source)
        }
        var accounts: [[UInt8]] = []
        for text in arguments.values(account) { accounts.append(try MarginOptions.name(text, account)) }
        accounts.sort { $0.lexicographicallyPrecedes($1) }
        let time = MarginOptions.valuationTime
        var sourceCount: UInt64?
        if let text = arguments.value(lists) {
            guard let number = UInt64(text), "\(number)" == text else {
                throw CommandFailure(.other("'--lists' is a number", hint: nil))
            }
            sourceCount = number
        }
        let rung = UInt64(arguments.value(minRung) ?? "10000") ?? 10000
        // What could never be proven is not asked for.
        do throws(CompilationFailure) {
            try StatementCompiler.checkComposition(
                of: circuits, parameters: objects, rung: UInt32(truncatingIfNeeded: rung))
        } catch {
            throw CommandFailure(compiling: error)
        }
        let valuation = try MarginOptions.time(try arguments.required(time), time)
        let expiry = try MarginOptions.time(try arguments.required(notAfter), notAfter)
        let age = try MarginOptions.duration(try arguments.required(maxAge), maxAge)
        let skew = try MarginOptions.duration(try arguments.required(maxSkew), maxSkew)
        let asks = try MarginOptions.name(try arguments.required(verifier), verifier)
        let whose = try MarginOptions.name(try arguments.required(holder), holder)
        let signer = try MarginOptions.publicKey(try arguments.required(priceSigner))
        let accepted = try arguments.value(suites).map { text throws(CommandFailure) in
            try choices(text, suites, CircuitSuite.allCases) { $0.name }
        }
        let complete = try arguments.value(requireComplete).map { text throws(CommandFailure) in
            try choices(text, requireComplete, SignerRole.allCases) { $0.name }
        }
        let nonce = try nonce()
        do throws(ChallengeFault) {
            return try Challenge(
                verifier: asks, nonce: nonce, notAfter: expiry, holder: whose, accounts: accounts,
                sourceCount: sourceCount, circuits: circuits.map(\.reference), minimumRung: rung,
                parameters: parameters.digest,
                priceSigner: signer.bytes, valuationTime: valuation, maximumAge: age, maximumSkew: skew,
                suites: accepted ?? CircuitSuite.allCases, completeRoles: complete ?? [],
                requiresLock: arguments.has(requireLocked))
        } catch {
            throw CommandFailure(.other("\(error)", hint: nil))
        }
    }

    private static func nonce() throws(CommandFailure) -> [UInt8] {
        do throws(SodiumFailure) {
            var random = try SystemRandom()
            return random.publicBytes(count: Challenge.nonceByteCount)
        } catch {
            throw CommandFailure(.internalFailure, "\(error)")
        }
    }

    /// The items of a list with commas.
    private static func list(_ text: String, _ option: OptionSpec) throws(CommandFailure) -> [String] {
        let items = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard items.allSatisfy({ !$0.isEmpty }) else {
            throw CommandFailure(.other("'--\(option.name)' has an empty item", hint: nil))
        }
        return items
    }

    /// Some of a few words, each once; in the order of the choices.
    private static func choices<Choice>(
        _ text: String, _ option: OptionSpec, _ all: [Choice], name: (Choice) -> StaticString
    ) throws(CommandFailure) -> [Choice] {
        let words = try list(text, option)
        for (index, word) in words.enumerated() {
            guard all.contains(where: { "\(name($0))" == word }), !words[..<index].contains(word) else {
                let known = all.map { "\(name($0))" }.joined(separator: ", ")
                throw CommandFailure(
                    .other(
                        "'--\(option.name)' knows no \(DisplayText.quoted(word)), or has it twice",
                        hint: "known: \(known)"))
            }
        }
        return all.filter { words.contains("\(name($0))") }
    }
}
