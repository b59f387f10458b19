import Bulletproofs
import Ristretto
import SumTree
import Testing

/// A tree with three chunks of leaves and as many chunks of proofs on its first level.
///
/// Amounts have eight bits, so that it is made in seconds.
@Suite struct LargeTreeTests {
    /// What is published of the tree.
    struct Published {
        let leafChunks: [LeafChunk]
        let proofChunks: [ProofChunk]
        let head: TreeHead
    }

    static let capacity: UInt64 = 2 * UInt64(LeafChunk.size) + 48

    static let tree = Result {
        let context = try sampleContext(arity: 16, capacity: capacity, bits: 8)
        let tree = try sampleTree(Array(repeating: 1, count: 100), context)
        return Published(leafChunks: tree.leafChunks, proofChunks: tree.proofChunks, head: try tree.head())
    }

    func refusal(
        leaves: [LeafChunk], proofs: [ProofChunk], head: TreeHead, threads: Int? = nil
    ) -> TreeRefusal? {
        do throws(TreeRefusal) {
            var verifier = TreeVerifier(head, threads: threads)
            for chunk in leaves { try verifier.append(chunk) }
            for chunk in proofs { try verifier.append(chunk) }
            _ = try verifier.finish()
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [1, 2, 3, 8, nil])
    func itIsAcceptedOnAnyNumberOfThreads(threads: Int?) throws {
        let tree = try Self.tree.get()
        #expect(tree.leafChunks.map(\.hashes.count) == [4096, 4096, 48])
        #expect(tree.proofChunks.map(\.proofs.count) == [256, 256, 3, 33, 3, 1])
        #expect(
            refusal(leaves: tree.leafChunks, proofs: tree.proofChunks, head: tree.head, threads: threads) == nil)
    }

    @Test("Proofs may come between the chunks of leaves, as soon as their leaves are there")
    func interleaved() throws {
        let tree = try Self.tree.get()
        let (leaves, proofs) = (tree.leafChunks, tree.proofChunks)
        var verifier = TreeVerifier(tree.head)
        for chunk in leaves.indices {
            try verifier.append(leaves[chunk])
            try verifier.append(proofs[chunk])
        }
        for chunk in proofs[3...] { try verifier.append(chunk) }
        #expect(try verifier.finish().proofCount == 552)
        var early = TreeVerifier(tree.head)
        try early.append(leaves[0])
        try early.append(proofs[0])
        #expect(throws: TreeRefusal.chunkOutsideTree(level: 1)) { try early.append(proofs[1]) }
    }

