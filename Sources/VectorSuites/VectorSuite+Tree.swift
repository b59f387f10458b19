import Bulletproofs
import Pedersen
import Ristretto
import StrictJSON
import SumTree
import Wire

extension VectorSuite {
    /// The suite `sum-tree`: whole trees, hash by hash, and their published form.
    static let trees = VectorSuite("sum-tree") { reader throws(JSONFailure) in
        let buildID = try reader.hex("buildID")
        let build = TreeContext.buildDigest(buildID: buildID)
        let head = try treeHead(&reader, buildDigest: build.bytes)
        var parts = [
            Comparison(expected: try reader.hex("buildDigest"), got: build.bytes),
            Comparison(expected: try reader.hex("contextDigest"), got: head.context.digest.bytes),
            Comparison(
                expected: "\(try reader.integer("height") as Int)", got: "\(head.context.shape.height)"),
        ]
        var walk = TreeWalk(head)
        let empty = try reader.required("empty").array { (value) throws(JSONFailure) in try value.hex() }
        parts.append(Comparison(expected: Array(empty.joined()), got: walk.emptyHashes))
        try reader.required("leaves").array { (value) throws(JSONFailure) in
            try value.object { (leaf) throws(JSONFailure) in try walk.takeLeaf(&leaf) }
        }.forEach { parts += $0 }
        try reader.required("nodes").array { (value) throws(JSONFailure) in
            try value.object { (node) throws(JSONFailure) in try walk.takeNode(&node) }
        }.forEach { parts += $0 }
        let leavesFile = try reader.hex("leavesFile")
        let proofsFiles = try reader.required("proofsFiles").array { (value) throws(JSONFailure) in try value.hex() }
        parts += walk.published(leavesFile, proofsFiles)
        return Comparison(parts)
    }
}

/// Recomputes a tree from its leaves as the file lists it.
private struct TreeWalk {
    let head: TreeHead
    var hasher: TreeHasher
    var hashes: [[NodeHash]]
    var commitments: [[CompressedPoint]]
    var proofs: [[EncodedRangeProof]]

    var shape: TreeShape { head.context.shape }
    var columns: Int { head.context.columns.count }

    init(_ head: TreeHead) {
        self.head = head
        hasher = TreeHasher(head.context)
        hashes = Array(repeating: [], count: head.context.shape.height + 1)
        commitments = hashes.map { _ in [] }
        proofs = hashes.map { _ in [] }
    }

    var emptyHashes: [UInt8] {
        var hasher = hasher
        return (0..<shape.height).flatMap { hasher.empty(level: $0).bytes }
    }

    /// A leaf of an account is recomputed; padding is taken as it is.
    mutating func takeLeaf(_ reader: inout JSONObjectReader) throws(JSONFailure) -> [Comparison] {
        let field = try reader.required("hash")
        guard let hash = NodeHash(bytes: try field.hex()) else { throw field.failure(.refused("no digest")) }
        let list = try reader.required("commitments")
        let points = try list.array { (value) throws(JSONFailure) in try VectorSuite.encodedPoint(value) }
        // Nodes take their children by position.
        guard points.count == columns else { throw list.failure(.wrongCount(expected: columns, found: points.count)) }
        hashes[0].append(hash)
        commitments[0] += points
        guard let name = reader.optional("account") else { return [] }
        guard let account = AccountID(utf8: try name.hex()) else { throw name.failure(.refused("no account id")) }
        let salt = try reader.hex("salt", count: LeafOpening.saltByteCount)
        let amounts = try reader.required("amounts").array { (value) throws(JSONFailure) -> UInt64 in
            try value.integerString()
        }
        let blindings = try reader.required("blindings").array { (value) throws(JSONFailure) in
            try VectorSuite.canonicalScalar(value)
        }
        let opened = zip(amounts, blindings).map { Commitment(to: $0, blinding: $1).compressed() }
        let own = hasher.leaf(account: account, salt: salt, commitments: opened)
        return [
            Comparison(expected: points.flatMap(\.bytes), got: opened.flatMap(\.bytes)),
            Comparison(expected: hash.bytes, got: own.bytes),
        ]
    }

    /// A node's hash, sums and labels from its children; nodes come level by level.
    mutating func takeNode(_ reader: inout JSONObjectReader) throws(JSONFailure) -> [Comparison] {
        let place = try reader.required("level")
        let level: Int = try place.integer(in: 1...max(1, shape.height))
        let index: UInt64 = try reader.required("index").integer()
        let first = hashes[level].count * shape.arity
        guard index == UInt64(hashes[level].count), first < hashes[level - 1].count else {
            throw place.failure(.refused("a node out of order"))
        }
        let last = min(first + shape.arity, hashes[level - 1].count)
        var children = Array(commitments[level - 1][first * columns..<last * columns])
        children += Array(repeating: .identity, count: shape.arity * columns - children.count)
        let merged = hasher.merged(level: level, children: hashes[level - 1][first..<last])
        let hash = hasher.node(level: level, index: index, commitments: children, merged: merged)
        let sums: [CompressedPoint]
        do throws(PointFailure) {
            let points = try RistrettoPoint.decode(children)
            sums = (0..<columns).map { column in
                stride(from: column, to: points.count, by: columns).reduce(RistrettoPoint.identity) { $0 + points[$1] }
                    .compressed()
            }
        } catch {
            throw place.failure(.refused("\(error)"))
        }
        let labels = (0..<columns).flatMap {
            NodeStatement(context: head.context, level: level, index: index, column: $0, children: children).label
        }
        func list(_ name: String, _ reader: inout JSONObjectReader) throws(JSONFailure) -> [[UInt8]] {
            try reader.required(name).array { (value) throws(JSONFailure) in try value.hex() }
        }
        hashes[level].append(hash)
        commitments[level] += sums
        proofs[level] += try list("proofs", &reader).map { EncodedRangeProof(undecoded: $0) }
        return [
            Comparison(expected: try reader.hex("hash"), got: hash.bytes),
            Comparison(expected: Array(try list("commitments", &reader).joined()), got: sums.flatMap(\.bytes)),
            Comparison(expected: Array(try list("labels", &reader).joined()), got: labels),
        ]
    }

    /// The files hold the same leaves and proofs, and verify whole.
    func published(_ leavesFile: [UInt8], _ proofsFiles: [[UInt8]]) -> [Comparison] {
        let leaves = LeafChunk(
            contextDigest: head.context.digest, first: 0, hashes: hashes[0], commitments: commitments[0])
        let chunks = (1...shape.height).map {
            ProofChunk(contextDigest: head.context.digest, level: $0, first: 0, proofs: proofs[$0])
        }
        var verdict = Verdict.accepted
        do throws(TreeRefusal) {
            var verifier = TreeVerifier(head)
            try verifier.append(leaves)
            for chunk in chunks { try verifier.append(chunk) }
            _ = try verifier.finish()
        } catch {
            verdict = .refused(reason: "\(error.reason)")
        }
        return [
            Comparison(expected: leavesFile, got: leaves.encodedFile()),
            Comparison(expected: Array(proofsFiles.joined()), got: chunks.flatMap { $0.encodedFile() }),
            Comparison(expected: Verdict.accepted.text, got: verdict.text),
        ]
    }
}
