import StrictJSON
import SumTree

/// The files of a whole tree from the vectors, with the head that they belong to.
struct TreeVector: Sendable {
    let head: TreeHead
    let leaves: [UInt8]
    let proofs: [[UInt8]]

    static func all(_ material: FuzzMaterial) throws -> [TreeVector] {
        try material.cases("vectors/sum-tree.json") { (reader) throws(JSONFailure) in
            let build = NodeHash(bytes: try reader.hex("buildDigest"))
            let head = try TreeHead(vector: &reader, buildDigest: build)
            let proofs = try reader.array("proofsFiles").map { (value) throws(JSONFailure) in try value.hex() }
            return TreeVector(head: head, leaves: try reader.hex("leavesFile"), proofs: proofs)
        }
    }

    /// Whether the tree's verifier accepts the files.
    func accepts(leaves: LeafChunk, proofs: [ProofChunk]) -> Bool {
        do throws(TreeRefusal) {
            var verifier = TreeVerifier(head, threads: 1)
            try verifier.append(leaves)
            for chunk in proofs { try verifier.append(chunk) }
            _ = try verifier.finish()
            return true
        } catch {
            return false
        }
    }
}

/// Runs of leaves: one encoding for each, and no others than the real ones have the root of the header.
struct TreeLeavesTarget: FuzzTarget {
    static let name = "tree-leaves"
    static let summary = "published leaves of a tree"
    static let maximumByteCount = 8192
    static let words = ["solvency/tree-leaves"]

    private let trees: [TreeVector]
    private let proofs: [[ProofChunk]]

    init(_ material: FuzzMaterial) throws {
        trees = try TreeVector.all(material)
        proofs = try trees.map { try $0.proofs.map { try ProofChunk(file: $0) } }
    }

    func seeds() -> [[UInt8]] { trees.map(\.leaves) }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        guard let chunk = try? LeafChunk(file: input) else { return .refused }
        try Self.require("leaves", input, is: chunk.encodedFile())
        for (tree, proofs) in zip(trees, proofs) where chunk.contextDigest == tree.head.context.digest {
            let isAccepted = tree.accepts(leaves: chunk, proofs: proofs)
            guard isAccepted == (input == tree.leaves) else { throw .forgeryAccepted(object: "leaves") }
        }
        return .accepted
    }
}

/// Runs of range proofs: one encoding for each, and no others than the real ones verify.
struct TreeProofsTarget: FuzzTarget {
    static let name = "tree-proofs"
    static let summary = "published range proofs of a tree"
    static let maximumByteCount = 16384
    static let words = ["solvency/tree-proofs"]

    private let trees: [TreeVector]
    private let leaves: [LeafChunk]

    init(_ material: FuzzMaterial) throws {
        trees = try TreeVector.all(material)
        leaves = try trees.map { try LeafChunk(file: $0.leaves) }
    }

    func seeds() -> [[UInt8]] { trees.flatMap(\.proofs) }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        guard let chunk = try? ProofChunk(file: input) else { return .refused }
        try Self.require("range proofs", input, is: chunk.encodedFile())
        for (tree, leaves) in zip(trees, leaves) where chunk.contextDigest == tree.head.context.digest {
            do throws(TreeRefusal) {
                // A level above the first before its turn must be refused, not looked for.
                var verifier = TreeVerifier(tree.head, threads: 1)
                try verifier.append(leaves)
                try verifier.append(chunk)
            } catch {
                continue
            }
            guard tree.proofs.contains(input) else { throw .forgeryAccepted(object: "range proofs") }
        }
        return .accepted
    }
}
