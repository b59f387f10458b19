/// How a circuit proof shows that values are in range.
public enum CircuitSuite: UInt8, Equatable, Hashable, Sendable, CaseIterable {
    /// Digits that are looked up in a table, by the reciprocal argument over two vector commitments.
    case lookups = 1

    /// Bits, one gate each, without vector commitments: slower, and rests on Bulletproofs alone.
    case bits = 2

    /// The suite's name in statements and results.
    public var name: StaticString {
        switch self {
        case .lookups: "lookups"
        case .bits: "bits"
        }
    }

    /// n_c: how many vector commitments a proof has.
    public var vectorCommitments: Int {
        switch self {
        case .lookups: 2
        case .bits: 0
        }
    }
}
