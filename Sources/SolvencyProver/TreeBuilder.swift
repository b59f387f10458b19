internal import Bulletproofs
internal import Pedersen
internal import Ristretto
internal import Sodium
public import SumTree

/// A tree with all its secrets: what an issuer makes of a ledger's book, and makes proofs for.
public final class TreeBuilder {
    /// The tree's context.
    public let context: TreeContext
    /// The root's hash and commitments.
    public let root: TreeRoot
    /// Keyed images of all blindings of the leaves, for the search for reuse.
    let fingerprints: [UInt128]
    /// For each entry of the book its place.
    let places: [Int]
    /// The levels from the leaves to the root.
    let levels: [TreeLevel]

    /// Builds a tree without its range proofs.
    ///
    /// - Parameters:
    ///   - context: The tree's context, whose capacity is not below the number of entries.
    ///   - ledger: The ledger.
    ///   - book: The position of the asset's book in it, with as many columns as the context.
    ///   - keys: The keys of the build.
    ///   - threads: How many threads to use, from 1.
    /// - Throws: ``BuildFailure/capacity(asset:accounts:capacity:)``, ``BuildFailure/memory(_:)``.
    public init(
        _ context: TreeContext, ledger: Ledger, book: Int, keys: borrowing EpochKeys, threads: Int
    ) throws(BuildFailure) {
        let entries = ledger.books[book]
        guard UInt64(entries.count) <= context.shape.capacity, context.shape.capacity <= UInt64(UInt32.max) else {
            throw .capacity(
                asset: String(decoding: context.asset.id, as: UTF8.self), accounts: entries.count,
                capacity: context.shape.capacity)
        }
        let order = LeafOrder(keys, context: context.digest, capacity: Int(context.shape.capacity))
        let leaves = try LeafMaker(context: context, ledger: ledger, book: entries, order: order)
            .make(keys, threads: max(1, threads))
        var points = leaves.points
        var levels = [leaves.level]
        for level in 1...context.shape.height {
            levels.append(try levels[level - 1].parents(context, level: level, points: &points))
        }
        let top = levels[context.shape.height]
        self.context = context
        self.levels = levels
        root = TreeRoot(hash: top.hashes[0], commitments: top.commitments)
        fingerprints = leaves.fingerprints
        places = order.places(entries: entries.count)
    }

    /// How many range proofs the tree has: one for each node above the leaves and column.
    public var proofCount: Int {
        (1...context.shape.height).reduce(0) { $0 + levels[$1].commitments.count }
    }

    /// A run of leaves as it is published.
    ///
    /// - Parameter chunk: The chunk's number.
    /// - Returns: The chunk.
    public func leafChunk(_ chunk: Int) -> LeafChunk {
        let first = chunk * LeafChunk.size
        let last = min(first + LeafChunk.size, levels[0].hashes.count)
        let columns = context.columns.count
        return LeafChunk(
            contextDigest: context.digest, first: UInt64(first), hashes: Array(levels[0].hashes[first..<last]),
            commitments: Array(levels[0].commitments[first * columns..<last * columns]))
    }

    /// Makes the range proofs of a run of nodes.
    ///
    /// - Parameters:
    ///   - chunk: The chunk's number.
    ///   - level: The level, from 1.
    ///   - threads: How many threads to use, from 1.
    /// - Returns: The chunk.
    /// - Throws: ``BuildFailure/proving(_:)``, ``BuildFailure/memory(_:)``.
    public func proofChunk(_ chunk: Int, level: Int, threads: Int) throws(BuildFailure) -> ProofChunk {
        let first = chunk * ProofChunk.size
        let last = min(first + ProofChunk.size, levels[level].hashes.count)
        var jobs: [RangeProver.Job] = []
        for node in first..<last { jobs += try proofJobs(level: level, node: node) }
        do throws(RangeProver.BatchFailure) {
            let proofs = try RangeProver.proveBatch(
                jobs, generators: .shared(perParty: context.bits, parties: context.shape.arity), threads: threads)
            return ProofChunk(contextDigest: context.digest, level: level, first: UInt64(first), proofs: proofs)
        } catch {
            throw .proving(error.failure)
        }
    }

    private func proofJobs(level: Int, node: Int) throws(BuildFailure) -> [RangeProver.Job] {
        let below = levels[level - 1]
        let (arity, columns) = (context.shape.arity, context.columns.count)
        let stored = context.shape.storedChildren(level: level, index: UInt64(node))
        let children = below.children(of: node, stored: stored, context)
        var jobs: [RangeProver.Job] = []
        for column in 0..<columns {
            let place = { (child: Int) in (node * arity + child) * columns + column }
            var values = try guarding { () throws(SodiumFailure) in try SecretBuffer<UInt64>(count: arity, repeating: 0)
            }
            for child in 0..<stored { values[child] = below.amounts[place(child)] }
            let blindings = try guarding { () throws(SodiumFailure) in
                // Empty children are the identity, which opens to zero with blinding zero.
                try SecretScalars(count: arity) { $0 < stored ? below.blindings[place($0)] : .zero }
            }
            let statement = NodeStatement(
                context: context, level: level, index: UInt64(node), column: column, children: children)
            do throws(RangeProvingFailure) {
                let witness = try RangeWitness(values: values, blindings: blindings)
                jobs.append(
                    RangeProver.Job(statement: statement.range, witness: witness, transcript: statement.transcript))
            } catch {
                throw .proving(error)
            }
        }
        return jobs
    }

    /// What opens the leaf of an entry.
    func opening(entry: Int, book: Ledger.Book) -> (commitments: [CompressedPoint], blindings: [Scalar]) {
        let columns = context.columns.count
        let first = places[entry] * columns
        return (
            Array(levels[0].commitments[first..<first + columns]),
            (first..<first + columns).map { levels[0].blindings[$0] }
        )
    }
}

/// Refuses a build in which two commitments share a blinding.
struct BlindingCheck {
    private var fingerprints: [UInt128] = []

    mutating func add(_ tree: TreeBuilder) { fingerprints += tree.fingerprints }

    consuming func finish() throws(BuildFailure) {
        fingerprints.sort()
        for (one, other) in zip(fingerprints, fingerprints.dropFirst()) where one == other { throw .blindingReuse }
    }
}
