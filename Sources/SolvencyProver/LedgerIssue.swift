/// A fault in a ledger file with its place.
public struct LedgerIssue: Equatable, Sendable {
    /// The file as the caller named it; `-` is standard input.
    public let file: String
    /// The line, from 1; 0 for a fault of the whole file.
    public let line: Int
    /// The first byte of the field in its line, from 1.
    public let column: Int
    /// The field, cut to 120 bytes; bytes that are not UTF-8 are replaced.
    public let text: String
    /// What is wrong.
    public let fault: LedgerFault

    init(file: String, line: Int, column: Int, text: ArraySlice<UInt8>, fault: LedgerFault) {
        self.file = file
        self.line = line
        self.column = column
        self.text = String(decoding: text.prefix(120), as: UTF8.self)
        self.fault = fault
    }
}

/// Why there is no ledger.
public enum LedgerFailure: Error, Equatable, Sendable {
    /// The files have faults: the first 20 of them, and how many there are.
    case issues([LedgerIssue], count: Int)
    /// A file could not be read.
    case unreadable(file: String, errno: Int32)
}
