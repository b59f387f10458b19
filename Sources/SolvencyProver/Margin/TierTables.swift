internal import Solvency

/// Collateral tiers of many assets: the contents of one column of a tier-table CSV, or several.
///
/// - seealso: `docs/margin.md`, section "Importing tier tables".
public struct TierTables: Sendable {
    /// Up to a bound every further dollar of gross value counts at a rate.
    public struct Tier: Equatable, Sendable {
        /// The greatest gross value of the tier in whole usd; `nil` for no bound.
        public let bound: UInt64?
        /// The rate in percent, 0 to 100.
        public let percent: UInt64
    }

    /// Which of the file's tables.
    public enum Table: String, CaseIterable, Sendable {
        /// Collateral of loans to important customers.
        case vipLoan = "vip_loan"
        /// Collateral of margin loans.
        case margin
        /// Collateral of portfolio margin.
        case portfolio

        /// The column that has it.
        var column: String {
            switch self {
            case .vipLoan: "collateral_vip_loan_ratio_tiers"
            case .margin: "collateral_margin_ratio_tiers"
            case .portfolio: "collateral_portfolio_margin_ratio_tiers"
            }
        }
    }

    /// What stands for "no bound" in the file: 2^64 - 1.
    static let noBound = UInt64.max

    /// The tiers of each asset, by the bytes of its id; none for an asset that does not count.
    public let assets: [(id: String, tiers: [Tier])]

    /// Reads a table.
    ///
    /// - Parameters:
    ///   - source: The file, with a column `token` and one for each table.
    ///   - table: Which of the tables.
    /// - Throws: ``TableFailure``, with ``TableFault/tier(asset:tier:_:)`` for a table that is none: gaps, overlaps, rates that
    ///   rise or are above 100.
    public init(_ source: ByteSource, table: Table) throws(TableFailure) {
        var reader = try TableReader(source, columns: ["token", table.column], allowsOthers: true)
        var found: [String: [Tier]] = [:]
        while let row = try reader.next() {
            let id = row.text(0)
            guard EntryName.isID(id) else {
                reader.note(.id, row, column: 0)
                continue
            }
            let name = String(decoding: id, as: UTF8.self)
            do throws(TierFault) {
                if found.updateValue(try Self.tiers(row.text(1)), forKey: name) != nil {
                    reader.note(.twice, row, column: 0)
                }
            } catch {
                reader.note(.tier(asset: name, error), row, column: 1)
            }
        }
        if found.isEmpty, !reader.hasFaults { reader.note(.empty) }
        try reader.finish()
        assets = found.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { ($0.key, $0.value) }
    }

    /// Reads `[lo-hi:percent, ...]`; an empty text, an empty list and a single rate of zero all mean that nothing counts.
    static func tiers(_ text: [UInt8]) throws(TierFault) -> [Tier] {
        guard !text.isEmpty else { return [] }
        guard text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]"), text.count >= 2 else {
            throw TierFault(tier: nil, .form)
        }
        let inner = String(decoding: text[1..<(text.count - 1)], as: UTF8.self)
        guard !inner.isEmpty else { return [] }
        var tiers: [Tier] = []
        var reached: UInt64? = 0
        for (index, item) in inner.split(separator: ",", omittingEmptySubsequences: false).enumerated() {
            func fault(_ reason: TierFault.Reason) -> TierFault { TierFault(tier: index + 1, reason) }
            let trimmed = index > 0 && item.first == " " ? item.dropFirst() : item
            guard let colon = trimmed.firstIndex(of: ":"), let dash = trimmed.firstIndex(of: "-"), dash < colon,
                let low = number(trimmed[..<dash]), let high = number(trimmed[trimmed.index(after: dash)..<colon]),
                let percent = number(trimmed[trimmed.index(after: colon)...])
            else { throw fault(.form) }
            guard let start = reached else { throw fault(.overlap) }
            guard low >= start else { throw fault(.overlap) }
            guard low == start else { throw fault(.gap) }
            guard high > low else { throw fault(.empty) }
            guard percent <= 100 else { throw fault(.above100) }
            if let last = tiers.last { guard percent <= last.percent else { throw fault(.rises) } }
            tiers.append(Tier(bound: high == noBound ? nil : high, percent: percent))
            reached = high == noBound ? nil : high
        }
        // What counts at nothing is not eligible.
        return tiers.allSatisfy { $0.percent == 0 } ? [] : tiers
    }

    private static func number(_ text: Substring) -> UInt64? {
        guard let number = UInt64(text), "\(number)" == text else { return nil }
        return number
    }
}

/// Why a text is no tier table.
public struct TierFault: Error, Equatable, Sendable {
    /// What is wrong.
    public enum Reason: Equatable, Sendable {
        /// Not of the form `[lo-hi:percent, ...]` with whole numbers.
        case form
        /// A tier starts above the end of the one before.
        case gap
        /// A tier starts below the end of the one before.
        case overlap
        /// A tier ends where it starts, or before.
        case empty
        /// A rate above 100 percent.
        case above100
        /// A rate above that of the tier before, so that the table is not concave.
        case rises
    }

    /// The tier from 1; `nil` for the table as a whole.
    public let tier: Int?
    /// What is wrong.
    public let reason: Reason

    init(tier: Int?, _ reason: Reason) {
        self.tier = tier
        self.reason = reason
    }
}

extension TierFault: CustomStringConvertible {
    /// The fault in words.
    public var description: String {
        let words =
            switch reason {
            case .form: "not written as lo-hi:percent with whole numbers"
            case .gap: "starts above the end of the tier before"
            case .overlap: "starts below the end of the tier before"
            case .empty: "ends where it starts, or before"
            case .above100: "the rate is above 100 percent"
            case .rises: "the rate is above that of the tier before, so the table is not concave"
            }
        return (tier.map { "tier \($0): " } ?? "") + words
    }
}
