internal import Sodium
public import Solvency
public import SumTree

/// Rebuilds an epoch's roots from a ledger dump, and compares the dump with what the epoch was built from.
///
/// For somebody who may see both: an assurance firm under a confidentiality agreement.
public struct EpochRecomputation: Sendable {
    /// How many differences are kept; the rest is counted.
    public static let differenceLimit = 20

    /// An account whose amounts differ.
    public struct Difference: Equatable, Sendable {
        /// The account.
        public let account: AccountID
        /// The position of the asset in the registry.
        public let asset: Int
        /// The amounts in the dump, one for each column; `nil` where the dump has no entry.
        public let dump: [UInt64]?
        /// The amounts in the epoch; `nil` where the account has no leaf.
        public let epoch: [UInt64]?
    }

    /// What was compared and rebuilt.
    public struct Outcome: Sendable {
        /// The first differences, by account.
        public let differences: [Difference]
        /// How many there are.
        public let differenceCount: Int
        /// The accounts of the dump.
        public let accounts: Int
        /// The positions of the trees whose rebuilt root is not the header's.
        public let otherRoots: [Int]

        /// Whether the dump leads to exactly what was published.
        public var agrees: Bool { differenceCount == 0 && otherRoots.isEmpty }
    }

    /// The plan with which the epoch was built.
    public let plan: EpochPlan
    /// The header.
    public let header: SignedHeader
    private let folder: PrivateFiles

    private struct PrivateFiles: Sendable {
        let database: String
        let secret: String
    }

    /// Opens an epoch.
    ///
    /// - Parameters:
    ///   - privatePath: The folder `private/`.
    ///   - header: The header of the folder `public/`.
    /// - Throws: ``BuildFailure``.
    public init(privatePath: String, header: SignedHeader) throws(BuildFailure) {
        let files = PrivateFiles(database: privatePath + "/epoch.db", secret: privatePath + "/epoch.secret")
        let store = try EpochStore(reading: files.database)
        guard let bytes = try store.meta("plan"), let plan = try? EpochPlan(json: bytes) else { throw .unfinished }
        // Both sides by name: a plan with its assets in another order would lead the dump's columns to other trees.
        guard plan.assets.count == header.unverified.trees.count else { throw .otherRegistry }
        for (asset, tree) in zip(plan.assets, header.unverified.trees) {
            let context = tree.head.context
            guard asset.label == context.asset, asset.kind == context.kind, asset.ledger.columns == context.columns
            else { throw .otherRegistry }
        }
        self.plan = plan
        self.header = header
        folder = files
    }

    /// Reads dumps with the layouts of the plan.
    ///
    /// - Parameter paths: The dumps, as many as the plan has ledger files and in their order.
    /// - Returns: The ledger.
    /// - Throws: ``LedgerFailure``.
    public func readLedger(_ paths: [String]) throws(LedgerFailure) -> Ledger {
        var reader = LedgerReader(assets: plan.assets.map(\.ledger))
        for (source, path) in zip(plan.sources, paths) {
            try reader.read(ByteSource(path: path, name: path), layout: source.layout, assets: source.assets)
        }
        return try reader.finish()
    }

    /// Compares and rebuilds.
    ///
    /// - Parameters:
    ///   - ledger: The dump.
    ///   - threads: How many threads to use, from 1.
    /// - Returns: What was found.
    /// - Throws: ``BuildFailure``.
    public func run(_ ledger: Ledger, threads: Int) throws(BuildFailure) -> Outcome {
        let store = try EpochStore(reading: folder.database)
        let (differences, count) = try compare(ledger, store)
        guard let buildID = try store.meta("build") else { throw .unfinished }
        let secret = try EpochSecretFile.load(folder.secret)
        let keys = try EpochKeys(
            secret: secret, issuerKey: header.unverified.issuerKey, epoch: header.unverified.epoch, buildID: buildID)
        var otherRoots: [Int] = []
        for (index, tree) in header.unverified.trees.enumerated() {
            let fits = UInt64(ledger.books[index].count) <= tree.head.context.shape.capacity
            let isSame =
                fits
                ? try TreeBuilder(tree.head.context, ledger: ledger, book: index, keys: keys, threads: threads).root
                    == tree.head.root : false
            if !isSame { otherRoots.append(index) }
        }
        return Outcome(
            differences: differences, differenceCount: count, accounts: ledger.accounts.count, otherRoots: otherRoots)
    }

    /// Goes through both lists of accounts side by side; both are in the order of the ids' bytes.
    private func compare(
        _ ledger: Ledger, _ store: EpochStore
    ) throws(BuildFailure) -> ([Difference], Int) {
        var found: [Difference] = []
        var count = 0
        var dump = 0
        var entries = [Int](repeating: 0, count: ledger.books.count)
        func take(_ row: EpochStore.AccountRow?) {
            let id = row?.id ?? ledger.accounts[dump]
            let isInDump = dump < ledger.accounts.count && ledger.accounts.utf8(dump).elementsEqual(id.utf8)
            for asset in plan.assets.indices {
                let book = ledger.books[asset]
                let entry = entries[asset]
                let hasEntry = isInDump && entry < book.count && Int(book.accounts[entry]) == dump
                let given = hasEntry ? Array(book.amounts(of: entry)) : nil
                if hasEntry { entries[asset] += 1 }
                let kept = row?.leaves.first { $0.tree == asset }?.amounts
                guard given != kept else { continue }
                count += 1
                guard found.count < Self.differenceLimit else { continue }
                found.append(Difference(account: id, asset: asset, dump: given, epoch: kept))
            }
            if isInDump { dump += 1 }
        }
        var first = 0
        while true {
            let rows = try store.accounts(from: first, count: 4096)
            guard let last = rows.last else { break }
            first = last.position + 1
            for row in rows {
                while dump < ledger.accounts.count,
                    ledger.accounts.utf8(dump).lexicographicallyPrecedes(row.id.utf8)
                {
                    take(nil)
                }
                take(row)
            }
        }
        while dump < ledger.accounts.count { take(nil) }
        return (found, count)
    }
}
