internal import Dispatch
internal import Ristretto
internal import Sodium
public import SumTree
internal import Synchronization

/// A tree with all its secrets: what an issuer makes of a ledger's book, and makes proofs for.
///
/// Leaves are made in runs and handed out, not kept; what stays is the order of the places (4 bytes each) and the levels
/// above the leaves, together about 11 bytes a place at arity 16.
public final class TreeBuilder: Sendable {
    /// The tree's context.
    public let context: TreeContext
    /// The root's hash and commitments.
    public let root: TreeRoot
    /// What the leaves are made of.
    let source: TreeSource
    /// The key from which they are derived.
    let keys: EpochKeys
    /// The levels above the leaves, from level 1 to the root.
    let levels: [TreeLevel]
    private let images: Mutex<[UInt128]>

    /// Builds a tree without its range proofs.
    ///
    /// - Parameters:
    ///   - context: The tree's context, whose capacity is not below the number of entries.
    ///   - ledger: The ledger.
    ///   - book: The position of the asset's book in it, with as many columns as the context.
    ///   - keys: The keys of the build.
    ///   - threads: How many threads to use, from 1; the tree is the same for all.
    ///   - sink: Takes each run of leaves as it is published, on any thread and in any order.
    /// - Throws: ``BuildFailure/capacity(asset:accounts:capacity:)``, ``BuildFailure/memory(_:)``, and what `sink` throws.
    public init(
        _ context: TreeContext, ledger: Ledger, book: Int, keys: borrowing EpochKeys, threads: Int,
        sink: @Sendable (LeafChunk) throws(BuildFailure) -> Void = { (_) throws(BuildFailure) in }
    ) throws(BuildFailure) {
        let source = try TreeSource(context, ledger: ledger, book: book, keys: keys)
        var floor = try TreeFloor(source, keys: keys, threads: max(1, threads), sink: sink)
        var levels = [floor.level]
        while levels.count < context.shape.height {
            levels.append(
                try levels[levels.count - 1].parents(context, level: levels.count + 1, points: &floor.points))
        }
        let top = levels[levels.count - 1]
        self.context = context
        self.source = source
        self.keys = try keys.copy()
        self.levels = levels
        root = TreeRoot(hash: top.hashes[0], commitments: top.commitments)
        images = Mutex(floor.fingerprints)
    }

    /// How many range proofs the tree has: one for each node above the leaves and column.
    public var proofCount: Int { levels.reduce(0) { $0 + $1.commitments.count } }

    /// Keyed images of all blindings of the leaves, for the search for reuse; they are given away once.
    func takeFingerprints() -> [UInt128] {
        images.withLock { images in
            let taken = images
            images = []
            return taken
        }
    }
}

/// The lowest level above the leaves, made with them run by run.
private struct TreeFloor {
    let level: TreeLevel
    /// The level's commitments as points.
    var points: [RistrettoPoint]
    let fingerprints: [UInt128]

    /// The memory that all threads write to; no place is written by two of them, which makes sharing it safe.
    private struct Target: @unchecked Sendable {
        let hashes: UnsafeMutableBufferPointer<NodeHash>
        let points: UnsafeMutableBufferPointer<RistrettoPoint>
        let fingerprints: UnsafeMutableBufferPointer<UInt128>
        let amounts: UnsafeMutableBufferPointer<UInt64>
        let blindings: UnsafeMutableBufferPointer<Scalar>
    }

