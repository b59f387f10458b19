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

    private func compare(
        _ ledger: Ledger, _ store: EpochStore
    ) throws(BuildFailure) -> ([Difference], Int) {
        var found: [Difference] = []
        var count = 0
        let note = { (difference: Difference) in
            count += 1
            if found.count < Self.differenceLimit { found.append(difference) }
        }
        var amounts: [AccountID: [Int: [UInt64]]] = [:]
        for (index, book) in ledger.books.enumerated() {
            for entry in 0..<book.count {
                amounts[ledger.accounts[book.accounts[entry]], default: [:]][index] = Array(book.amounts(of: entry))
            }
        }
        var first = 0
        while true {
            let accounts = try store.accounts(from: first, count: 4096)
            guard let last = accounts.last else { break }
            first = last.position + 1
            for account in accounts {
                let rows = try store.leaves(account: account.position)
                let dump = amounts.removeValue(forKey: account.id) ?? [:]
                for asset in plan.assets.indices where rows[asset]?.amounts != dump[asset] {
                    note(Difference(account: account.id, asset: asset, dump: dump[asset], epoch: rows[asset]?.amounts))
                }
            }
        }
        for account in amounts.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            for (asset, dump) in (amounts[account] ?? [:]).sorted(by: { $0.key < $1.key }) {
                note(Difference(account: account, asset: asset, dump: dump, epoch: nil))
            }
        }
        return (found, count)
    }
}
