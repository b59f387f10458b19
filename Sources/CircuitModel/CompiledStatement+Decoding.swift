internal import Bulletproofs
public import Wire

/// Why bytes are not a statement.
public enum StatementDecodingFailure: Error, Equatable, Sendable {
    /// The bytes are not the encoding of parts of a statement.
    case malformed(WireFailure)
    /// The parts are not a statement.
    case unsound(StatementFault)
}

extension CompiledStatement {
    /// Decodes and checks a statement.
    ///
    /// What results is as sound as a statement of the compiler's: every variable bounded, no row that could wrap around. It
    /// need not be the one that the circuits stand for; for that its digest is compared with one that was compiled.
    ///
    /// - Parameter bytes: A file of kind `solvency/statement`, at most 32 MiB.
    /// - Throws: ``StatementDecodingFailure``.
    public init(decoding bytes: [UInt8]) throws(StatementDecodingFailure) {
        let parts: Parts
        do throws(WireFailure) {
            parts = try FileKind.statement.decode(bytes, Self.readParts)
        } catch {
            throw .malformed(error)
        }
        do throws(StatementFault) {
            self = try CompiledStatement(checking: parts)
        } catch {
            throw .unsound(error)
        }
    }

    private static func readParts(_ reader: inout WireReader) throws(WireFailure) -> Parts {
        var parts = Parts()
        let most = IntegerRelation.mostSlots
        // Counted while they are read: a file has room for several times as many, at twenty times its size in memory.
        var terms = 0
        func readForm(_ reader: inout WireReader) throws(WireFailure) -> IntegerForm {
            try Self.readForm(&reader, counting: &terms)
        }
        try reader.beginMap("statement")
        try reader.key(1, "statement.circuits")
        parts.circuits = try list(&reader, "statement.circuits", atMost: mostCircuits, readCircuit)
        try reader.key(2, "statement.rung")
        parts.rung = UInt32(try reader.unsigned("statement.rung", in: 0...UInt64(UInt32.max)))
        try reader.key(3, "statement.digitBits")
        parts.digitBits = Int(try reader.unsigned("statement.digitBits", in: 1...16))
        try reader.key(4, "statement.inputs")
        parts.inputs = try list(&reader, "statement.inputs", atMost: most, readInput)
        try reader.key(5, "statement.witnesses")
        parts.witnesses = Int(try reader.unsigned("statement.witnesses", in: 0...UInt64(most)))
        try reader.key(6, "statement.products")
        parts.products = try list(&reader, "statement.products", atMost: most) { reader throws(WireFailure) in
            try reader.beginArray("product", count: 2)
            let product = Product(left: try readForm(&reader), right: try readForm(&reader))
            try reader.end("product")
            return product
        }
        try reader.key(7, "statement.booleans")
        parts.booleans = try list(&reader, "statement.booleans", atMost: most, readForm)
        try reader.key(8, "statement.equalities")
        parts.equalities = try list(&reader, "statement.equalities", atMost: most, readForm)
        try reader.key(9, "statement.ranges")
        parts.ranges = try list(&reader, "statement.ranges", atMost: most) { reader throws(WireFailure) in
            try reader.beginArray("range", count: 2)
            let width = Int(try reader.unsigned("range.width", in: 1...UInt64(IntegerRelation.widestRange)))
            let range = RangeRow(form: try readForm(&reader), width: width)
            try reader.end("range")
            return range
        }
        try reader.key(10, "statement.definitions")
        parts.definitions = try list(&reader, "statement.definitions", atMost: 2 * most, readDefinition)
        try reader.key(11, "statement.labels")
        parts.labels = try list(&reader, "statement.labels", atMost: 2 * most, readLabel)
        try reader.end("statement")
        return parts
    }

    private static func list<Item>(
        _ reader: inout WireReader, _ field: StaticString, atMost limit: Int,
        _ item: (inout WireReader) throws(WireFailure) -> Item
    ) throws(WireFailure) -> [Item] {
        let count = try reader.beginArray(field, count: 0...limit)
        var items: [Item] = []
        items.reserveCapacity(count)
        for _ in 0..<count { items.append(try item(&reader)) }
        try reader.end(field)
        return items
    }

