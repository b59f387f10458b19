internal import Dispatch
internal import Glibc
internal import KeyFiles
internal import Sodium
internal import Solvency
internal import SumTree
internal import Synchronization

/// Writes the receipts of all accounts into a folder, and goes on where an earlier run stopped.
///
/// `FOLDER/hh/HEX.receipt` and, when all are there, `FOLDER/index.csv`. Until then the finished lines stand in
/// `FOLDER/index-DIGEST.part`, written only after their receipts are on the disk; a run that finds it makes none of these
/// receipts again.
public struct ReceiptArchive: Sendable {
    /// How many receipts are forced to the disk together.
    private static let batch = 4096
    /// How many accounts a thread takes at once.
    private static let run = 64

    private let epoch: EpochFolder
    private let folder: String
    private let header: SignedHeader
    private let records: PublishedRecords

    private var indexPath: String { folder + "/index.csv" }

    /// The lines of an unfinished run for this header.
    private var partPath: String { "\(folder)/index-\(Self.hex(Array(header.digest.bytes[..<8]))).part" }

    /// Opens a finished epoch.
    ///
    /// - Parameters:
    ///   - epoch: The epoch's folder.
    ///   - folder: Where the receipts go.
    /// - Throws: ``BuildFailure/unfinished``, and what reading the header throws.
    public init(_ epoch: EpochFolder, into folder: String) throws(BuildFailure) {
        self.epoch = epoch
        self.folder = folder
        header = try epoch.header()
        records = PublishedRecords(epoch)
    }

    /// Writes what is missing.
    ///
    /// - Parameters:
    ///   - threads: How many threads to use, from 1.
    ///   - progress: Called with the number of receipts since the last call, and whether an earlier run had written them.
    /// - Returns: How many receipts there are.
    /// - Throws: ``BuildFailure/file(_:)`` with ``FileFailure/exists(path:)`` when a receipt of something else has a name.
    public func write(
        threads: Int, progress: @escaping @Sendable (Int, Bool) -> Void
    ) throws(BuildFailure) -> Int {
        let main = try ReceiptExporter(epoch, records: records)
        let total = try main.accountCount()
        try makeFolders()
        try refuseOthers()
        // A finished index stays; what it lists is compared with what would be written.
        let isFinished = AtomicFile.isTaken(indexPath)
        var index = try ReceiptIndexFile(isFinished ? indexPath : partPath, isFinished: isFinished)
        var first = isFinished ? 0 : index.lineCount
        progress(first, true)
        while first < total {
            let rows = try main.accounts(from: first, count: Self.batch)
            guard let last = rows.last else { throw .unfinished }
            try write(rows, threads: threads, progress)
            if !isFinished { try filing { () throws(FileFailure) in try AtomicFile.settle(folder) } }
            var lines: [UInt8] = []
            for row in rows { lines += Self.line(row.id) }
            try index.append(lines)
            first = last.position + 1
        }
        try index.finish(as: indexPath)
        return total
    }

    private func write(
        _ rows: [EpochStore.AccountRow], threads: Int, _ progress: @escaping @Sendable (Int, Bool) -> Void
    ) throws(BuildFailure) {
        let next = Atomic<Int>(0)
        let failure = Mutex<BuildFailure?>(nil)
        DispatchQueue.concurrentPerform(iterations: max(1, threads)) { _ in
            do throws(BuildFailure) {
                let exporter = try ReceiptExporter(epoch, records: records)
                while true {
                    let first = next.wrappingAdd(Self.run, ordering: .relaxed).oldValue
                    guard first < rows.count else { return }
                    let own = rows[first..<min(first + Self.run, rows.count)]
                    for row in own { try write(try exporter.receipt(row), of: row.id) }
                    progress(own.count, false)
                }
            } catch {
                failure.withLock { $0 = $0 ?? error }
                next.store(Int.max / 2, ordering: .relaxed)
            }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
    }

    /// A receipt is its holder's secret; one of another epoch is not overwritten.
    private func write(_ receipt: Receipt, of account: AccountID) throws(BuildFailure) {
        let path = folder + "/" + Self.path(account)
        let bytes = receipt.encodedFile()
        do throws(FileFailure) {
            try AtomicFile.write(bytes, to: path, access: .ownerOnly, durability: .later)
        } catch {
            guard case .exists = error else { throw .file(error) }
            let known = try? BoundedFile.readPublic(path, limit: 1 << 24)
            if known == bytes { return }
            // After a power failure an unsettled file may be cut short; whatever else has the name stays.
            guard let known, !AtomicFile.isTaken(indexPath), known.isEmpty || bytes.starts(with: known) else {
                throw .file(error)
            }
            try filing { () throws(FileFailure) in
                try AtomicFile.write(bytes, to: path, access: .ownerOnly, existing: .replace, durability: .later)
            }
        }
    }

    private func makeFolders() throws(BuildFailure) {
        try EpochFolder.make(folder, mode: 0o700)
        AtomicFile.removeLeftovers(in: folder)
        for byte in UInt8.min...UInt8.max {
            let fan = folder + "/" + Self.hex([byte])
            try EpochFolder.make(fan, mode: 0o700)
            AtomicFile.removeLeftovers(in: fan)
        }
    }

    /// Refuses a folder in which the export of another epoch is unfinished.
    private func refuseOthers() throws(BuildFailure) {
        guard let list = opendir(folder) else { return }
        defer { closedir(list) }
        while let entry = readdir(list) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let path = folder + "/" + name
            if name.hasPrefix("index-"), name.hasSuffix(".part"), path != partPath { throw .file(.exists(path: path)) }
        }
    }

    /// Where an account's receipt goes: no id makes a file name.
    static func path(_ account: AccountID) -> String {
        let name = hex(Blake2b.digest(account.utf8))
        return "\(name.prefix(2))/\(name).receipt"
    }

    private static func line(_ account: AccountID) -> [UInt8] {
        let quote = UInt8(ascii: "\"")
        let isSpecial = account.utf8.contains { $0 == quote || $0 == UInt8(ascii: ",") }
        let field =
            isSpecial ? [quote] + account.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote] : account.utf8
        return field + Array(",\(path(account))\n".utf8)
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
