import Bulletproofs
import Ristretto
import SumTree
import Testing

/// What somebody without an account sees who checks all that is published.
@Suite struct WholeTreeTests {
    func verify(_ tree: IssuerTree, head: TreeHead? = nil) throws -> VerifiedTree {
        var verifier = try TreeVerifier(head ?? tree.head())
        for chunk in tree.leafChunks { try verifier.append(chunk) }
        for chunk in tree.proofChunks { try verifier.append(chunk) }
        return try verifier.finish()
    }

    func refusal(_ body: () throws -> Void) -> TreeRefusal? {
        do {
            try body()
            return nil
        } catch {
            return error as? TreeRefusal
        }
    }

    @Test("An honest tree is accepted", arguments: [(2, 2), (2, 6), (2, 10), (4, 16), (4, 20), (8, 24), (16, 272)])
    func honest(arity: Int, capacity: UInt64) throws {
        let context = try sampleContext(arity: arity, capacity: capacity)
        let tree = try sampleTree([4, 5, 6].prefix(Int(capacity)).map { $0 }, context)
        let evidence = try verify(tree)
        let nodes = (1...context.shape.height).reduce(0) { $0 + context.shape.nodeCount(level: $1) }
        #expect(evidence.proofCount == nodes && evidence.head.root == tree.root)
    }

    @Test func twoColumns() throws {
        let context = try sampleContext(kind: .marginBook, capacity: 20, columns: [.margin, .excess])
        let tree = try IssuerTree(context, sampleLeaves([[1, 2], [3, 4]], context))
        #expect(try verify(tree).proofCount == 2 * (5 + 2 + 1))
    }

    @Test("Proofs may come as soon as their leaves are there, and not before")
    func interleaved() throws {
        // Three chunks of leaves would be large; levels interleave in the same way.
        let tree = try sampleTree([1, 2], sampleContext(arity: 2, capacity: 8))
        let (leaves, proofs) = (tree.leafChunks, tree.proofChunks)
        var early = try TreeVerifier(tree.head())
        #expect(refusal { try early.append(proofs[0]) } == .chunkOutsideTree(level: 1))
        var swapped = try TreeVerifier(tree.head())
        try swapped.append(leaves[0])
        for chunk in proofs.reversed() { try swapped.append(chunk) }
        #expect(try swapped.finish().proofCount == 7)
    }

    @Test("Chunks that are missing, doubled, out of order or of another tree")
    func chunkOrder() throws {
        let context = try sampleContext(arity: 2, capacity: 6)
        let tree = try sampleTree([1, 2, 3, 4], context)
        let (leaves, proofs) = (tree.leafChunks, tree.proofChunks)
        func run(_ leaves: [LeafChunk], _ proofs: [ProofChunk]) -> TreeRefusal? {
            refusal {
                var verifier = try TreeVerifier(tree.head())
                for chunk in leaves { try verifier.append(chunk) }
                for chunk in proofs { try verifier.append(chunk) }
                _ = try verifier.finish()
            }
        }
        #expect(run(leaves, proofs) == nil)
        #expect(run([], []) == .incomplete(level: 0, expected: 6, actual: 0))
        #expect(run(leaves, Array(proofs.dropLast())) == .incomplete(level: 3, expected: 1, actual: 0))
        #expect(run(leaves, Array(proofs.dropFirst())) == .incomplete(level: 1, expected: 3, actual: 0))
        #expect(run(leaves + leaves, proofs) == .chunkOutsideTree(level: 0))
        #expect(run(leaves, proofs + proofs) == .chunkOutsideTree(level: 1))
        let first = leaves[0]
        func leafChunk(_ range: Range<Int>, first start: UInt64) -> LeafChunk {
            LeafChunk(
                contextDigest: context.digest, first: start, hashes: Array(first.hashes[range]),
                commitments: Array(first.commitments[range]))
        }
        #expect(run([leafChunk(0..<4, first: 0)], proofs) == .chunkOrder(level: 0, expected: 0, actual: 0))
        #expect(run([leafChunk(0..<6, first: 2)], proofs) == .chunkOrder(level: 0, expected: 0, actual: 2))
        let uneven = LeafChunk(
            contextDigest: context.digest, first: 0, hashes: first.hashes,
            commitments: Array(first.commitments.dropLast()))
        #expect(run([uneven], proofs) == .columnCount(expected: 1, actual: 0))
        let few = ProofChunk(
            contextDigest: context.digest, level: 1, first: 0, proofs: Array(proofs[0].proofs.dropLast()))
        #expect(run(leaves, [few]) == .rangeProofCount(level: 1, expected: 3, actual: 2))
        let high = ProofChunk(contextDigest: context.digest, level: 4, first: 0, proofs: proofs[0].proofs)
        #expect(run(leaves, [high]) == .chunkOutsideTree(level: 4))
        let later = ProofChunk(contextDigest: context.digest, level: 1, first: 1, proofs: proofs[0].proofs)
        #expect(run(leaves, [later]) == .chunkOrder(level: 1, expected: 0, actual: 1))
        let foreign = try sampleContext(epoch: 43, arity: 2, capacity: 6).digest
        let strange = LeafChunk(
            contextDigest: foreign, first: 0, hashes: first.hashes, commitments: first.commitments)
        #expect(run([strange], proofs) == .contextMismatch)
        let odd = ProofChunk(contextDigest: foreign, level: 1, first: 0, proofs: proofs[0].proofs)
        #expect(run(leaves, [odd]) == .contextMismatch)
    }

