/// Evidence that a published tree is whole: every hash, sum and range proof was recomputed or verified.
///
/// Only ``TreeVerifier`` makes one. It says nothing about who holds the leaves; that is what each user's path shows.
public struct VerifiedTree: Sendable {
    /// The tree, from the verifier's header.
    public let head: TreeHead
    /// How many range proofs were verified.
    public let proofCount: UInt64

    init(verified head: TreeHead, proofCount: UInt64) {
        self.head = head
        self.proofCount = proofCount
    }
}
