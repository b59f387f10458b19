import Bulletproofs
import Pedersen
import Ristretto
import Sodium
import SumTree
import Testing
import Transcript

/// A leaf as an issuer makes it; the amounts may be what no honest issuer could prove.
struct IssuerLeaf {
    let account: AccountID?
    let salt: [UInt8]
    let amounts: [Scalar]
    let blindings: [Scalar]

    var commitments: [CompressedPoint] {
        zip(amounts, blindings).map { Commitment(to: $0, blinding: $1).compressed() }
    }

    /// A leaf of an account, or padding without one.
    init(_ name: String?, _ amounts: [Int64]) throws {
        try self.init(name, amounts: amounts.map { Scalar(signed: $0) })
    }

    init(_ name: String?, amounts: [Scalar]) throws {
        var random = try SystemRandom()
        account = name.flatMap { AccountID(utf8: Array($0.utf8)) }
        salt = random.publicBytes(count: LeafOpening.saltByteCount)
        self.amounts = amounts
        blindings = amounts.map { _ in Scalar.random(from: &random) }
    }

    /// What the account gets to see, with amounts of 64 bits.
    var opening: LeafOpening {
        LeafOpening(
            salt: salt,
            columns: zip(commitments, zip(amounts, blindings)).map { commitment, secret in
                LeafOpening.Column(
                    commitment: commitment, amount: lowBits(of: secret.0), blinding: secret.1)
            })
    }
}

/// The scalar's low 64 bits: its value where it is a real amount.
func lowBits(of scalar: Scalar) -> UInt64 {
    scalar.encoded().prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
}

/// What a dishonest issuer does differently; every member does nothing by default.
struct Deceit {
    /// The children that a sum leaves out.
    var omitted: (_ level: Int, _ index: UInt64) -> Set<Int> = { _, _ in [] }
    /// The order in which the children's hashes enter M.
    var hashOrder: (_ level: Int, _ index: UInt64, _ count: Int) -> [Int] = { _, _, count in Array(0..<count) }
    /// What stands in the places of empty children.
    var filling: [CompressedPoint] = []
    /// Another hash for a node.
    var hash: (_ level: Int, _ index: UInt64) -> NodeHash? = { _, _ in nil }
}

/// A tree as an issuer builds it, honest or not, with range proofs that try their best.
struct IssuerTree {
    struct Node {
        var hash: NodeHash
        var commitments: [CompressedPoint]
        var amounts: [Scalar]
        var blindings: [Scalar]
    }

    let context: TreeContext
    let leaves: [IssuerLeaf]
    private(set) var levels: [[Node]] = []
    private(set) var proofs: [[[EncodedRangeProof]]] = [[]]
    private var hasher: TreeHasher

    init(_ context: TreeContext, _ leaves: [IssuerLeaf], deceit: Deceit = Deceit()) throws {
        self.context = context
        self.leaves = leaves
        hasher = TreeHasher(context)
        var row: [Node] = []
        for (index, leaf) in leaves.enumerated() {
            let padding = try IssuerTree.randomHash()
            let hash = leaf.account.map {
                hasher.leaf(account: $0, salt: leaf.salt, commitments: leaf.commitments)
            }
            row.append(
                Node(
                    hash: deceit.hash(0, UInt64(index)) ?? hash ?? padding, commitments: leaf.commitments,
                    amounts: leaf.amounts, blindings: leaf.blindings))
        }
        levels.append(row)
        let prover = try RangeProver(
            generators: BulletproofGenerators.shared(perParty: context.bits, parties: context.shape.arity))
        for level in 1...context.shape.height {
            var nodes: [Node] = []
            var proofs: [[EncodedRangeProof]] = []
            for index in 0..<context.shape.nodeCount(level: level) {
                nodes.append(try parent(level, index, deceit))
                proofs.append(try prove(level, index, prover, deceit))
            }
            levels.append(nodes)
            self.proofs.append(proofs)
        }
    }

    static func randomHash() throws -> NodeHash {
        var random = try SystemRandom()
        return try #require(NodeHash(bytes: random.publicBytes(count: 32)))
    }

    func children(_ level: Int, _ index: UInt64) -> [Node] {
        let first = Int(index) * context.shape.arity
        return Array(levels[level - 1][first..<min(first + context.shape.arity, levels[level - 1].count)])
    }

    private func commitments(_ level: Int, _ index: UInt64, _ deceit: Deceit) -> [CompressedPoint] {
        var all = children(level, index).flatMap(\.commitments)
        let missing = context.shape.arity * context.columns.count - all.count
        all += (deceit.filling + Array(repeating: .identity, count: missing)).prefix(missing)
        return all
    }

