/// The proofs and hashes that a tree is made with.
public enum TreeSuite: CaseIterable, Equatable, Sendable {
    /// Aggregated Bulletproofs range proofs over ristretto255 with Merlin transcripts, BLAKE2b-256.
    case bulletproofs

    /// The name in hashes and files.
    public var name: StaticString {
        switch self {
        case .bulletproofs: "bulletproofs-ristretto255-blake2b"
        }
    }
}
