import CommandLineKit
import KeyFiles
import Sodium
import Solvency
import SolvencyProver
import StrictJSON
import SumTree

/// The verb `holdings attest`.
enum HoldingsAttest {
    static let table = OperandSpec("H.csv", "what the account holds: id,kind,quantity,decimals; - is standard input")
    static let holder = OptionSpec.value("holder", "NAME", "the holder's name", isRequired: true)
    static let account = OptionSpec.value("account", "ID", "the account at the signer", isRequired: true)
    static let holderKey = OptionSpec.value(
        "holder-key", "HOLDER.pub", "the holder's public key: only its owner can prove anything with the list",
        kind: .file, isRequired: true)
    static let universe = OptionSpec.value(
        "universe", "P", "parameters whose instruments are all listed, with zeros where there is nothing", kind: .file)
    static let complete = OptionSpec.flag(
        "complete", "say that the account holds nothing else and owes nothing else; needs --universe")
    static let lockedFor = OptionSpec.value("locked-for", "NAME", "promise to keep the collateral for this verifier")
    static let until = OptionSpec.value("until", "T", "until when the collateral is locked")
    static let out = OptionSpec.value(
        "out", "FOLDER", "where holdings.cbor and openings.secret go", kind: .folder, isRequired: true)

    static let command = Command(
        CommandSpec(
            "holdings", "attest", summary: "sign commitments to what an account holds",
            discussion: [
                "For a custodian or a venue, or for holders who state their own positions. Quantities are committed, not "
                    + "shown: holdings.cbor can be given to anyone, openings.secret (0600) belongs to the holder alone. "
                    + "Collateral and debts are zero or more; positions may be negative.",
                "Without --universe the list shows which instruments there are. With it every instrument of the parameters "
                    + "is listed, so that it does not: all collateral and debts when the table has any, all positions when "
                    + "it has any, and all of both when it has no line.",
            ],
            operands: [table],
            options: [
                MarginOptions.key, holder, account, holderKey, MarginOptions.valuationTime, universe, complete,
                lockedFor,
                until, CircuitLibrary.circuit, out, MarginOptions.passphraseFile,
            ],
            examples: [
                .init(
                    "solvency holdings attest holdings.csv --key custodian.key --holder 'Fund A' --account 7731 "
                        + "--holder-key fund.pub --valuation-time 2026-11-20T00:00:00Z --universe params.json --complete "
                        + "--out attested",
                    "Sign a complete list.")
            ]),
        body: run)

    private static func run(_ arguments: ParsedArguments, _ console: Console) throws(CommandFailure) -> CommandReport {
        let path = try arguments.operand(0, table)
        let folder = try arguments.required(out)
        guard !arguments.has(complete) || arguments.has(universe) else {
            throw CommandFailure(
                .other(
                    "'--complete' needs '--universe'", hint: "a list is complete with regard to a public list of names")
            )
        }
        let names = try arguments.value(universe).map { path throws(CommandFailure) in
            try Universe.load(path, arguments)
        }
        let terms = try terms(arguments, universe: names)
        let table: HoldingsTable
        do throws(TableFailure) {
            table = try HoldingsTable(
                TableFile.source(path), universe: names?.names, isComplete: arguments.has(complete))
        } catch {
            throw CommandFailure(error)
        }
        let key = try MarginOptions.signingKey(try arguments.required(MarginOptions.key), arguments)
        let attestation = try attest(table, terms, key)
        try OutputFile.makeFolder(folder)
        let files = HoldingsFiles(folder: folder)
        do throws(KeyFileFailure) { try files.write(attestation) } catch { throw CommandFailure(error) }
        let list = attestation.holdings
        let digest = Hex.text(list.digest.bytes)
        let count = list.unverified.entries.count
        let message = "signed a list of \(count) commitments"
        return CommandReport(
            .done, message,
            lines: [
                message, "list: \(files.listPath)", "openings (secret): \(files.openingsPath)",
                "digest: \(digest)",
            ],
            notShown: names == nil ? ["the list shows which instruments it has: give --universe"] : [],
            fields: [
                "digest": .string(digest), "count": .integer(Int64(count)),
                "complete": .boolean(list.unverified.isComplete), "signerKey": .string(key.verificationKey.hex),
                "universe": .optional(list.unverified.universe.map { Hex.text($0.bytes) }),
            ])
    }

    private static func terms(
        _ arguments: ParsedArguments, universe: Universe?
    ) throws(CommandFailure) -> HoldingsAttestation.Terms {
        let time = MarginOptions.valuationTime
        var lock: HoldingsList.Lock?
        switch (arguments.value(lockedFor), arguments.value(until)) {
        case (nil, nil): break
        case (let name?, let text?):
            lock = HoldingsList.Lock(
                verifier: try MarginOptions.name(name, lockedFor), until: try MarginOptions.time(text, until))
        default:
            throw CommandFailure(.other("'--locked-for' and '--until' belong together", hint: nil))
        }
        return HoldingsAttestation.Terms(
            holder: try MarginOptions.name(try arguments.required(holder), holder),
            holderKey: try MarginOptions.publicKey(try arguments.required(holderKey)),
            account: try MarginOptions.name(try arguments.required(account), account),
            valuationTime: try MarginOptions.time(try arguments.required(time), time),
            isComplete: arguments.has(complete), universe: universe?.digest, lock: lock)
    }

    private static func attest(
        _ table: HoldingsTable, _ terms: HoldingsAttestation.Terms, _ key: borrowing SigningKey
    ) throws(CommandFailure) -> HoldingsAttestation {
        do throws(AttestationFailure) {
            return try HoldingsAttestation(table, terms: terms, key: key)
        } catch {
            throw CommandFailure(error)
        }
    }
}
