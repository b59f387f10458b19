public import Ristretto

/// A circuit proof: a relation holds for committed inputs, and nothing else about them is shown.
///
/// Generalized Bulletproofs: gates a_L o a_R = a_O with linear constraints over them, over inputs in Pedersen
/// commitments V_j and over the items of vector commitments C_k. Lengths, scalars and forbidden identities are checked by
/// the only initialiser that takes bytes; points stay encoded, as the transcript absorbs them.
///
/// - seealso: Bünz et al., ePrint 2017/1066, section 5; `docs/spec/circuit-proof.md`; `docs/protocol.md`.
public struct CircuitProof: Equatable, Sendable {
    /// The numbers that fix the length.
    let shape: CircuitShape

    /// C_k: digits with free witnesses, and multiplicities; none in suite `bits`.
    public let vectorCommitments: [CompressedPoint]
    /// A_I: the commitment to the inputs of all gates.
    public let inputCommitment: CompressedPoint
    /// A_O: the commitment to the outputs of all gates.
    public let outputCommitment: CompressedPoint
    /// S: the commitment to the vectors that mask the gates.
    public let maskCommitment: CompressedPoint
    /// T: the commitments to the coefficients of t(X), ascending, without the one that the statement gives.
    public let polynomialCommitments: [CompressedPoint]

    /// t: the inner product of l(x) and r(x).
    public let innerProduct: Scalar
    /// tau_x: opens the commitments to t(x).
    public let innerProductBlinding: Scalar
    /// mu: opens the commitments to l(x) and r(x).
    public let vectorBlinding: Scalar

    /// The argument that l(x) and r(x) are what was committed to and have the inner product t.
    public let argument: InnerProductProof
}

extension CircuitProof {
    /// Decodes a proof.
    ///
    /// - Parameters:
    ///   - encoding: The wire form.
    ///   - statement: What it is to show, from the verifier's own sources; it fixes the length.
    /// - Throws: ``CircuitProofRefusal/length(byteCount:)``, ``CircuitProofRefusal/wordCount(expected:actual:)``,
    ///   ``CircuitProofRefusal/nonCanonicalScalar(_:)`` or ``CircuitProofRefusal/identity(_:)``, in this order.
    public init(decoding encoding: EncodedCircuitProof, statement: CircuitStatement) throws(CircuitProofRefusal) {
        try self.init(decoding: encoding, shape: statement.shape)
    }

    /// Decodes a proof of that shape.
    package init(decoding encoding: EncodedCircuitProof, shape: CircuitShape) throws(CircuitProofRefusal) {
        guard encoding.bytes.count % 32 == 0 || Seam.omits(.length) else {
            throw .length(byteCount: encoding.bytes.count)
        }
        let words = encoding.bytes.count / 32
        guard words == shape.wordCount || (Seam.omits(.wordCount) && words > shape.wordCount) else {
            throw .wordCount(expected: shape.wordCount, actual: words)
        }
        self.shape = shape
        let vectors = shape.vectorCommitments
        let degrees = shape.polynomialCommitments
        let scalars = vectors + 3 + degrees
        let last = shape.wordCount - 2
        innerProduct = try Self.scalar(encoding, word: scalars, "t")
        innerProductBlinding = try Self.scalar(encoding, word: scalars + 1, "tau_x")
        vectorBlinding = try Self.scalar(encoding, word: scalars + 2, "mu")
        let a = try Self.scalar(encoding, word: last, "a")
        let b = try Self.scalar(encoding, word: last + 1, "b")

        vectorCommitments = try Self.points(encoding, from: 0, count: vectors, "C")
        inputCommitment = try Self.point(encoding, word: vectors, "A_I")
        outputCommitment = try Self.point(encoding, word: vectors + 1, "A_O")
        maskCommitment = try Self.point(encoding, word: vectors + 2, "S")
        polynomialCommitments = try Self.points(encoding, from: vectors + 3, count: degrees, "T")
        var left: [CompressedPoint] = []
        var right: [CompressedPoint] = []
        for round in 0..<shape.rounds {
            left.append(try Self.point(encoding, word: scalars + 3 + 2 * round, FieldName("L", at: round)))
            right.append(try Self.point(encoding, word: scalars + 4 + 2 * round, FieldName("R", at: round)))
        }
        argument = InnerProductProof(left: left, right: right, a: a, b: b)
    }

    /// The wire form, which is the only one.
    public var encoded: EncodedCircuitProof {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32 * shape.wordCount)
        for point in vectorCommitments { bytes += point.bytes }
        for point in [inputCommitment, outputCommitment, maskCommitment] { bytes += point.bytes }
        for point in polynomialCommitments { bytes += point.bytes }
        for scalar in [innerProduct, innerProductBlinding, vectorBlinding] { bytes += scalar.encoded() }
        for round in argument.left.indices { bytes += argument.left[round].bytes + argument.right[round].bytes }
        bytes += argument.a.encoded() + argument.b.encoded()
        return EncodedCircuitProof(undecoded: bytes)
    }

    private static func scalar(
        _ encoding: EncodedCircuitProof, word: Int, _ field: FieldName
    ) throws(CircuitProofRefusal) -> Scalar {
        let bytes = Array(encoding.bytes[32 * word..<32 * word + 32])
        do throws(ScalarFailure) {
            return try Scalar(canonical: bytes, field: field)
        } catch {
            #if DEBUG
                if Seam.omits(.canonicalScalar), let scalar = try? Scalar(reducing: bytes) { return scalar }
            #endif
            throw .nonCanonicalScalar(field)
        }
    }

    private static func points(
        _ encoding: EncodedCircuitProof, from first: Int, count: Int, _ name: FieldName
    ) throws(CircuitProofRefusal) -> [CompressedPoint] {
        var points: [CompressedPoint] = []
        points.reserveCapacity(count)
        for index in 0..<count { points.append(try point(encoding, word: first + index, name.at(index))) }
        return points
    }

    private static func point(
        _ encoding: EncodedCircuitProof, word: Int, _ field: FieldName
    ) throws(CircuitProofRefusal) -> CompressedPoint {
        let bytes = Array(encoding.bytes[32 * word..<32 * word + 32])
        do throws(PointFailure) {
            let point = try CompressedPoint(undecoded: bytes, field: field)
            if point.isIdentity, !Seam.omits(.identity) { throw PointFailure.identity(field: field) }
            return point
        } catch {
            throw .identity(field)
        }
    }
}
