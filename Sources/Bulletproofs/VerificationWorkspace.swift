public import Pedersen
internal import Ristretto
internal import Transcript

#if !hasFeature(Embedded)
    internal import Sodium
#endif

/// Memory that verification computes in, kept from call to call, over fixed generators.
///
/// A loop over many proofs makes one and passes it on, and then hardly allocates. One workspace serves one thread at a
/// time.
public final class VerificationWorkspace {
    /// The generators of all proofs.
    public let generators: BulletproofGenerators

    /// The proofs that wait for the check.
    var pending: [PendingProof] = []

    /// For each pending proof y and the challenges of the rounds.
    var challenges: [Scalar] = []

    /// The points of all pending proofs, encoded.
    var encodings: [CompressedPoint] = []

    /// 32 bytes for each pending proof that depend on all that its transcript has absorbed, and on its last scalars.
    var states: [UInt8] = []

    let multiplication = MultiScalarWorkspace()
    var points = AffinePoints()
    var inverses: [Scalar] = []
    var variableScalars: [Scalar] = []
    var fixedScalars: [Scalar] = []
    var vectors: [Scalar] = []
    var indices: [UInt32] = []

    /// The shape that `indices` is for.
    var indexedShape = GeneratorShape()

    /// Makes an empty workspace.
    ///
    /// - Parameter generators: The generators that all proofs use.
    public init(generators: BulletproofGenerators) { self.generators = generators }

    /// Forgets the pending proofs.
    func removeAll() {
        pending.removeAll(keepingCapacity: true)
        challenges.removeAll(keepingCapacity: true)
        encodings.removeAll(keepingCapacity: true)
        states.removeAll(keepingCapacity: true)
    }

    /// Decodes a proof, draws its challenges and lets it wait for the check.
    func add(
        _ encoding: EncodedRangeProof, for statement: RangeStatement, transcript: inout Transcript
    ) throws(RangeProofRefusal) {
        let parameters = statement.parameters
        guard parameters.bits <= generators.perParty, parameters.count <= generators.parties else {
            throw .parameters(.generators(bits: parameters.bits, count: parameters.count))
        }
        let proof = try RangeProof(decoding: encoding, parameters: parameters)
        let start = challenges.count
        challenges.append(.zero)
        let drawn = proof.challenges(for: statement, transcript: &transcript, rounds: &challenges)
        challenges[start] = drawn.y
        pending.append(
            .range(
                PendingRangeProof(
                    statement: statement, proof: proof, challenges: drawn, firstChallenge: start,
                    firstPoint: encodings.count)))
        proof.appendPoints(of: statement, to: &encodings)
        appendState(of: proof.argument, transcript)
    }

    /// Appends what the weights have to depend on: the transcript's state and the scalars that it has not absorbed.
    func appendState(of argument: InnerProductProof, _ transcript: Transcript) {
        var fork = transcript
        var last = InlineArray<64, UInt8>(repeating: 0)
        withUnsafeMutableBytes(of: &last) { raw in
            argument.a.encode(into: raw)
            argument.b.encode(into: UnsafeMutableRawBufferPointer(rebasing: raw[32...]))
        }
        if !Seam.omits(.absorbedLastScalars) { fork.appendMessage(.lastScalars, last.span) }
        states += fork.challengeBytes(.proofState, count: 32)
    }
}

/// A range proof whose challenges are drawn and whose equations have not been checked yet.
struct PendingRangeProof {
    let statement: RangeStatement
    let proof: RangeProof
    let challenges: RangeChallenges

    /// Where y stands among the workspace's challenges; those of the rounds follow.
    let firstChallenge: Int

    /// Where A stands among the workspace's points; see ``RangeProof/appendPoints(of:to:)``.
    let firstPoint: Int
}

extension RangeProof {
    /// Appends the points that enter the equation with factors of their own: A, S, T_1, T_2, all L, all R, all V.
    func appendPoints(of statement: RangeStatement, to points: inout [CompressedPoint]) {
        points.append(bitCommitment)
        points.append(maskCommitment)
        points.append(linearCommitment)
        points.append(quadraticCommitment)
        points += argument.left
        points += argument.right
        points += statement.commitments
    }

    /// The name of the point at a position of that list.
    func pointName(at position: Int) -> FieldName {
        let rounds = parameters.rounds
        switch position {
        case 0: return "A"
        case 1: return "S"
        case 2: return "T_1"
        case 3: return "T_2"
        case ..<(4 + rounds): return FieldName("L", at: position - 4)
        case ..<(4 + 2 * rounds): return FieldName("R", at: position - 4 - rounds)
        default: return FieldName("V", at: position - 4 - 2 * rounds)
        }
    }
}
