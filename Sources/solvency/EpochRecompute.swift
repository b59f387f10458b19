import CommandLineKit
import KeyFiles
import Solvency
import SolvencyProver
import StrictJSON
import SumTree

/// The verb `epoch recompute`.
enum EpochRecompute {
    static let dumps = OperandSpec(
        "ACCOUNTS.csv", "the dump: as many files as epoch.json names, in its order", count: .oneOrMore)
    static let privateFolder = OptionSpec.value(
        "private", "DIR/private", "the issuer's folder private/", kind: .folder, isRequired: true)
    static let publicFolder = OptionSpec.value(
        "public", "DIR/public", "the published folder", kind: .folder, isRequired: true)

    static let command = Command(
        CommandSpec(
            "epoch", "recompute", summary: "rebuild an epoch's roots from a full dump and compare by account",
            discussion: [
                "For somebody who may see every balance. The dump is compared with what the epoch was built from, account "
                    + "by account, and every root is rebuilt from it and compared with the published header."
            ],
            operands: [dumps], options: [privateFolder, publicFolder, HeaderFile.issuer, Threads.option],
            examples: [
                .init(
                    "solvency epoch recompute accounts.csv --private epoch42/private --public epoch42/public",
                    "Compare a dump with an epoch.")
            ]),
        body: run)

    private static func run(_ arguments: ParsedArguments, _ console: Console) throws(CommandFailure) -> CommandReport {
        let path = try arguments.required(publicFolder) + "/header.cbor"
        let privatePath = try arguments.required(privateFolder)
        let isTrusted = arguments.has(HeaderFile.issuer)
        let header =
            isTrusted
            ? try HeaderFile.read(path, issuer: try HeaderFile.trustedKey(arguments), isPublished: true).signed
            : try HeaderFile.read(path, isPublished: true)
        let epoch = try building { () throws(BuildFailure) in
            try EpochRecomputation(privatePath: privatePath, header: header)
        }
        guard arguments.operands.count == epoch.plan.sources.count else {
            throw CommandFailure(
                .other(
                    "the epoch was built from \(epoch.plan.sources.count) ledger files",
                    hint: "give as many dumps, in the order of epoch.json"))
        }
        let ledger: Ledger
        do throws(LedgerFailure) { ledger = try epoch.readLedger(arguments.operands) } catch {
            throw CommandFailure(error)
        }
        let threads = try Threads.count(arguments)
        let outcome = try building { () throws(BuildFailure) in try epoch.run(ledger, threads: threads) }
        return try report(outcome, epoch, isTrusted: isTrusted)
    }

    private static func building<Result>(
        _ body: () throws(BuildFailure) -> Result
    ) throws(CommandFailure) -> Result {
        do throws(BuildFailure) { return try body() } catch { throw CommandFailure(error) }
    }

    private static func report(
        _ outcome: EpochRecomputation.Outcome, _ epoch: EpochRecomputation, isTrusted: Bool
    ) throws(CommandFailure) -> CommandReport {
        let header = epoch.header.unverified
        var fields: [String: JSONOutput] = [
            "epoch": HeaderFile.number(header.epoch), "headerDigest": .string(Hex.text(epoch.header.digest.bytes)),
            "accounts": .integer(Int64(outcome.accounts)), "differenceCount": .integer(Int64(outcome.differenceCount)),
        ]
        fields["differences"] = .array(
            outcome.differences.map { difference in
                let asset = header.trees[difference.asset].head.context.asset
                return [
                    "account": .string(String(decoding: difference.account.utf8, as: UTF8.self)),
                    "asset": .string(String(decoding: asset.id, as: UTF8.self)),
                    "dump": amounts(difference.dump, asset), "epoch": amounts(difference.epoch, asset),
                ]
            })
        guard outcome.agrees else {
            let first = outcome.differences.first.map { difference in
                "; the first is account "
                    + DisplayText.quoted(String(decoding: difference.account.utf8, as: UTF8.self)) + ", "
                    + String(decoding: header.trees[difference.asset].head.context.asset.id, as: UTF8.self)
            }
            let reason = outcome.differenceCount > 0 ? "ledgerMismatch" : "rootHash"
            throw CommandFailure(
                .refused(reason: reason),
                "the dump is not what was published: \(outcome.differenceCount) amounts differ"
                    + "\(first ?? "; the rebuilt roots differ")", fields: fields)
        }
        let message =
            "the dump of \(outcome.accounts) accounts leads to every root that was published as epoch \(header.epoch)"
        var notShown = ["that the dump is complete and true", "that the issuer holds anything"]
        if !isTrusted { notShown.append("that the header is the issuer's: give its key with --issuer") }
        return CommandReport(
            .verified, message,
            lines: [message, "header digest: \(Hex.text(epoch.header.digest.bytes))"],
            claims: ["the roots of all trees, rebuilt from this dump, are those of the header"], notShown: notShown,
            fields: fields)
    }

    private static func amounts(_ amounts: [UInt64]?, _ asset: AssetLabel) -> JSONOutput {
        guard let amounts else { return .null }
        return .strings(amounts.map { String(decoding: Amount(units: $0, asset: asset).decimal, as: UTF8.self) })
    }
}
