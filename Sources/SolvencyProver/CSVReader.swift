/// Reads comma-separated values record by record: quoted fields, both line ends, a byte order mark at the start.
///
/// - seealso: RFC 4180.
struct CSVReader {
    /// A field of a record, in the record's bytes.
    struct Field {
        let range: Range<Int>
        let line: Int
        let column: Int
    }

    /// A record: its fields with the quotation marks taken off.
    struct Record {
        var bytes: [UInt8] = []
        var fields: [Field] = []
        var line = 0

        func text(_ index: Int) -> ArraySlice<UInt8> { bytes[fields[index].range] }
    }

    /// A record that is no record, and where it goes wrong.
    struct Fault: Error {
        let fault: LedgerFault
        let line: Int
        let column: Int
        let text: [UInt8]
    }

    private static let mostRecordBytes = 1 << 20

    private let source: ByteSource
    private var pending: UInt8?
    private var line = 1
    private var column = 0
    private var isAtStart = true

    init(_ source: ByteSource) { self.source = source }

    private mutating func take() throws(LedgerFailure) -> UInt8? {
        let byte: UInt8?
        if let pending {
            byte = pending
            self.pending = nil
        } else {
            byte = try source.nextByte()
        }
        column += 1
        return byte
    }

    /// UTF-8's byte order mark says nothing and is skipped; a broken one stays what it is.
    private mutating func skipByteOrderMark() throws(LedgerFailure) -> Fault? {
        isAtStart = false
        guard let first = try source.nextByte() else { return nil }
        guard first == 0xEF else {
            pending = first
            return nil
        }
        guard try source.nextByte() == 0xBB, try source.nextByte() == 0xBF else {
            return Fault(fault: .accountForm, line: 1, column: 1, text: [first])
        }
        return nil
    }

    /// The next record, a fault in its place, or `nil` at the end; after a fault the next line is read.
    mutating func next() throws(LedgerFailure) -> Result<Record, Fault>? {
        if isAtStart, let fault = try skipByteOrderMark() {
            try skipLine()
            return .failure(fault)
        }
        column = 0
        guard var byte = try take() else { return nil }
        var record = Record()
        record.line = line
        while true {
            let start = record.bytes.count
            let place = (line: line, column: column)
            let end: UInt8?
            if byte == UInt8(ascii: "\"") {
                switch try quoted(into: &record) {
                case .success(let byte): end = byte
                case .failure(let fault):
                    return .failure(
                        Fault(fault: fault, line: place.line, column: place.column, text: Array(record.bytes[start...]))
                    )
                }
            } else {
                switch try plain(from: byte, into: &record) {
                case .success(let byte): end = byte
                case .failure(let fault):
                    let text = Array(record.bytes[start...])
                    try skipLine()
                    return .failure(Fault(fault: fault, line: place.line, column: place.column, text: text))
                }
            }
            record.fields.append(Field(range: start..<record.bytes.count, line: place.line, column: place.column))
            guard let end, end == UInt8(ascii: ",") else {
                line += 1
                return .success(record)
            }
            // After a comma there is a field, and be it an empty one at the end of the input.
            byte = try take() ?? UInt8(ascii: "\n")
        }
    }

    /// Reads an unquoted field up to the byte that ends it: a comma, a line feed, or `nil` at the end of the input.
    private mutating func plain(
        from first: UInt8, into record: inout Record
    ) throws(LedgerFailure) -> Result<UInt8?, LedgerFault> {
        var byte: UInt8? = first
        while let current = byte {
            switch current {
            case UInt8(ascii: ","), UInt8(ascii: "\n"): return .success(current)
            case UInt8(ascii: "\r"):
                let following = try take()
                guard following == UInt8(ascii: "\n") else {
                    pending = following
                    return .failure(.strayCarriageReturn)
                }
                return .success(following)
            case UInt8(ascii: "\""): return .failure(.strayQuote)
            default: record.bytes.append(current)
            }
            guard record.bytes.count <= Self.mostRecordBytes else { return .failure(.lineTooLong) }
            byte = try take()
        }
        return .success(nil)
    }

    /// Reads a quoted field after its first quotation mark, up to the byte that ends it.
    private mutating func quoted(into record: inout Record) throws(LedgerFailure) -> Result<UInt8?, LedgerFault> {
        while let byte = try take() {
            guard byte == UInt8(ascii: "\"") else {
                record.bytes.append(byte)
                if byte == UInt8(ascii: "\n") { (line, column) = (line + 1, 0) }
                guard record.bytes.count <= Self.mostRecordBytes else {
                    try skipLine()
                    return .failure(.lineTooLong)
                }
                continue
            }
            guard let following = try take() else { return .success(nil) }
            switch following {
            case UInt8(ascii: "\""): record.bytes.append(following)
            case UInt8(ascii: ","), UInt8(ascii: "\n"): return .success(following)
            case UInt8(ascii: "\r"):
                let last = try take()
                if last == UInt8(ascii: "\n") { return .success(last) }
                pending = last
                try skipLine()
                return .failure(.strayCarriageReturn)
            default:
                pending = following
                try skipLine()
                return .failure(.textAfterQuote)
            }
        }
        return .failure(.unterminatedQuote)
    }

    private mutating func skipLine() throws(LedgerFailure) {
        while let byte = try take(), byte != UInt8(ascii: "\n") {}
        line += 1
    }
}
