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
        for count in 0..<proofs.count {
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

    @Test("Every flipped bit of a chunk is malformed, or another chunk")
    func chunkFlips() throws {
        let tree = try Self.sample()
        let (leaves, proofs) = (tree.leafChunks[0], tree.proofChunks[0])
        let (leafFile, proofFile) = (leaves.encodedFile(), proofs.encodedFile())
        for bit in 0..<8 * leafFile.count {
            var changed = leafFile
            changed[bit / 8] ^= 1 << (bit % 8)
            guard let chunk = try? LeafChunk(file: changed) else { continue }
            #expect(chunk != leaves && chunk.encodedFile() == changed)
        }
        for bit in 0..<8 * proofFile.count {
            var changed = proofFile
            changed[bit / 8] ^= 1 << (bit % 8)
            guard let chunk = try? ProofChunk(file: changed) else { continue }
            #expect(chunk != proofs && chunk.encodedFile() == changed)
        }
    }

    /// A file with one part of its content replaced.
    private func file(_ bytes: [UInt8], key: Int, _ change: (WireValue) throws -> WireValue) throws -> [UInt8] {
        guard case .array(let parts) = try WireValue(decoding: bytes, maximumByteCount: 1 << 20),
            case .map(let entries) = parts[2]
        else {
            Issue.record("a file is an array of three")
            return []
        }
        var writer = WireWriter()
        writer.beginArray(count: 3)
        writer.text("solvency/tree-path")
        writer.unsigned(1)
        writer.beginMap(count: entries.count)
        for (position, entry) in entries.enumerated() {
            writer.key(UInt64(position + 1))
            try (position + 1 == key ? change(entry.value) : entry.value).copy(to: &writer)
        }
        writer.end()
        writer.end()
        return writer.finish()
    }

    @Test("Hashes that are cut or drawn out", arguments: [0, 8, 16, 20, 31, 33, 64])
    func shortHashes(count: Int) throws {
        var tree = try Self.sample()
        let path = tree.path(0).encodedFile()
        #expect(try file(path, key: 3) { $0 } == path)
        for key in [1, 3] {
            let other = try file(path, key: key) { _ in .bytes([UInt8](repeating: 7, count: count)) }
            #expect(throws: WireFailure.self) { try Path(file: other) }
        }
        #expect(NodeHash(bytes: [UInt8](repeating: 7, count: count)) == nil)
        let siblings = try file(path, key: 4) { value in
            guard case .array(var levels) = value else { return value }
            levels[0] = .map([])
            return .array(levels)
        }
        #expect(throws: WireFailure.self) { try Path(file: siblings) }
    }

    @Test("More levels than any tree has, and none")
    func tooManyLevels() throws {
        var tree = try Self.sample()
        let path = tree.path(0).encodedFile()
        for (count, isRead) in [(0, false), (1, true), (48, true), (49, false), (10_000, false)] {
            let other = try file(path, key: 4) { value in
                guard case .array(let levels) = value else { return value }
                return .array([WireValue](repeating: levels[0], count: count))
            }
            if isRead {
                let head = try tree.head()
                let found = try Path(file: other)
                let leaf = tree.leaves[0]
                let account = try #require(leaf.account)
                #expect(throws: TreeRefusal.pathLength(expected: 3, actual: count)) {
                    try found.verify(account: account, opening: leaf.opening, head: head)
                }
            } else {
                #expect(throws: WireFailure.self) { try Path(file: other) }
            }
        }
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

extension WireValue {
    /// Writes the value as a part of another one.
    fileprivate func copy(to writer: inout WireWriter) throws {
        switch self {
        case .unsigned(let value): writer.unsigned(value)
        case .negative(let complement): writer.signed(~Int64(complement))
        case .bytes(let bytes): writer.bytes(bytes)
        case .text(let utf8): writer.text(utf8)
        case .bool(let value): writer.bool(value)
        case .null: writer.null()
        case .array(let elements):
            writer.beginArray(count: elements.count)
            for element in elements { try element.copy(to: &writer) }
            writer.end()
        case .map(let entries):
            writer.beginMap(count: entries.count)
            for entry in entries {
                guard case .unsigned(let key) = entry.key else { continue }
                writer.key(key)
                try entry.value.copy(to: &writer)
            }
            writer.end()
        }
    }
}