    init(
        _ source: TreeSource, keys: borrowing EpochKeys, threads: Int,
        sink: @Sendable (LeafChunk) throws(BuildFailure) -> Void
    ) throws(BuildFailure) {
        let (shape, columns) = (source.context.shape, source.context.columns.count)
        let nodes = Int(shape.nodeCount(level: 1))
        var amounts = try TreeLevel.amountMemory(nodes * columns)
        var blindings = try TreeLevel.blindingMemory(nodes * columns)
        var hashes = [NodeHash](repeating: source.context.digest, count: nodes)
        var points = [RistrettoPoint](repeating: .identity, count: nodes * columns)
        var fingerprints = [UInt128](repeating: 0, count: Int(shape.capacity) * columns)
        let failure = Mutex<BuildFailure?>(nil)
        let next = Atomic<Int>(0)
        amounts.withUnsafeMutableBufferPointer { amounts in
            blindings.withUnsafeMutableBufferPointer { blindings in
                hashes.withUnsafeMutableBufferPointer { hashes in
                    points.withUnsafeMutableBufferPointer { points in
                        fingerprints.withUnsafeMutableBufferPointer { fingerprints in
                            let target = Target(
                                hashes: hashes, points: points, fingerprints: fingerprints, amounts: amounts,
                                blindings: blindings)
                            DispatchQueue.concurrentPerform(iterations: threads) { _ in
                                do throws(BuildFailure) {
                                    try Self.work(source, keys, next, target, sink)
                                } catch {
                                    failure.withLock { $0 = $0 ?? error }
                                    next.store(Int.max / 2, ordering: .relaxed)
                                }
                            }
                        }
                    }
                }
            }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
        level = TreeLevel(
            hashes: hashes, commitments: CompressedPoint.encode(points), amounts: amounts, blindings: blindings)
        self.points = points
        self.fingerprints = fingerprints
    }

    /// Makes run after run until none is left.
    private static func work(
        _ source: TreeSource, _ keys: borrowing EpochKeys, _ next: borrowing Atomic<Int>, _ target: Target,
        _ sink: @Sendable (LeafChunk) throws(BuildFailure) -> Void
    ) throws(BuildFailure) {
        var maker = try LeafMaker(source, keys: keys)
        var hasher = TreeHasher(source.context)
        let capacity = Int(source.context.shape.capacity)
        while true {
            let first = next.wrappingAdd(1, ordering: .relaxed).oldValue * LeafChunk.size
            guard first < capacity else { return }
            let places = Array(first..<min(first + LeafChunk.size, capacity))
            let batch = try maker.make(places)
            let hashes = maker.hashes(batch)
            let start = first * source.context.columns.count
            for (offset, image) in maker.fingerprints(batch).enumerated() {
                target.fingerprints[start + offset] = image
            }
            sum(batch, hashes, source.context, &hasher, target)
            try sink(
                LeafChunk(
                    contextDigest: source.context.digest, first: UInt64(first), hashes: hashes,
                    commitments: batch.commitments.encodings))
        }
    }

    /// Writes the nodes above a run of leaves, which are whole because a run is as long as many nodes are wide.
    private static func sum(
        _ batch: borrowing LeafMaker.Batch, _ hashes: [NodeHash], _ context: TreeContext, _ hasher: inout TreeHasher,
        _ target: Target
    ) {
        let (arity, columns) = (context.shape.arity, context.columns.count)
        for offset in stride(from: 0, to: hashes.count, by: arity) {
            let node = batch.places[offset] / arity
            let merged = hasher.merged(level: 1, children: hashes[offset..<offset + arity])
            target.hashes[node] = hasher.node(
                level: 1, index: UInt64(node),
                commitments: Array(batch.commitments.encodings[offset * columns..<(offset + arity) * columns]),
                merged: merged)
            for column in 0..<columns {
                var (sum, amount, blinding) = (RistrettoPoint.identity, UInt64(0), Scalar.zero)
                for child in offset..<offset + arity {
                    let place = child * columns + column
                    sum += batch.commitments.points[place]
                    // The ledger's totals fit into 64 bits, and so does every part of them.
                    amount += batch.amounts[place]
                    blinding += batch.blindings[place]
                }
                target.points[node * columns + column] = sum
                target.amounts[node * columns + column] = amount
                target.blindings[node * columns + column] = blinding
            }
        }
    }
}
