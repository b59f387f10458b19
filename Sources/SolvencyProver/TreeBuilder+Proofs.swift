internal import Bulletproofs
internal import Pedersen
internal import Ristretto
internal import Sodium
public import SumTree

extension TreeBuilder {
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
        let nodes = first..<min(first + ProofChunk.size, levels[level - 1].hashes.count)
        let proofs = try Self.prove(try jobs(level: level, nodes: nodes), context, threads: threads)
        return ProofChunk(contextDigest: context.digest, level: level, first: UInt64(first), proofs: proofs)
    }

    static func prove(
        _ jobs: [RangeProver.Job], _ context: TreeContext, threads: Int
    ) throws(BuildFailure) -> [EncodedRangeProof] {
        do throws(RangeProver.BatchFailure) {
            return try RangeProver.proveBatch(
                jobs, generators: .shared(perParty: context.bits, parties: context.shape.arity), threads: threads)
        } catch {
            throw .proving(error.failure)
        }
    }

    /// What is to be shown of some nodes and what shows it: node by node, for each all columns.
    func jobs(level: Int, nodes: Range<Int>) throws(BuildFailure) -> [RangeProver.Job] {
        let (arity, columns) = (context.shape.arity, context.columns.count)
        guard level == 1 else {
            let below = levels[level - 2]
            return try jobs(level: level, nodes: nodes, below.commitments) {
                (below.amounts[$0], below.blindings[$0])
            }
        }
        var maker = try LeafMaker(source, keys: keys)
        let first = nodes.lowerBound * arity
        let leaves = try maker.make(Array(first..<nodes.upperBound * arity))
        return try jobs(level: 1, nodes: nodes, leaves.commitments.encodings, from: first * columns) {
            (leaves.amounts[$0 - first * columns], leaves.blindings[$0 - first * columns])
        }
    }

    /// The jobs of nodes whose children's commitments stand in a list from `start` on.
    private func jobs(
        level: Int, nodes: Range<Int>, _ commitments: [CompressedPoint], from start: Int = 0,
        _ opening: (Int) -> (UInt64, Scalar)
    ) throws(BuildFailure) -> [RangeProver.Job] {
        let (shape, columns) = (context.shape, context.columns.count)
        var jobs: [RangeProver.Job] = []
        jobs.reserveCapacity(nodes.count * columns)
        for node in nodes {
            let stored = shape.storedChildren(level: level, index: UInt64(node))
            let own = node * shape.arity * columns
            let missing = (shape.arity - stored) * columns
            let children =
                commitments[own - start..<own - start + stored * columns]
                + [CompressedPoint](repeating: .identity, count: missing)
            for column in 0..<columns {
                let place = { (child: Int) in own + child * columns + column }
                var values = try TreeLevel.amountMemory(shape.arity)
                for child in 0..<stored { values[child] = opening(place(child)).0 }
                let blindings = try guarding { () throws(SodiumFailure) in
                    // Empty children are the identity, which opens to zero with blinding zero.
                    try SecretScalars(count: shape.arity) { $0 < stored ? opening(place($0)).1 : .zero }
                }
                let statement = NodeStatement(
                    context: context, level: level, index: UInt64(node), column: column, children: Array(children))
                do throws(RangeProvingFailure) {
                    let witness = try RangeWitness(values: values, blindings: blindings)
                    jobs.append(
                        RangeProver.Job(statement: statement.range, witness: witness, transcript: statement.transcript))
                } catch {
                    throw .proving(error)
                }
            }
        }
        return jobs
    }
}