    @Test(
        "A bad proof is named wherever it stands and however many threads there are",
        arguments: [0, 1, 127, 128, 255, 256, 257, 383, 384, 511, 512, 514], [1, 2, 3])
    func badProof(node: Int, threads: Int) throws {
        let tree = try Self.tree.get()
        let leaves = tree.leafChunks
        var proofs = tree.proofChunks
        proofs[node / 256] = Self.spoiled(proofs[node / 256], at: [node % 256])
        #expect(
            refusal(leaves: leaves, proofs: proofs, head: tree.head, threads: threads)
                == .siblingRange(level: 1, index: UInt64(node), column: 0, .equation))
    }

    @Test("Of several bad proofs the first is named", arguments: [1, 2, 3])
    func firstBadProof(threads: Int) throws {
        let tree = try Self.tree.get()
        for bad in [[3, 130], [100, 255], [127, 128], [200, 201], [0, 255]] {
            var proofs = tree.proofChunks
            proofs[1] = Self.spoiled(proofs[1], at: bad)
            #expect(
                refusal(leaves: tree.leafChunks, proofs: proofs, head: tree.head, threads: threads)
                    == .siblingRange(level: 1, index: UInt64(256 + bad[0]), column: 0, .equation))
        }
        var proofs = tree.proofChunks
        proofs[3] = Self.spoiled(proofs[3], at: [32])
        #expect(
            refusal(leaves: tree.leafChunks, proofs: proofs, head: tree.head, threads: threads)
                == .siblingRange(level: 2, index: 32, column: 0, .equation))
        // One that does not decode comes after one that does not hold.
        var bytes = proofs[0].proofs[200].bytes
        for index in bytes.indices { bytes[index] = 255 }
        proofs[0] = Self.spoiled(Self.changed(proofs[0], [200: EncodedRangeProof(undecoded: bytes)]), at: [190])
        #expect(
            refusal(leaves: tree.leafChunks, proofs: proofs, head: tree.head, threads: threads)
                == .siblingRange(level: 1, index: 190, column: 0, .equation))
    }

    @Test("A leaf with another hash", arguments: [0, 1, 4095, 4096, 8191, 8192, 8239])
    func wrongHash(leaf: Int) throws {
        let tree = try Self.tree.get()
        var leaves = tree.leafChunks
        let chunk = leaves[leaf / 4096]
        var hashes = chunk.hashes
        hashes[leaf % 4096] = try IssuerTree.randomHash()
        leaves[leaf / 4096] = LeafChunk(
            contextDigest: chunk.contextDigest, first: chunk.first, hashes: hashes, commitments: chunk.commitments)
        #expect(refusal(leaves: leaves, proofs: tree.proofChunks, head: tree.head) == .rootHash)
    }

    @Test("A leaf with another commitment", arguments: [0, 4095, 4096, 8191, 8192, 8239])
    func wrongCommitment(leaf: Int) throws {
        let tree = try Self.tree.get()
        var leaves = tree.leafChunks
        let chunk = leaves[leaf / 4096]
        var commitments = chunk.commitments
        commitments[leaf % 4096] = RistrettoPoint.generator.compressed()
        leaves[leaf / 4096] = LeafChunk(
            contextDigest: chunk.contextDigest, first: chunk.first, hashes: chunk.hashes, commitments: commitments)
        // The proof of its parent is the first thing that no longer holds.
        #expect(
            refusal(leaves: leaves, proofs: tree.proofChunks, head: tree.head)
                == .siblingRange(level: 1, index: UInt64(leaf / 16), column: 0, .equation))
    }

    @Test("Chunks in another order, and leaves that stand in the wrong chunk")
    func order() throws {
        let tree = try Self.tree.get()
        let (leaves, proofs) = (tree.leafChunks, tree.proofChunks)
        let swapped = [leaves[1], leaves[0], leaves[2]]
        #expect(
            refusal(leaves: swapped, proofs: proofs, head: tree.head)
                == .chunkOrder(level: 0, expected: 0, actual: 4096))
        #expect(
            refusal(leaves: leaves, proofs: [proofs[1]], head: tree.head)
                == .chunkOrder(level: 1, expected: 0, actual: 256))
        #expect(
            refusal(leaves: leaves, proofs: Array(proofs[..<2]) + proofs[3...], head: tree.head)
                == .incomplete(level: 1, expected: 515, actual: 512))
        #expect(
            refusal(leaves: Array(leaves.dropLast()), proofs: [], head: tree.head)
                == .incomplete(level: 0, expected: Self.capacity, actual: 8192))
        // Each in the other's place, under its own name.
        let moved = [0, 1].map { place in
            LeafChunk(
                contextDigest: leaves[0].contextDigest, first: UInt64(place * 4096), hashes: leaves[1 - place].hashes,
                commitments: leaves[1 - place].commitments)
        }
        #expect(
            refusal(leaves: moved + [leaves[2]], proofs: proofs, head: tree.head)
                == .siblingRange(level: 1, index: 0, column: 0, .equation))
    }

    /// The chunk with some proofs replaced.
    static func changed(_ chunk: ProofChunk, _ others: [Int: EncodedRangeProof]) -> ProofChunk {
        ProofChunk(
            contextDigest: chunk.contextDigest, level: chunk.level, first: chunk.first,
            proofs: chunk.proofs.enumerated().map { others[$0.offset] ?? $0.element })
    }

    /// The chunk with a bit of the last scalar of some proofs turned.
    static func spoiled(_ chunk: ProofChunk, at positions: [Int]) -> ProofChunk {
        var others: [Int: EncodedRangeProof] = [:]
        for position in positions {
            var bytes = chunk.proofs[position].bytes
            bytes[bytes.count - 1] ^= 1
            others[position] = EncodedRangeProof(undecoded: bytes)
        }
        return changed(chunk, others)
    }
}
