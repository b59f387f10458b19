/// What is wrong at one place of a ledger file.
public enum LedgerFault: Error, Equatable, Sendable {
    /// The file has no header line.
    case empty
    /// A line has more than 1 MiB.
    case lineTooLong
    /// A quotation mark stands inside of a field that does not start with one.
    case strayQuote
    /// Something follows the quotation mark that ends a field.
    case textAfterQuote
    /// A quoted field does not end.
    case unterminatedQuote
    /// A carriage return that no line feed follows.
    case strayCarriageReturn
    /// A line has another number of fields than the header line.
    case fieldCount(expected: Int, actual: Int)
    /// The header line lacks a column.
    case missingColumn(String)
    /// The header line has a column twice.
    case columnTwice
    /// The header line has a column that belongs to no asset of the registry.
    case unknownColumn
    /// An id is not 1 to 128 bytes of UTF-8 without control characters.
    case accountForm
    /// An id is not in Unicode's normalisation form C.
    case accountNotNormalised
    /// An id starts or ends with white space.
    case accountNotTrimmed
    /// An account stands twice.
    case accountTwice
    /// Two ids differ only in case, white space or Unicode form, so that people would take them for one.
    case accountConfusable(with: String)
    /// The ledger has more accounts than a tree has places, 2^32.
    case tooManyAccounts
    /// An asset that the registry does not have.
    case unknownAsset
    /// An account has two amounts of one asset.
    case amountTwice
    /// An amount is missing where another column of the same asset has one.
    case amountMissing
    /// An amount is not in plain decimal notation: digits, and perhaps a point and digits.
    case notADecimal
    /// An amount has more decimals than the registry.
    case tooManyDecimals(allowed: Int)
    /// An amount is below zero.
    case negativeAmount
    /// An amount does not fit into 64 bits of its unit.
    case amountTooLarge
    /// The total of an asset does not fit into 64 bits of its unit.
    case totalTooLarge(asset: String)

    /// Whether the input is well formed but states amounts that cannot be committed.
    public var concernsValue: Bool {
        switch self {
        case .negativeAmount, .amountTooLarge, .totalTooLarge: true
        default: false
        }
    }

    /// The fault's name in the command's output, where it is the reason of a refusal.
    public var name: String {
        switch self {
        case .negativeAmount: "negativeAmount"
        case .amountTooLarge: "amountTooLarge"
        case .totalTooLarge: "totalTooLarge"
        default: "malformed"
        }
    }
}

extension LedgerFault: CustomStringConvertible {
    /// The fault in words.
    public var description: String {
        switch self {
        case .empty: "the file has no header line"
        case .lineTooLong: "the line has more than 1 MiB"
        case .strayQuote: "a quotation mark inside of an unquoted field"
        case .textAfterQuote: "text after a quoted field"
        case .unterminatedQuote: "a quoted field that does not end"
        case .strayCarriageReturn: "a carriage return without a line feed"
        case .fieldCount(let expected, let actual): "\(expected) fields wanted, \(actual) found"
        case .missingColumn(let name): "column '\(name)' is missing"
        case .columnTwice: "the column stands twice"
        case .unknownColumn: "the column belongs to no asset of the registry"
        case .accountForm: "an account id has 1 to 128 bytes of UTF-8 without control characters"
        case .accountNotNormalised: "the account id is not in Unicode normalisation form C"
        case .accountNotTrimmed: "the account id starts or ends with white space"
        case .accountTwice: "the account stands twice"
        case .accountConfusable(let other):
            "the account id differs from '\(other)' only in case, white space or Unicode form"
        case .tooManyAccounts: "more accounts than a tree can hold"
        case .unknownAsset: "the asset is not in the registry"
        case .amountTwice: "the account has a second amount of this asset"
        case .amountMissing: "the account has another column of this asset but not this one"
        case .notADecimal: "not an amount in plain decimal notation"
        case .tooManyDecimals(let allowed): "more than the \(allowed) decimals of the registry"
        case .negativeAmount: "an amount below zero cannot be committed"
        case .amountTooLarge: "the amount does not fit into 64 bits of its unit"
        case .totalTooLarge(let asset): "the total of '\(asset)' does not fit into 64 bits of its unit"
        }
    }
}
