internal import CSQLite

/// A SQLite database that only its owner can read.
final class Database {
    private var handle: OpaquePointer?

    /// A value that is bound to a statement or read from a row.
    enum Value {
        case integer(Int64)
        case bytes([UInt8])
        case null
    }

    init(path: String, isReadOnly: Bool) throws(BuildFailure) {
        let flags = isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let code = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK else { throw failure(code) }
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, 2000)
    }

    deinit { sqlite3_close_v2(handle) }

    fileprivate func failure(_ code: Int32) -> BuildFailure {
        if code & 0xFF == SQLITE_BUSY || code & 0xFF == SQLITE_LOCKED { return .inUse }
        return .database(code: code, message: handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory")
    }

    /// Whether a code of SQLite says that a disk is full or a file cannot be written.
    static func isWriteFailure(_ code: Int32) -> Bool {
        // SQLITE_IOERR with WRITE, FSYNC, DIR_FSYNC, TRUNCATE, DELETE; the importer does not see composed constants.
        let writing: Set<Int32> = [3, 4, 5, 6, 10]
        let detail = (code >> 8) & 0xFF
        return switch code & 0xFF {
        case SQLITE_FULL, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM: true
        case SQLITE_IOERR: writing.contains(detail)
        default: false
        }
    }

    /// Runs statements that give no rows.
    func run(_ sql: String) throws(BuildFailure) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw failure(code) }
    }

    /// Runs something in a transaction that is written to the disk when it ends well.
    func transaction(_ body: () throws(BuildFailure) -> Void) throws(BuildFailure) {
        try run("BEGIN IMMEDIATE")
        do throws(BuildFailure) {
            try body()
            try run("COMMIT")
        } catch {
            sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
            throw error
        }
    }

    func prepare(_ sql: String) throws(BuildFailure) -> Statement {
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
        guard code == SQLITE_OK, let statement else { throw failure(code) }
        return Statement(statement, of: self)
    }

    /// A prepared statement.
    final class Statement {
        private let statement: OpaquePointer
        private let database: Database

        fileprivate init(_ statement: OpaquePointer, of database: Database) {
            self.statement = statement
            self.database = database
        }

        deinit { sqlite3_finalize(statement) }

        private func bind(_ values: [Value]) throws(BuildFailure) {
            sqlite3_reset(statement)
            for (index, value) in values.enumerated() {
                let place = Int32(index + 1)
                let code: Int32
                switch value {
                case .integer(let number): code = sqlite3_bind_int64(statement, place, number)
                case .null: code = sqlite3_bind_null(statement, place)
                case .bytes(let bytes):
                    // -1 is SQLite's "make a copy", which the importer does not see.
                    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
                    code =
                        bytes.isEmpty
                        ? sqlite3_bind_zeroblob(statement, place, 0)
                        : sqlite3_bind_blob64(statement, place, bytes, UInt64(bytes.count), transient)
                }
                guard code == SQLITE_OK else { throw database.failure(code) }
            }
        }

        /// Runs the statement with values for its parameters.
        func run(_ values: Value...) throws(BuildFailure) {
            try bind(values)
            let code = sqlite3_step(statement)
            guard code == SQLITE_DONE else { throw database.failure(code) }
        }

        /// Runs the statement and reads its rows.
        func rows(_ values: Value..., body: (Row) throws(BuildFailure) -> Void) throws(BuildFailure) {
            try bind(values)
            while true {
                switch sqlite3_step(statement) {
                case SQLITE_ROW: try body(Row(statement: statement))
                case SQLITE_DONE: return
                case let code: throw database.failure(code)
                }
            }
        }
    }

    /// The row at which a statement stands.
    struct Row {
        fileprivate let statement: OpaquePointer

        func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

        func bytes(_ column: Int32) -> [UInt8] {
            let count = Int(sqlite3_column_bytes(statement, column))
            guard count > 0, let base = sqlite3_column_blob(statement, column) else { return [] }
            return [UInt8](UnsafeRawBufferPointer(start: base, count: count))
        }

        func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }
    }
}
