public import Solvency

/// The contents of a price CSV.
public struct PriceTable: Sendable {
    /// The prices by id.
    public let prices: [PriceSnapshot.Price]

    /// Reads a table.
    ///
    /// - Parameters:
    ///   - source: The file, with the columns `id`, `price`, `publish_time` and perhaps `confidence`, in any order; an empty
    ///     confidence is zero.
    ///   - valuationTime: The moment of the snapshot, which no price may be later than.
    /// - Throws: ``TableFailure``.
    public init(_ source: ByteSource, valuationTime: Timestamp) throws(TableFailure) {
        var reader = try TableReader(source, columns: ["id", "price", "publish_time"], optional: ["confidence"])
        var found: [[UInt8]: PriceSnapshot.Price] = [:]
        while let row = try reader.next() {
            guard let price = Self.price(row, &reader, valuationTime) else { continue }
            if found.updateValue(price, forKey: price.id) != nil { reader.note(.twice, row, column: 0) }
        }
        if found.isEmpty, !reader.hasFaults { reader.note(.empty) }
        if found.count > PriceSnapshot.mostPrices { reader.note(.tooMany(limit: PriceSnapshot.mostPrices)) }
        try reader.finish()
        prices = found.values.sorted { $0.id.lexicographicallyPrecedes($1.id) }
    }

    private static func price(
        _ row: TableReader.Row, _ reader: inout TableReader, _ valuationTime: Timestamp
    ) -> PriceSnapshot.Price? {
        let id = row.text(0)
        guard EntryName.isID(id) else {
            reader.note(.id, row, column: 0)
            return nil
        }
        guard let price = number(row.text(1), row, column: 1, &reader) else { return nil }
        guard !price.isZero else {
            reader.note(.notPositive, row, column: 1)
            return nil
        }
        let text = row.text(3)
        guard let confidence = number(text.isEmpty ? [UInt8(ascii: "0")] : text, row, column: 3, &reader) else {
            return nil
        }
        guard let time = Timestamp(rfc3339: row.text(2)) else {
            reader.note(.time, row, column: 2)
            return nil
        }
        guard time <= valuationTime else {
            reader.note(.publishedLater, row, column: 2)
            return nil
        }
        guard let entry = PriceSnapshot.Price(id: id, price: price, confidence: confidence, publishTime: time) else {
            reader.note(.confidence, row, column: 3)
            return nil
        }
        return entry
    }

    private static func number(
        _ text: [UInt8], _ row: TableReader.Row, column: Int, _ reader: inout TableReader
    ) -> ExactDecimal? {
        if let number = ExactDecimal(text) { return number }
        let isNegative = text.first == UInt8(ascii: "-")
        let isNumber = text.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: ".") }
        let fault: TableFault =
            isNegative
            ? .notPositive : isNumber && text.count > ExactDecimal.mostDecimals + 2 ? .tooPrecise : .notADecimal
        reader.note(fault, row, column: column)
        return nil
    }
}
