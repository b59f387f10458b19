import Bulletproofs
import Pedersen
import Ristretto
import SumTree
import Testing

#if DEBUG
    /// An attack that one check of the verifier refuses.
    struct Attack: Sendable, CustomTestStringConvertible {
        let check: SkippableTreeCheck
        let reason: String
        let run: @Sendable () throws -> Void

        var testDescription: String { "\(check)" }

        /// Verifies a changed path of an honest tree.
        init(
            _ check: SkippableTreeCheck, _ reason: String,
            path change: @escaping @Sendable (inout IssuerTree) throws -> (Path, LeafOpening, String, TreeHead)
        ) {
            self.check = check
            self.reason = reason
            run = {
                var tree = try sampleTree([5, 6, 7, 8, 9], sampleContext())
                let (path, opening, account, head) = try change(&tree)
                _ = try path.verify(
                    account: #require(AccountID(utf8: Array(account.utf8))), opening: opening, head: head)
            }
        }

        init(_ check: SkippableTreeCheck, _ reason: String, run: @escaping @Sendable () throws -> Void) {
            self.check = check
            self.reason = reason
            self.run = run
        }
    }

    /// Each check, left out, lets its attack go on: so it is that check that refuses.
    @Suite struct MutationTests {
        static let attacks: [Attack] = [
            Attack(.context, "contextMismatch") { tree in
                let path = tree.path(0)
                let renamed = Path(
                    contextDigest: try IssuerTree.randomHash(), leafIndex: 0, leafHash: path.leafHash,
                    levels: path.levels)
                return (renamed, tree.leaves[0].opening, "user 0", try tree.head())
            },
            Attack(.asset, "contextMismatch") {
                _ = try sampleContext().column(.balance, of: .balances, asset: Array("eth".utf8))
            },
            Attack(.kind, "treeKind") {
                _ = try sampleContext(kind: .pledges).column(.balance, of: .balances, asset: Array("btc".utf8))
            },
            Attack(.leafIndex, "leafOutsideCommittedSet") { tree in
                let path = tree.path(0)
                let moved = Path(
                    contextDigest: path.contextDigest, leafIndex: 16, leafHash: path.leafHash, levels: path.levels)
                return (moved, tree.leaves[0].opening, "user 0", try tree.head())
            },
            Attack(.pathLength, "pathLength") { tree in
                let path = tree.path(0)
                let short = Path(
                    contextDigest: path.contextDigest, leafIndex: 0, leafHash: path.leafHash,
                    levels: Array(path.levels.dropLast()))
                // A root that is the node below: the rest of the tree would be out of sight.
                let below = TreeRoot(hash: tree.levels[1][0].hash, commitments: tree.levels[1][0].commitments)
                return (short, tree.leaves[0].opening, "user 0", try TreeHead(context: tree.context, root: below))
            },
            Attack(.rangeProofCount, "rangeProofCount") { tree in
                tree = try sampleTree([100, -100], tree.context)
                let path = tree.path(0)
                let bare = path.levels.map { Path.Level(siblings: $0.siblings, hashes: $0.hashes, proofs: []) }
                let whole = [bare[0]] + path.levels.dropFirst()
                let cut = Path(
                    contextDigest: path.contextDigest, leafIndex: 0, leafHash: path.leafHash, levels: whole)
                return (cut, tree.leaves[0].opening, "user 0", try tree.head())
            },
            Attack(.proofLength, "parameterMismatch") { tree in
                let path = tree.path(0)
                let proofs = path.levels[0].proofs.map { EncodedRangeProof(undecoded: $0.bytes.dropLast(64) + []) }
                let first = Path.Level(siblings: path.levels[0].siblings, hashes: path.levels[0].hashes, proofs: proofs)
                let short = Path(
                    contextDigest: path.contextDigest, leafIndex: 0, leafHash: path.leafHash,
                    levels: [first] + path.levels.dropFirst())
                return (short, tree.leaves[0].opening, "user 0", try tree.head())
            },
            Attack(.leafOpening, "leafOpening") { tree in
                let opening = tree.leaves[0].opening
                let raised = LeafOpening.Column(
                    commitment: opening.commitments[0], amount: 6, blinding: opening.columns[0].blinding)
                return (
                    tree.path(0), LeafOpening(salt: opening.salt, columns: [raised]), "user 0", try tree.head()
                )
            },
            Attack(.leafIdentity, "leafIdentity") { tree in
                (tree.path(0), tree.leaves[0].opening, "user 1", try tree.head())
            },
            Attack(.rootHash, "rootHash") { tree in
                // The amounts of two other users change places: the sums stay.
                let path = tree.path(0)
                var siblings = path.levels[0].siblings
                siblings.swapAt(0, 1)
                let first = Path.Level(siblings: siblings, hashes: path.levels[0].hashes, proofs: path.levels[0].proofs)
                let swapped = Path(
                    contextDigest: path.contextDigest, leafIndex: 0, leafHash: path.leafHash,
                    levels: [first] + path.levels.dropFirst())
                return (swapped, tree.leaves[0].opening, "user 0", try tree.head())
            },
            Attack(.rootCommitment, "rootCommitment") { tree in
                let less = TreeRoot(hash: tree.root.hash, commitments: [.identity])
                return (
                    tree.path(0), tree.leaves[0].opening, "user 0", try TreeHead(context: tree.context, root: less)
                )
            },
            Attack(.rangeProofs, "siblingRange") { tree in
                tree = try sampleTree([100, -100], tree.context)
                return (tree.path(0), tree.leaves[0].opening, "user 0", try tree.head())
            },
            Attack(.chunkOrder, "chunkOrder") {
                let tree = try sampleTree([1, 2], sampleContext())
                let chunk = tree.leafChunks[0]
                var verifier = try TreeVerifier(tree.head())
                try verifier.append(
                    LeafChunk(
                        contextDigest: chunk.contextDigest, first: 1, hashes: chunk.hashes,
                        commitments: chunk.commitments))
            },
            Attack(.completeness, "incomplete") {
                let tree = try sampleTree([100, -100], sampleContext())
                var verifier = try TreeVerifier(tree.head())
                for chunk in tree.leafChunks { try verifier.append(chunk) }
                _ = try verifier.finish()
            },
        ]

        @Test func everyCheckHasAnAttack() {
            #expect(Set(Self.attacks.map(\.check)) == Set(SkippableTreeCheck.allCases))
        }

        /// What a mutant answers: accepted, but where another check stands behind the one that is missing.
        static let second: [SkippableTreeCheck: String] = [
            .leafIndex: "pathLength", .proofLength: "siblingRange", .rootHash: "siblingRange",
        ]

        @Test(arguments: attacks)
        func oneCheck(_ attack: Attack) throws {
            #expect(outcome { try attack.run() } == attack.reason)
            let mutant = TreeSeam.$omitted.withValue([attack.check]) { outcome { try attack.run() } }
            #expect(mutant == Self.second[attack.check] ?? "accepted")
        }

        @Test("With slot binding in one index, a wrong index is refused by hashes alone")
        func rangeProofsAloneAreNotEnough() throws {
            var tree = try sampleTree([5, 6], sampleContext())
            let path = tree.path(0)
            let moved = Path(
                contextDigest: path.contextDigest, leafIndex: 1, leafHash: path.leafHash, levels: path.levels)
            let (opening, head) = (tree.leaves[0].opening, try tree.head())
            let account = try #require(tree.leaves[0].account)
            let mutant = TreeSeam.$omitted.withValue([.rootHash, .rangeProofs]) {
                outcome { _ = try moved.verify(account: account, opening: opening, head: head) }
            }
            #expect(mutant == "accepted")
            #expect(outcome { _ = try moved.verify(account: account, opening: opening, head: head) } == "rootHash")
        }
    }
#endif
