/// A check of headers, chains, publications or receipts that a test can leave out, to show that it is this check that refuses.
package enum SkippableEpochCheck: Hashable, Sendable, CaseIterable {
    /// A header names the key that the verifier brought.
    case headerKey
    /// A header is signed by that key.
    case headerSignature
    /// A header is the one whose digest the verifier brought.
    case headerDigest
    /// No two trees of a header are of one kind and asset.
    case treeTwice
    /// All trees of a header are of its key, epoch and build.
    case foreignTree
    /// A header corrects an earlier epoch only.
    case corrects
    /// Two headers of a chain are of one issuer.
    case chainKey
    /// Two headers of one epoch are one header.
    case equivocation
    /// A header's number is one more than that of the header before.
    case chainGap
    /// A header names the header before.
    case chainFork
    /// Time goes forward.
    case chainTime
    /// Every file of a publication is there.
    case fileMissing
    /// There is no other file in a publication.
    case fileUnexpected
    /// The files are those that the header was signed for.
    case fileDigest
    /// A receipt names the header that the verifier has.
    case receiptHeader
    /// A receipt is signed by the header's key.
    case receiptSignature
    /// A receipt is for the account of its holder.
    case receiptAccount
    /// A receipt lists as many trees as the header.
    case registryCount
    /// A receipt lists the header's trees in their order.
    case registryOrder
    /// Both halves of a receipt have the same leaves.
    case receiptParts
    /// The private half of a receipt is what was signed.
    case receiptOpening
    /// A path starts at the signed index.
    case receiptLeaf
    /// The ledger's amounts lead to the committed ones.
    case receiptRounding
}

#if DEBUG && !hasFeature(Embedded)
    /// Where tests leave checks out: in debug builds only, and only for the task that asks.
    package enum EpochSeam {
        /// The checks that are left out.
        @TaskLocal package static var omitted: Set<SkippableEpochCheck> = []

        static func omits(_ check: SkippableEpochCheck) -> Bool { omitted.contains(check) }
    }
#else
    /// A release build leaves nothing out, and has no place where a test could ask for it.
    enum EpochSeam {
        @inline(__always)
        static func omits(_ check: SkippableEpochCheck) -> Bool { false }
    }
#endif
