internal import Ristretto
internal import Transcript

/// The challenges of one range proof, in the order in which they are drawn; those of the rounds live elsewhere.
struct RangeChallenges {
    /// y: joins the constraints on the bits.
    var y: Scalar
    /// z: joins bits and values.
    var z: Scalar
    /// x: where the polynomials are evaluated.
    var x: Scalar
    /// w: scales the base of the inner product.
    var w: Scalar
}

extension RangeStatement {
    /// Absorbs the statement, which comes before everything that the proof contains.
    func absorb(into transcript: inout Transcript) {
        transcript.appendProtocol(TranscriptProtocol.rangeProof)
        if !Seam.omits(.absorbedWidth) { transcript.appendU64(.n, UInt64(parameters.bits)) }
        if !Seam.omits(.absorbedCount) { transcript.appendU64(.m, UInt64(parameters.count)) }
        if Seam.omits(.absorbedCommitments) { return }
        for commitment in commitments { transcript.appendPoint(.V, commitment) }
    }
}

extension RangeProof {
    /// Absorbs A and S and draws y and z.
    static func absorb(
        bits: CompressedPoint, masks: CompressedPoint, transcript: inout Transcript
    ) -> (y: Scalar, z: Scalar) {
        transcript.appendPoint(.A, bits)
        transcript.appendPoint(.S, masks)
        let y = transcript.challengeScalar(.y)
        return (y, transcript.challengeScalar(.z))
    }

    /// Absorbs T_1 and T_2 and draws x.
    static func absorb(
        linear: CompressedPoint, quadratic: CompressedPoint, transcript: inout Transcript
    ) -> Scalar {
        transcript.appendPoint(.T1, linear)
        transcript.appendPoint(.T2, quadratic)
        return transcript.challengeScalar(.x)
    }

    /// Absorbs the three scalars and draws w.
    static func absorb(
        innerProduct: Scalar, itsBlinding: Scalar, vectorBlinding: Scalar, transcript: inout Transcript
    ) -> Scalar {
        transcript.appendScalar(.tx, innerProduct)
        transcript.appendScalar(.txBlinding, itsBlinding)
        transcript.appendScalar(.eBlinding, vectorBlinding)
        return transcript.challengeScalar(.w)
    }

    /// Absorbs statement and proof and draws all challenges; those of the rounds are appended to `rounds`.
    func challenges(
        for statement: RangeStatement, transcript: inout Transcript, rounds: inout [Scalar]
    ) -> RangeChallenges {
        statement.absorb(into: &transcript)
        let (y, z) = Self.absorb(bits: bitCommitment, masks: maskCommitment, transcript: &transcript)
        let x = Self.absorb(linear: linearCommitment, quadratic: quadraticCommitment, transcript: &transcript)
        let w = Self.absorb(
            innerProduct: innerProduct, itsBlinding: innerProductBlinding, vectorBlinding: vectorBlinding,
            transcript: &transcript)
        argument.appendChallenges(to: &rounds, transcript: &transcript)
        return RangeChallenges(y: y, z: z, x: x, w: w)
    }

    /// delta(y, z) = (z - z^2) <1, y^N> - z^3 <1, 2^n> <1, z^m>, the public part of t's constant coefficient.
    static func delta(_ parameters: RangeParameters, y: Scalar, z: Scalar) -> Scalar {
        let zz = z.squared()
        let sumY = Scalar.sumOfPowers(of: y, countVartime: UInt64(parameters.vectorLength))
        let sumZ = Scalar.sumOfPowers(of: z, countVartime: UInt64(parameters.count))
        let largest = Scalar(UInt64.max &>> UInt64(64 - parameters.bits))
        return (z - zz) * sumY - zz * z * largest * sumZ
    }
}
