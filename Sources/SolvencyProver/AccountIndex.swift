internal import SumTree

/// Finds accounts by their ids while a ledger is read, and notices ids that people would take for one.
///
/// A table of positions by a hash of the folded id; the hash is keyed anew in each process, so that no ledger can be
/// made to collide. About 20 bytes an account.
struct AccountIndex {
    /// What a look-up found.
    enum Entry {
        /// The account has this position, perhaps since now.
        case position(Int)
        /// Another account's id differs only in case, white space or Unicode form.
        case confusable(Int)
        /// There are as many accounts as positions.
        case full
    }

    private(set) var accounts = AccountTable()
    private var hashes: [UInt64] = []
    /// Positions plus one; 0 is a free slot.
    ///
    /// A power of two of them, at most half of which are taken.
    private var slots = [UInt32](repeating: 0, count: 1024)

    /// The position of an account, which is put in where it is new.
    mutating func insert(_ account: AccountID) -> Entry {
        let fold = AccountForm.folded(account)
        let hash = Self.hash(fold)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let position = Int(slots[slot]) - 1
            if hashes[position] == hash {
                if accounts.utf8(position).elementsEqual(account.utf8) { return .position(position) }
                if AccountForm.folded(accounts[position]) == fold { return .confusable(position) }
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        let position = accounts.count
        guard position < Int(UInt32.max) - 1 else { return .full }
        slots[slot] = UInt32(position + 1)
        accounts.append(account.utf8)
        hashes.append(hash)
        if 2 * hashes.count > slots.count { grow() }
        return .position(position)
    }

    private static func hash(_ fold: [UInt8]) -> UInt64 {
        var hasher = Hasher()
        fold.withUnsafeBytes { hasher.combine(bytes: $0) }
        return UInt64(truncatingIfNeeded: hasher.finalize())
    }

    private mutating func grow() {
        let mask = 2 * slots.count - 1
        slots = [UInt32](repeating: 0, count: mask + 1)
        for (position, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(position + 1)
        }
    }
}
