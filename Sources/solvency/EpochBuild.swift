import CommandLineKit
import KeyFiles
import Sodium
import Solvency
import SolvencyProver
import StrictJSON
import SumTree

/// The verb `epoch build`.
enum EpochBuild {
    static let plan = OperandSpec("EPOCH.json", "what to publish: issuer, time, assets and their ledger files")
    static let key = OptionSpec.value("key", "N.key", "the issuer's secret key; not needed for a dry run", kind: .file)
    static let out = OptionSpec.value(
        "out", "DIR", "where public/ and private/ go; not needed for a dry run", kind: .folder)
    static let dryRun = OptionSpec.flag("dry-run", "check the input, print counts and totals, write nothing")
    static let passphraseFile = OptionSpec.value(
        "passphrase-file", "F", "read the key's passphrase from a file with mode 0600", kind: .file)

    static let command = Command(
        CommandSpec(
            "epoch", "build", summary: "commit to all balances and publish a signed epoch",
            discussion: [
                "Reads the ledger files that EPOCH.json names, makes one tree of commitments for each asset with all its "
                    + "range proofs, and signs a header. DIR/public is static and made to be served; DIR/private stays "
                    + "with the issuer.",
                "A build that was interrupted goes on when the same command is given again. A folder never gets a "
                    + "second signed header. N.key.epochs, beside the key, lists what the key has signed, and you are "
                    + "told when an epoch has another header in another folder: publish only one.",
                "The capacity of each tree is public. By default it shows the number of accounts within a factor of 1.5.",
            ],
            operands: [plan], options: [key, out, dryRun, passphraseFile, Threads.option],
            examples: [
                .init(
                    "solvency epoch build epoch.json --key issuer.key --out epoch42 --dry-run",
                    "Check the ledger and print counts and totals."),
                .init("solvency epoch build epoch.json --key issuer.key --out epoch42", "Build and publish."),
            ]),
        body: run)

    private static func run(_ arguments: ParsedArguments, _ console: Console) throws(CommandFailure) -> CommandReport {
        let path = try arguments.operand(0, plan)
        guard !arguments.has(dryRun) else { return try tryOut(path, arguments, console) }
        let folder = try arguments.required(out)
        let keyPath = try arguments.required(key)
        let signingKey = try signingKey(keyPath, arguments)
        let threads = try Threads.count(arguments)
        let builder = try load(path, issuer: signingKey.verificationKey, console)
        let record = EpochRecord(besideKey: keyPath)
        let meters = Meters(builder, console)
        do throws(BuildFailure) {
            let summary = try builder.build(
                in: EpochFolder(folder), key: signingKey, record: record, threads: threads, progress: meters.advance)
            meters.finish()
            warn(of: summary, console)
            return report(summary, isDryRun: false, showsTotals: builder.showsTotals)
        } catch {
            meters.finish()
            throw CommandFailure(error)
        }
    }

    /// A meter for each step of a build.
    private struct Meters: Sendable {
        let leaves: ProgressMeter
        let proofs: ProgressMeter
        let receipts: ProgressMeter

        init(_ builder: EpochBuilder, _ console: Console) {
            leaves = ProgressMeter("leaves", total: builder.total(of: .leaves), console: console)
            proofs = ProgressMeter("range proofs", total: builder.total(of: .proofs), console: console)
            receipts = ProgressMeter("receipts", total: builder.total(of: .receipts), console: console)
            leaves.begin()
        }

        @Sendable func advance(_ progress: EpochBuilder.Progress) {
            let meter =
                switch progress.step {
                case .leaves: leaves
                case .proofs: proofs
                case .receipts: receipts
                }
            if progress.step == .proofs { leaves.finish() }
            if progress.step == .receipts { proofs.finish() }
            if progress.wasFound { meter.skip(progress.count) } else { meter.advance(by: progress.count) }
            if progress.step == .leaves { proofs.begin() }
            if progress.step != .receipts { receipts.begin() }
        }

        func finish() {
            for meter in [leaves, proofs, receipts] { meter.finish() }
        }
    }

    /// Everything that can be checked without the secret key; of a key that is named only the public half is read.
    private static func tryOut(
        _ path: String, _ arguments: ParsedArguments, _ console: Console
    ) throws(CommandFailure) -> CommandReport {
        guard let keyPath = arguments.value(key) else {
            return report(try load(path, issuer: nil, console).dryRun, isDryRun: true, showsTotals: true)
        }
        let issuer: VerificationKey
        do throws(KeyFileFailure) {
            let contents = try BoundedFile.readSecret(keyPath, limit: SecretKeyFile.maximumCount)
            issuer = try SecretKeyFile(contents: contents).verificationKey
        } catch {
            throw CommandFailure(error)
        }
        let builder = try load(path, issuer: issuer, console)
        do throws(BuildFailure) {
            let summary = try builder.dryRun(EpochRecord(besideKey: keyPath), issuer: issuer)
            warn(of: summary, console)
            return report(summary, isDryRun: true, showsTotals: true)
        } catch {
            throw CommandFailure(error)
        }
    }

