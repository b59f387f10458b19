import Bulletproofs
import Pedersen
import Ristretto
import Sodium
import SumTree
import Testing

/// Paths through trees that are too large to build in a test: only what stands beside the path is made.
struct TallTree {
    let context: TreeContext
    let leaf: IssuerLeaf
    let path: Path
    let head: TreeHead

    init(_ context: TreeContext, leafIndex: UInt64, amounts: [Int64]) throws {
        var random = try SystemRandom()
        var hasher = TreeHasher(context)
        let shape = context.shape
        let leaf = try IssuerLeaf("user", amounts)
        let account = try #require(leaf.account)
        let leafHash = hasher.leaf(account: account, salt: leaf.salt, commitments: leaf.commitments)
        let prover = try RangeProver(
            generators: BulletproofGenerators.shared(perParty: context.bits, parties: shape.arity))
        var (hash, own, values, blindings) = (leafHash, leaf.commitments, leaf.amounts.map(lowBits), leaf.blindings)
        var levels: [Path.Level] = []
        for level in 1...shape.height {
            let index = leafIndex >> UInt64(level * shape.arity.trailingZeroBitCount)
            let slot = shape.slot(ofLeaf: leafIndex, level: level - 1)
            let stored = shape.storedChildren(level: level, index: index)
            var hashes = try (0..<stored).map { _ in try IssuerTree.randomHash() }
            hashes[slot] = hash
            var columns: [[(value: UInt64, blinding: Scalar)]] = []
            for column in context.columns.indices {
                var children = (0..<shape.arity).map { place in
                    place < stored ? (random.next() >> 32, Scalar.random(from: &random)) : (0, .zero)
                }
                children[slot] = (values[column], blindings[column])
                columns.append(children)
            }
            let points = (0..<shape.arity).flatMap { place in
                columns.indices.map { column in
                    place == slot
                        ? own[column]
                        : Commitment(to: columns[column][place].value, blinding: columns[column][place].blinding)
                            .compressed()
                }
            }
            var proofs: [EncodedRangeProof] = []
            for column in context.columns.indices {
                let statement = NodeStatement(
                    context: context, level: level, index: index, column: column, children: points)
                var guarded = try SecretBuffer<UInt64>(count: shape.arity, repeating: 0)
                for (place, child) in columns[column].enumerated() { guarded[place] = child.value }
                let list = columns[column]
                let witness = try RangeWitness(
                    values: guarded, blindings: SecretScalars(count: list.count) { list[$0].blinding })
                var transcript = statement.transcript
                proofs.append(try prover.prove(statement.range, witness: witness, transcript: &transcript))
            }
            levels.append(
                Path.Level(
                    siblings: Array(
                        points[..<(slot * own.count)] + points[((slot + 1) * own.count)..<(stored * own.count)]),
                    hashes: TallTree.beside(slot, hashes, level, shape, &hasher), proofs: proofs))
            hash = hasher.node(
                level: level, index: index, commitments: points,
                merged: hasher.merged(level: level, children: hashes[...]))
            values = columns.map { $0.reduce(0) { $0 + $1.value } }
            blindings = columns.map { $0.reduce(Scalar.zero) { $0 + $1.blinding } }
            own = zip(values, blindings).map { Commitment(to: $0, blinding: $1).compressed() }
        }
        self.context = context
        self.leaf = leaf
        path = Path(contextDigest: context.digest, leafIndex: leafIndex, leafHash: leafHash, levels: levels)
        head = try TreeHead(context: context, root: TreeRoot(hash: hash, commitments: own))
    }

    private static func beside(
        _ slot: Int, _ hashes: [NodeHash], _ level: Int, _ shape: TreeShape, _ hasher: inout TreeHasher
    ) -> [NodeHash] {
        var row = hashes
        while row.count < shape.arity { row.append(hasher.empty(level: level - 1)) }
        var result: [NodeHash] = []
        for step in 0..<shape.arity.trailingZeroBitCount {
            if shape.isHashSent(slot: slot, step: step, stored: hashes.count) { result.append(row[(slot >> step) ^ 1]) }
            let depth = shape.arity.trailingZeroBitCount - 1 - step
            row = (0..<1 << depth).map {
                hasher.merge(level: level, depth: depth, left: row[2 * $0], right: row[2 * $0 + 1])
            }
        }
        return result
    }

    @discardableResult
    func verify() throws -> VerifiedPath {
        try path.verify(account: #require(leaf.account), opening: leaf.opening, head: head)
    }
}

@Suite struct TallTreeTests {
    @Test("Arity 16, height 5, one column: at most 8 KiB, and quick")
    func heightFive() throws {
        let context = try sampleContext(arity: 16, capacity: 1 << 20)
        let tree = try TallTree(context, leafIndex: 0xB_4C3F, amounts: [123_456_789])
        let file = tree.path.encodedFile()
        #expect(file.count <= 8192)
        let clock = ContinuousClock()
        // The least of many, because tests share the machine; the bench measures against 5 ms.
        var least = Duration.seconds(60)
        for _ in 0..<20 {
            var amounts: [UInt64] = []
            least = min(least, try clock.measure { amounts = try tree.verify().amounts })
            #expect(amounts == [123_456_789])
        }
        let decoding = (0..<20).map { _ in clock.measure { #expect((try? Path(file: file)) == tree.path) } }.min()
        #expect(least < .milliseconds(25))
        #expect(try #require(decoding) < .milliseconds(5))
        print("path of height 5: \(file.count) bytes, verified in \(least), decoded in \(decoding ?? .zero)")
    }

    @Test(
        "Tall and ragged trees",
        arguments: [(2, 1 << 48), (2, (1 << 20) + 2), (4, (1 << 30) - 4), (16, 1 << 48)] as [(Int, UInt64)])
    func tall(arity: Int, capacity: UInt64) throws {
        let context = try sampleContext(
            kind: .marginBook, arity: arity, capacity: capacity, columns: [.margin, .excess])
        // The last leaf: where levels are ragged, it has the fewest siblings.
        let tree = try TallTree(context, leafIndex: capacity - 1, amounts: [5, 6])
        #expect(try tree.verify().amounts == [5, 6])
        #expect(try Path(file: tree.path.encodedFile()) == tree.path)
    }

    @Test("Hashing 98304 leaves and all nodes above them")
    func hashing() throws {
        let context = try sampleContext(arity: 16, capacity: 98304)
        let commitment = try IssuerLeaf(nil, [7]).commitments
        let account = try #require(AccountID(utf8: Array("account-0123456789".utf8)))
        let salt = [UInt8](repeating: 3, count: 32)
        var hasher = TreeHasher(context)
        let children = [CompressedPoint](repeating: commitment[0], count: 16)
        let time = ContinuousClock().measure {
            var row = (0..<98304).map { _ in hasher.leaf(account: account, salt: salt, commitments: commitment) }
            for level in 1...context.shape.height {
                row = (0..<Int(context.shape.nodeCount(level: level))).map { index in
                    let merged = hasher.merged(
                        level: level, children: row[16 * index..<min(16 * index + 16, row.count)])
                    return hasher.node(level: level, index: UInt64(index), commitments: children, merged: merged)
                }
            }
            #expect(row.count == 1)
        }
        #expect(time < .seconds(5))
        print("hashes of a tree of 98304 leaves: \(time)")
    }
}
