internal import SumTree

/// Reads ledger files of any layout into one ledger, and collects their faults.
public struct LedgerReader {
    /// How many faults are kept; the rest is counted.
    public static let issueLimit = 20

    let assets: [LedgerAsset]
    private var index = AccountIndex()
    private var books: [Ledger.Book]
    /// For each asset the accounts that have an amount already.
    private var hasEntry: [BitList]
    private var totals: [[UInt64]]
    private var notices: [String] = []
    private var issues: [LedgerIssue] = []
    private var issueCount = 0

    /// Starts without any account.
    ///
    /// - Parameter assets: The assets of the registry.
    public init(assets: [LedgerAsset]) {
        self.assets = assets
        books = assets.map { Ledger.Book(columnCount: $0.columns.count) }
        hasEntry = assets.map { _ in BitList() }
        totals = assets.map { [UInt64](repeating: 0, count: $0.columns.count) }
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - source: The file.
    ///   - layout: How it is laid out.
    ///   - assets: The positions of the assets whose amounts are in this file.
    ///   - progress: Called from time to time with the number of bytes since the last call.
    /// - Throws: ``LedgerFailure/unreadable(file:errno:)``; faults are collected until ``finish()``.
    public mutating func read(
        _ source: ByteSource, layout: LedgerLayout, assets: [Int], progress: (Int) -> Void = { _ in }
    ) throws(LedgerFailure) {
        var reader = CSVReader(source)
        guard let first = try reader.next() else {
            note(.empty, file: source.name, line: 0, column: 0, text: [])
            return
        }
        let header: CSVReader.Record
        switch first {
        case .success(let record): header = record
        case .failure(let fault):
            note(fault.fault, file: source.name, line: fault.line, column: fault.column, text: fault.text[...])
            return
        }
        guard let columns = columns(header, layout: layout, assets: assets, file: source.name) else { return }
        var seen = BitList()
        var reported = 0
        defer { progress(source.position - reported) }
        while let next = try reader.next() {
            if source.position - reported >= 1 << 20 {
                progress(source.position - reported)
                reported = source.position
            }
            switch next {
            case .failure(let fault):
                note(fault.fault, file: source.name, line: fault.line, column: fault.column, text: fault.text[...])
            case .success(let record):
                let line = LedgerLine(record: record, file: source.name)
                guard record.fields.count == header.fields.count else {
                    note(.fieldCount(expected: header.fields.count, actual: record.fields.count), line, field: 0)
                    continue
                }
                take(line, columns, &seen)
            }
        }
    }

    /// Ends the reading.
    ///
    /// - Returns: The ledger.
    /// - Throws: ``LedgerFailure/issues(_:count:)`` when there is any fault.
    public consuming func finish() throws(LedgerFailure) -> Ledger {
        guard issueCount == 0 else { throw .issues(issues, count: issueCount) }
        let accounts = index.accounts
        var order = (0..<UInt32(accounts.count)).map { $0 }
        // Most ledgers come sorted; looking is cheap.
        let isSorted = accounts.indices.dropFirst().allSatisfy { accounts.isOrdered($0 - 1, before: $0) }
        if !isSorted { order.sort { accounts.isOrdered(Int($0), before: Int($1)) } }
        var place = [UInt32](repeating: 0, count: accounts.count)
        for (position, old) in order.enumerated() { place[Int(old)] = UInt32(position) }
        for asset in books.indices { books[asset].sort(by: place) }
        return Ledger(
            accounts: isSorted ? accounts : AccountTable(accounts, order: order), books: books, notices: notices)
    }

    mutating func notice(_ text: String) { notices.append(text) }

    mutating func note(_ fault: LedgerFault, file: String, line: Int, column: Int, text: ArraySlice<UInt8>) {
        issueCount += 1
        guard issues.count < Self.issueLimit else { return }
        issues.append(LedgerIssue(file: file, line: line, column: column, text: text, fault: fault))
    }

    mutating func note(_ fault: LedgerFault, _ line: LedgerLine, field: Int) {
        let place = line.record.fields[field]
        note(fault, file: line.file, line: place.line, column: place.column, text: line.record.text(field))
    }

    /// The position of the account that a field names; `nil` after noting a fault.
    mutating func account(_ line: LedgerLine, field: Int) -> Int? {
        do throws(LedgerFault) {
            switch index.insert(try AccountForm.account(line.record.text(field))) {
            case .position(let position): return position
            case .confusable(let other):
                throw .accountConfusable(with: String(decoding: index.accounts.utf8(other), as: UTF8.self))
            case .full: throw .tooManyAccounts
            }
        } catch {
            note(error, line, field: field)
            return nil
        }
    }

    /// Takes the amounts of an asset from fields, one for each column; all empty or all zero means that there is no entry.
    mutating func entry(_ account: Int, asset: Int, _ line: LedgerLine, fields: [Int]) {
        let given = fields.filter { !line.record.text($0).isEmpty }
        guard !given.isEmpty else { return }
        guard given.count == fields.count else {
            for field in fields where !given.contains(field) { note(.amountMissing, line, field: field) }
            return
        }
        var amounts: [UInt64] = []
        var wasRounded = false
        for (column, field) in fields.enumerated() {
            guard let parsed = amount(line, field: field, asset: asset) else { continue }
            let (total, overflow) = totals[asset][column].addingReportingOverflow(parsed.units)
            guard !overflow else {
                note(.totalTooLarge(asset: assets[asset].id), line, field: field)
                continue
            }
            totals[asset][column] = total
            amounts.append(parsed.units)
            wasRounded = wasRounded || parsed.wasRounded
        }
        guard amounts.count == fields.count else { return }
        guard hasEntry[asset].insert(account) else {
            note(.amountTwice, line, field: fields[0])
            return
        }
        // Leaves are for holders: a zero is no leaf, as an empty field is none.
        guard amounts.contains(where: { $0 > 0 }) else { return }
        books[asset].accounts.append(UInt32(account))
        books[asset].amounts += amounts
        if wasRounded { books[asset].rounded[account] = fields.map { Array(line.record.text($0)) } }
    }

    private mutating func amount(_ line: LedgerLine, field: Int, asset: Int) -> LedgerDecimal.Parsed? {
        do throws(LedgerFault) {
            return try LedgerDecimal.parse(
                line.record.text(field), decimals: assets[asset].decimals, roundsUp: assets[asset].roundsUp)
        } catch {
            note(error, line, field: field)
            return nil
        }
    }
}

/// A record of a ledger file.
struct LedgerLine {
    let record: CSVReader.Record
    let file: String
}
