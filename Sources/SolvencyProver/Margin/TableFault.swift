/// What is wrong at one place of a table of holdings, prices or tiers.
public enum TableFault: Error, Equatable, Sendable {
    /// The file has no header line, or nothing after it.
    case empty
    /// The lines and fields of the file are not what a table consists of.
    case form(LedgerFault)
    /// The header line lacks a column.
    case missingColumn(String)
    /// The header line has a column twice.
    case columnTwice
    /// The header line has a column that the table does not have.
    case unknownColumn
    /// A line has another number of fields than the header line.
    case fieldCount(expected: Int, actual: Int)
    /// Something else than 1 to 64 bytes of printable ASCII without space, quotation mark, comma and backslash.
    case id
    /// Something else than `collateral`, `debt` or `position`.
    case kind
    /// The same kind and id, or the same id, in an earlier line.
    case twice
    /// Something else than a whole number from 0 to 18.
    case decimals
    /// Something else than plain decimal notation: perhaps a minus sign, digits, perhaps a point and digits; no minus zero.
    case notADecimal
    /// More decimals than the line's own column says.
    case tooManyDecimals(allowed: Int)
    /// A negative amount of collateral or debt.
    case negative
    /// An amount of 2^62 parts or more.
    case tooLarge
    /// An instrument that is not in the universe, in a list that is to be complete.
    case outsideUniverse
    /// Other decimals than the universe has for the instrument.
    case otherDecimals(UInt64)
    /// A price that is zero or below.
    case notPositive
    /// More than 18 decimals or 38 digits.
    case tooPrecise
    /// A confidence that is not below its price.
    case confidence
    /// Something else than a time written as `YYYY-MM-DDTHH:MM:SSZ`.
    case time
    /// A price made after the moment of the snapshot.
    case publishedLater
    /// More lines than a list holds.
    case tooMany(limit: Int)
    /// A tier table that is none.
    case tier(asset: String, TierFault)
}

extension TableFault: CustomStringConvertible {
    /// The fault in words.
    public var description: String {
        switch self {
        case .empty: "the file has no header line, or no line after it"
        case .form(let fault): "\(fault)"
        case .missingColumn(let name): "column '\(name)' is missing"
        case .columnTwice: "the column stands twice"
        case .unknownColumn: "the table has no such column"
        case .fieldCount(let expected, let actual): "\(expected) fields wanted, \(actual) found"
        case .id: "an id has 1 to 64 printable ASCII characters without space, quotation mark, comma and backslash"
        case .kind: "the kind is collateral, debt or position"
        case .twice: "stands in an earlier line already"
        case .decimals: "decimals are a whole number from 0 to 18"
        case .notADecimal: "not an amount in plain decimal notation"
        case .tooManyDecimals(let allowed): "more than the \(allowed) decimals of this line"
        case .negative: "only a position can be negative"
        case .tooLarge: "an amount must be below 2^62 parts"
        case .outsideUniverse: "the instrument is not in the universe, so the list cannot be complete"
        case .otherDecimals(let decimals): "the universe has \(decimals) decimals for this instrument"
        case .notPositive: "a price is above zero"
        case .tooPrecise: "more than 18 decimals or 38 digits"
        case .confidence: "the confidence is not below the price"
        case .time: "a time is written as YYYY-MM-DDTHH:MM:SSZ"
        case .publishedLater: "the price was made after the valuation time"
        case .tooMany(let limit): "more than \(limit) lines"
        case .tier(let asset, let fault): "\(asset): \(fault)"
        }
    }
}

/// A fault in a table with its place.
public struct TableIssue: Equatable, Sendable {
    /// The file as the caller named it; `-` is standard input.
    public let file: String
    /// The line, from 1; 0 for a fault of the whole file.
    public let line: Int
    /// The first byte of the field in its line, from 1.
    public let column: Int
    /// The field, cut to 120 bytes; bytes that are not UTF-8 are replaced.
    public let text: String
    /// What is wrong.
    public let fault: TableFault
}

/// Why there is no table.
public enum TableFailure: Error, Equatable, Sendable {
    /// The file has faults: the first 20 of them, and how many there are.
    case issues([TableIssue], count: Int)
    /// The file could not be read.
    case unreadable(file: String, errno: Int32)
}
