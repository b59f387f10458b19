internal import Ristretto

/// What a ``TreeVerifier`` keeps of the nodes of one level until their parents are computed and proven.
struct LevelState {
    /// How many of the level's nodes came.
    private(set) var received: UInt64 = 0

    /// How many of the parents above them have been proven.
    private(set) var provenParents: UInt64 = 0

    /// The commitments of the children of parents that are not proven yet.
    private var waiting: [CompressedPoint] = []
    /// How many of `waiting` are of parents that are proven.
    private var spent = 0

    /// The nodes whose parent is not computed yet: fewer than the arity.
    private(set) var openPoints: [RistrettoPoint] = []
    private(set) var openHashes: [NodeHash] = []

    /// Takes nodes.
    mutating func append(commitments: [CompressedPoint], points: [RistrettoPoint], hashes: [NodeHash]) {
        waiting += commitments
        openPoints += points
        openHashes += hashes
        received += UInt64(hashes.count)
    }

    /// Drops nodes whose parents were computed.
    mutating func close(nodes: Int, columns: Int) {
        openPoints.removeFirst(nodes * columns)
        openHashes.removeFirst(nodes)
    }

    /// The commitments of some of the open nodes, which are the last that came.
    func openCommitments(from first: Int, nodes: Int, columns: Int) -> ArraySlice<CompressedPoint> {
        let start = waiting.count - openHashes.count * columns + first * columns
        return waiting[start..<start + nodes * columns]
    }

    /// The commitments of the children of the next parents that are to be proven.
    func unproven(from first: Int, count: Int) -> ArraySlice<CompressedPoint> {
        waiting[spent + first..<spent + first + count]
    }

    /// How many commitments wait for the proof of their parent.
    var unprovenCount: Int { waiting.count - spent }

    /// Marks parents as proven and forgets their children when that is worth moving the rest.
    mutating func prove(parents: Int, commitments: Int) {
        provenParents += UInt64(parents)
        spent += commitments
        // What is still needed for hashing stays.
        let free = min(spent, waiting.count - openPoints.count)
        if free > waiting.count / 2 {
            waiting.removeFirst(free)
            spent -= free
        }
    }
}
