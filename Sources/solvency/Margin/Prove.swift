import BigNumbers
import Bulletproofs
import CircuitCompiler
import CircuitModel
import CommandLineKit
import Foundation
import KeyFiles
import Sodium
import Solvency
import SolvencyProver
import StrictJSON
import SumTree

/// The verb `prove`.
enum Prove {
    static let challenge = OptionSpec.value(
        "challenge", "F", "the verifier's challenge", kind: .file, isRequired: true)
    static let params = OptionSpec.value("params", "P", "the agreed parameters", kind: .file, isRequired: true)
    static let prices = OptionSpec.value("prices", "F", "the signed prices", kind: .file, isRequired: true)
    static let key = OptionSpec.value("key", "HOLDER.key", "the holder's secret key", kind: .file, isRequired: true)
    static let holdings = OptionSpec.value(
        "holdings", "H.cbor", "a signed list", kind: .file, isRepeatable: true)
    static let openings = OptionSpec.value(
        "openings", "O.secret", "what opens it; one for each list, in the same order", kind: .file, isRepeatable: true)
    static let receipt = OptionSpec.value(
        "receipt", "R", "a receipt of an epoch; needs --header and --issuer", kind: .file, isRepeatable: true)
    static let header = OptionSpec.value("header", "H", "the header that receipts belong to", kind: .file)
    static let out = OptionSpec.value("out", "PROOF", "the proof; not with a dry run", kind: .file)
    static let dryRun = OptionSpec.flag(
        "dry-run", "show what the statement comes to, for your eyes only, and write no proof")
    static let html = OptionSpec.value(
        "html", "F", "the same as a page with pictures, mode 0600, for your eyes only", kind: .file)
    static let rung = OptionSpec.value(
        "rung", "BP", "the rung to prove; by default the least that the challenge wants",
        kind: .choice(RungLadder.rungs.map { "\($0)" }))
    static let suite = OptionSpec.value(
        "suite", "S", "how ranges are proven; by default the first that the challenge accepts",
        kind: .choice(CircuitSuite.allCases.map { "\($0.name)" }))
    static let at = OptionSpec.value("at", "T", "the time of the check that the prover makes; now by default")
    static let threshold = OptionSpec.value("threshold", "USD", "with a dry run: threshold of the margin call")
    static let minimumTransfer = OptionSpec.value(
        "minimum-transfer", "USD", "with a dry run: minimum transfer amount of the margin call")
    static let rounding = OptionSpec.value(
        "rounding", "USD", "with a dry run: the margin call is rounded up to a multiple of this")

    static let command = Command(
        CommandSpec(
            "prove", summary: "prove to one verifier that collateral covers its margin requirement",
            discussion: [
                "Everything that the verifier will check is checked first, with the same code, and the finished proof is "
                    + "verified before it is written. A statement that is false cannot be proven: the exit code is 1, and "
                    + "failedRequirement and short say to you alone what is missing.",
                "A dry run shows requirement, headroom, the binding scenario, the margin call and the gain or loss in each "
                    + "scenario. That is what a proof hides.",
            ],
            options: [
                challenge, params, prices, key, holdings, openings, receipt, header, HeaderFile.issuer,
                CircuitLibrary.circuit, out, dryRun, html, rung, suite, at, threshold, minimumTransfer, rounding,
                MarginOptions.passphraseFile,
            ],
            examples: [
                .init(
                    "solvency prove --challenge challenge.cbor --params params.json --prices prices.cbor --key fund.key "
                        + "--holdings custodian/holdings.cbor --openings custodian/openings.secret "
                        + "--holdings venue/holdings.cbor --openings venue/openings.secret --out proof.cbor",
                    "Prove with collateral at a custodian and positions at a venue.")
            ]),
        body: run)

