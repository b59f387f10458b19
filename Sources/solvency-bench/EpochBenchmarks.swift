import Glibc
import KeyFiles
import Ristretto
import Sodium
import Solvency
import SolvencyProver
import SumTree

/// Epochs of made-up accounts of one asset, arity 16, one column of 64 bits, in processor time, which is that of one core.
final class EpochBenchmarks {
    private let builder: EpochBuilder
    private let plan: EpochPlan
    private let ledger: Ledger
    private let key: SigningKey
    private let folder: String

    /// Reads a ledger of that many accounts; what is built goes to a folder for temporary files.
    init(accounts: Int) throws {
        let json = """
            {"format":"solvency-epoch/1","issuer":"ExampleX","epoch":1,"valuation_time":"2026-11-20T00:00:00Z",
            "previous":null,"arity":16,"assets":[{"id":"btc","name":"Bitcoin","decimals":8,"accounts":"-","layout":"wide",
            "columns":["balance"],"capacity":null,"round":null}],"show_totals":false}
            """
        plan = try EpochPlan(json: Array(json.utf8))
        let lines = (0..<accounts).map { "user-\($0),\($0 * $0 % 9973).\(10_000_000 + $0 % 90_000_000)\n" }
        let source = ByteSource(bytes: Array(("account,btc\n" + lines.joined()).utf8), name: "accounts.csv")
        var reader = LedgerReader(assets: plan.assets.map(\.ledger))
        try reader.read(source, layout: .wide, assets: [0])
        ledger = try reader.finish()
        builder = try EpochBuilder(plan: plan, planBytes: Array(json.utf8), ledger: ledger, previous: nil)
        key = try SigningKey.generate()
        let random = try SystemRandom()
        let name: UInt64 = random.next()
        folder = "/tmp/solvency-bench-\(getpid())-\(String(name, radix: 16))"
    }

    /// Leaves, sums and hashes up to the root, without range proofs.
    func tree(name: String, bar: Double) throws -> Benchmark {
        let shape = try TreeShape(
            arity: 16, capacity: TreeShape.defaultCapacity(accounts: UInt64(ledger.accounts.count), arity: 16))
        let build = [UInt8](repeating: 7, count: EpochKeys.byteCount)
        let context = try TreeContext(
            issuerKey: key.verificationKey.bytes, epoch: 1, buildDigest: TreeContext.buildDigest(buildID: build),
            kind: .balances, asset: plan.assets[0].label, shape: shape, columns: [.balance])
        let result = Box<TreeRoot?>(nil)
        let first = Box<TreeRoot?>(nil)
        return Benchmark(
            name: name, unit: .milliseconds, items: 1, bar: .atMost(bar), baseline: .none,
            run: { [self] in
                let keys = try EpochKeys(
                    secret: SecretBytes(copying: build), issuerKey: context.issuerKey, epoch: 1, buildID: build)
                result.value = try TreeBuilder(context, ledger: ledger, book: 0, keys: keys, threads: 1).root
                first.value = first.value ?? result.value
            }, check: { result.value != nil && result.value == first.value })
    }

    /// Everything that `epoch build` does after it has read the ledger.
    func build(name: String, bar: Double) -> Benchmark {
        let summary = Box<EpochSummary?>(nil)
        return Benchmark(
            name: name, unit: .milliseconds, items: 1, bar: .atMost(bar), baseline: .none,
            run: { [self] in
                remove()
                summary.value = try builder.build(in: EpochFolder(folder), key: key)
            },
            check: { [self] in
                defer { remove() }
                return try verified().trees[0].proofCount == UInt64(summary.value?.assets[0].rangeProofs ?? 0)
            }, mostRounds: 2)
    }

    /// Everything that `epoch verify` does after it has read the files.
    func verify(name: String, bar: Double) throws -> Benchmark {
        defer { remove() }
        _ = try builder.build(in: EpochFolder(folder), key: key)
        var files: [[UInt8]: [UInt8]] = [:]
        let header = try EpochFolder(folder).header().verify(issuer: key.verificationKey)
        _ = try Publication.verify(header) { (path) throws(PublicationFailure) in
            files[path] = try Self.read(folder, path)
            return files[path]
        }
        let evidence = Box<VerifiedPublication?>(nil)
        let kept = files
        return Benchmark(
            name: name, unit: .milliseconds, items: 1, bar: .atMost(bar), baseline: .none,
            run: {
                evidence.value = try Publication.verify(header) { (path) throws(PublicationFailure) in kept[path] }
            }, check: { evidence.value?.trees.count == 1 })
    }

    /// The check of one receipt with its path.
    func receipt(name: String, bar: Double) throws -> Benchmark {
        _ = try builder.build(in: EpochFolder(folder), key: key)
        defer { remove() }
        let account = ledger.accounts[ledger.accounts.count / 2]
        let file = try ReceiptExporter(EpochFolder(folder)).receipt(account).encodedFile()
        let header = try EpochFolder(folder).header().verify(issuer: key.verificationKey)
        let shown = Box<VerifiedReceipt?>(nil)
        return Benchmark(
            name: name, unit: .milliseconds, items: 1, bar: .atMost(bar), baseline: .none,
            run: { shown.value = try Receipt(file: file).verify(account: account, header: header) },
            check: { shown.value?.paths.first??.amounts.count == 1 })
    }

    private func verified() throws -> VerifiedPublication {
        let header = try EpochFolder(folder).header().verify(issuer: key.verificationKey)
        return try Publication.verify(header) { (path) throws(PublicationFailure) in try Self.read(folder, path) }
    }

    private static func read(_ folder: String, _ path: [UInt8]) throws(PublicationFailure) -> [UInt8] {
        let name = folder + "/public/" + String(decoding: path, as: UTF8.self)
        do throws(KeyFileFailure) { return try BoundedFile.readPublic(name, limit: 1 << 22) } catch {
            throw .unreadable(path: path, message: "\(error)")
        }
    }

    private func remove() { removeTree(folder) }
}

/// Removes a folder with all that is in it.
private func removeTree(_ path: String) {
    guard let list = opendir(path) else { return }
    while let entry = readdir(list) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        guard name != ".", name != ".." else { continue }
        if unlink(path + "/" + name) != 0 { removeTree(path + "/" + name) }
    }
    closedir(list)
    rmdir(path)
}

/// The rows of epochs: a tenth of what is wanted of 10^5 accounts on two cores, on one.
func epochBenchmarks() -> [SuiteRow] {
    let epochs = Lazy { try EpochBenchmarks(accounts: 10000) }
    return [
        SuiteRow(name: "epoch.tree.10k") { try epochs.get().tree(name: "epoch.tree.10k", bar: 300) },
        SuiteRow(name: "epoch.build.10k") { try epochs.get().build(name: "epoch.build.10k", bar: 8000) },
        SuiteRow(name: "epoch.verify.10k") { try epochs.get().verify(name: "epoch.verify.10k", bar: 800) },
        SuiteRow(name: "receipt.verify.10k") { try epochs.get().receipt(name: "receipt.verify.10k", bar: 5) },
    ]
}
