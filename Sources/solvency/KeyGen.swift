import CommandLineKit
import KeyFiles
import Sodium
import StrictJSON

/// The verb `keygen`.
enum KeyGen {
    static let out = OptionSpec.value(
        "out", "N.key", "the secret key's file; the public key goes to N.pub", kind: .file, isRequired: true)
    static let noPassphrase = OptionSpec.flag("no-passphrase", "keep the secret key in the clear")
    static let passphraseFile = OptionSpec.value(
        "passphrase-file", "F", "read the passphrase from a file with mode 0600", kind: .file)

    static let command = Command(
        CommandSpec(
            "keygen", summary: "make a signing key",
            discussion: [
                "Writes the secret key with mode 0600 and the public key beside it. Neither file is ever overwritten. "
                    + "Without an option the passphrase is asked for on the terminal, twice."
            ],
            options: [out, noPassphrase, passphraseFile], groups: [.atMostOne(noPassphrase, passphraseFile)],
            examples: [
                .init("solvency keygen --out issuer.key", "Ask for a passphrase; write issuer.key and issuer.pub."),
                .init(
                    "solvency keygen --out issuer.key --passphrase-file secret.txt",
                    "Take the passphrase from a file, without a question."),
            ]),
        body: run)

    private static func run(_ arguments: ParsedArguments, _ console: Console) throws(CommandFailure) -> CommandReport {
        let path = try arguments.required(out)
        guard path != "-" else {
            throw CommandFailure(.other("a key has two files and cannot go to standard output", hint: nil))
        }
        guard !path.hasSuffix(".pub") else {
            throw CommandFailure(.other("'--out' names the secret key's file", hint: "use a name that ends in .key"))
        }
        let files = KeyPairFiles(secretPath: path)
        let key: VerificationKey
        do throws(KeyFileFailure) {
            key = try files.create(protection: try protection(arguments))
        } catch {
            throw CommandFailure(error)
        }
        return CommandReport(
            .done, "wrote \(files.secretPath) and \(files.publicPath)",
            lines: ["secret key: \(files.secretPath)", "public key: \(files.publicPath)", key.hex],
            fields: ["publicKey": .string(key.hex)])
    }

    private static func protection(_ arguments: ParsedArguments) throws(KeyFileFailure) -> KeyProtection {
        if arguments.has(noPassphrase) { return .plain }
        if let file = arguments.value(passphraseFile) { return .passphrase(try Passphrase.load(file)) }
        return .passphrase(
            try TerminalPrompt.askTwice("Passphrase for the new key: ", repetition: "The same again: "))
    }
}