    private static func run(_ arguments: ParsedArguments, _ console: Console) throws(CommandFailure) -> CommandReport {
        guard arguments.has(dryRun) || arguments.has(out) else { throw CommandFailure(.missingOption(out.name)) }
        guard arguments.value(html) != "-" else {
            throw CommandFailure(.other("'--html' is the name of a file", hint: "the page is secret, and kept as one"))
        }
        let terms = try callTerms(arguments)
        let key = try MarginOptions.signingKey(try arguments.required(Self.key), arguments)
        let parameters = try MarginFiles.parameters(try arguments.required(params))
        let prover = try prover(arguments, parameters)
        let sources = try sources(arguments, prover.header)
        let prepared: PreparedMarginProof
        do throws(MarginProvingFailure) {
            prepared = try prover.prepare(sources, holderKey: key.verificationKey)
        } catch {
            throw failure(error)
        }
        guard arguments.has(dryRun) || arguments.has(html) else {
            return try prove(prepared, key, try arguments.required(out), console)
        }
        // Only here do figures leave guarded memory, for the prover to look at.
        let outlook = prepared.outlook(parameters)
        let call = terms.flatMap { terms -> BigRational? in
            guard let margin = outlook.requirement, let posted = outlook.collateral else { return nil }
            return terms.call(margin: margin, posted: posted)
        }
        let text = OutlookText(outlook: outlook, call: call)
        if let path = arguments.value(html) { try writePage(text, to: path) }
        guard !arguments.has(dryRun) else { return dryRunReport(text) }
        return try prove(prepared, key, try arguments.required(out), console)
    }

    private static func prove(
        _ prepared: PreparedMarginProof, _ key: borrowing SigningKey, _ target: String, _ console: Console
    ) throws(CommandFailure) -> CommandReport {
        let proof: MarginProof
        do throws(MarginProvingFailure) { proof = try prepared.prove(key: key) } catch { throw failure(error) }
        let file = proof.encodedFile()
        try OutputFile.write(file, to: target, console)
        let report = MarginReport(
            challenge: prepared.checked.challenge, rung: proof.rung, compilation: prepared.compilation,
            sources: prepared.checked.sources, proof: proof, proofByteCount: file.count)
        let message = "proved and verified: \(report.sentence)"
        return CommandReport(
            .done, message,
            lines: target == "-" ? [] : [message, "proof: \(target), \(file.count) bytes"],
            fields: report.fields)
    }

    private static func dryRunReport(_ text: OutlookText) -> CommandReport {
        var fields = text.fields
        fields["dryRun"] = true
        guard let failed = text.outlook.failures.first else {
            return CommandReport(
                .done, "the statement holds and can be proven",
                lines: text.lines + ["the statement holds and can be proven"],
                fields: fields)
        }
        fields["failedRequirement"] = .string(failed.name)
        fields["short"] = .string("\(failed.short)")
        return CommandReport(
            .refused(reason: "falseStatement"), "the statement is false: '\(failed.name)' is short by \(failed.short)",
            lines: text.lines, fields: fields)
    }

    private static func writePage(_ text: OutlookText, to path: String) throws(CommandFailure) {
        do throws(FileFailure) {
            try AtomicFile.write(OutlookPage.html(text, title: "Margin outlook"), to: path, access: .ownerOnly)
        } catch {
            throw CommandFailure(KeyFileFailure.file(error))
        }
    }

    private static func callTerms(_ arguments: ParsedArguments) throws(CommandFailure) -> MarginCallTerms? {
        guard [threshold, minimumTransfer, rounding].contains(where: arguments.has) else { return nil }
        func amount(_ option: OptionSpec) throws(CommandFailure) -> BigRational {
            guard let text = arguments.value(option) else { return .zero }
            guard let number = try? BigRational(decimal: text), !number.isNegative else {
                throw CommandFailure(.other("'--\(option.name)' is an amount of zero or more", hint: nil))
            }
            return number
        }
        return MarginCallTerms(
            threshold: try amount(threshold), minimumTransfer: try amount(minimumTransfer),
            rounding: try amount(rounding))
    }

