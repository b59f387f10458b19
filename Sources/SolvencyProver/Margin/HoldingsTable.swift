internal import CircuitModel
public import Solvency

/// What an account holds, in the clear: the contents of a holdings CSV, filled up with zeros to a universe.
///
/// Quantities are secret. Like a ledger they come from a file that its owner keeps, and stay in ordinary memory until they are
/// committed.
public struct HoldingsTable: Sendable {
    /// What there is, by kind and id.
    public internal(set) var names: [EntryName]
    /// How much of it there is, in 10^-decimals parts.
    var quantities: [Int64]

    private static let columns = ["id", "kind", "quantity", "decimals"]

    /// Reads a table.
    ///
    /// - Parameters:
    ///   - source: The file, with the columns `id`, `kind`, `quantity`, `decimals` in any order.
    ///   - universe: The names up to which the table is filled with zeros: all of a family that the table has anything of
    ///     (collateral and debt are one family, positions the other), or of both when the table has no line.
    ///   - isComplete: Whether a name outside of the universe is a fault.
    /// - Throws: ``TableFailure``.
    public init(_ source: ByteSource, universe: [EntryName]? = nil, isComplete: Bool = false) throws(TableFailure) {
        var reader = try TableReader(source, columns: Self.columns)
        var known: [[UInt8]: EntryName] = [:]
        for name in universe ?? [] { known[Self.key(name)] = name }
        var found: [[UInt8]: (name: EntryName, quantity: Int64)] = [:]
        while let row = try reader.next() {
            guard let (name, quantity) = Self.entry(row, &reader) else { continue }
            let key = Self.key(name)
            if let listed = known[key] {
                guard listed.decimals == name.decimals else {
                    reader.note(.otherDecimals(listed.decimals), row, column: 3)
                    continue
                }
            } else if isComplete {
                reader.note(.outsideUniverse, row, column: 0)
                continue
            }
            guard found.updateValue((name, quantity), forKey: key) == nil else {
                reader.note(.twice, row, column: 0)
                continue
            }
        }
        let families = Set(found.values.map { SignerRole($0.name.kind) })
        for name in universe ?? [] where families.isEmpty || families.contains(SignerRole(name.kind)) {
            if found[Self.key(name)] == nil { found[Self.key(name)] = (name, 0) }
        }
        if found.isEmpty, !reader.hasFaults { reader.note(.empty) }
        if found.count > HoldingsList.mostEntries { reader.note(.tooMany(limit: HoldingsList.mostEntries)) }
        try reader.finish()
        let entries = found.values.sorted { $0.name.precedes($1.name) }
        names = entries.map(\.name)
        quantities = entries.map(\.quantity)
    }

    private static func key(_ name: EntryName) -> [UInt8] { [name.kind.rawValue] + name.id }

    private static func entry(_ row: TableReader.Row, _ reader: inout TableReader) -> (EntryName, Int64)? {
        guard EntryName.isID(row.text(0)) else {
            reader.note(.id, row, column: 0)
            return nil
        }
        let kindText = row.text(1)
        let kind = EntryKind.allCases.first { kind in kind.name.withUTF8Buffer { $0.elementsEqual(kindText) } }
        guard let kind else {
            reader.note(.kind, row, column: 1)
            return nil
        }
        guard let decimals = decimals(row.text(3)),
            let name = EntryName(kind: kind, id: row.text(0), decimals: UInt64(decimals))
        else {
            reader.note(.decimals, row, column: 3)
            return nil
        }
        do throws(TableFault) {
            let quantity = try SignedDecimal.parse(row.text(2), decimals: decimals)
            guard kind == .position || quantity >= 0 else { throw .negative }
            return (name, quantity)
        } catch {
            reader.note(error, row, column: 2)
            return nil
        }
    }

    private static func decimals(_ text: [UInt8]) -> Int? {
        let digits = String(decoding: text, as: UTF8.self)
        guard let number = Int(digits), 0...Int(EntryName.mostDecimals) ~= number, String(number) == digits else {
            return nil
        }
        return number
    }
}
