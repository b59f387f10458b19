import CommandLineKit
import KeyFiles
import Sodium
import Solvency
import SolvencyProver
import StrictJSON

/// The verbs `epoch secret export`, `epoch secret check` and `epoch secret restore`.
enum EpochSecret {
    static let folder = OperandSpec("DIR", "the epoch's folder, with public/ in it", kind: .folder)
    static let file = OperandSpec("BACKUP", "a file that 'epoch secret export' made", kind: .file)
    static let out = OptionSpec.value("out", "F", "the backup's file", kind: .file, isRequired: true)
    static let noPassphrase = OptionSpec.flag("no-passphrase", "keep the secret in the clear")
    static let passphraseFile = OptionSpec.value(
        "passphrase-file", "F", "read the passphrase from a file with mode 0600", kind: .file)

    static let export = Command(
        CommandSpec(
            "epoch", "secret", "export", summary: "back up what the receipts of an epoch are derived from",
            discussion: [
                "The backup, the ledger, the published folder and the issuer's key give every receipt of the epoch again. "
                    + "Whoever has the backup and a receipt's amounts can link published leaves to accounts: it is kept "
                    + "like a signing key, under a passphrase, with mode 0600, and never overwritten."
            ],
            operands: [folder], options: [out, noPassphrase, passphraseFile],
            groups: [.atMostOne(noPassphrase, passphraseFile)],
            examples: [
                .init("solvency epoch secret export epoch42 --out epoch42.backup", "Ask for a passphrase and back up.")
            ]),
        body: runExport)

    static let check = Command(
        CommandSpec(
            "epoch", "secret", "check", summary: "check that a backup belongs to what was published",
            discussion: [
                "Compares the backup with the header and with a published leaf that only the right secret gives; "
                    + "DIR/private is not needed."
            ],
            operands: [file, folder], options: [passphraseFile],
            examples: [.init("solvency epoch secret check epoch42.backup epoch42", "Check a backup.")]),
        body: runCheck)

    static let restore = Command(
        CommandSpec(
            "epoch", "secret", "restore", summary: "put a lost private/ back from a backup",
            discussion: [
                "Writes DIR/private/epoch.secret and the beginning of DIR/private/epoch.db, where neither exists. The "
                    + "command with which the epoch was built then fills the database again and signs the same receipts."
            ],
            operands: [file, folder], options: [passphraseFile],
            examples: [
                .init("solvency epoch secret restore epoch42.backup epoch42", "Put DIR/private back."),
                .init("solvency epoch build epoch.json --key issuer.key --out epoch42", "Fill it again."),
            ]),
        body: runRestore)

    private static func runExport(
        _ arguments: ParsedArguments, _ console: Console
    ) throws(CommandFailure) -> CommandReport {
        let path = try arguments.required(out)
        guard path != "-" else {
            throw CommandFailure(.other("a secret cannot go to standard output", hint: nil))
        }
        let epoch = EpochFolder(try arguments.operand(0, folder))
        let subject: EpochBackupFile.Subject
        do throws(BuildFailure) {
            // Before anybody is asked for a passphrase.
            guard !AtomicFile.isTaken(path) else { throw .file(.exists(path: path)) }
            subject = try EpochBackup.export(epoch, to: path, protection: try protection(arguments))
        } catch {
            throw CommandFailure(error)
        }
        return CommandReport(
            .done, "wrote \(path)", lines: ["backup of epoch \(subject.epoch): \(path)"], fields: fields(subject))
    }

    private static func protection(_ arguments: ParsedArguments) throws(BuildFailure) -> KeyProtection {
        do throws(KeyFileFailure) {
            if arguments.has(noPassphrase) { return .plain }
            if let file = arguments.value(passphraseFile) { return .passphrase(try Passphrase.load(file)) }
            return .passphrase(
                try TerminalPrompt.askTwice("Passphrase for the backup: ", repetition: "The same again: "))
        } catch {
            throw .secret(error)
        }
    }

    private static func runCheck(
        _ arguments: ParsedArguments, _ console: Console
    ) throws(CommandFailure) -> CommandReport {
        let path = try arguments.operand(0, file)
        let epoch = EpochFolder(try arguments.operand(1, folder))
        let outcome: Result<EpochBackup.Evidence, EpochBackup.Mismatch>
        let subject: EpochBackupFile.Subject
        do throws(BuildFailure) {
            let backup = try load(path)
            subject = backup.subject
            outcome = try EpochBackup.check(backup, against: epoch) { () throws(KeyFileFailure) in
                try passphrase(arguments)
            }
        } catch {
            throw CommandFailure(error)
        }
        switch outcome {
        case .success(let evidence):
            let claim =
                switch evidence {
                case .publishedLeaf: "its secret gives a leaf that was published"
                case .privateFolder: "its secret is the one in private/"
                }
            return CommandReport(
                .verified, "the backup is the one of epoch \(subject.epoch)",
                lines: ["the backup is the one of epoch \(subject.epoch)"],
                claims: ["it names this epoch's header, and its build id is the one that was signed for", claim],
                notShown: ["that ledger and key, which making receipts again takes too, are still there"],
                fields: fields(subject))
        case .failure(let mismatch):
            let hint = "every epoch and every build has a backup of its own"
            switch mismatch {
            case .subject:
                throw CommandFailure(
                    .refused(reason: "contextMismatch"), "the backup names another issuer, epoch or header",
                    hints: [hint])
            case .build:
                throw CommandFailure(
                    .refused(reason: "contextMismatch"), "the backup's build id is another one", hints: [hint])
            case .secret:
                throw CommandFailure(
                    .refused(reason: "leafIdentity"), "the backup's secret does not give the published leaves",
                    hints: [hint])
            case .nothingToCompare:
                throw CommandFailure(
                    .cannotCheck(reason: nil), "every place has a holder, and there is no private/epoch.secret",
                    hints: ["only making a receipt again shows whether the secret is right"])
            }
        }
    }

    private static func runRestore(
        _ arguments: ParsedArguments, _ console: Console
    ) throws(CommandFailure) -> CommandReport {
        let path = try arguments.operand(0, file)
        let epoch = EpochFolder(try arguments.operand(1, folder))
        do throws(BuildFailure) {
            let backup = try load(path)
            try EpochBackup.restore(backup, into: epoch) { () throws(KeyFileFailure) in try passphrase(arguments) }
            return CommandReport(
                .done, "restored \(epoch.privatePath)",
                lines: [
                    "restored \(epoch.privatePath); give the command with which the epoch was built to fill it again"
                ], fields: fields(backup.subject))
        } catch {
            throw CommandFailure(error)
        }
    }

    private static func load(_ path: String) throws(BuildFailure) -> EpochBackupFile {
        do throws(KeyFileFailure) {
            return try EpochBackupFile(
                contents: try BoundedFile.readSecret(path, limit: EpochBackupFile.maximumCount))
        } catch {
            throw .secret(error)
        }
    }

    private static func passphrase(_ arguments: ParsedArguments) throws(KeyFileFailure) -> Passphrase {
        if let file = arguments.value(passphraseFile) { return try Passphrase.load(file) }
        return try TerminalPrompt.ask("Passphrase of the backup: ")
    }

    private static func fields(_ subject: EpochBackupFile.Subject) -> [String: JSONOutput] {
        [
            "issuerKey": .string(Hex.text(subject.issuerKey)), "epoch": HeaderFile.number(subject.epoch),
            "headerDigest": .string(Hex.text(subject.headerDigest)),
        ]
    }
}
