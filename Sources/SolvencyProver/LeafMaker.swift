internal import Pedersen
internal import Ristretto
internal import Sodium
internal import SumTree

/// Makes leaves of a tree: derives their secrets, commits, hashes.
///
/// It serves one thread.
struct LeafMaker: ~Copyable {
    /// Leaves with all that opens them.
    struct Batch: ~Copyable {
        /// Where the leaves stand.
        let places: [Int]
        /// The amounts, leaf by leaf, for each all columns.
        let amounts: SecretBuffer<UInt64>
        /// The blindings in the same order.
        let blindings: SecretBuffer<Scalar>
        /// The commitments in the same order, as points and encoded.
        let commitments: CommitmentBatch
    }

    let source: TreeSource
    private(set) var secrets: TreeKeys
    private var hasher: TreeHasher
    private let workspace: SecretWorkspace

    private var columns: Int { source.context.columns.count }

    init(_ source: TreeSource, keys: borrowing EpochKeys) throws(BuildFailure) {
        let workspace = try guarding { () throws(SodiumFailure) in try SecretWorkspace() }
        self.init(source, secrets: try TreeKeys(keys, context: source.context.digest), workspace: workspace)
    }

    private init(_ source: TreeSource, secrets: consuming TreeKeys, workspace: SecretWorkspace) {
        self.source = source
        self.secrets = secrets
        self.workspace = workspace
        hasher = TreeHasher(source.context)
    }

    /// Derives the leaves at some places and commits to them.
    mutating func make(_ places: [Int]) throws(BuildFailure) -> Batch {
        let count = places.count * columns
        var amounts = try TreeLevel.amountMemory(count)
        var blindings = try TreeLevel.blindingMemory(count)
        let book = source.ledger.books[source.book]
        for (offset, place) in places.enumerated() {
            let entry = source.entry(at: place)
            let account = entry.map { source.account(of: $0) }
            for column in 0..<columns {
                blindings[offset * columns + column] = secrets.blinding(
                    column: column, index: UInt64(place), account: account)
                amounts[offset * columns + column] = entry.map { book.amounts[$0 * columns + column] } ?? 0
            }
        }
        let commitments = try Self.commit(amounts, blindings, workspace)
        return Batch(places: places, amounts: amounts, blindings: blindings, commitments: commitments)
    }

    private static func commit(
        _ amounts: borrowing SecretBuffer<UInt64>, _ blindings: borrowing SecretBuffer<Scalar>,
        _ workspace: SecretWorkspace
    ) throws(BuildFailure) -> CommitmentBatch {
        try amounts.withUnsafeBufferPointer { (amounts) throws(BuildFailure) in
            try blindings.withUnsafeBufferPointer { (blindings) throws(BuildFailure) in
                let (values, factors) = (Span(_unsafeElements: amounts), Span(_unsafeElements: blindings))
                return try guarding { () throws(SodiumFailure) in
                    try CommitmentTable.pedersen.commit(to: values, blindings: factors, workspace: workspace)
                }
            }
        }
    }

    /// The hashes of some leaves.
    mutating func hashes(_ batch: borrowing Batch) -> [NodeHash] {
        var hashes: [NodeHash] = []
        hashes.reserveCapacity(batch.places.count)
        for (offset, place) in batch.places.enumerated() {
            guard let entry = source.entry(at: place) else {
                hashes.append(secrets.paddingHash(index: UInt64(place)))
                continue
            }
            let account = source.account(of: entry)
            hashes.append(
                hasher.leaf(
                    account: account, salt: secrets.salt(index: UInt64(place), account: account),
                    commitments: Array(batch.commitments.encodings[offset * columns..<(offset + 1) * columns])))
        }
        return hashes
    }

    /// Images of the blindings of some leaves, for the search for reuse.
    func fingerprints(_ batch: borrowing Batch) -> [UInt128] {
        (0..<batch.blindings.count).map { secrets.fingerprint(batch.blindings[$0]) }
    }
}