    private static func warn(of summary: EpochSummary, _ console: Console) {
        for other in summary.otherHeaders {
            console.warning(
                "this key has signed another header of epoch \(summary.epoch): \(Hex.text(other.bytes)); publish only "
                    + "one of them, two are evidence against the issuer")
        }
    }

    static func signingKey(_ path: String, _ arguments: ParsedArguments) throws(CommandFailure) -> SigningKey {
        do throws(KeyFileFailure) {
            return try SecretKeyFile.load(path) { () throws(KeyFileFailure) in
                if let file = arguments.value(passphraseFile) { return try Passphrase.load(file) }
                return try TerminalPrompt.ask("Passphrase of the key: ")
            }
        } catch {
            throw CommandFailure(error)
        }
    }

    private static func load(
        _ path: String, issuer: VerificationKey?, _ console: Console
    ) throws(CommandFailure) -> EpochBuilder {
        let bytes: [UInt8]
        do throws(InputFailure) { bytes = try InputFile.read(path, limit: EpochPlan.maximumByteCount) } catch {
            throw CommandFailure(reading: path, error)
        }
        let plan: EpochPlan
        do throws(JSONFailure) { plan = try EpochPlan(json: bytes) } catch {
            var issues = InputIssues()
            issues.add(error, in: bytes, of: path)
            throw issues.failure()
        }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        var previous: VerifiedHeader?
        if let file = plan.previous {
            let place = file.hasPrefix("/") ? file : folder + file
            // A dry run without a key can only hold the header against the key that it names itself.
            if let issuer {
                previous = try HeaderFile.read(place, issuer: issuer)
            } else {
                previous = try HeaderFile.readSelfSigned(place)
            }
        }
        let ledger: Ledger
        let meter = ProgressMeter("bytes of the ledger", total: plan.ledgerByteCount(folder: folder), console: console)
        meter.begin()
        do throws(LedgerFailure) {
            ledger = try plan.readLedger(folder: folder) { meter.advance(by: $0) }
            meter.finish()
        } catch {
            meter.finish()
            throw CommandFailure(error)
        }
        do throws(BuildFailure) {
            return try EpochBuilder(plan: plan, planBytes: bytes, ledger: ledger, previous: previous)
        } catch {
            throw CommandFailure(error)
        }
    }

    private static func report(_ summary: EpochSummary, isDryRun: Bool, showsTotals: Bool) -> CommandReport {
        var fields: [String: JSONOutput] = [
            "epoch": HeaderFile.number(summary.epoch),
            "headerDigest": .optional(summary.header.map { Hex.text($0.digest.bytes) }),
            "accounts": .integer(Int64(summary.accounts)), "dryRun": .boolean(isDryRun),
            "assets": .array(summary.assets.map { asset($0, showsTotals: showsTotals) }),
        ]
        if !summary.otherHeaders.isEmpty {
            fields["otherHeaders"] = .strings(summary.otherHeaders.map { Hex.text($0.bytes) })
        }
        if !summary.notices.isEmpty { fields["notices"] = .strings(summary.notices) }
        let message =
            isDryRun
            ? "epoch \(summary.epoch) can be built: \(summary.accounts) accounts; nothing was written"
            : "epoch \(summary.epoch) is built and signed: \(summary.accounts) accounts"
        var lines = [message]
        for asset in summary.assets {
            let id = String(decoding: asset.label.id, as: UTF8.self)
            lines.append(
                "\(id) (\(asset.name)): \(asset.accounts) accounts, capacity \(asset.capacity), "
                    + "\(asset.rangeProofs) range proofs")
            guard showsTotals else { continue }
            for (column, total) in zip(asset.columns, asset.totals) {
                lines.append("  total \(column.name): \(Amount(units: total, asset: asset.label))")
            }
        }
        if let header = summary.header { lines.append("header digest: \(Hex.text(header.digest.bytes))") }
        lines += summary.notices.map { "notice: \($0)" }
        return CommandReport(
            .done, message, lines: lines,
            notShown: isDryRun ? [] : Statement.epochNotShown(summary.assets.map(\.kind)), fields: fields)
    }

    private static func asset(_ asset: EpochSummary.Asset, showsTotals: Bool) -> JSONOutput {
        var members: [String: JSONOutput] = [
            "id": .string(String(decoding: asset.label.id, as: UTF8.self)), "name": .string(asset.name),
            "decimals": HeaderFile.number(asset.label.decimals), "kind": .string("\(asset.kind.name)"),
            "accounts": .integer(Int64(asset.accounts)), "capacity": HeaderFile.number(asset.capacity),
            "rootHash": .optional(asset.rootHash.map { Hex.text($0.bytes) }),
            "rangeProofs": .integer(Int64(asset.rangeProofs)),
        ]
        if showsTotals {
            members["totals"] = .array(
                zip(asset.columns, asset.totals).map { Statement.amount($1, asset.label, role: $0) })
        }
        return .object(members)
    }
}
