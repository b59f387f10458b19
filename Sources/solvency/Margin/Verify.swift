import CircuitCompiler
import CircuitModel
import CommandLineKit
import KeyFiles
import Sodium
import Solvency
import SolvencyProver
import StrictJSON
import SumTree

/// The verb `verify`.
enum Verify {
    static let proof = OperandSpec("PROOF", "the margin proof; - is standard input")
    static let challenge = OptionSpec.value("challenge", "F", "your own challenge", kind: .file)
    static let params = OptionSpec.value("params", "P", "the agreed parameters", kind: .file)
    static let trustCollateral = OptionSpec.value(
        "trust-collateral", "NAME=K.pub", "trust a key for collateral and debts", isRepeatable: true)
    static let trustPositions = OptionSpec.value(
        "trust-positions", "NAME=K.pub", "trust a key for positions", isRepeatable: true)
    static let trustPrices = OptionSpec.value(
        "trust-prices", "NAME=K.pub", "trust a key for prices", isRepeatable: true)
    static let header = OptionSpec.value(
        "header", "H", "the header that receipts belong to; needs --issuer", kind: .file)
    static let selfDeclared = OptionSpec.value(
        "allow-self-declared", "positions", "accept positions that only the holder vouches for",
        kind: .choice(["positions"]))
    static let at = OptionSpec.value("at", "T", "the time of the check; now by default")
    static let seen = OptionSpec.value(
        "seen", "F", "a file of used nonces: a challenge that is in it is refused, and a verified one is added",
        kind: .file)

    static let command = Command(
        CommandSpec(
            "verify", summary: "check a margin proof against your own challenge",
            discussion: [
                "The circuits, the rung, the parameters and the expiry come from your challenge, the keys from you; nothing "
                    + "of that is taken from the proof. A key vouches only for the role under which you name it, and all "
                    + "keys of one NAME are one institution.",
                "Without --seen a proof can be shown to you twice.",
            ],
            operands: [proof],
            options: [
                challenge, params, trustCollateral, trustPositions, trustPrices, header, HeaderFile.issuer,
                selfDeclared,
                CircuitLibrary.circuit, at, seen,
            ],
            examples: [
                .init(
                    "solvency verify proof.cbor --challenge challenge.cbor --params params.json "
                        + "--trust-collateral Custodian=custodian.pub --trust-positions Venue=venue.pub "
                        + "--trust-prices Oracle=oracle.pub --seen nonces",
                    "Check a proof, and remember its nonce.")
            ]),
        body: run)

    private static func run(_ arguments: ParsedArguments, _ console: Console) throws(CommandFailure) -> CommandReport {
        let path = try arguments.operand(0, proof)
        guard let challengePath = arguments.value(challenge), let paramsPath = arguments.value(params) else {
            throw CommandFailure(
                .cannotCheck(reason: nil),
                "without your own challenge and the agreed parameters nothing can be checked",
                hints: ["give them with --challenge and --params; never take them from the prover"])
        }
        var trust = try trustedKeys(arguments)
        var verifiedHeader: VerifiedHeader?
        if let headerPath = arguments.value(header) {
            let verified = try HeaderFile.read(headerPath, issuer: try HeaderFile.trustedKey(arguments))
            verifiedHeader = verified
            try trustIssuer(&trust, verified)
        }
        // What a holder declares itself counts beside what others vouch for, never alone.
        guard !trust.hasNoSource, !trust.hasNoPrices else {
            throw CommandFailure(
                .cannotCheck(reason: nil), "without keys that you trust nothing can be checked",
                hints: ["name them with --trust-collateral, --trust-positions and --trust-prices"])
        }
        let challenge = try MarginFiles.challenge(challengePath)
        let parameters = try MarginFiles.parameters(paramsPath)
        let nonce = Hex.text(challenge.nonce)
        var store = try store(arguments)
        let verifier = MarginVerifier(
            challenge: challenge, trust: trust, parameters: parameters.digest,
            now: try MarginOptions.now(arguments, at), header: verifiedHeader,
            isReplay: store?.contains(nonce) ?? false)
        let claimed = try MarginFiles.proof(path)
        guard verifiedHeader != nil || !claimed.sources.contains(where: \.isReceipt) else {
            throw CommandFailure(
                .cannotCheck(reason: nil), "the proof rests on a receipt, which cannot be checked without its header",
                hints: ["give the issuer's header and key with --header and --issuer"])
        }
        let (evidence, compilation) = try verify(claimed, verifier, parameters, arguments)
        if arguments.has(seen) {
            do throws(FileFailure) { try store?.append(nonce) } catch {
                throw CommandFailure(KeyFileFailure.file(error))
            }
        }
        let report = MarginReport(
            challenge: challenge, rung: evidence.rung, compilation: compilation, sources: evidence.sources,
            proof: claimed, proofByteCount: claimed.encodedFile().count)
        var notShown = report.notShown
        if !arguments.has(seen) { notShown.append("that this proof was not shown before: give --seen") }
        var fields = report.fields
        fields["priceSigner"] = .string(String(decoding: evidence.priceSigner, as: UTF8.self))
        return CommandReport(
            .verified, report.sentence, lines: report.lines, claims: report.claims, notShown: notShown, fields: fields)
    }

