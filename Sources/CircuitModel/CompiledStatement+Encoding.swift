internal import Bulletproofs
public import Wire

extension FileKind {
    /// A compiled statement.
    public static let statement = FileKind(type: "solvency/statement", version: 1, maximumByteCount: 1 << 25)
}

extension CompiledStatement {
    /// The only encoding.
    ///
    /// - Returns: A file of kind `solvency/statement`.
    /// - seealso: `docs/spec/circuit-model.md`, "Encoding".
    public func encoded() -> [UInt8] {
        var terms = 0
        for range in parts.ranges { terms += range.form.terms.count }
        return FileKind.statement.encode(capacity: 4096 + 8 * terms) { writer in
            writer.beginMap(count: 11)
            writer.key(1)
            Self.writeList(parts.circuits, &writer) { circuit, writer in
                writer.beginArray(count: 3)
                writer.text(circuit.name)
                writer.unsigned(UInt64(circuit.version))
                writer.bytes(circuit.digest.bytes)
                writer.end()
            }
            writer.key(2)
            writer.unsigned(UInt64(parts.rung))
            writer.key(3)
            writer.unsigned(UInt64(parts.digitBits))
            writer.key(4)
            Self.writeList(parts.inputs, &writer, Self.write(input:_:))
            writer.key(5)
            writer.unsigned(UInt64(parts.witnesses))
            writer.key(6)
            Self.writeList(parts.products, &writer) { product, writer in
                writer.beginArray(count: 2)
                Self.write(product.left, &writer)
                Self.write(product.right, &writer)
                writer.end()
            }
            writer.key(7)
            Self.writeList(parts.booleans, &writer, Self.write(_:_:))
            writer.key(8)
            Self.writeList(parts.equalities, &writer, Self.write(_:_:))
            writer.key(9)
            Self.writeList(parts.ranges, &writer) { range, writer in
                writer.beginArray(count: 2)
                writer.unsigned(UInt64(range.width))
                Self.write(range.form, &writer)
                writer.end()
            }
            writer.key(10)
            Self.writeList(parts.definitions, &writer) { row, writer in writer.unsigned(Self.code(of: row)) }
            writer.key(11)
            Self.writeList(parts.labels, &writer) { label, writer in
                writer.beginArray(count: 4)
                writer.unsigned(UInt64(label.row))
                writer.bool(label.isEquality)
                writer.unsigned(UInt64(label.circuit))
                writer.text(label.name)
                writer.end()
            }
            writer.end()
        }
    }

    private static func writeList<Item>(
        _ items: [Item], _ writer: inout WireWriter, _ write: (Item, inout WireWriter) -> Void
    ) {
        writer.beginArray(count: items.count)
        for item in items { write(item, &writer) }
        writer.end()
    }

    private static func write(input: InputDescriptor, _ writer: inout WireWriter) {
        writer.beginArray(count: 6)
        writer.unsigned(UInt64(input.kind.rawValue))
        writer.text(input.id)
        writer.unsigned(UInt64(input.nettingSet))
        writer.unsigned(UInt64(input.decimals))
        write(input.lower, &writer)
        write(input.upper, &writer)
        writer.end()
    }

    private static func write(_ form: IntegerForm, _ writer: inout WireWriter) {
        writer.beginArray(count: 1 + 2 * form.terms.count)
        write(form.constant, &writer)
        for term in form.terms {
            writer.unsigned(UInt64(term.variable))
            write(term.coefficient, &writer)
        }
        writer.end()
    }

    /// An integer: of 64 bits with its sign as such, any other as a byte of sign and its magnitude without leading zeros.
    private static func write(_ value: Int256, _ writer: inout WireWriter) {
        if let small = value.int64 {
            writer.signed(small)
            return
        }
        var bytes = value.magnitudeBytes
        while bytes.last == 0 { bytes.removeLast() }
        bytes.append(value.isNegative ? 1 : 0)
        bytes.reverse()
        writer.bytes(bytes)
    }

    /// A row that bounds a variable as one number.
    private static func code(of row: IntegerRelation.Row) -> UInt64 {
        switch row {
        case .range(let index): UInt64(index) * 4
        case .boolean(let index): UInt64(index) * 4 + 1
        case .equality(let index): UInt64(index) * 4 + 2
        case .product(let index): UInt64(index) * 4 + 3
        }
    }
}