    @Test("A change of any leaf or proof is found")
    func changes() throws {
        let context = try sampleContext(arity: 2, capacity: 6)
        let tree = try sampleTree([1, 2, 3, 4], context)
        let (leaves, proofs) = (tree.leafChunks[0], tree.proofChunks)
        for leaf in 0..<6 {
            var hashes = leaves.hashes
            hashes[leaf] = try IssuerTree.randomHash()
            let changed = LeafChunk(
                contextDigest: context.digest, first: 0, hashes: hashes, commitments: leaves.commitments)
            let found = refusal {
                var verifier = try TreeVerifier(tree.head())
                try verifier.append(changed)
                for chunk in proofs { try verifier.append(chunk) }
                _ = try verifier.finish()
            }
            #expect(found == .rootHash)
        }
        for (position, chunk) in proofs.enumerated() {
            for proof in chunk.proofs.indices {
                var changed = chunk.proofs
                var bytes = changed[proof].bytes
                bytes[bytes.count - 1] ^= 1
                changed[proof] = EncodedRangeProof(undecoded: bytes)
                var verifier = try TreeVerifier(tree.head())
                try verifier.append(leaves)
                for chunk in proofs[..<position] { try verifier.append(chunk) }
                let bad = ProofChunk(contextDigest: context.digest, level: chunk.level, first: 0, proofs: changed)
                #expect(
                    refusal { try verifier.append(bad) }
                        == .siblingRange(level: chunk.level, index: UInt64(proof), column: 0, .equation))
            }
        }
    }

    @Test("Negative leaves, sums that leave a child out, and mixed roots")
    func dishonest() throws {
        let context = try sampleContext()
        #expect(
            refusal { _ = try verify(sampleTree([100, 0, 0, 0, -100], context)) }
                == .siblingRange(level: 1, index: 1, column: 0, .equation))
        for (level, reason) in [(2, TreeRefusal.rootCommitment(column: 0)), (1, .rootHash)] {
            var deceit = Deceit()
            deceit.omitted = { $0 == level && $1 == 0 ? [1] : [] }
            #expect(
                refusal {
                    let tree = try sampleTree([1, 2, 3, 4, 5, 6], context, deceit: deceit)
                    var verifier = try TreeVerifier(tree.head())
                    for chunk in tree.leafChunks { try verifier.append(chunk) }
                    _ = try verifier.finish()
                } == reason)
        }
    }

    @Test("A commitment that is no group element")
    func badPoint() throws {
        let context = try sampleContext(arity: 2, capacity: 2)
        let tree = try sampleTree([1, 2], context)
        var commitments = tree.leafChunks[0].commitments
        commitments[1] = try CompressedPoint(undecoded: [UInt8](repeating: 0xFF, count: 32))
        var verifier = try TreeVerifier(tree.head())
        let chunk = LeafChunk(
            contextDigest: context.digest, first: 0, hashes: tree.leafChunks[0].hashes, commitments: commitments)
        #expect(refusal { try verifier.append(chunk) } == .nonCanonicalPoint(level: 0))
    }
}