    private static func readCircuit(_ reader: inout WireReader) throws(WireFailure) -> CircuitReference {
        try reader.beginArray("circuit", count: 3)
        let name = try reader.text("circuit.name", count: 1...CircuitReference.longestName)
        let version = UInt32(try reader.unsigned("circuit.version", in: 1...UInt64(UInt32.max)))
        let bytes = try reader.bytes("circuit.digest", count: CircuitDigest.byteCount)
        guard let digest = CircuitDigest(bytes: bytes) else { throw reader.failure("circuit.digest", .outOfRange) }
        try reader.end("circuit")
        return CircuitReference(name: name, version: version, digest: digest)
    }

    private static func readInput(_ reader: inout WireReader) throws(WireFailure) -> InputDescriptor {
        try reader.beginArray("input", count: 6)
        let kindFailure = reader.failure("input.kind", .unknownValue)
        let code = try reader.unsigned("input.kind", in: 0...255)
        guard let kind = InputKind(rawValue: UInt8(code)) else { throw kindFailure }
        let id = try reader.text("input.id", count: 1...InputDescriptor.longestID)
        let nettingSet = UInt32(try reader.unsigned("input.nettingSet", in: 0...UInt64(UInt32.max)))
        let decimals = UInt8(try reader.unsigned("input.decimals", in: 0...UInt64(InputDescriptor.mostDecimals)))
        let lower = try readInteger(&reader, "input.lower")
        let upper = try readInteger(&reader, "input.upper")
        try reader.end("input")
        return InputDescriptor(
            kind: kind, id: id, nettingSet: nettingSet, decimals: decimals, lower: lower, upper: upper)
    }

    private static func readForm(
        _ reader: inout WireReader, counting total: inout Int
    ) throws(WireFailure) -> IntegerForm {
        let start = reader.failure("form", .outOfRange)
        let count = try reader.beginArray("form", count: 1...2 * mostTerms + 1)
        total += count / 2
        guard count % 2 == 1, total <= mostTerms else {
            throw WireFailure(offset: start.offset, field: "form", reason: .count(UInt64(count)))
        }
        let constant = try readInteger(&reader, "form.constant")
        var terms: [IntegerForm.Term] = []
        terms.reserveCapacity(count / 2)
        for _ in 0..<count / 2 {
            let variable = UInt32(try reader.unsigned("form.variable", in: 0...UInt64(UInt32.max)))
            terms.append(
                IntegerForm.Term(variable: variable, coefficient: try readInteger(&reader, "form.coefficient")))
        }
        try reader.end("form")
        // Terms out of order, one twice, a coefficient 0.
        guard let form = IntegerForm(terms: terms, constant: constant) else { throw start }
        return form
    }

    private static func readInteger(
        _ reader: inout WireReader, _ field: StaticString
    ) throws(WireFailure) -> Int256 {
        guard try reader.nextKind(field) == .bytes else { return Int256(try reader.signed(field)) }
        let refusal = reader.failure(field, .outOfRange)
        var bytes = try reader.bytes(field, count: 9...33)
        let sign = bytes.removeFirst()
        guard sign <= 1, bytes[0] != 0 else { throw refusal }
        bytes.reverse()
        // One encoding: what fits in 64 bits is written as an integer.
        guard let value = Int256(littleEndianMagnitude: bytes, isNegative: sign == 1), value.int64 == nil else {
            throw refusal
        }
        return value
    }

    private static func readDefinition(_ reader: inout WireReader) throws(WireFailure) -> IntegerRelation.Row {
        let code = try reader.unsigned("definition", in: 0...UInt64(4 * IntegerRelation.mostSlots + 3))
        let index = Int(code >> 2)
        return switch code & 3 {
        case 0: .range(index)
        case 1: .boolean(index)
        case 2: .equality(index)
        default: .product(index)
        }
    }

    private static func readLabel(_ reader: inout WireReader) throws(WireFailure) -> RequirementLabel {
        try reader.beginArray("label", count: 4)
        let row = UInt32(try reader.unsigned("label.row", in: 0...UInt64(UInt32.max)))
        let isEquality = try reader.bool("label.isEquality")
        let circuit = UInt32(try reader.unsigned("label.circuit", in: 0...UInt64(UInt32.max)))
        let name = try reader.text("label.name", count: 0...RequirementLabel.longestName)
        try reader.end("label")
        return RequirementLabel(row: row, isEquality: isEquality, circuit: circuit, name: name)
    }
}
