/// A check of the verifier that a test can leave out, to show that it is this check that refuses.
package enum SkippableTreeCheck: Hashable, Sendable, CaseIterable {
    /// A path names the context that the header has.
    case context
    /// The asset is the one that is asked for.
    case asset
    /// The tree's kind is the one that is asked for.
    case kind
    /// A leaf's index is below the capacity.
    case leafIndex
    /// A path has as many levels as the tree is high.
    case pathLength
    /// Every node on a path has a range proof for each column.
    case rangeProofCount
    /// A range proof has the length that the header's parameters give.
    case proofLength
    /// Amounts and blindings open the leaf's commitments.
    case leafOpening
    /// The leaf's hash is that of the caller's id, the salt and the commitments.
    case leafIdentity
    /// The hash that a path leads to is the root's.
    case rootHash
    /// The sum that a path leads to is the root's commitment.
    case rootCommitment
    /// All children of the nodes are in range.
    case rangeProofs
    /// Chunks come in order and whole.
    case chunkOrder
    /// Nothing of the tree is left out.
    case completeness
}

#if DEBUG && !hasFeature(Embedded)
    /// Where tests leave checks out: in debug builds only, and only for the task that asks.
    package enum TreeSeam {
        /// The checks that are left out.
        @TaskLocal package static var omitted: Set<SkippableTreeCheck> = []

        static func omits(_ check: SkippableTreeCheck) -> Bool { omitted.contains(check) }
    }
#else
    /// Nothing can be left out.
    enum TreeSeam {
        @inline(__always)
        static func omits(_ check: SkippableTreeCheck) -> Bool { false }
    }
#endif
