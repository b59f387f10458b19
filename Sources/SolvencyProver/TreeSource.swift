internal import Sodium
internal import SumTree

/// What a tree's leaves are made of: the entries of a book and the secret order of their places.
///
/// Leaves are derived from it as often as they are wanted and never kept: 4 bytes a place instead of some 100.
struct TreeSource: Sendable {
    let context: TreeContext
    let ledger: Ledger
    /// The position of the asset's book in the ledger.
    let book: Int
    let order: LeafOrder

    /// Checks that the entries fit, and shuffles the places.
    init(_ context: TreeContext, ledger: Ledger, book: Int, keys: borrowing EpochKeys) throws(BuildFailure) {
        let entries = ledger.books[book]
        guard UInt64(entries.count) <= context.shape.capacity, context.shape.capacity <= UInt64(UInt32.max) else {
            throw .capacity(
                asset: String(decoding: context.asset.id, as: UTF8.self), accounts: entries.count,
                capacity: context.shape.capacity)
        }
        self.context = context
        self.ledger = ledger
        self.book = book
        order = LeafOrder(keys, context: context.digest, capacity: Int(context.shape.capacity))
    }

    /// For each entry of the book its place.
    var places: [UInt32] { order.places(entries: ledger.books[book].count) }

    /// The entry at a place; `nil` for padding.
    func entry(at place: Int) -> Int? {
        let occupant = Int(order.occupants[place])
        return occupant < ledger.books[book].count ? occupant : nil
    }

    /// The account of an entry.
    func account(of entry: Int) -> AccountID { ledger.accounts[Int(ledger.books[book].accounts[entry])] }
}
