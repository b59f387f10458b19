import Bulletproofs
import Foundation
import Pedersen
import Ristretto
import StrictJSON
import SumTree
import Testing
import Wire

/// A vector file of this module.
func vectorCases<Case>(
    _ file: String, suite: String, _ read: (inout JSONObjectReader) throws(JSONFailure) -> Case
) throws -> [Case] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../vectors")
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: file)))
    return try JSONDocument.parse(bytes, maximumBytes: 1 << 22).object { (file) throws(JSONFailure) in
        let name = try file.required("suite")
        guard try name.string() == suite else { throw name.failure(.refused("another suite")) }
        _ = try file.string("source")
        return try file.required("cases").array { (element) throws(JSONFailure) in try element.object(read) }
    }
}

/// A head from its wire form.
func treeHead(_ bytes: [UInt8], issuerKey: [UInt8], epoch: UInt64, buildDigest: [UInt8]) throws -> TreeHead {
    let digest = try #require(NodeHash(bytes: buildDigest))
    var reader = try WireReader(bytes, maximumByteCount: 4096)
    let head = try TreeHead(reading: &reader, issuerKey: issuerKey, epoch: epoch, buildDigest: digest)
    try reader.finish()
    return head
}

/// `vectors/sum-tree-path.json`: paths, one fault each.
@Suite struct PathVectorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let issuerKey: [UInt8]
        let epoch: UInt64
        let buildDigest: [UInt8]
        let head: [UInt8]
        let account: [UInt8]
        let salt: [UInt8]
        let columns: [Column]
        let path: [UInt8]
        let valid: Bool
        let reason: String?

        struct Column: Sendable {
            let commitment: [UInt8]
            let amount: UInt64
            let blinding: [UInt8]
        }

        var testDescription: String { name }

        init(_ entry: inout JSONObjectReader) throws(JSONFailure) {
            name = try entry.string("name")
            issuerKey = try entry.hex("issuerKey", count: 32)
            epoch = try entry.required("epoch").integer()
            buildDigest = try entry.hex("buildDigest", count: 32)
            head = try entry.hex("head")
            account = try entry.hex("account")
            salt = try entry.hex("salt")
            columns = try entry.required("columns").array { (column) throws(JSONFailure) in
                try column.object { (column) throws(JSONFailure) in
                    Column(
                        commitment: try column.hex("commitment", count: 32),
                        amount: try column.required("amount").integerString(),
                        blinding: try column.hex("blinding", count: 32))
                }
            }
            path = try entry.hex("path")
            valid = try entry.required("valid").bool()
            reason = try entry.optional("reason")?.string()
        }

        /// The name of the refusal, nil when accepted.
        func refusal() throws -> String? {
            let head = try treeHead(head, issuerKey: issuerKey, epoch: epoch, buildDigest: buildDigest)
            let opening = LeafOpening(
                salt: salt,
                columns: try columns.map {
                    LeafOpening.Column(
                        commitment: try CompressedPoint(undecoded: $0.commitment), amount: $0.amount,
                        blinding: try Scalar(canonical: $0.blinding))
                })
            do {
                let decoded = try Path(file: path)
                #expect(decoded.encodedFile() == path)
                let evidence = try decoded.verify(
                    account: try #require(AccountID(utf8: account)), opening: opening, head: head)
                #expect(evidence.amounts == columns.map(\.amount))
                return nil
            } catch is WireFailure {
                return "malformed"
            } catch let refusal as TreeRefusal {
                return "\(refusal.reason)"
            }
        }
    }

    static let cases = (try? vectorCases("sum-tree-path.json", suite: "sum-tree-path", Case.init)) ?? []

    @Test func theFileIsThere() { #expect(Self.cases.count == 70 && Self.cases.filter(\.valid).count == 11) }

    @Test(arguments: cases)
    func verdict(_ entry: Case) throws {
        #expect(try entry.refusal() == entry.reason)
        #expect(entry.valid == (entry.reason == nil))
    }

    @Test("A path is at most 8 KiB at height 5, arity 16, with one column")
    func size() throws {
        let context = try sampleContext(arity: 16, capacity: 1 << 20)
        #expect(context.shape.height == 5 && context.proofByteCount == 928)
        let level = 15 * 32 + 4 * 32 + context.proofByteCount
        // Heads of the strings and containers: 3 and 2 bytes for the byte strings, 5 for keys and counts.
        #expect(5 * (level + 3 + 2 + 3 + 6) + 200 <= 8192)
    }
}

