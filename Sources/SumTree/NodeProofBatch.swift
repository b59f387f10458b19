internal import Bulletproofs
internal import Pedersen

/// Range proofs of nodes that are verified together.
struct NodeProofBatch {
    private let context: TreeContext
    private var items: [RangeProof.BatchItem] = []
    private var places: [(level: Int, index: UInt64, column: Int)] = []

    init(_ context: TreeContext) { self.context = context }

    /// Adds a proof of a node and column.
    mutating func append(
        _ proof: EncodedRangeProof, _ statement: NodeStatement, level: Int, index: UInt64, column: Int
    ) {
        items.append(statement.item(proof))
        places.append((level, index, column))
    }

    /// Verifies all of them on up to so many threads; the first that is refused is named, however many there are.
    consuming func verify(threads: Int?) throws(TreeRefusal) {
        let generators = BulletproofGenerators.shared(perParty: context.bits, parties: context.shape.arity)
        do throws(BatchRefusal) {
            let evidence = try RangeProof.verifyParts(items, generators: generators, threads: threads)
            guard evidence == items.count else { throw .empty }
        } catch {
            switch error {
            case .proof(let position, let refusal):
                let place = places[position]
                throw .siblingRange(level: place.level, index: place.index, column: place.column, refusal)
            case .empty: throw .rangeProofCount(level: 1, expected: context.columns.count, actual: 0)
            case .inconsistent, .circuit: throw .inconsistentBatch
            }
        }
    }
}
