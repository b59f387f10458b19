internal import Dispatch
internal import Sodium
internal import Solvency
internal import SumTree

extension EpochBuilder {
    /// How many receipts are signed between two writes.
    private static let batch = 4096

    /// Signs the receipts of all accounts, so that exporting one later needs no key.
    func signReceipts(
        _ store: EpochStore, _ header: SignedHeader, _ key: borrowing SigningKey, threads: Int,
        _ progress: (Progress) -> Void
    ) throws(BuildFailure) {
        let source = ReceiptSource(store, header: header)
        var first = 0
        while true {
            let accounts = try store.accounts(from: first, count: Self.batch)
            guard let last = accounts.last else { return }
            first = last.position + 1
            var bodies: [(position: Int, bytes: [UInt8])] = []
            for account in accounts where account.signature.isEmpty {
                let leaves = try store.leaves(account: account.position)
                bodies.append((account.position, source.body(account.id, leaves: leaves).encoded()))
            }
            try store.setSignatures(Self.sign(bodies, key, threads: threads))
            progress(.receipts(accounts.count))
        }
    }

    private static func sign(
        _ bodies: [(position: Int, bytes: [UInt8])], _ key: borrowing SigningKey, threads: Int
    ) -> [(position: Int, signature: [UInt8])] {
        var signed = bodies.map { (position: $0.position, signature: [UInt8]()) }
        signed.withUnsafeMutableBufferPointer { signed in
            // No place is written by two threads.
            nonisolated(unsafe) let target = signed
            DispatchQueue.concurrentPerform(iterations: threads) { thread in
                for index in stride(from: thread, to: bodies.count, by: threads) {
                    target[index].signature = key.sign(bodies[index].bytes, domain: Receipt.signatureDomain).bytes
                }
            }
        }
        return signed
    }
}