/// `vectors/sum-tree.json`: whole trees, hash by hash.
@Suite struct TreeVectorTests {
    struct Leaf {
        let hash: [UInt8]
        let commitments: [[UInt8]]
        let account: [UInt8]?
        let salt: [UInt8]
        let amounts: [UInt64]
        let blindings: [[UInt8]]

        init(_ entry: inout JSONObjectReader) throws(JSONFailure) {
            hash = try entry.hex("hash", count: 32)
            commitments = try entry.required("commitments").array { (value) throws(JSONFailure) in
                try value.hex(count: 32)
            }
            account = try entry.optional("account")?.hex()
            salt = try entry.optional("salt")?.hex(count: 32) ?? []
            amounts =
                try entry.optional("amounts")?.array { (value) throws(JSONFailure) in try value.integerString() } ?? []
            blindings =
                try entry.optional("blindings")?.array { (value) throws(JSONFailure) in try value.hex(count: 32) } ?? []
        }
    }

    struct Node {
        let level: Int
        let index: UInt64
        let hash: [UInt8]
        let commitments: [[UInt8]]
        let labels: [[UInt8]]
        let proofs: [[UInt8]]

        init(_ entry: inout JSONObjectReader) throws(JSONFailure) {
            func list(_ name: String, _ entry: inout JSONObjectReader) throws(JSONFailure) -> [[UInt8]] {
                try entry.required(name).array { (value) throws(JSONFailure) in try value.hex() }
            }
            level = try entry.required("level").integer()
            index = try entry.required("index").integer()
            hash = try entry.hex("hash", count: 32)
            commitments = try list("commitments", &entry)
            labels = try list("labels", &entry)
            proofs = try list("proofs", &entry)
        }
    }

    struct Case {
        let name: String
        let issuerKey: [UInt8]
        let epoch: UInt64
        let buildID: [UInt8]
        let buildDigest: [UInt8]
        let contextDigest: [UInt8]
        let height: Int
        let empty: [[UInt8]]
        let head: [UInt8]
        let leaves: [Leaf]
        let nodes: [Node]
        let leavesFile: [UInt8]
        let proofsFiles: [[UInt8]]

        init(_ entry: inout JSONObjectReader) throws(JSONFailure) {
            name = try entry.string("name")
            issuerKey = try entry.hex("issuerKey", count: 32)
            epoch = try entry.required("epoch").integer()
            buildID = try entry.hex("buildID")
            buildDigest = try entry.hex("buildDigest", count: 32)
            contextDigest = try entry.hex("contextDigest", count: 32)
            height = try entry.required("height").integer()
            empty = try entry.required("empty").array { (value) throws(JSONFailure) in try value.hex(count: 32) }
            head = try entry.hex("head")
            leaves = try entry.required("leaves").array { (value) throws(JSONFailure) in
                try value.object { (entry) throws(JSONFailure) in try Leaf(&entry) }
            }
            nodes = try entry.required("nodes").array { (value) throws(JSONFailure) in
                try value.object { (entry) throws(JSONFailure) in try Node(&entry) }
            }
            leavesFile = try entry.hex("leavesFile")
            proofsFiles = try entry.required("proofsFiles").array { (value) throws(JSONFailure) in try value.hex() }
        }
    }

    let cases: [Case]

    init() throws { cases = try vectorCases("sum-tree.json", suite: "sum-tree", Case.init) }

