// `make demo` until the command line can build an epoch: commitments to a few amounts, and what can be done with them.
// It is also the shortest example of the library.
import Glibc
import Pedersen
import Ristretto
import Sodium

/// Amounts in satoshi, as the owner of the ledger knows them; the public sees only the commitments.
let ledger: [(account: String, amount: UInt64)] = [
    ("alice", 125_000_000), ("bob", 40_000_000), ("carol", 7), ("dave", 0),
]

do {
    try Sodium.start()
    _ = try KernelImplementation.chosen()
    var random = try SystemRandom()

    print("1. An exchange commits to four balances. Each commitment hides its amount, and binds to it.\n")
    var commitments: [Commitment] = []
    var totalOpening = try Opening(value: .zero, blinding: .zero)
    for entry in ledger {
        let opening = try Opening(value: entry.amount, blindingFrom: &random)
        commitments.append(opening.commitment())
        totalOpening.add(opening)
        print("   \(entry.account.padded(to: 6)) \(opening.commitment().compressed())")
    }

    print("\n2. Anyone adds the four commitments, without learning an amount:\n")
    let total = Commitment.sum(commitments)
    print("   sum    \(total.compressed())")

    print("\n3. The exchange opens the sum alone.")
    let sum = ledger.reduce(0) { $0 + $1.amount }
    _ = try total.verifyOpening(value: sum, blinding: totalOpening.exposedBlinding)
    print("   It opens to \(sum) satoshi, which is what the four balances add up to: verified.")

    print("\n4. It claims one satoshi less, with the same blinding.")
    do throws(OpeningFailure) {
        _ = try total.verifyOpening(value: sum - 1, blinding: totalOpening.exposedBlinding)
        print("   Accepted. This must never happen.")
        exit(70)
    } catch {
        print("   Refused (\(error)): the commitment does not open to that amount.")
    }

    print("\nWhat this does not show: that an amount is not negative. That is what range proofs are for.")
} catch {
    print("demo: error: \(error)")
    exit(70)
}

extension String {
    /// The text with spaces behind it, for a column of the given width.
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
