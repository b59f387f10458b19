import Foundation
import Glibc
import Sodium
import Solvency
import SumTree
import Testing

@testable import SolvencyProver

/// Builds that are killed at random moments; `make test-crash` runs them with 10^4 accounts.
@Suite(.serialized) struct CrashTests {
    private static let kills = 20
    private static let accounts =
        ProcessInfo.processInfo.environment["SOLVENCY_CRASH_ACCOUNTS"].flatMap(Int.init) ?? 100

    /// An epoch of two assets with a ledger, and one undisturbed build of it.
    private struct Bench {
        let sandbox: Sandbox
        let key: VerificationKey
        /// What the undisturbed build took.
        let seconds: Double

        var whole: EpochFolder { folder("whole") }

        init() throws {
            sandbox = try Sandbox()
            let arity = CrashTests.accounts > 1000 ? 16 : 4
            let assets = ["btc", "eth"].map {
                """
                {"id":"\($0)","name":"\($0)","decimals":2,"accounts":"accounts.csv","layout":"wide","columns":["balance"],
                "capacity":null,"round":null}
                """
            }
            try Self.write(
                """
                {"format":"solvency-epoch/1","issuer":"ExampleX","epoch":42,"valuation_time":"2026-11-20T00:00:00Z",
                "previous":null,"arity":\(arity),"assets":[\(assets.joined(separator: ","))],"show_totals":false}
                """, sandbox, "epoch.json")
            let lines = (0..<CrashTests.accounts).map { "user-\($0),\($0 + 1).25,\($0 % 3 == 0 ? "7" : "")\n" }
            try Self.write("account,btc,eth\n" + lines.joined(), sandbox, "accounts.csv")
            let made = try sandbox.shell("solvency keygen --out issuer.key --no-passphrase")
            try #require(made.exitCode == 0)
            let line = try String(contentsOf: sandbox.folder.appending(path: "issuer.pub"), encoding: .utf8)
            let digits = try #require(line.split(separator: " ").last).prefix(64)
            let bytes = stride(from: 0, to: 64, by: 2).compactMap { UInt8(digits.dropFirst($0).prefix(2), radix: 16) }
            key = try VerificationKey(canonicalBytes: bytes)
            let start = ContinuousClock.now
            let run = try sandbox.shell("solvency epoch build epoch.json --key issuer.key --out whole")
            try #require(run.exitCode == 0, "\(run.diagnostics)")
            let time = (ContinuousClock.now - start).components
            seconds = Double(time.seconds) + Double(time.attoseconds) * 1e-18
        }

        private static func write(_ text: String, _ sandbox: Sandbox, _ name: String) throws {
            try text.write(to: sandbox.folder.appending(path: name), atomically: true, encoding: .utf8)
        }

        func folder(_ name: String) -> EpochFolder {
            EpochFolder(sandbox.folder.appending(path: name).path(percentEncoded: false))
        }

