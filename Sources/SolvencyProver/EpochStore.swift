internal import Glibc
internal import KeyFiles
internal import Ristretto
internal import SumTree

/// The issuer's database of one epoch: what the build started from, where each account's leaves are, what was signed.
final class EpochStore {
    /// How many nodes of a level stand in one row.
    static let nodeChunk = 4096

    private let database: Database

    private static let schema = """
        CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS account (position INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, signature BLOB);
        CREATE TABLE IF NOT EXISTS leaf (account INTEGER NOT NULL, tree INTEGER NOT NULL, place INTEGER NOT NULL,
            amounts BLOB NOT NULL, rounded BLOB, salt BLOB NOT NULL, commitments BLOB NOT NULL, opening BLOB NOT NULL,
            PRIMARY KEY (account, tree)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS node (tree INTEGER NOT NULL, level INTEGER NOT NULL, chunk INTEGER NOT NULL,
            hashes BLOB NOT NULL, commitments BLOB NOT NULL, PRIMARY KEY (tree, level, chunk)) WITHOUT ROWID;
        """

    /// Opens the database of a build and makes it where there is none.
    init(creating path: String) throws(BuildFailure) {
        // SQLite gives its journal the permissions of the database, and would give that those of the process's mask.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .file(.cannotWrite(path: path, step: .open, errno: errno)) }
        fchmod(descriptor, 0o600)
        close(descriptor)
        database = try Database(path: path, isReadOnly: false)
        // Two builds in one folder at the same time would mix their files.
        try database.run("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL;")
        try database.run(Self.schema)
    }

    /// Opens the database of a finished build.
    init(reading path: String) throws(BuildFailure) {
        guard access(path, R_OK) == 0 else { throw .file(.cannotRead(path: path, step: .open, errno: errno)) }
        database = try Database(path: path, isReadOnly: true)
    }

    // MARK: What the build started from

    func meta(_ name: StaticString) throws(BuildFailure) -> [UInt8]? {
        var value: [UInt8]?
        try database.prepare("SELECT value FROM meta WHERE name = ?").rows(Self.text(name)) {
            (row) throws(BuildFailure) in
            value = row.bytes(0)
        }
        return value
    }

    /// Writes values that belong together, to the disk.
    func setMeta(_ values: [(StaticString, [UInt8])]) throws(BuildFailure) {
        try database.transaction { () throws(BuildFailure) in
            let statement = try database.prepare("INSERT OR REPLACE INTO meta VALUES (?, ?)")
            for (name, value) in values { try statement.run(Self.text(name), .bytes(value)) }
        }
    }

    private static func text(_ name: StaticString) -> Database.Value {
        .bytes(name.withUTF8Buffer { [UInt8]($0) })
    }

    // MARK: Accounts and leaves

    /// Where an account's leaf is, and all that its receipt says of it but the path.
    struct LeafRow {
        let tree: Int
        let place: Int
        let amounts: [UInt64]
        let rounded: [[UInt8]]?
        let salt: [UInt8]
        let commitments: [CompressedPoint]
        let openingDigest: NodeHash
    }

    func setAccounts(_ accounts: [AccountID]) throws(BuildFailure) {
        try database.transaction { () throws(BuildFailure) in
            try database.run("DELETE FROM account")
            let statement = try database.prepare("INSERT INTO account VALUES (?, ?, NULL)")
            for (position, account) in accounts.enumerated() {
                try statement.run(.integer(Int64(position)), .bytes(account.utf8))
            }
        }
    }

    func accountCount() throws(BuildFailure) -> Int {
        var count = 0
        try database.prepare("SELECT count(*) FROM account").rows { (row) throws(BuildFailure) in
            count = Int(row.integer(0))
        }
        return count
    }

    /// The accounts from a position on: their ids and the signatures of their receipts.
    func accounts(
        from first: Int, count: Int
    ) throws(BuildFailure) -> [(position: Int, id: AccountID, signature: [UInt8])] {
        var result: [(Int, AccountID, [UInt8])] = []
        let statement = try database.prepare(
            "SELECT position, id, signature FROM account WHERE position >= ? ORDER BY position LIMIT ?")
        try statement.rows(.integer(Int64(first)), .integer(Int64(count))) { (row) throws(BuildFailure) in
            result.append((Int(row.integer(0)), try Self.account(row.bytes(1)), row.bytes(2)))
        }
        return result
    }

    func account(_ id: AccountID) throws(BuildFailure) -> (position: Int, signature: [UInt8])? {
        var found: (Int, [UInt8])?
        try database.prepare("SELECT position, signature FROM account WHERE id = ?").rows(.bytes(id.utf8)) {
            (row) throws(BuildFailure) in
            found = (Int(row.integer(0)), row.bytes(1))
        }
        return found
    }

