internal import Dispatch
internal import Pedersen
internal import Ristretto
internal import Sodium
internal import SumTree
internal import Synchronization

/// Makes the leaves of a tree: derives their secrets, commits, hashes.
struct LeafMaker {
    /// How many places a thread takes at once.
    private static let batch = 1024

    let context: TreeContext
    let ledger: Ledger
    let book: Ledger.Book
    let order: LeafOrder

    /// All leaves, their commitments as points, and the images of their blindings for the search for reuse.
    struct Result {
        let level: TreeLevel
        let points: [RistrettoPoint]
        let fingerprints: [UInt128]
    }

    /// The memory that all threads write to; no place is written by two of them, which makes sharing it safe.
    private struct Target: @unchecked Sendable {
        let hashes: UnsafeMutableBufferPointer<NodeHash>
        let commitments: UnsafeMutableBufferPointer<CompressedPoint>
        let points: UnsafeMutableBufferPointer<RistrettoPoint>
        let fingerprints: UnsafeMutableBufferPointer<UInt128>
        let amounts: UnsafeMutableBufferPointer<UInt64>
        let blindings: UnsafeMutableBufferPointer<Scalar>
    }

    func make(_ keys: borrowing EpochKeys, threads: Int) throws(BuildFailure) -> Result {
        let capacity = Int(context.shape.capacity)
        let count = capacity * context.columns.count
        var amounts = try TreeLevel.amountMemory(count)
        var blindings = try TreeLevel.blindingMemory(count)
        var hashes = [NodeHash](repeating: context.digest, count: capacity)
        var commitments = [CompressedPoint](repeating: .identity, count: count)
        var points = [RistrettoPoint](repeating: .identity, count: count)
        var fingerprints = [UInt128](repeating: 0, count: count)
        let failure = Mutex<BuildFailure?>(nil)
        let next = Atomic<Int>(0)
        amounts.withUnsafeMutableBufferPointer { amounts in
            blindings.withUnsafeMutableBufferPointer { blindings in
                hashes.withUnsafeMutableBufferPointer { hashes in
                    commitments.withUnsafeMutableBufferPointer { commitments in
                        points.withUnsafeMutableBufferPointer { points in
                            fingerprints.withUnsafeMutableBufferPointer { fingerprints in
                                let target = Target(
                                    hashes: hashes, commitments: commitments, points: points,
                                    fingerprints: fingerprints, amounts: amounts, blindings: blindings)
                                DispatchQueue.concurrentPerform(iterations: threads) { _ in
                                    do throws(BuildFailure) {
                                        try work(keys, next, target)
                                    } catch {
                                        failure.withLock { $0 = $0 ?? error }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
        let level = TreeLevel(hashes: hashes, commitments: commitments, amounts: amounts, blindings: blindings)
        return Result(level: level, points: points, fingerprints: fingerprints)
    }

    private func work(
        _ keys: borrowing EpochKeys, _ next: borrowing Atomic<Int>, _ target: Target
    ) throws(BuildFailure) {
        var tree = try TreeKeys(keys, context: context.digest)
        var hasher = TreeHasher(context)
        let workspace = try guarding { () throws(SodiumFailure) in try SecretWorkspace() }
        let capacity = Int(context.shape.capacity)
        while true {
            let first = next.wrappingAdd(Self.batch, ordering: .relaxed).oldValue
            guard first < capacity else { return }
            let places = first..<min(first + Self.batch, capacity)
            derive(places, &tree, target)
            try commit(places, workspace, target)
            hash(places, tree, &hasher, target)
        }
    }

    /// The account at a place; `nil` for padding.
    private func entry(at place: Int) -> Int? {
        let occupant = Int(order.occupants[place])
        return occupant < book.count ? occupant : nil
    }

    private func derive(_ places: Range<Int>, _ tree: inout TreeKeys, _ target: Target) {
        let columns = context.columns.count
        for place in places {
            let entry = entry(at: place)
            let account = entry.map { ledger.accounts[book.accounts[$0]] }
            for column in 0..<columns {
                let blinding = tree.blinding(column: column, index: UInt64(place), account: account)
                target.blindings[place * columns + column] = blinding
                target.fingerprints[place * columns + column] = tree.fingerprint(blinding)
                target.amounts[place * columns + column] = entry.map { book.amounts[$0 * columns + column] } ?? 0
            }
        }
    }

    private func commit(
        _ places: Range<Int>, _ workspace: SecretWorkspace, _ target: Target
    ) throws(BuildFailure) {
        let columns = context.columns.count
        let range = places.lowerBound * columns..<places.upperBound * columns
        let batch = try guarding { () throws(SodiumFailure) in
            try CommitmentTable.pedersen.commit(
                to: Span(_unsafeElements: UnsafeBufferPointer(rebasing: target.amounts[range])),
                blindings: Span(_unsafeElements: UnsafeBufferPointer(rebasing: target.blindings[range])),
                workspace: workspace)
        }
        for (offset, place) in range.enumerated() {
            target.commitments[place] = batch.encodings[offset]
            target.points[place] = batch.points[offset]
        }
    }

    private func hash(
        _ places: Range<Int>, _ tree: borrowing TreeKeys, _ hasher: inout TreeHasher, _ target: Target
    ) {
        let columns = context.columns.count
        for place in places {
            guard let entry = entry(at: place) else {
                target.hashes[place] = tree.paddingHash(index: UInt64(place))
                continue
            }
            let account = ledger.accounts[book.accounts[entry]]
            let commitments = Array(target.commitments[place * columns..<(place + 1) * columns])
            target.hashes[place] = hasher.leaf(
                account: account, salt: tree.salt(index: UInt64(place), account: account), commitments: commitments)
        }
    }
}