    private mutating func parent(_ level: Int, _ index: UInt64, _ deceit: Deceit) throws -> Node {
        let children = children(level, index)
        let order = deceit.hashOrder(level, index, children.count)
        let merged = hasher.merged(level: level, children: order.map { children[$0].hash }[...])
        let all = commitments(level, index, deceit)
        let hash = hasher.node(level: level, index: index, commitments: all, merged: merged)
        let omitted = deceit.omitted(level, index)
        let counted = children.enumerated().filter { !omitted.contains($0.offset) }.map(\.element)
        let columns = context.columns.indices
        let amounts = columns.map { column in counted.reduce(Scalar.zero) { $0 + $1.amounts[column] } }
        let blindings = columns.map { column in counted.reduce(Scalar.zero) { $0 + $1.blindings[column] } }
        return Node(
            hash: deceit.hash(level, index) ?? hash,
            commitments: zip(amounts, blindings).map { Commitment(to: $0, blinding: $1).compressed() },
            amounts: amounts, blindings: blindings)
    }

    /// Proofs for the children, or, where a value is out of range, for other values: the best that a forger has.
    private func prove(
        _ level: Int, _ index: UInt64, _ prover: RangeProver, _ deceit: Deceit
    ) throws -> [EncodedRangeProof] {
        let missing = context.shape.arity - children(level, index).count
        return try context.columns.indices.map { column in
            let values =
                children(level, index).map { lowBits(of: $0.amounts[column]) } + Array(repeating: 0, count: missing)
            let blindings =
                children(level, index).map { $0.blindings[column] } + Array(repeating: .zero, count: missing)
            var guarded = try SecretBuffer<UInt64>(count: values.count, repeating: 0)
            for (place, value) in values.enumerated() { guarded[place] = value }
            let witness = try RangeWitness(
                values: guarded, blindings: SecretScalars(count: blindings.count) { blindings[$0] })
            let opened = zip(values, blindings).map { Commitment(to: $0, blinding: $1).compressed() }
            let statement = NodeStatement(
                context: context, level: level, index: index, column: column,
                children: commitments(level, index, deceit))
            var transcript = statement.transcript
            return try prover.prove(
                RangeStatement(commitments: opened, bits: context.bits), witness: witness, transcript: &transcript)
        }
    }

    var root: TreeRoot {
        TreeRoot(hash: levels[levels.count - 1][0].hash, commitments: levels[levels.count - 1][0].commitments)
    }

    func head() throws -> TreeHead { try TreeHead(context: context, root: root) }

    /// The path of a leaf; `slot` moves the leaf's commitment to another place among its siblings.
    mutating func path(_ leaf: UInt64, order: ((Int, UInt64, Int) -> [Int])? = nil) -> Path {
        let shape = context.shape
        var contents: [Path.Level] = []
        for level in 1...shape.height {
            let index = leaf >> UInt64(level * shape.arity.trailingZeroBitCount)
            let slot = shape.slot(ofLeaf: leaf, level: level - 1)
            let children = children(level, index)
            let places = order?(level, index, children.count) ?? Array(0..<children.count)
            var row = places.map { children[$0].hash }
            let empty = hasher.empty(level: level - 1)
            while row.count < shape.arity { row.append(empty) }
            var hashes: [NodeHash] = []
            for step in 0..<shape.arity.trailingZeroBitCount {
                if shape.isHashSent(slot: slot, step: step, stored: children.count) {
                    hashes.append(row[(slot >> step) ^ 1])
                }
                let depth = shape.arity.trailingZeroBitCount - 1 - step
                row = (0..<1 << depth).map {
                    hasher.merge(level: level, depth: depth, left: row[2 * $0], right: row[2 * $0 + 1])
                }
            }
            contents.append(
                Path.Level(
                    siblings: children.enumerated().filter { $0.offset != slot }.flatMap(\.element.commitments),
                    hashes: hashes, proofs: proofs[level][Int(index)]))
        }
        return Path(
            contextDigest: context.digest, leafIndex: leaf, leafHash: levels[0][Int(leaf)].hash, levels: contents)
    }

    /// Verifies the path of a leaf like its holder does.
    @discardableResult
    mutating func verify(_ leaf: UInt64, account: String? = nil, head: TreeHead? = nil) throws -> VerifiedPath {
        let owner = account.flatMap { AccountID(utf8: Array($0.utf8)) } ?? leaves[Int(leaf)].account
        return try path(leaf).verify(
            account: #require(owner), opening: leaves[Int(leaf)].opening, head: head ?? self.head())
    }

    /// The published chunks of leaves, in order.
    var leafChunks: [LeafChunk] {
        stride(from: 0, to: levels[0].count, by: LeafChunk.size).map { first in
            let part = levels[0][first..<min(first + LeafChunk.size, levels[0].count)]
            return LeafChunk(
                contextDigest: context.digest, first: UInt64(first), hashes: part.map(\.hash),
                commitments: part.flatMap(\.commitments))
        }
    }

    /// The published chunks of range proofs, level by level.
    var proofChunks: [ProofChunk] {
        var chunks: [ProofChunk] = []
        for level in 1...context.shape.height {
            for first in stride(from: 0, to: proofs[level].count, by: ProofChunk.size) {
                let part = proofs[level][first..<min(first + ProofChunk.size, proofs[level].count)]
                chunks.append(
                    ProofChunk(
                        contextDigest: context.digest, level: level, first: UInt64(first), proofs: Array(part.joined()))
                )
            }
        }
        return chunks
    }
}