        /// A folder as the undisturbed build's was when nothing but its secret, build id and input had been written down,
        /// and a key that has not signed the epoch yet.
        func begin(_ name: String) throws -> EpochFolder {
            let other = folder(name)
            try other.create()
            try FileManager.default.copyItem(atPath: whole.secretPath, toPath: other.secretPath)
            let begun = try EpochStore(creating: other.databasePath)
            let finished = try EpochStore(reading: whole.databasePath)
            try begun.setMeta([
                ("input", #require(try finished.meta("input"))), ("build", #require(try finished.meta("build"))),
                ("plan", #require(try finished.meta("plan"))),
            ])
            let files = sandbox.folder
            try FileManager.default.copyItem(
                at: files.appending(path: "issuer.key"), to: files.appending(path: "\(name).key"))
            return other
        }

        /// Starts the build and kills it; whether it was still running then.
        func killBuild(_ name: String, after delay: Double) throws -> Bool {
            let process = Process()
            process.executableURL = Sandbox.products.appending(path: "solvency")
            process.arguments = ["epoch", "build", "epoch.json", "--key", "\(name).key", "--out", name]
            process.currentDirectoryURL = sandbox.folder
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            Thread.sleep(forTimeInterval: delay)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            return process.terminationReason == .uncaughtSignal
        }

        /// Every file of range proofs with its contents.
        func proofFiles(_ folder: EpochFolder) throws -> [String: Data] {
            guard let names = FileManager.default.enumerator(atPath: folder.publicPath) else { return [:] }
            var files: [String: Data] = [:]
            for case let name as String in names
            where name.hasSuffix(".cbor") && name.contains("/proofs-") {
                files[name] = FileManager.default.contents(atPath: folder.publicPath + "/" + name)
            }
            return files
        }

        /// Verifies everything that is public and every receipt.
        func check(_ folder: EpochFolder) throws -> [TreeHead] {
            let header = try folder.header().verify(issuer: key)
            _ = try Publication.verify(header) { (path) throws(PublicationFailure) in
                let name = folder.publicPath + "/" + String(decoding: path, as: UTF8.self)
                return FileManager.default.contents(atPath: name).map { [UInt8]($0) }
            }
            var count = 0
            try ReceiptExporter(folder).forEach { (account, receipt) throws(BuildFailure) in
                count += 1
                do throws(Refusal) { _ = try receipt.verify(account: account, header: header) } catch {
                    Issue.record("\(String(decoding: account.utf8, as: UTF8.self)): \(error)")
                }
            }
            #expect(count == CrashTests.accounts)
            return header.header.trees.map(\.head)
        }
    }

    @Test func aBuildThatWasKilledEndsAsIfNothingHadHappened() throws {
        let bench = try Bench()
        let roots = try bench.check(bench.whole)
        var hits = 0
        for round in 0..<Self.kills {
            let name = "run\(round)"
            let folder = try bench.begin(name)
            // Every third build is killed twice.
            for _ in 0...(round % 3 == 0 ? 1 : 0)
            where try bench.killBuild(name, after: Double.random(in: 0..<0.95 * bench.seconds)) {
                hits += 1
            }
            let finished = try bench.proofFiles(folder)
            let run = try bench.sandbox.shell("solvency epoch build epoch.json --key \(name).key --out \(name)")
            #expect(run.exitCode == 0, "\(run.diagnostics)")
            #expect(try bench.check(folder) == roots, "round \(round)")
            let after = try bench.proofFiles(folder)
            for (file, bytes) in finished { #expect(after[file] == bytes, "\(file) was made again") }
            let leftovers = FileManager.default.enumerator(atPath: folder.path)?.contains {
                ($0 as? String)?.hasSuffix(".tmp") ?? true
            }
            #expect(leftovers == false)
            try FileManager.default.removeItem(atPath: folder.path)
        }
        // A kill that comes too late shows nothing.
        #expect(hits >= Self.kills / 2, "only \(hits) builds were running when they were killed")
    }

    @Test func anExportThatWasKilledGoesOn() throws {
        let bench = try Bench()
        let folder = bench.sandbox.folder.appending(path: "receipts")
        let whole = try bench.sandbox.shell("solvency receipt export whole --all --out whole-receipts --threads 1")
        #expect(whole.exitCode == 0, "\(whole.diagnostics)")
        for round in 0..<5 {
            let killed = try bench.sandbox.shell(
                "timeout -s KILL 0.\(round + 1) solvency receipt export whole --all --out receipts")
            if killed.exitCode == 0 { break }
        }
        let run = try bench.sandbox.shell("solvency receipt export whole --all --out receipts")
        #expect(run.exitCode == 0, "\(run.diagnostics)")
        let difference = try bench.sandbox.shell("diff -r whole-receipts receipts && find receipts -name '.*.tmp'")
        #expect(difference.exitCode == 0 && difference.output == "", "\(difference.output)")
        let again = try bench.sandbox.shell("solvency receipt export whole --all --out receipts")
        #expect(again.exitCode == 0, "\(again.diagnostics)")
        // A file that is something else is never overwritten.
        let index = try String(contentsOf: folder.appending(path: "index.csv"), encoding: .utf8)
        let file = try #require(index.split(separator: "\n").last?.split(separator: ",").last)
        try Data("something else".utf8).write(to: folder.appending(path: String(file)))
        let other = try bench.sandbox.shell("solvency receipt export whole --all --out receipts")
        #expect(other.exitCode == 73 && other.diagnostics.contains("exists"), "\(other.diagnostics)")
    }

    // MARK: - No room

    private static let canMount: Bool = {
        guard geteuid() == 0, let sandbox = try? Sandbox() else { return false }
        let run = try? sandbox.shell("mkdir m && mount -t tmpfs -o size=64k tmpfs m && umount m")
        return run?.exitCode == 0
    }()

    @Test(.enabled(if: canMount, "NOT RUN: no small file system can be mounted here (needs root)"))
    func aFullFileSystemIsAClearErrorAndTheBuildGoesOn() throws {
        let bench = try Bench()
        let sandbox = bench.sandbox
        try #require(try sandbox.shell("mkdir small && mount -t tmpfs -o size=60k tmpfs small").exitCode == 0)
        defer { _ = try? sandbox.shell("umount small") }
        var sizes = [60, 100, 140]
        while let size = sizes.first {
            sizes.removeFirst()
            try #require(try sandbox.shell("mount -o remount,size=\(size)k small").exitCode == 0)
            let full = try sandbox.shell(
                "cp -n issuer.key k.key; solvency epoch build epoch.json --key k.key --out small/e")
            if size == 60 { #expect(full.exitCode == 73, "\(full.diagnostics)") }
            guard full.exitCode != 0 else { break }
            #expect(full.exitCode == 73 && full.output == "", "\(full.diagnostics)")
            let isClear = full.diagnostics.contains("No space left on device") || full.diagnostics.contains("is full")
            #expect(isClear && full.diagnostics.contains("hint: the same command goes on"), "\(full.diagnostics)")
        }
        try #require(try sandbox.shell("mount -o remount,size=64m small").exitCode == 0)
        let run = try sandbox.shell("solvency epoch build epoch.json --key k.key --out small/e")
        #expect(run.exitCode == 0, "\(run.diagnostics)")
        _ = try bench.check(bench.folder("small/e"))

        try #require(try sandbox.shell("mount -o remount,ro small").exitCode == 0)
        let readOnly = try sandbox.shell(
            "rm -f r.key*; cp issuer.key r.key; solvency epoch build epoch.json --key r.key --out small/r")
        #expect(readOnly.exitCode == 73 && readOnly.diagnostics.contains("Read-only file system"), "\(readOnly)")
    }

    @Test func aLimitOnTheSizeOfFilesIsAClearErrorAndTheBuildGoesOn() throws {
        let bench = try Bench()
        for blocks in [16, 40] {
            let limited = try bench.sandbox.shell(
                "cp -n issuer.key k.key; ulimit -f \(blocks); solvency epoch build epoch.json --key k.key --out e")
            #expect(limited.exitCode == 73 && limited.output == "", "\(blocks): \(limited)")
            #expect(limited.diagnostics.contains("hint: the same command goes on"), "\(limited.diagnostics)")
        }
        let run = try bench.sandbox.shell("solvency epoch build epoch.json --key k.key --out e")
        #expect(run.exitCode == 0, "\(run.diagnostics)")
        _ = try bench.check(bench.folder("e"))
    }
}