    private static func verify(
        _ proof: MarginProof, _ verifier: MarginVerifier, _ parameters: MarginParameters, _ arguments: ParsedArguments
    ) throws(CommandFailure) -> (VerifiedMargin, Compilation) {
        let checked: CheckedMarginProof
        do throws(MarginRefusal) { checked = try verifier.check(proof) } catch { throw CommandFailure(error) }
        let circuits = try StatementCircuits.read(verifier.challenge, arguments)
        let compilation: Compilation
        do throws(CompilationFailure) {
            compilation = try MarginStatement.compile(
                circuits: circuits, parameters: parameters, prices: checked.prices, nettingSets: checked.nettingSets,
                rung: proof.rung)
        } catch {
            throw CommandFailure(compiling: error)
        }
        do throws(MarginRefusal) {
            return (try checked.verify(compilation.statement), compilation)
        } catch {
            throw CommandFailure(error)
        }
    }

    private static func store(_ arguments: ParsedArguments) throws(CommandFailure) -> NonceStore? {
        guard let path = arguments.value(seen) else { return nil }
        do throws(FileFailure) { return try NonceStore(path: path) } catch {
            throw CommandFailure(KeyFileFailure.file(error))
        }
    }

    private static func trustedKeys(_ arguments: ParsedArguments) throws(CommandFailure) -> TrustedKeys {
        var trust = TrustedKeys()
        trust.allowsSelfDeclaredPositions = arguments.has(selfDeclared)
        let options: [(OptionSpec, SignerRole?)] = [
            (trustCollateral, .collateral), (trustPositions, .positions), (trustPrices, nil),
        ]
        for (option, role) in options {
            for text in arguments.values(option) {
                guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
                    throw CommandFailure(.other("'--\(option.name)' wants NAME=K.pub", hint: nil))
                }
                let name = try MarginOptions.name(String(text[..<sign]), option)
                let key = try MarginOptions.publicKey(String(text[text.index(after: sign)...]))
                try trusting(&trust, key.bytes, name, role)
            }
        }
        return trust
    }

    /// Trusts the key of a header's issuer for receipts, under the name that the verifier gave it.
    ///
    /// What the issuer calls itself stands in quotation marks: it is the issuer's word, and no name that the verifier chose.
    private static func trustIssuer(_ trust: inout TrustedKeys, _ verified: VerifiedHeader) throws(CommandFailure) {
        let (key, itself) = (verified.issuer.bytes, verified.header.issuerName)
        if let known = trust.institution(key) { return try trusting(&trust, key, known.name, .collateral) }
        guard !trust.names(itself) else {
            let name = DisplayText.quoted(String(decoding: itself, as: UTF8.self))
            throw CommandFailure(
                .cannotCheck(reason: nil),
                "the header's issuer calls itself \(name), a name that you gave to another key",
                hints: ["name the issuer's key, too, so that it is clear whose it is: --trust-collateral NAME=K.pub"])
        }
        let mark = UInt8(ascii: "'")
        try trusting(&trust, key, [mark] + itself + [mark], .collateral)
    }

    private static func trusting(
        _ trust: inout TrustedKeys, _ key: [UInt8], _ name: [UInt8], _ role: SignerRole?
    ) throws(CommandFailure) {
        do throws(TrustFault) {
            try trust.trust(key, of: name, for: role)
        } catch {
            throw CommandFailure(.other("one key is named as the key of two institutions", hint: nil))
        }
    }
}
