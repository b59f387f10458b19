import Ristretto
import SumTree
import Testing

@Suite struct HashTests {
    @Test("Ids that other formats confuse have leaves of their own")
    func delimiters() throws {
        var hasher = TreeHasher(try sampleContext())
        let ids = [
            "a;b", "a", "b", "a:b", "a|b", "a,b", "a\"b", String(repeating: "a", count: 64), "é", "e\u{301}", "A", "a ",
            " a",
        ]
        let hashes = try ids.map {
            hasher.leaf(
                account: try #require(AccountID(utf8: Array($0.utf8))), salt: Array(repeating: 1, count: 32),
                commitments: [.identity])
        }
        #expect(Set(hashes).count == ids.count)
    }

    @Test("Bytes that move from one field to the next change the hash")
    func boundaries() throws {
        var hasher = TreeHasher(try sampleContext())
        let ab = try #require(AccountID(utf8: [97, 98]))
        let a = try #require(AccountID(utf8: [97]))
        #expect(
            hasher.leaf(account: ab, salt: [1], commitments: [])
                != hasher.leaf(account: a, salt: [98, 1], commitments: []))
    }

    @Test("Every position of a hash matters, and no two uses share one")
    func separation() throws {
        var hasher = TreeHasher(try sampleContext())
        let zero = try #require(NodeHash(bytes: [UInt8](repeating: 0, count: 32)))
        let one = try #require(NodeHash(bytes: [UInt8](repeating: 1, count: 32)))
        let all = [
            hasher.empty(level: 0), hasher.empty(level: 1), hasher.merge(level: 1, depth: 0, left: zero, right: one),
            hasher.merge(level: 1, depth: 0, left: one, right: zero),
            hasher.merge(level: 1, depth: 1, left: zero, right: one),
            hasher.merge(level: 2, depth: 0, left: zero, right: one),
            hasher.node(level: 1, index: 0, commitments: [], merged: zero),
            hasher.node(level: 1, index: 1, commitments: [], merged: zero),
            hasher.node(level: 2, index: 0, commitments: [], merged: zero),
            hasher.node(level: 1, index: 0, commitments: [.identity], merged: zero),
            hasher.node(level: 1, index: 0, commitments: [], merged: one),
        ]
        #expect(Set(all).count == all.count)
        var other = TreeHasher(try sampleContext(epoch: 43))
        #expect(other.empty(level: 0) != all[0])
    }

    @Test("Every field of the context is in its digest")
    func context() throws {
        let digests = try [
            sampleContext(), sampleContext(epoch: 43), sampleContext(build: 2), sampleContext(kind: .pledges),
            sampleContext(asset: "bt"), sampleContext(unit: "XBT"), sampleContext(decimals: 7), sampleContext(arity: 2),
            sampleContext(capacity: 12), sampleContext(columns: [.balance, .debt]), sampleContext(bits: 32),
            sampleContext(issuerKey: Array(repeating: 8, count: 32)),
        ].map(\.digest)
        #expect(Set(digests).count == digests.count)
    }

    @Test("Names and numbers that describe no tree")
    func contextFaults() throws {
        for asset in ["", ".", "..", "../x", "BTC", "b c", "b:c", "b|c", "é", String(repeating: "a", count: 33)] {
            #expect(throws: TreeContextFault.assetID) { try sampleContext(asset: asset) }
        }
        for unit in ["", "a\nb", "\u{7F}", "a\u{85}", String(repeating: "é", count: 17)] {
            #expect(throws: TreeContextFault.unit) { try sampleContext(unit: unit) }
        }
        #expect(throws: TreeContextFault.decimals(20)) { try sampleContext(decimals: 20) }
        #expect(throws: TreeContextFault.length(31)) { try sampleContext(issuerKey: Array(repeating: 1, count: 31)) }
        for bits in [0, 1, 7, 33, 63, 65, 128] {
            #expect(throws: TreeContextFault.bits(bits)) { try sampleContext(bits: bits) }
        }
    }

    @Test("Account ids are plain text of 1 to 128 bytes")
    func accounts() {
        #expect(AccountID(utf8: []) == nil && AccountID(utf8: Array(repeating: 97, count: 129)) == nil)
        #expect(AccountID(utf8: Array(repeating: 97, count: 128)) != nil)
        for bad: [UInt8] in [
            [0], [9], [10], [0x1F], [0x7F], [0xC2, 0x80], [0xC2, 0x9F], [0xC3], [0xC0, 0x80], [97, 0xFF],
        ] {
            #expect(AccountID(utf8: bad) == nil)
        }
        for good: [UInt8] in [[0x20], [0xC2, 0xA0], Array("日本".utf8)] { #expect(AccountID(utf8: good) != nil) }
    }
}