    private static func prover(
        _ arguments: ParsedArguments, _ parameters: MarginParameters
    ) throws(CommandFailure) -> MarginProver {
        let challenge = try MarginFiles.challenge(try arguments.required(Self.challenge))
        let prices = try MarginFiles.prices(try arguments.required(Self.prices))
        var verified: VerifiedHeader?
        if let path = arguments.value(header) {
            verified = try HeaderFile.read(path, issuer: try HeaderFile.trustedKey(arguments))
        }
        let suite = arguments.value(Self.suite).flatMap { name in
            CircuitSuite.allCases.first { "\($0.name)" == name }
        }
        return MarginProver(
            challenge: challenge, circuits: try StatementCircuits.read(challenge, arguments), parameters: parameters,
            prices: prices, rung: arguments.value(rung).flatMap { UInt64($0) }, suite: suite, header: verified,
            now: try MarginOptions.now(arguments, at))
    }

    private static func sources(
        _ arguments: ParsedArguments, _ header: VerifiedHeader?
    ) throws(CommandFailure) -> [ProverSource] {
        let (lists, secrets) = (arguments.values(holdings), arguments.values(openings))
        guard lists.count == secrets.count else {
            throw CommandFailure(
                .other("there are \(lists.count) lists and \(secrets.count) openings", hint: "give one for each list"))
        }
        var sources: [ProverSource] = []
        for (list, secret) in zip(lists, secrets) {
            let signed = try MarginFiles.holdings(list)
            let opened: HoldingsOpenings
            do throws(OpeningsFailure) { opened = try HoldingsOpenings.load(secret) } catch {
                throw CommandFailure(openings: secret, error)
            }
            do throws(MarginProvingFailure) {
                sources.append(try ProverSource.list(signed, openings: opened, position: sources.count))
            } catch {
                throw failure(error)
            }
        }
        for path in arguments.values(receipt) {
            guard let header else {
                throw CommandFailure(.other("'--receipt' needs '--header' and '--issuer'", hint: nil))
            }
            let receipt = try MarginFiles.receipt(path)
            do throws(MarginProvingFailure) {
                sources.append(
                    try ProverSource.receipt(receipt, header: header.header, position: sources.count))
            } catch {
                throw failure(error)
            }
        }
        guard !sources.isEmpty else {
            throw CommandFailure(.other("there is nothing to prove from", hint: "give --holdings and --openings"))
        }
        return sources
    }

    private static func hints(_ refusal: MarginRefusal) -> [String] {
        switch refusal {
        case .sourceDebt, .sourceEntries(.withoutInput):
            [
                "a list that was made with --universe has everything that the circuits of that parameter file name; the "
                    + "challenge must require all of those circuits, or use parameters of its own"
            ]
        case .sourceEntries(.withoutEntry):
            ["a list that was made with --universe has a zero for everything that there is none of"]
        default: []
        }
    }

    private static func failure(_ failure: MarginProvingFailure) -> CommandFailure {
        switch failure {
        case .refused(let refusal): CommandFailure(refusal, hints: hints(refusal))
        case .compilation(let failure): CommandFailure(compiling: failure)
        case .falseStatement(let name, let short):
            CommandFailure(
                .refused(reason: "falseStatement"), "\(failure)",
                hints: ["see what it comes to with --dry-run"],
                fields: ["failedRequirement": .string(name), "short": .string("\(short)")])
        case .inputOutOfBounds: CommandFailure(.refused(reason: "inputOutOfBounds"), "\(failure)")
        case .openings: CommandFailure(.refused(reason: "openings"), "\(failure)")
        case .holderKey: CommandFailure(.refused(reason: "sourceHolder"), "\(failure)")
        case .proving(.openingMismatch): CommandFailure(.refused(reason: "openings"), "\(failure)")
        case .witness, .proving, .memory, .ownProof: CommandFailure(.internalFailure, "\(failure)")
        }
    }
}
