internal import SumTree

/// What the issuer keeps of an account's leaf: where it stands and what it holds.
///
/// Everything else of a receipt follows from the epoch's secret and the published files.
struct LeafRecord: Equatable {
    /// The position of the tree in the header.
    let tree: Int
    let place: Int
    let amounts: [UInt64]
    /// The amounts as the ledger has them, where they were rounded up.
    let rounded: [[UInt8]]?

    /// The records of an account, as they stand in the database: for each the tree (4 bytes), the place (8), the number
    /// of amounts (1) and the amounts (8 each), the number of texts (1), and each text with its length (4) in front.
    static func encode(_ records: [LeafRecord]) -> [UInt8] {
        var bytes: [UInt8] = []
        func append<Number: FixedWidthInteger>(_ number: Number) {
            withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
        }
        for record in records {
            append(UInt32(record.tree))
            append(UInt64(record.place))
            append(UInt8(record.amounts.count))
            for amount in record.amounts { append(amount) }
            append(UInt8(record.rounded?.count ?? 0))
            for text in record.rounded ?? [] {
                append(UInt32(text.count))
                bytes += text
            }
        }
        return bytes
    }

    /// Reads records; `nil` for anything else than ``encode(_:)`` writes.
    static func decode(_ bytes: [UInt8]) -> [LeafRecord]? {
        var rest = bytes[...]
        func take<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
            let size = MemoryLayout<Number>.size
            guard rest.count >= size else { return nil }
            let number = rest.withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(as: Number.self)) }
            rest = rest.dropFirst(size)
            return number
        }
        var records: [LeafRecord] = []
        while !rest.isEmpty {
            guard let tree = take(UInt32.self), let place = take(UInt64.self), let count = take(UInt8.self) else {
                return nil
            }
            var amounts: [UInt64] = []
            for _ in 0..<count {
                guard let amount = take(UInt64.self) else { return nil }
                amounts.append(amount)
            }
            guard let texts = take(UInt8.self), let position = Int(exactly: place) else { return nil }
            var rounded: [[UInt8]] = []
            for _ in 0..<texts {
                guard let size = take(UInt32.self), rest.count >= Int(size) else { return nil }
                rounded.append(Array(rest.prefix(Int(size))))
                rest = rest.dropFirst(Int(size))
            }
            records.append(
                LeafRecord(
                    tree: Int(tree), place: position, amounts: amounts, rounded: rounded.isEmpty ? nil : rounded))
        }
        return records
    }
}
