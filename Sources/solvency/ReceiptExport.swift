import CommandLineKit
import Foundation
import KeyFiles
import Sodium
import Solvency
import SolvencyProver
import StrictJSON
import SumTree

/// The verb `receipt export`.
enum ReceiptExport {
    static let folder = OperandSpec("DIR", "the epoch's folder, with public/ and private/ in it", kind: .folder)
    static let account = OptionSpec.value("account", "ID", "the account, as the ledger writes it")
    static let all = OptionSpec.flag("all", "write the receipts of all accounts")
    static let out = OptionSpec.value(
        "out", "F", "the receipt's file, or with --all the folder of all receipts", kind: .file, isRequired: true)

    static let command = Command(
        CommandSpec(
            "receipt", "export", summary: "write receipts for customers",
            discussion: [
                "A receipt holds the amounts and openings of one account: it belongs to its holder and to nobody else. "
                    + "The issuer's key is not needed; receipts were signed when the epoch was built.",
                "With --all the receipts go to FOLDER/hh/HEX.receipt, where HEX is the BLAKE2b-256 of the account's id and "
                    + "hh its first two digits, and FOLDER/index.csv lists them. An export that was interrupted goes on "
                    + "when the same command is given again.",
            ],
            operands: [folder], options: [account, all, out, Threads.option], groups: [.exactlyOne(account, all)],
            examples: [
                .init(
                    "solvency receipt export epoch42 --account alice --out alice.receipt", "Write one receipt."),
                .init("solvency receipt export epoch42 --all --out receipts", "Write the receipts of all accounts."),
            ]),
        body: run)

    private static func run(_ arguments: ParsedArguments, _ console: Console) throws(CommandFailure) -> CommandReport {
        let path = try arguments.operand(0, folder)
        let target = try arguments.required(out)
        let threads = try Threads.count(arguments)
        do throws(BuildFailure) {
            let exporter = try ReceiptExporter(EpochFolder(path))
            if let id = arguments.value(account) { return try one(exporter, id, target, console) }
            return try every(exporter, of: path, target, threads: threads, console)
        } catch {
            throw CommandFailure(error)
        }
    }

    private static func one(
        _ exporter: ReceiptExporter, _ id: String, _ target: String, _ console: Console
    ) throws(BuildFailure) -> CommandReport {
        guard let account = AccountID(utf8: Array(id.utf8)) else { throw .unknownAccount }
        let file = try exporter.receipt(account).encodedFile()
        if target == "-" {
            do throws(CommandFailure) { try console.writeBinary(file) } catch {
                throw .file(.cannotWrite(path: "standard output", step: .write, errno: EINVAL))
            }
            return CommandReport(.done, "wrote one receipt", fields: ["files": .integer(1)])
        }
        try write(file, to: target)
        return CommandReport(
            .done, "wrote \(target)", lines: ["receipt of \(id): \(target)"], fields: ["files": .integer(1)])
    }

    private static func every(
        _ exporter: ReceiptExporter, of path: String, _ target: String, threads: Int, _ console: Console
    ) throws(BuildFailure) -> CommandReport {
        let meter = ProgressMeter("receipts", total: try exporter.accountCount(), console: console)
        meter.begin()
        defer { meter.finish() }
        let archive = try ReceiptArchive(EpochFolder(path), into: target)
        let count = try archive.write(threads: threads) { count, wasFound in
            if wasFound { meter.skip(count) } else { meter.advance(by: count) }
        }
        return CommandReport(
            .done, "wrote \(count) receipts", lines: ["\(count) receipts and index.csv: \(target)"],
            fields: ["files": .integer(Int64(count))])
    }

    /// A receipt is its holder's secret; an older one of another epoch is not overwritten.
    private static func write(_ bytes: [UInt8], to path: String) throws(BuildFailure) {
        do throws(FileFailure) { try AtomicFile.write(bytes, to: path, access: .ownerOnly) } catch {
            // The same receipt again is no failure: exporting may go on after an interruption.
            if case .exists = error, let known = try? BoundedFile.readPublic(path, limit: 1 << 26), known == bytes {
                return
            }
            throw .file(error)
        }
    }
}
