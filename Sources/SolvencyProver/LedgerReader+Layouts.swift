internal import SumTree

/// Where the header line of a ledger file puts what is read.
enum LedgerColumns {
    /// One line for each account: the account's field, and for each asset the fields of its columns.
    case wide(account: Int, assets: [(asset: Int, fields: [Int])])
    /// One line for each amount.
    case long(assets: [[UInt8]: Int])
}

extension LedgerReader {
    /// Understands a header line; `nil` after noting faults.
    mutating func columns(
        _ header: CSVReader.Record, layout: LedgerLayout, assets wanted: [Int], file: String
    ) -> LedgerColumns? {
        let line = LedgerLine(record: header, file: file)
        var fields: [[UInt8]: Int] = [:]
        var hasFault = false
        for index in header.fields.indices {
            if fields.updateValue(index, forKey: Array(header.text(index))) != nil {
                note(.columnTwice, line, field: index)
                hasFault = true
            }
        }
        guard !hasFault else { return nil }
        switch layout {
        case .wide: return wide(fields, line, wanted)
        case .long: return long(fields, line, wanted)
        case .binance: return binance(fields, line, wanted)
        }
    }

    /// Takes the amounts of one line.
    mutating func take(_ line: LedgerLine, _ columns: LedgerColumns, _ seen: inout BitList) {
        switch columns {
        case .wide(let field, let places):
            guard let account = account(line, field: field) else { return }
            guard seen.insert(account) else { return note(.accountTwice, line, field: field) }
            for place in places { entry(account, asset: place.asset, line, fields: place.fields) }
        case .long(let names):
            guard let asset = names[Array(line.record.text(1))] else { return note(.unknownAsset, line, field: 1) }
            guard let account = account(line, field: 0) else { return }
            guard !line.record.text(2).isEmpty else { return note(.notADecimal, line, field: 2) }
            entry(account, asset: asset, line, fields: [2])
        }
    }

    private mutating func take(_ name: String, _ fields: inout [[UInt8]: Int], _ line: LedgerLine) -> Int? {
        guard let field = fields.removeValue(forKey: Array(name.utf8)) else {
            note(.missingColumn(name), file: line.file, line: line.record.line, column: 1, text: [])
            return nil
        }
        return field
    }

    private mutating func wide(_ given: [[UInt8]: Int], _ line: LedgerLine, _ wanted: [Int]) -> LedgerColumns? {
        var fields = given
        guard let account = take("account", &fields, line) else { return nil }
        var places: [(asset: Int, fields: [Int])] = []
        for asset in wanted {
            let names = assets[asset].columns.indices.map { assets[asset].name(column: $0) }
            let found = names.compactMap { take($0, &fields, line) }
            guard found.count == names.count else { return nil }
            places.append((asset, found))
        }
        // An asset that is in the ledger and not in the registry would be a liability that nobody sees.
        for field in fields.values.sorted() { note(.unknownColumn, line, field: field) }
        return fields.isEmpty ? .wide(account: account, assets: places) : nil
    }

    private mutating func long(_ given: [[UInt8]: Int], _ line: LedgerLine, _ wanted: [Int]) -> LedgerColumns? {
        let names = ["account", "asset", "amount"]
        for (index, name) in names.enumerated() where given[Array(name.utf8)] != index {
            note(.missingColumn(name), file: line.file, line: line.record.line, column: 1, text: [])
            return nil
        }
        guard given.count == names.count else {
            note(.fieldCount(expected: names.count, actual: given.count), line, field: 0)
            return nil
        }
        return .long(assets: Dictionary(uniqueKeysWithValues: wanted.map { (Array(assets[$0].id.utf8), $0) }))
    }

    private mutating func binance(_ given: [[UInt8]: Int], _ line: LedgerLine, _ wanted: [Int]) -> LedgerColumns? {
        var fields = given
        guard take("rn", &fields, line) != nil, let account = take("id", &fields, line) else { return nil }
        var places: [(asset: Int, fields: [Int])] = []
        for asset in wanted {
            let id = assets[asset].id
            guard let equity = take("e_\(id)", &fields, line), let debt = take("d_\(id)", &fields, line) else {
                return nil
            }
            places.append((asset, [equity, debt]))
        }
        let others = fields.sorted { $0.value < $1.value }.map { String(decoding: $0.key, as: UTF8.self) }
        if !others.isEmpty { notice("\(line.file): columns that are not read: \(others.joined(separator: ", "))") }
        return .wide(account: account, assets: places)
    }
}
