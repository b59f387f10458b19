internal import Sodium
public import SumTree

/// What an issuer owes, normalised: accounts in the order of their bytes, and for each asset exact amounts.
///
/// Amounts are secret towards everybody but the issuer.
public struct Ledger: Sendable {
    /// The entries of one asset.
    public struct Book: Equatable, Sendable {
        /// How many columns an entry has.
        public let columnCount: Int
        /// The accounts of the entries as positions in ``Ledger/accounts``, ascending.
        public internal(set) var accounts: [UInt32] = []
        /// The amounts, entry by entry, for each all columns.
        public internal(set) var amounts: [UInt64] = []
        /// The amounts as the ledger has them, for entries that were rounded up, by the account's position.
        public internal(set) var rounded: [Int: [[UInt8]]] = [:]

        /// How many accounts hold the asset.
        public var count: Int { accounts.count }

        /// The amounts of an entry.
        ///
        /// - Parameter entry: The entry's position.
        /// - Returns: The amounts in the order of the columns.
        public func amounts(of entry: Int) -> ArraySlice<UInt64> {
            amounts[entry * columnCount..<(entry + 1) * columnCount]
        }

        /// The entry of an account.
        ///
        /// - Parameter account: The account's position in ``Ledger/accounts``.
        /// - Returns: The position of the first entry of this account or a later one.
        func firstEntry(from account: Int) -> Int {
            var (low, high) = (0, accounts.count)
            while low < high {
                let middle = (low + high) / 2
                if Int(accounts[middle]) < account { low = middle + 1 } else { high = middle }
            }
            return low
        }

        /// Numbers the accounts anew and puts the entries into the order of the new numbers.
        mutating func sort(by place: [UInt32]) {
            var texts: [Int: [[UInt8]]] = [:]
            for (account, text) in rounded { texts[Int(place[account])] = text }
            rounded = texts
            for entry in accounts.indices { accounts[entry] = place[Int(accounts[entry])] }
            guard zip(accounts, accounts.dropFirst()).contains(where: { $0 > $1 }) else { return }
            let order = (0..<UInt32(accounts.count)).sorted { accounts[Int($0)] < accounts[Int($1)] }
            var sorted: [UInt64] = []
            sorted.reserveCapacity(amounts.count)
            for entry in order { sorted += self.amounts(of: Int(entry)) }
            (accounts, amounts) = (order.map { accounts[Int($0)] }, sorted)
        }

        /// The total of a column; totals that do not fit are refused when the ledger is read.
        ///
        /// - Parameter column: The column.
        /// - Returns: The total in 10^-decimals units.
        public func total(column: Int) -> UInt64 {
            stride(from: column, to: amounts.count, by: columnCount).reduce(0) { $0 + amounts[$1] }
        }
    }

    /// All accounts, by their bytes.
    public let accounts: AccountTable
    /// The books in the order of the assets.
    public let books: [Book]
    /// What a reader should know: for instance columns that were not read.
    public let notices: [String]

    /// The digest of the normalised input: accounts and amounts, whatever the layout and order of the files were.
    public var digest: NodeHash {
        var hash = FieldHash(tag: "ledger")
        for book in books {
            hash.field(UInt64(book.columnCount))
            hash.field(UInt64(book.count))
            for entry in 0..<book.count {
                let account = Int(book.accounts[entry])
                accounts.utf8(account).withUnsafeBytes { hash.field($0) }
                for amount in book.amounts(of: entry) { hash.field(amount) }
                guard !book.rounded.isEmpty else { continue }
                for text in book.rounded[account] ?? [] { hash.field(text) }
            }
        }
        guard let digest = NodeHash(bytes: hash.finalize()) else { preconditionFailure("a digest has 32 bytes") }
        return digest
    }
}