    @Test func contextAndConstants() throws {
        #expect(cases.count == 2)
        for entry in cases {
            #expect(TreeContext.buildDigest(buildID: entry.buildID).bytes == entry.buildDigest)
            let head = try treeHead(
                entry.head, issuerKey: entry.issuerKey, epoch: entry.epoch, buildDigest: entry.buildDigest)
            #expect(head.context.digest.bytes == entry.contextDigest && head.context.shape.height == entry.height)
            var writer = WireWriter()
            head.write(to: &writer)
            #expect(writer.finish() == entry.head)
            var hasher = TreeHasher(head.context)
            for level in 0..<entry.height { #expect(hasher.empty(level: level).bytes == entry.empty[level]) }
            #expect(entry.nodes.last?.hash == head.root.hash.bytes)
            #expect(entry.nodes.last?.commitments == head.root.commitments.map(\.bytes))
        }
    }

    @Test func leaves() throws {
        for entry in cases {
            let head = try treeHead(
                entry.head, issuerKey: entry.issuerKey, epoch: entry.epoch, buildDigest: entry.buildDigest)
            var hasher = TreeHasher(head.context)
            for leaf in entry.leaves {
                guard let account = leaf.account else { continue }
                let commitments = try zip(leaf.amounts, leaf.blindings).map {
                    Commitment(to: $0, blinding: try Scalar(canonical: $1)).compressed()
                }
                #expect(commitments.map(\.bytes) == leaf.commitments)
                let id = try #require(AccountID(utf8: account))
                #expect(hasher.leaf(account: id, salt: leaf.salt, commitments: commitments).bytes == leaf.hash)
            }
        }
    }

    @Test func nodesAndLabels() throws {
        for entry in cases {
            let head = try treeHead(
                entry.head, issuerKey: entry.issuerKey, epoch: entry.epoch, buildDigest: entry.buildDigest)
            let (shape, columns) = (head.context.shape, head.context.columns.count)
            var hasher = TreeHasher(head.context)
            var row = entry.leaves.map { ($0.hash, $0.commitments) }
            for level in 1...entry.height {
                let nodes = entry.nodes.filter { $0.level == level }
                #expect(UInt64(nodes.count) == shape.nodeCount(level: level))
                for node in nodes {
                    let first = Int(node.index) * shape.arity
                    let children = row[first..<min(first + shape.arity, row.count)]
                    var points = try children.flatMap(\.1).map { try CompressedPoint(undecoded: $0) }
                    while points.count < shape.arity * columns { points.append(.identity) }
                    let hashes = try children.map { try #require(NodeHash(bytes: $0.0)) }
                    let merged = hasher.merged(level: level, children: hashes[...])
                    let hash = hasher.node(level: level, index: node.index, commitments: points, merged: merged)
                    #expect(hash.bytes == node.hash)
                    for column in 0..<columns {
                        let statement = NodeStatement(
                            context: head.context, level: level, index: node.index, column: column, children: points)
                        #expect(statement.label == node.labels[column] && statement.label.count == 58)
                    }
                }
                row = nodes.map { ($0.hash, $0.commitments) }
            }
        }
    }

    @Test("The published form of the trees is accepted whole")
    func wholeTree() throws {
        for entry in cases {
            let head = try treeHead(
                entry.head, issuerKey: entry.issuerKey, epoch: entry.epoch, buildDigest: entry.buildDigest)
            var verifier = TreeVerifier(head)
            let leaves = try LeafChunk(file: entry.leavesFile)
            #expect(leaves.hashes.map(\.bytes) == entry.leaves.map(\.hash))
            #expect(leaves.commitments.map(\.bytes) == entry.leaves.flatMap(\.commitments))
            #expect(leaves.encodedFile() == entry.leavesFile)
            try verifier.append(leaves)
            for (below, file) in entry.proofsFiles.enumerated() {
                let proofs = try ProofChunk(file: file)
                #expect(proofs.level == below + 1 && proofs.encodedFile() == file)
                let listed = entry.nodes.filter { $0.level == proofs.level }.flatMap(\.proofs)
                #expect(proofs.proofs.map(\.bytes) == listed)
                try verifier.append(proofs)
            }
            #expect(try verifier.finish().proofCount == UInt64(entry.nodes.flatMap(\.proofs).count))
        }
    }
}
