import Bulletproofs
import Pedersen
import Ristretto
import SumTree
import Testing

/// For every rule of the tree an issuer who breaks just that one, and whom a user catches.
@Suite struct CheatingIssuerTests {
    @Test("An honest tree convinces every user", arguments: [(2, 6), (2, 2), (4, 16), (4, 20), (8, 24), (16, 32)])
    func honest(arity: Int, capacity: UInt64) throws {
        let context = try sampleContext(arity: arity, capacity: capacity)
        let amounts = (0..<Int64(capacity)).map { $0 * 1_000_000_007 }
        var tree = try sampleTree(amounts, context)
        for leaf in stride(from: 0, to: capacity, by: max(1, Int(capacity) / 7)) {
            let evidence = try tree.verify(leaf)
            #expect(
                evidence.amounts == [UInt64(amounts[Int(leaf)])] && evidence.amount(.balance) == evidence.amounts[0])
            #expect(evidence.amount(.debt) == nil && evidence.leafIndex == leaf)
            #expect(evidence.head.root == tree.root)
        }
    }

    @Test("Both columns of a margin book are shown and proven")
    func twoColumns() throws {
        let context = try sampleContext(kind: .marginBook, columns: [.margin, .excess])
        var tree = try IssuerTree(context, sampleLeaves([[3, 4], [5, 6], [0, 0]], context))
        #expect(try tree.verify(1).amounts == [5, 6])
        #expect(try tree.verify(2).amount(.excess) == 0)
        var cheat = try IssuerTree(context, sampleLeaves([[3, 4], [5, -6], [9, 6]], context))
        for leaf: UInt64 in [0, 2] {
            #expect(throws: TreeRefusal.siblingRange(level: 1, index: 0, column: 1, .equation)) {
                try cheat.verify(leaf)
            }
        }
    }

    @Test("A negative sibling cancels a balance: the sum agrees, the range does not")
    func negativeSibling() throws {
        var tree = try sampleTree([100, -100, 5], sampleContext())
        #expect(tree.levels[2][0].amounts[0] == Scalar(UInt64(5)))
        #expect(throws: TreeRefusal.siblingRange(level: 1, index: 0, column: 0, .equation)) { try tree.verify(0) }
        // Far from the negative leaf only the level where its sum is negative shows it.
        var far = try sampleTree([100, 0, 0, 0, -100, 3], sampleContext())
        #expect(throws: TreeRefusal.siblingRange(level: 2, index: 0, column: 0, .equation)) { try far.verify(0) }
    }

    @Test("A negative leaf below a node that is not negative takes nothing from users elsewhere")
    func unseenSubtree() throws {
        var tree = try sampleTree([100, 0, 0, 0, 7, -5], sampleContext())
        #expect(try tree.verify(0).amounts == [100])
        #expect(outcome { try tree.verify(4) } == "siblingRange")
    }

    @Test("A sum leaves a child out, at the root and below", arguments: [(2, "rootCommitment"), (1, "rootHash")])
    func omittedChild(level: Int, reason: String) throws {
        var deceit = Deceit()
        deceit.omitted = { $0 == level && $1 == 0 ? [1] : [] }
        var tree = try sampleTree([1, 2, 3, 4, 5, 6], sampleContext(), deceit: deceit)
        #expect(outcome { try tree.verify(0) } == reason)
        #expect(outcome { try tree.verify(1) } == reason)
    }

    @Test("One commitment of 100 for four users: their hashes stand in four places, the commitment in one")
    func slotsDisagree() throws {
        let context = try sampleContext(capacity: 4)
        var leaves = try sampleLeaves([[100]], context)
        // All four users' leaves are made with the one commitment; only place 0 holds it.
        let shared = leaves[0]
        let names = (0..<4).map { "user \($0)" }
        var hasher = TreeHasher(context)
        let hashes = try names.map {
            hasher.leaf(
                account: try #require(AccountID(utf8: Array($0.utf8))), salt: shared.salt,
                commitments: shared.commitments)
        }
        var deceit = Deceit()
        deceit.hash = { level, index in level == 0 ? hashes[Int(index)] : nil }
        leaves[0] = shared
        var tree = try IssuerTree(context, leaves, deceit: deceit)
        #expect(try tree.verify(0).amounts == [100])
        for user in 1..<4 {
            let account = try #require(AccountID(utf8: Array(names[user].utf8)))
            let own = tree.path(UInt64(user))
            // His index puts the commitment into his place, where the tree has another one.
            #expect(
                outcome { _ = try own.verify(account: account, opening: shared.opening, head: tree.head()) }
                    == "rootHash")
            // The siblings as they stand around place 0, with his hash and index.
            let first = tree.path(0)
            let mixed = Path(
                contextDigest: own.contextDigest, leafIndex: own.leafIndex, leafHash: own.leafHash,
                levels: [
                    Path.Level(
                        siblings: first.levels[0].siblings, hashes: own.levels[0].hashes, proofs: own.levels[0].proofs)
                ])
            #expect(
                outcome { _ = try mixed.verify(account: account, opening: shared.opening, head: tree.head()) }
                    == "rootHash")
            // Index 0 with his hash: then the hash stands where user 0's is.
            let moved = Path(
                contextDigest: own.contextDigest, leafIndex: 0, leafHash: own.leafHash, levels: first.levels)
            #expect(
                outcome { _ = try moved.verify(account: account, opening: shared.opening, head: tree.head()) }
                    == "rootHash")
        }
    }

    @Test("Hashes in another order than the commitments")
    func hashOrder() throws {
        var deceit = Deceit()
        deceit.hashOrder = { level, _, count in level == 1 ? [1, 0] + Array(2..<count) : Array(0..<count) }
        var tree = try sampleTree([1, 2, 3, 4], sampleContext(), deceit: deceit)
        #expect(outcome { try tree.verify(0) } == "rootHash")
        // The hashes as the issuer merged them: users 0 and 1 stand elsewhere, the others where they should.
        for (user, expected) in [(0, "rootHash"), (1, "rootHash"), (2, "accepted"), (3, "accepted")] {
            let path = tree.path(UInt64(user), order: deceit.hashOrder)
            let leaf = tree.leaves[user]
            let result = outcome {
                _ = try path.verify(account: #require(leaf.account), opening: leaf.opening, head: tree.head())
            }
            #expect(result == expected)
        }
    }

    @Test("One leaf shown to two users")
    func oneLeafForTwo() throws {
        var tree = try sampleTree([50, 60], sampleContext())
        try tree.verify(0)
        #expect(throws: TreeRefusal.leafIdentity) { try tree.verify(0, account: "user 1") }
        #expect(throws: TreeRefusal.leafIdentity) { try tree.verify(0, account: "User 0") }
    }

    @Test(
        "A path of another tree",
        arguments: [
            { try sampleContext(epoch: 43) }, { try sampleContext(build: 2) }, { try sampleContext(asset: "eth") },
            { try sampleContext(kind: .pledges) }, { try sampleContext(unit: "mBTC") },
            { try sampleContext(decimals: 9) },
            { try sampleContext(issuerKey: Array(repeating: 8, count: 32)) }, { try sampleContext(capacity: 12) },
            { try sampleContext(arity: 2) }, { try sampleContext(bits: 32) },
        ] as [@Sendable () throws -> TreeContext])
    func anotherTree(_ other: @Sendable () throws -> TreeContext) throws {
        var tree = try sampleTree([50, 60], sampleContext())
        let head = try TreeHead(context: other(), root: tree.root)
        #expect(throws: TreeRefusal.contextMismatch) { try tree.verify(0, head: head) }
        // With the context's name changed too, hashes or proofs do not fit.
        let path = tree.path(0)
        let renamed = Path(
            contextDigest: head.context.digest, leafIndex: 0, leafHash: path.leafHash, levels: path.levels)
        let leaf = tree.leaves[0]
        let result = outcome {
            _ = try renamed.verify(account: #require(leaf.account), opening: leaf.opening, head: head)
        }
        #expect(["leafIdentity", "pathLength", "parameterMismatch"].contains(result))
    }

    @Test("Debts in place of balances, and columns that swapped their roles")
    func treeKind() throws {
        let balances = try sampleContext()
        let btc = Array("btc".utf8)
        #expect(try balances.column(.balance, of: .balances, asset: btc) == 0)
        #expect(throws: TreeRefusal.treeKind) {
            try sampleContext(kind: .debts, columns: [.debt]).column(.balance, of: .balances, asset: btc)
        }
        #expect(throws: TreeRefusal.treeKind) {
            try sampleContext(kind: .pledges).column(.balance, of: .balances, asset: btc)
        }
        #expect(throws: TreeRefusal.treeKind) { try balances.column(.debt, of: .balances, asset: btc) }
        #expect(throws: TreeRefusal.contextMismatch) {
            try balances.column(.balance, of: .balances, asset: Array("eth".utf8))
        }
        let both = try sampleContext(columns: [.balance, .debt])
        #expect(try both.column(.debt, of: .balances, asset: btc) == 1)
        #expect(throws: TreeContextFault.columns) { try sampleContext(columns: [.debt, .balance]) }
        #expect(throws: TreeContextFault.columns) { try sampleContext(kind: .marginBook, columns: [.excess, .margin]) }
        #expect(throws: TreeContextFault.columns) { try sampleContext(kind: .debts) }
        #expect(throws: TreeContextFault.columns) { try sampleContext(columns: []) }
    }

    @Test("The root hash of one tree with the commitment of another")
    func mixedRoots() throws {
        var tree = try sampleTree([50, 60], sampleContext())
        let other = try sampleTree([1, 2], sampleContext())
        func head(_ hash: NodeHash, _ commitments: [CompressedPoint]) throws -> TreeHead {
            try TreeHead(context: tree.context, root: TreeRoot(hash: hash, commitments: commitments))
        }
        let mixed = try head(tree.root.hash, other.root.commitments)
        #expect(throws: TreeRefusal.rootCommitment(column: 0)) { try tree.verify(0, head: mixed) }
        let opposite = try head(other.root.hash, tree.root.commitments)
        #expect(throws: TreeRefusal.rootHash) { try tree.verify(0, head: opposite) }
        #expect(throws: TreeRefusal.columnCount(expected: 1, actual: 2)) {
            try head(tree.root.hash, tree.root.commitments + other.root.commitments)
        }
    }

    @Test("A leaf beyond the capacity, and something in the place of an empty child")
    func beyondTheCapacity() throws {
        let context = try sampleContext(capacity: 12)
        var tree = try sampleTree([1, 2, 3], context)
        let path = tree.path(0)
        for index: UInt64 in [12, 15, 16, 1 << 48, .max] {
            let moved = Path(
                contextDigest: context.digest, leafIndex: index, leafHash: path.leafHash, levels: path.levels)
            let leaf = tree.leaves[0]
            #expect(throws: TreeRefusal.leafOutsideCommittedSet(index: index, capacity: 12)) {
                try moved.verify(account: #require(leaf.account), opening: leaf.opening, head: tree.head())
            }
        }
        // Node 3 of level 1 does not exist; this issuer lets it stand for -3 units.
        var deceit = Deceit()
        deceit.filling = [Commitment(to: Scalar(signed: -3), blinding: .zero).compressed()]
        var filled = try sampleTree([1, 2, 3], context, deceit: deceit)
        #expect(outcome { try filled.verify(0) } == "rootHash")
    }

    @Test("A parent that is the greater of its children, with a sibling made to fit for each user")
    func greaterChild() throws {
        let context = try sampleContext(arity: 2, capacity: 2)
        let leaves = try sampleLeaves([[10], [20]], context)
        var tree = try IssuerTree(context, leaves)
        // 30 are owed and 20 published. Users 0 and 1 are shown siblings of 10 and 0.
        let root = Commitment(to: Scalar(UInt64(20)), blinding: leaves[0].blindings[0] + leaves[1].blindings[0])
            .compressed()
        for (user, shown) in [(0, 10), (1, 0)] as [(Int, UInt64)] {
            let sibling = Commitment(to: Scalar(shown), blinding: leaves[1 - user].blindings[0]).compressed()
            let own = tree.path(UInt64(user))
            let adjusted = Path(
                contextDigest: own.contextDigest, leafIndex: own.leafIndex, leafHash: own.leafHash,
                levels: [Path.Level(siblings: [sibling], hashes: own.levels[0].hashes, proofs: own.levels[0].proofs)])
            let head = try TreeHead(context: context, root: TreeRoot(hash: tree.root.hash, commitments: [root]))
            let account = try #require(leaves[user].account)
            #expect(
                outcome { _ = try adjusted.verify(account: account, opening: leaves[user].opening, head: head) }
                    == "rootHash")
            // The siblings as they are give 30.
            #expect(
                outcome { _ = try own.verify(account: account, opening: leaves[user].opening, head: head) }
                    == "rootCommitment")
        }
    }

    @Test("An odd node doubled, and padding that is worth something, in places that do not exist")
    func emptyPlaces() throws {
        let context = try sampleContext(capacity: 12)
        let last = try IssuerTree(context, sampleLeaves([[1], [2], [3], [4], [5], [6], [7], [8], [9]], context))
            .levels[1][2].commitments
        for filling in [last, [Commitment(to: Scalar(UInt64(5)), blinding: .zero).compressed()]] {
            var deceit = Deceit()
            deceit.filling = filling
            var filled = try sampleTree([1, 2, 3, 4, 5, 6, 7, 8, 9], context, deceit: deceit)
            for leaf: UInt64 in [0, 8] { #expect(outcome { try filled.verify(leaf) } == "rootHash") }
        }
    }

    @Test("Padding below zero")
    func negativePadding() throws {
        let context = try sampleContext(capacity: 4)
        var tree = try IssuerTree(
            context, [IssuerLeaf("user 0", [100]), IssuerLeaf(nil, [-40]), IssuerLeaf(nil, [0]), IssuerLeaf(nil, [0])])
        #expect(throws: TreeRefusal.siblingRange(level: 1, index: 0, column: 0, .equation)) { try tree.verify(0) }
    }

    @Test("An inner node as a leaf, and a leaf as an inner node")
    func nodeAsLeaf() throws {
        var tree = try sampleTree([1, 2, 3, 4, 5], sampleContext())
        let leaf = tree.leaves[0]
        let account = try #require(leaf.account)
        let path = tree.path(0)
        let short = Path(
            contextDigest: tree.context.digest, leafIndex: 0, leafHash: tree.levels[1][0].hash,
            levels: Array(path.levels.dropFirst()))
        #expect(throws: TreeRefusal.pathLength(expected: 2, actual: 1)) {
            try short.verify(account: account, opening: leaf.opening, head: tree.head())
        }
        let node = Path(
            contextDigest: tree.context.digest, leafIndex: 0, leafHash: tree.levels[1][0].hash, levels: path.levels)
        #expect(throws: TreeRefusal.leafIdentity) {
            try node.verify(account: account, opening: leaf.opening, head: tree.head())
        }
        let leafHash = tree.levels[0][0].hash
        var deceit = Deceit()
        deceit.hash = { level, index in level == 1 && index == 0 ? leafHash : nil }
        var other = try IssuerTree(tree.context, tree.leaves, deceit: deceit)
        #expect(outcome { try other.verify(0) } == "rootHash")
    }

    @Test("The greatest amount counts; l - 1, which is -1, is no amount")
    func greatestAmount() throws {
        let context = try sampleContext(capacity: 4)
        let leaf = try IssuerLeaf("whale", [-1])
        #expect(lowBits(of: leaf.amounts[0]) != .max)
        var tree = try IssuerTree(context, [leaf] + sampleLeaves([], context).dropFirst())
        #expect(throws: TreeRefusal.leafOpening(column: 0)) { try tree.verify(0) }
        var whale = try IssuerTree(
            context, [IssuerLeaf("whale", amounts: [Scalar(UInt64.max)])] + sampleLeaves([], context).dropFirst())
        #expect(try whale.verify(0).amounts == [.max])
        var over = try IssuerTree(
            context,
            [IssuerLeaf("whale", amounts: [Scalar(UInt64.max) + .one])] + sampleLeaves([], context).dropFirst())
        #expect(throws: TreeRefusal.leafOpening(column: 0)) { try over.verify(0) }
    }
}
