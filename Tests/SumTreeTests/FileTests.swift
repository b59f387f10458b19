import SumTree
import Testing
import Wire

@Suite struct FileTests {
    static func sample() throws -> IssuerTree { try sampleTree([7, 9], sampleContext(arity: 2, capacity: 6)) }

    @Test func roundTrips() throws {
        var tree = try Self.sample()
        let path = tree.path(0)
        #expect(try Path(file: path.encodedFile()) == path)
        for chunk in tree.leafChunks { #expect(try LeafChunk(file: chunk.encodedFile()) == chunk) }
        for chunk in tree.proofChunks { #expect(try ProofChunk(file: chunk.encodedFile()) == chunk) }
        var writer = WireWriter()
        let head = try tree.head()
        head.write(to: &writer)
        let bytes = writer.finish()
        func read(_ bytes: [UInt8], epoch: UInt64) throws(WireFailure) -> TreeHead {
            var reader = try WireReader(bytes, maximumByteCount: 4096)
            let head = try TreeHead(
                reading: &reader, issuerKey: head.context.issuerKey, epoch: epoch,
                buildDigest: head.context.buildDigest)
            try reader.finish()
            return head
        }
        #expect(try read(bytes, epoch: 42) == head)
        #expect(try read(bytes, epoch: 43).context != head.context)
        for bit in 0..<8 * bytes.count {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            guard let other = try? read(changed, epoch: 42) else { continue }
            var writer = WireWriter()
            other.write(to: &writer)
            #expect(writer.finish() == changed && other != head)
        }
    }

    @Test("Every shorter file is malformed")
    func truncation() throws {
        var tree = try Self.sample()
        let file = tree.path(0).encodedFile()
        for count in 0..<file.count { #expect(throws: WireFailure.self) { try Path(file: Array(file.prefix(count))) } }
        let leaves = tree.leafChunks[0].encodedFile()
        for count in 0..<leaves.count {
            #expect(throws: WireFailure.self) { try LeafChunk(file: Array(leaves.prefix(count))) }
        }
        let proofs = tree.proofChunks[0].encodedFile()
        for count in stride(from: 0, to: proofs.count, by: 7) {
            #expect(throws: WireFailure.self) { try ProofChunk(file: Array(proofs.prefix(count))) }
        }
    }

    @Test("Every flipped bit is malformed, or another path that is refused")
    func flips() throws {
        var tree = try Self.sample()
        let file = tree.path(0).encodedFile()
        let leaf = tree.leaves[0]
        let head = try tree.head()
        let account = try #require(leaf.account)
        var decoded = 0
        // The proofs' own bits are the business of their module: every 37th is enough here.
        for bit in 0..<8 * file.count where bit < 1600 || bit.isMultiple(of: 37) {
            var changed = file
            changed[bit / 8] ^= 1 << (bit % 8)
            guard let path = try? Path(file: changed) else { continue }
            decoded += 1
            #expect(path.encodedFile() == changed)
            #expect(throws: TreeRefusal.self) { try path.verify(account: account, opening: leaf.opening, head: head) }
        }
        #expect(decoded > 1000)
    }

    @Test("Another type of file is refused as such")
    func types() throws {
        let tree = try Self.sample()
        let leaves = tree.leafChunks[0].encodedFile()
        #expect(throws: WireFailure(offset: 1, field: "file.type", reason: .fileType)) { try Path(file: leaves) }
        #expect(throws: WireFailure(offset: 1, field: "file.type", reason: .fileType)) { try ProofChunk(file: leaves) }
        #expect(try FileKind.announced(in: leaves).type == Array("solvency/tree-leaves".utf8))
    }
}