@Suite struct ShapeTests {
    @Test(
        arguments: [
            (2, 2, 1), (2, 4, 2), (2, 6, 3), (4, 4, 1), (4, 16, 2), (4, 20, 3), (16, 16, 1), (16, 32, 2), (16, 256, 2),
            (16, 272, 3), (16, 1 << 20, 5), (16, (1 << 20) + 16, 6), (16, 1 << 48, 12), (2, 1 << 48, 48),
        ] as [(Int, UInt64, Int)])
    func height(arity: Int, capacity: UInt64, height: Int) throws {
        let shape = try TreeShape(arity: arity, capacity: capacity)
        #expect(shape.height == height)
        #expect(shape.nodeCount(level: 0) == capacity && shape.nodeCount(level: height) == 1)
        #expect(shape.nodeCount(level: height - 1) > 1)
        for level in 1...height {
            let count = shape.nodeCount(level: level)
            let last = UInt64(shape.storedChildren(level: level, index: count - 1))
            #expect(last >= 1 && (count - 1) * UInt64(arity) + last == shape.nodeCount(level: level - 1))
            #expect(shape.storedChildren(level: level, index: count) == 0)
        }
    }

    @Test func refused() {
        for arity in [0, 1, 3, 5, 32, -4] {
            #expect(throws: TreeContextFault.arity(arity)) { try TreeShape(arity: arity, capacity: 480) }
        }
        for capacity: UInt64 in [0, 1, 8, 17, 1 << 48 + 16, .max - 15] {
            #expect(throws: TreeContextFault.capacity(capacity)) { try TreeShape(arity: 16, capacity: capacity) }
        }
        // 8^16 = 2^48 is the highest; 17 levels are too many although 2^48 + 8 places would fit.
        #expect(throws: TreeContextFault.capacity((1 << 48) + 8)) { try TreeShape(arity: 8, capacity: (1 << 48) + 8) }
    }

    @Test(
        arguments: [
            (0, 16), (1, 16), (16, 16), (17, 32), (24, 32), (33, 48), (48, 48), (49, 64), (65, 96), (97, 128),
            (100, 128),
            (100_000, 131072), (98_304, 98304), (98_305, 131072), (1 << 48, 1 << 48),
        ] as [(UInt64, UInt64)])
    func defaultCapacity(accounts: UInt64, capacity: UInt64) throws {
        #expect(try TreeShape.defaultCapacity(accounts: accounts, arity: 16) == capacity)
        #expect(try TreeShape(arity: 16, capacity: capacity).capacity == capacity)
    }

    @Test("The sums of all users stay far below the group order")
    func noWrapAround() throws {
        // |S| (a - 1) h 2^64 < l / 2, in bits, for the largest tree of each arity; l / 2 has 252.
        for arity in TreeShape.arities {
            let shape = try TreeShape(arity: arity, capacity: 1 << 48)
            let users = 64 - (shape.capacity - 1).leadingZeroBitCount
            let siblings = 64 - UInt64((arity - 1) * shape.height).leadingZeroBitCount
            #expect(users + siblings + 64 < 251)
            #expect(throws: TreeContextFault.self) {
                try TreeShape(arity: arity, capacity: (1 << 48) + UInt64(arity))
            }
        }
        #expect(throws: TreeContextFault.self) { try TreeShape.defaultCapacity(accounts: (1 << 48) + 1, arity: 2) }
    }
}
