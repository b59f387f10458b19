internal import Ristretto
internal import Transcript

/// The challenges of one circuit proof after the lookup challenge; those of the rounds live elsewhere.
struct CircuitChallenges {
    /// y: joins the gates.
    var y: Scalar
    /// z: joins the linear constraints.
    var z: Scalar
    /// x: where the polynomials are evaluated.
    var x: Scalar
    /// w: scales the base of the inner product.
    var w: Scalar
}

extension CircuitStatement {
    /// Absorbs the engine's part of the statement, which comes before everything that the proof contains.
    func absorb(into transcript: inout Transcript) {
        transcript.appendProtocol(TranscriptProtocol.circuitProof)
        if !Seam.omits(.absorbedSuite) { transcript.appendU64(.suite, UInt64(suite.rawValue)) }
        if !Seam.omits(.absorbedWidth) { transcript.appendU64(.n, UInt64(slots)) }
        if !Seam.omits(.absorbedCount) { transcript.appendU64(.m, UInt64(inputs.count)) }
        if !Seam.omits(.absorbedDigitBits) { transcript.appendU64(.digitBits, UInt64(relation.digitBits)) }
        if Seam.omits(.absorbedCommitments) { return }
        for commitment in inputs { transcript.appendPoint(.V, commitment) }
    }
}

extension CircuitProof {
    /// Absorbs the vector commitments of suite `lookups` and draws alpha, which nothing in them can depend on.
    static func absorb(
        vectors: [CompressedPoint], digitBits: Int, transcript: inout Transcript
    ) throws(CircuitProofRefusal) -> LookupTable {
        // The mutant of the tests: multiplicities that are chosen for a challenge that is known.
        let early = Seam.omits(.lookupOrder) ? transcript.challengeScalar(.alpha) : nil
        for commitment in vectors { transcript.appendPoint(.C, commitment) }
        let challenge = early ?? transcript.challengeScalar(.alpha)
        guard let table = LookupTable(challenge: challenge, digitBits: digitBits) else {
            throw .zeroChallenge("alpha")
        }
        return table
    }

    /// Absorbs A_I, A_O and S and draws y and z.
    static func absorb(
        inputs: CompressedPoint, outputs: CompressedPoint, masks: CompressedPoint, transcript: inout Transcript
    ) -> (y: Scalar, z: Scalar) {
        transcript.appendPoint(.AI, inputs)
        transcript.appendPoint(.AO, outputs)
        transcript.appendPoint(.S, masks)
        let y = transcript.challengeScalar(.y)
        return (y, transcript.challengeScalar(.z))
    }

    /// Absorbs all T and draws x.
    static func absorb(polynomial: [CompressedPoint], transcript: inout Transcript) -> Scalar {
        for commitment in polynomial { transcript.appendPoint(.T, commitment) }
        return transcript.challengeScalar(.x)
    }

    /// Absorbs the three scalars and draws w.
    static func absorb(
        innerProduct: Scalar, itsBlinding: Scalar, vectorBlinding: Scalar, transcript: inout Transcript
    ) -> Scalar {
        transcript.appendScalar(.t, innerProduct)
        transcript.appendScalar(.tauX, itsBlinding)
        transcript.appendScalar(.mu, vectorBlinding)
        return transcript.challengeScalar(.w)
    }

    /// Absorbs the proof from A_I on and draws all challenges; those of the rounds are appended to `rounds`.
    func challenges(
        transcript: inout Transcript, rounds: inout [Scalar]
    ) throws(CircuitProofRefusal) -> CircuitChallenges {
        let (y, z) = Self.absorb(
            inputs: inputCommitment, outputs: outputCommitment, masks: maskCommitment, transcript: &transcript)
        let x = Self.absorb(polynomial: polynomialCommitments, transcript: &transcript)
        let w = Self.absorb(
            innerProduct: innerProduct, itsBlinding: innerProductBlinding, vectorBlinding: vectorBlinding,
            transcript: &transcript)
        let first = rounds.count
        argument.appendChallenges(to: &rounds, transcript: &transcript)
        let challenges = CircuitChallenges(y: y, z: z, x: x, w: w)
        if let field = challenges.firstZero(rounds: rounds[first...]), !Seam.omits(.zeroChallenge) {
            rounds.removeLast(rounds.count - first)
            throw .zeroChallenge(field)
        }
        return challenges
    }
}

extension CircuitChallenges {
    /// The name of the first challenge that is zero.
    func firstZero(rounds: ArraySlice<Scalar>) -> FieldName? {
        if y.isZero { return "y" }
        if z.isZero { return "z" }
        if x.isZero { return "x" }
        if w.isZero { return "w" }
        return rounds.firstIndex { $0.isZero }.map { FieldName("u", at: $0 - rounds.startIndex) }
    }
}
