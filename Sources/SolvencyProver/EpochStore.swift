internal import Glibc
internal import KeyFiles
internal import Ristretto
internal import SumTree

/// The issuer's database of one epoch: what the build started from, where each account's leaves are, what was signed.
final class EpochStore {
    /// How many nodes of a level stand in one row.
    static let nodeChunk = 256

    private let database: Database
    private let path: String

    private static let schema = """
        CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS account (position INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
            leaves BLOB NOT NULL, signature BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS node (tree INTEGER NOT NULL, level INTEGER NOT NULL, chunk INTEGER NOT NULL,
            hashes BLOB NOT NULL, commitments BLOB NOT NULL, PRIMARY KEY (tree, level, chunk)) WITHOUT ROWID;
        """

    /// Opens the database of a build and makes it where there is none.
    ///
    /// Nobody else can open it until this is gone: two builds in one folder at the same time would mix their files.
    init(creating path: String) throws(BuildFailure) {
        // SQLite gives its journal the permissions of the database, and would give that those of the process's mask.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .file(.cannotWrite(path: path, step: .open, errno: errno)) }
        fchmod(descriptor, 0o600)
        close(descriptor)
        self.path = path
        database = try Database(path: path, isReadOnly: false)
        try database.run("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384;")
        try database.run("BEGIN EXCLUSIVE; COMMIT;")
        try database.run(Self.schema)
    }

    /// Opens the database of a finished build.
    init(reading path: String) throws(BuildFailure) {
        guard access(path, R_OK) == 0 else { throw .file(.cannotRead(path: path, step: .open, errno: errno)) }
        self.path = path
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

    // MARK: Accounts

    /// An account with its leaves and the signature of its receipt.
    struct AccountRow {
        let position: Int
        let id: AccountID
        let leaves: [LeafRecord]
        let signature: [UInt8]
    }

    /// How many accounts there are; they were put in by position, so this is also the first position that is missing.
    func accountCount() throws(BuildFailure) -> Int {
        var count = 0
        try database.prepare("SELECT max(position) FROM account").rows { (row) throws(BuildFailure) in
            count = row.isNull(0) ? 0 : Int(row.integer(0)) + 1
        }
        return count
    }

    /// Puts accounts in, to the disk.
    func append(_ rows: [AccountRow]) throws(BuildFailure) {
        try database.transaction { () throws(BuildFailure) in
            let statement = try database.prepare("INSERT INTO account VALUES (?, ?, ?, ?)")
            for row in rows {
                try statement.run(
                    .integer(Int64(row.position)), .bytes(row.id.utf8), .bytes(LeafRecord.encode(row.leaves)),
                    .bytes(row.signature))
            }
        }
    }

    /// The accounts from a position on.
    func accounts(from first: Int, count: Int) throws(BuildFailure) -> [AccountRow] {
        var result: [AccountRow] = []
        let statement = try database.prepare(
            "SELECT position, id, leaves, signature FROM account WHERE position >= ? ORDER BY position LIMIT ?")
        try statement.rows(.integer(Int64(first)), .integer(Int64(count))) { (row) throws(BuildFailure) in
            result.append(try account(row))
        }
        return result
    }

    /// The account with an id, found by the index over all ids.
    func account(_ id: AccountID) throws(BuildFailure) -> AccountRow? {
        var found: AccountRow?
        let statement = try database.prepare("SELECT position, id, leaves, signature FROM account WHERE id = ?")
        try statement.rows(.bytes(id.utf8)) { (row) throws(BuildFailure) in found = try account(row) }
        return found
    }

    private func account(_ row: Database.Row) throws(BuildFailure) -> AccountRow {
        guard let id = AccountID(utf8: row.bytes(1)), let leaves = LeafRecord.decode(row.bytes(2)) else {
            throw .malformed(path: path)
        }
        return AccountRow(position: Int(row.integer(0)), id: id, leaves: leaves, signature: row.bytes(3))
    }

    // MARK: Nodes

    /// Replaces the nodes of a tree; the levels are those above the leaves, in order.
    func setNodes(
        _ tree: Int, levels: [(hashes: [NodeHash], commitments: [CompressedPoint])]
    ) throws(BuildFailure) {
        try database.transaction { () throws(BuildFailure) in
            try database.prepare("DELETE FROM node WHERE tree = ?").run(.integer(Int64(tree)))
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

    /// Whether the nodes of a tree are there; they were put in together.
    func hasNodes(_ tree: Int) throws(BuildFailure) -> Bool {
        var found = false
        try database.prepare("SELECT 1 FROM node WHERE tree = ? LIMIT 1").rows(.integer(Int64(tree))) {
            (_) throws(BuildFailure) in
            found = true
        }
        return found
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
            found = (row.bytes(0).asList(of: NodeHash.self), row.bytes(1).asList(of: CompressedPoint.self))
        }
        guard let found else { throw .unfinished }
        return found
    }
}

extension [UInt8] {
    /// Items of 32 bytes that stand end to end.
    func asList<Item: BitwiseCopyable>(of type: Item.Type) -> [Item] {
        withUnsafeBytes { raw in
            stride(from: 0, to: raw.count - 31, by: 32).map { raw.loadUnaligned(fromByteOffset: $0, as: Item.self) }
        }
    }
}
