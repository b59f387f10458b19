public import Ristretto

/// An aggregated Bulletproofs range proof: m committed values lie in [0, 2^n), and nothing else about them is shown.
///
/// Lengths and scalars are checked here, by the only initialiser that takes bytes, and so are forbidden identities.
/// Points stay encoded, as the transcript absorbs them: verification decodes all points of a proof or a batch at once
/// and refuses those that do not decode.
///
/// - seealso: Bünz et al., ePrint 2017/1066, section 4.2; `docs/spec/range-proof.md`.
public struct RangeProof: Equatable, Sendable {
    /// The number and width of the values.
    public let parameters: RangeParameters

    /// A: the commitment to the bits of all values.
    public let bitCommitment: CompressedPoint
    /// S: the commitment to the vectors that mask the bits.
    public let maskCommitment: CompressedPoint
    /// T_1: the commitment to the linear coefficient of t(X).
    public let linearCommitment: CompressedPoint
    /// T_2: the commitment to the quadratic coefficient of t(X).
    public let quadraticCommitment: CompressedPoint

    /// t_x: the inner product of l(x) and r(x).
    public let innerProduct: Scalar
    /// t_x_blinding (tau_x): opens the commitments to t(x).
    public let innerProductBlinding: Scalar
    /// e_blinding (mu): opens A + x S.
    public let vectorBlinding: Scalar

    /// The argument that l(x) and r(x) are what A and S commit to and have the inner product t_x.
    public let argument: InnerProductProof
}

extension RangeProof {
    /// Decodes a proof.
    ///
    /// - Parameters:
    ///   - encoding: The wire form.
    ///   - parameters: The number and width of the values, from the statement.
    /// - Throws: ``RangeProofRefusal/length(byteCount:)``, ``RangeProofRefusal/wordCount(expected:actual:)``,
    ///   ``RangeProofRefusal/nonCanonicalScalar(_:)`` or ``RangeProofRefusal/identity(_:)``, in this order.
    public init(decoding encoding: EncodedRangeProof, parameters: RangeParameters) throws(RangeProofRefusal) {
        guard encoding.hasWholeWords || Seam.omits(.length) else { throw .length(byteCount: encoding.bytes.count) }
        let words = parameters.wordCount
        guard encoding.wordCount == words || Seam.omits(.wordCount) else {
            throw .wordCount(expected: words, actual: encoding.wordCount)
        }
        self.parameters = parameters
        innerProduct = try Self.scalar(encoding, word: 4, "t_x")
        innerProductBlinding = try Self.scalar(encoding, word: 5, "t_x_blinding")
        vectorBlinding = try Self.scalar(encoding, word: 6, "e_blinding")
        let a = try Self.scalar(encoding, word: words - 2, "a")
        let b = try Self.scalar(encoding, word: words - 1, "b")

        bitCommitment = try Self.point(encoding, word: 0, "A")
        maskCommitment = try Self.point(encoding, word: 1, "S")
        linearCommitment = try Self.point(encoding, word: 2, "T_1")
        quadraticCommitment = try Self.point(encoding, word: 3, "T_2")
        var left: [CompressedPoint] = []
        var right: [CompressedPoint] = []
        left.reserveCapacity(parameters.rounds)
        right.reserveCapacity(parameters.rounds)
        for round in 0..<parameters.rounds {
            left.append(try Self.point(encoding, word: 7 + 2 * round, FieldName("L", at: round)))
            right.append(try Self.point(encoding, word: 8 + 2 * round, FieldName("R", at: round)))
        }
        argument = InnerProductProof(left: left, right: right, a: a, b: b)
    }

    /// The wire form, which is the only one.
    public var encoded: EncodedRangeProof {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parameters.proofByteCount)
        for point in [bitCommitment, maskCommitment, linearCommitment, quadraticCommitment] { bytes += point.bytes }
        for scalar in [innerProduct, innerProductBlinding, vectorBlinding] { bytes += scalar.encoded() }
        for round in argument.left.indices { bytes += argument.left[round].bytes + argument.right[round].bytes }
        bytes += argument.a.encoded() + argument.b.encoded()
        return EncodedRangeProof(undecoded: bytes)
    }

    private static func scalar(
        _ encoding: EncodedRangeProof, word: Int, _ field: FieldName
    ) throws(RangeProofRefusal) -> Scalar {
        do throws(ScalarFailure) {
            return try encoding.withWord(word) { (bytes) throws(ScalarFailure) in
                try Scalar(canonical: bytes, field: field)
            }
        } catch {
            #if DEBUG
                if Seam.omits(.canonicalScalar), let scalar = try? encoding.withWord(word, { try Scalar(reducing: $0) })
                {
                    return scalar
                }
            #endif
            throw .nonCanonicalScalar(field)
        }
    }

    private static func point(
        _ encoding: EncodedRangeProof, word: Int, _ field: FieldName
    ) throws(RangeProofRefusal) -> CompressedPoint {
        do throws(PointFailure) {
            let point = try encoding.withWord(word) { (bytes) throws(PointFailure) in
                try CompressedPoint(undecoded: bytes, field: field)
            }
            if point.isIdentity, !Seam.omits(.identity) { throw PointFailure.identity(field: field) }
            return point
        } catch {
            throw .identity(field)
        }
    }
}
