internal import Ristretto

/// A proof whose challenges are drawn and whose equations have not been checked yet.
///
/// Boxed, as a copy of a large enumeration tests bits of its payload, which the constant-time check would report for
/// memory that has held secrets before.
indirect enum PendingProof {
    /// A range proof.
    case range(PendingRangeProof)
    /// A circuit proof.
    case circuit(PendingCircuitProof)

    /// Where the proof's first point stands among the workspace's points.
    var firstPoint: Int {
        switch self {
        case .range(let item): item.firstPoint
        case .circuit(let item): item.firstPoint
        }
    }

    /// The proof's refusal for a point that does not decode.
    func nonCanonicalPoint(at position: Int) -> ProofRefusal {
        switch self {
        case .range(let item): .range(.nonCanonicalPoint(item.proof.pointName(at: position)))
        case .circuit(let item): .circuit(.nonCanonicalPoint(item.proof.pointName(at: position)))
        }
    }
}

/// Why a proof of either kind is refused.
enum ProofRefusal: Error {
    /// A range proof.
    case range(RangeProofRefusal)
    /// A circuit proof.
    case circuit(CircuitProofRefusal)
}

/// The part of the generators that some proofs use.
///
/// Range proofs use a rectangle, so many of each party; circuit proofs use one party, as many as they have slots. The
/// pairs of the rectangle come first, party by party, then those of party 0 that stand outside of it.
struct GeneratorShape: Equatable {
    /// Of each party.
    var bits = 0
    /// How many parties.
    var count = 0
    /// Of party 0.
    var slots = 0

    /// How many pairs there are.
    var pairs: Int { bits * count + max(0, slots - bits) }

    /// Makes room for a proof.
    mutating func include(_ proof: PendingProof) {
        switch proof {
        case .range(let item):
            bits = max(bits, item.statement.parameters.bits)
            count = max(count, item.statement.parameters.count)
        case .circuit(let item): slots = max(slots, item.proof.shape.slots)
        }
    }

    /// The pairs of party 0 that the first `slots` items of a vector stand for, in two pieces.
    func place(ofSlot slot: Int) -> Int { slot < bits ? slot : bits * count + slot - bits }
}
