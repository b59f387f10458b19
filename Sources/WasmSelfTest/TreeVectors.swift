internal import Bulletproofs
internal import Pedersen
internal import Ristretto
internal import SumTree

/// The suite `sum-tree`: whole trees, hash by hash, and their published form.
struct TreeVectors {
    private let head: TreeHead
    private var hasher: TreeHasher
    /// By level, from the leaves up.
    private var hashes: [[NodeHash]]
    private var commitments: [[CompressedPoint]]
    private var proofs: [[EncodedRangeProof]]

    private var shape: TreeShape { head.context.shape }
    private var columns: Int { head.context.columns.count }

    private init(_ head: TreeHead) {
        self.head = head
        hasher = TreeHasher(head.context)
        hashes = Array(repeating: [], count: head.context.shape.height + 1)
        commitments = Array(repeating: [], count: hashes.count)
        proofs = Array(repeating: [], count: hashes.count)
    }

    static func check(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let vector = try VectorCase(
            value,
            known: [
                "name", "issuerKey", "epoch", "buildID", "buildDigest", "contextDigest", "height", "empty", "head",
                "leaves", "nodes", "leavesFile", "proofsFiles",
            ])
        let build = TreeContext.buildDigest(buildID: try vector["buildID"].bytes())
        let head = try TreePathVectors.head(vector, build)
        var tree = TreeVectors(head)
        guard try build.bytes == vector["buildDigest"].bytes(),
            try head.context.digest.bytes == vector["contextDigest"].bytes(),
            try UInt64(tree.shape.height) == vector["height"].number(),
            try tree.emptyHashes() == joined(vector["empty"])
        else { return false }
        for leaf in try vector["leaves"].elements() {
            guard try tree.takeLeaf(leaf) else { return false }
        }
        for node in try vector["nodes"].elements() {
            guard try tree.takeNode(node) else { return false }
        }
        return try tree.isPublished(leaves: vector["leavesFile"].bytes(), proofs: joined(vector["proofsFiles"]))
    }

    private mutating func emptyHashes() -> [UInt8] {
        var bytes: [UInt8] = []
        for level in 0..<shape.height { bytes += hasher.empty(level: level).bytes }
        return bytes
    }

    /// A leaf of an account is recomputed; padding is taken as it is.
    private mutating func takeLeaf(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let leaf = try VectorCase(value, known: ["hash", "commitments", "account", "salt", "amounts", "blindings"])
        guard let hash = NodeHash(bytes: try leaf["hash"].bytes()) else { throw .hexadecimal }
        var points: [CompressedPoint] = []
        for element in try leaf["commitments"].elements() { points.append(try TreePathVectors.point(element)) }
        hashes[0].append(hash)
        commitments[0] += points
        guard let name = leaf[optional: "account"] else { return true }
        guard let account = AccountID(utf8: try name.bytes()) else { throw .member }
        let salt = try leaf["salt"].bytes()
        let amounts = try leaf["amounts"].elements()
        let blindings = try leaf["blindings"].elements()
        guard amounts.count == blindings.count else { throw .member }
        var opened: [CompressedPoint] = []
        for index in amounts.indices {
            let blinding = try ScalarVectors.scalar(blindings[index])
            opened.append(Commitment(to: try amounts[index].number(), blinding: blinding).compressed())
        }
        return opened == points && hasher.leaf(account: account, salt: salt, commitments: opened) == hash
    }

    /// A node's hash, sums and labels from its children; nodes come level by level.
    private mutating func takeNode(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let node = try VectorCase(
            value, known: ["level", "index", "hash", "commitments", "labels", "proofs"])
        guard let level = Int(exactly: try node["level"].number()), 1...shape.height ~= level else { throw .member }
        let index = try node["index"].number()
        let first = hashes[level].count * shape.arity
        guard index == UInt64(hashes[level].count), first < hashes[level - 1].count else { throw .member }
        let last = min(first + shape.arity, hashes[level - 1].count)
        guard commitments[level - 1].count >= last * columns else { throw .member }
        var children = Array(commitments[level - 1][first * columns..<last * columns])
        while children.count < shape.arity * columns { children.append(.identity) }
        let merged = hasher.merged(level: level, children: hashes[level - 1][first..<last])
        let hash = hasher.node(level: level, index: index, commitments: children, merged: merged)
        let sums = try sums(of: children)
        var labels: [UInt8] = []
        for column in 0..<columns {
            labels +=
                NodeStatement(context: head.context, level: level, index: index, column: column, children: children)
                .label
        }
        hashes[level].append(hash)
        commitments[level] += sums
        for proof in try node["proofs"].elements() {
            proofs[level].append(EncodedRangeProof(undecoded: try proof.bytes()))
        }
        let expected = (
            hash: try node["hash"].bytes(), sums: try Self.joined(node["commitments"]),
            labels: try Self.joined(node["labels"])
        )
        return hash.bytes == expected.hash && sums.flatMap { $0.bytes } == expected.sums && labels == expected.labels
    }

    /// The sum of all children for each column.
    private func sums(of children: [CompressedPoint]) throws(VectorFailure) -> [CompressedPoint] {
        let points: [RistrettoPoint]
        do throws(PointFailure) { points = try RistrettoPoint.decode(children) } catch { throw .hexadecimal }
        var sums = [RistrettoPoint](repeating: .identity, count: columns)
        for (place, point) in points.enumerated() { sums[place % columns] += point }
        return sums.map { $0.compressed() }
    }

    /// The files hold the same leaves and proofs, and verify whole.
    private func isPublished(leaves leavesFile: [UInt8], proofs proofsFiles: [UInt8]) -> Bool {
        let leaves = LeafChunk(
            contextDigest: head.context.digest, first: 0, hashes: hashes[0], commitments: commitments[0])
        let chunks = (1...shape.height).map {
            ProofChunk(contextDigest: head.context.digest, level: $0, first: 0, proofs: proofs[$0])
        }
        guard leaves.encodedFile() == leavesFile, chunks.flatMap({ $0.encodedFile() }) == proofsFiles else {
            return false
        }
        do throws(TreeRefusal) {
            var verifier = TreeVerifier(head)
            try verifier.append(leaves)
            for chunk in chunks { try verifier.append(chunk) }
            return try verifier.finish().head == head
        } catch {
            return false
        }
    }

    /// The bytes of a list of hexadecimal strings, end to end.
    private static func joined(_ value: JSONValue) throws(VectorFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        for element in try value.elements() { bytes += try element.bytes() }
        return bytes
    }
}