    func setSignatures(_ signatures: [(position: Int, signature: [UInt8])]) throws(BuildFailure) {
        try database.transaction { () throws(BuildFailure) in
            let statement = try database.prepare("UPDATE account SET signature = ? WHERE position = ?")
            for (position, signature) in signatures {
                try statement.run(.bytes(signature), .integer(Int64(position)))
            }
        }
    }

    private static func account(_ bytes: [UInt8]) throws(BuildFailure) -> AccountID {
        guard let account = AccountID(utf8: bytes) else { throw .malformed(path: "epoch.db") }
        return account
    }

    /// Replaces a tree's leaves and nodes.
    func setTree(
        _ tree: Int, leaves: [(account: Int, row: LeafRow)],
        levels: [(hashes: [NodeHash], commitments: [CompressedPoint])]
    ) throws(BuildFailure) {
        try database.transaction { () throws(BuildFailure) in
            try database.prepare("DELETE FROM leaf WHERE tree = ?").run(.integer(Int64(tree)))
            try database.prepare("DELETE FROM node WHERE tree = ?").run(.integer(Int64(tree)))
            let leaf = try database.prepare("INSERT INTO leaf VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            for (account, row) in leaves {
                try leaf.run(
                    .integer(Int64(account)), .integer(Int64(tree)), .integer(Int64(row.place)),
                    .bytes(row.amounts.withUnsafeBytes { [UInt8]($0) }),
                    row.rounded.map { .bytes(Array($0.joined(separator: [0]))) } ?? .null, .bytes(row.salt),
                    .bytes(row.commitments.withUnsafeBytes { [UInt8]($0) }), .bytes(row.openingDigest.bytes))
            }
            let node = try database.prepare("INSERT INTO node VALUES (?, ?, ?, ?, ?)")
            for (offset, level) in levels.enumerated() {
                let columns = level.commitments.count / max(1, level.hashes.count)
                for first in stride(from: 0, to: level.hashes.count, by: Self.nodeChunk) {
                    let last = min(first + Self.nodeChunk, level.hashes.count)
                    try node.run(
                        .integer(Int64(tree)), .integer(Int64(offset + 1)), .integer(Int64(first / Self.nodeChunk)),
                        .bytes(level.hashes[first..<last].withUnsafeBytes { [UInt8]($0) }),
                        .bytes(level.commitments[first * columns..<last * columns].withUnsafeBytes { [UInt8]($0) }))
                }
            }
        }
    }

    /// The leaves of an account, by tree.
    func leaves(account: Int) throws(BuildFailure) -> [Int: LeafRow] {
        var rows: [Int: LeafRow] = [:]
        let statement = try database.prepare(
            "SELECT tree, place, amounts, rounded, salt, commitments, opening FROM leaf WHERE account = ?")
        try statement.rows(.integer(Int64(account))) { (row) throws(BuildFailure) in
            let leaf = try Self.leaf(row)
            rows[leaf.tree] = leaf
        }
        return rows
    }

    private static func leaf(_ row: Database.Row) throws(BuildFailure) -> LeafRow {
        guard let opening = NodeHash(bytes: row.bytes(6)) else { throw .malformed(path: "epoch.db") }
        let amounts = row.bytes(2).withUnsafeBytes { raw in
            stride(from: 0, to: raw.count - 7, by: 8).map { raw.loadUnaligned(fromByteOffset: $0, as: UInt64.self) }
        }
        let rounded = row.isNull(3) ? nil : row.bytes(3).split(separator: 0).map { Array($0) }
        return LeafRow(
            tree: Int(row.integer(0)), place: Int(row.integer(1)), amounts: amounts, rounded: rounded,
            salt: row.bytes(4), commitments: points(row.bytes(5)), openingDigest: opening)
    }

    /// A run of nodes of a level, from 1.
    func nodes(
        tree: Int, level: Int, chunk: Int
    ) throws(BuildFailure) -> (hashes: [NodeHash], commitments: [CompressedPoint]) {
        var found: (hashes: [NodeHash], commitments: [CompressedPoint])?
        let statement = try database.prepare(
            "SELECT hashes, commitments FROM node WHERE tree = ? AND level = ? AND chunk = ?")
        try statement.rows(.integer(Int64(tree)), .integer(Int64(level)), .integer(Int64(chunk))) {
            (row) throws(BuildFailure) in
            let hashes = row.bytes(0).withUnsafeBytes { raw in
                stride(from: 0, to: raw.count - 31, by: 32).map {
                    raw.loadUnaligned(fromByteOffset: $0, as: NodeHash.self)
                }
            }
            found = (hashes, Self.points(row.bytes(1)))
        }
        guard let found else { throw .unfinished }
        return found
    }

    private static func points(_ bytes: [UInt8]) -> [CompressedPoint] {
        bytes.withUnsafeBytes { raw in
            stride(from: 0, to: raw.count - 31, by: 32).map {
                raw.loadUnaligned(fromByteOffset: $0, as: CompressedPoint.self)
            }
        }
    }
}
