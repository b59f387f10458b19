/// Reads a table of named columns line by line and collects its faults.
struct TableReader {
    /// How many faults are kept; the rest is counted.
    static let issueLimit = 20

    private let file: String
    private var csv: CSVReader
    private var issues: [TableIssue] = []
    private var issueCount = 0
    /// For each column that is wanted its place in a line; `nil` for an optional one that is not there.
    private var places: [Int?] = []
    private var fieldCount = 0

    /// A line of the table.
    struct Row {
        fileprivate let record: CSVReader.Record
        fileprivate let places: [Int?]

        /// The text of a column; empty where an optional column is not there.
        func text(_ column: Int) -> [UInt8] { places[column].map { Array(record.text($0)) } ?? [] }
    }

    /// Reads the header line.
    ///
    /// - Parameters:
    ///   - source: The file.
    ///   - columns: The columns that must be there.
    ///   - optional: Columns that may be there; they count behind the others.
    ///   - allowsOthers: Whether columns of other names are passed over.
    /// - Throws: ``TableFailure``.
    init(
        _ source: ByteSource, columns: [String], optional: [String] = [], allowsOthers: Bool = false
    ) throws(TableFailure) {
        file = source.name
        csv = CSVReader(source)
        let header: CSVReader.Record
        switch try Self.reading({ () throws(LedgerFailure) in try csv.next() }) {
        case nil:
            note(.empty, line: 0, column: 0, text: [])
            throw failure()
        case .failure(let fault):
            note(fault)
            throw failure()
        case .success(let record): header = record
        }
        fieldCount = header.fields.count
        places = [Int?](repeating: nil, count: columns.count + optional.count)
        for (index, field) in header.fields.enumerated() {
            let name = String(decoding: header.text(index), as: UTF8.self)
            guard let column = (columns + optional).firstIndex(of: name) else {
                if !allowsOthers {
                    note(.unknownColumn, line: field.line, column: field.column, text: header.text(index))
                }
                continue
            }
            guard places[column] == nil else {
                note(.columnTwice, line: field.line, column: field.column, text: header.text(index))
                continue
            }
            places[column] = index
        }
        for (column, name) in columns.enumerated() where places[column] == nil {
            note(.missingColumn(name), line: header.line, column: 1, text: [])
        }
        guard issueCount == 0 else { throw failure() }
    }

    /// The next line, or `nil` at the end; lines that are none are noted and passed over.
    mutating func next() throws(TableFailure) -> Row? {
        while true {
            switch try Self.reading({ () throws(LedgerFailure) in try csv.next() }) {
            case nil: return nil
            case .failure(let fault): note(fault)
            case .success(let record):
                let row = Row(record: record, places: places)
                guard record.fields.count == fieldCount else {
                    note(
                        .fieldCount(expected: fieldCount, actual: record.fields.count), line: record.line, column: 1,
                        text: record.fields.isEmpty ? [] : record.text(0))
                    continue
                }
                return row
            }
        }
    }

    /// Notes a fault of a column of a line.
    mutating func note(_ fault: TableFault, _ row: Row, column: Int) {
        guard let place = row.places[column] else {
            note(fault, line: row.record.line, column: 1, text: [])
            return
        }
        let field = row.record.fields[place]
        note(fault, line: field.line, column: field.column, text: row.record.text(place))
    }

    /// Whether any fault was noted.
    var hasFaults: Bool { issueCount > 0 }

    /// Notes a fault of the whole file.
    mutating func note(_ fault: TableFault) { note(fault, line: 0, column: 0, text: []) }

    /// Ends the reading.
    ///
    /// - Throws: ``TableFailure/issues(_:count:)`` when there is any fault.
    func finish() throws(TableFailure) {
        guard issueCount == 0 else { throw failure() }
    }

    private func failure() -> TableFailure { .issues(issues, count: issueCount) }

    private mutating func note(_ fault: CSVReader.Fault) {
        note(.form(fault.fault), line: fault.line, column: fault.column, text: fault.text[...])
    }

    private mutating func note(_ fault: TableFault, line: Int, column: Int, text: ArraySlice<UInt8>) {
        issueCount += 1
        guard issues.count < Self.issueLimit else { return }
        let shown = String(decoding: text.prefix(120), as: UTF8.self)
        issues.append(TableIssue(file: file, line: line, column: column, text: shown, fault: fault))
    }

    private static func reading<Result>(_ body: () throws(LedgerFailure) -> Result) throws(TableFailure) -> Result {
        do throws(LedgerFailure) {
            return try body()
        } catch {
            switch error {
            case .unreadable(let file, let code): throw .unreadable(file: file, errno: code)
            // The reader of records collects nothing.
            case .issues: throw .issues([], count: 1)
            }
        }
    }
}
