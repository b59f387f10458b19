internal import Pedersen
internal import Ristretto

/// Why a chunk is not accepted.
enum ChunkFailure: Error {
    /// The proof at a position of the chunk is refused by itself.
    case proof(Int, ProofRefusal)
    /// The weighted sum of all equations is not the identity.
    case sum
}

extension VerificationWorkspace {
    /// Checks all pending proofs with one multi-scalar multiplication.
    func check(seed: [UInt8] = BatchWeights.freshSeed()) throws(ChunkFailure) {
        try decodePoints()
        let weights = BatchWeights.draw(states: states, seed: seed)
        let shape = pending.reduce(into: GeneratorShape()) { shape, item in shape.include(item) }
        prepare(shape)
        for (position, item) in pending.enumerated() {
            let weights = weights[position].mutated(first: weights[0])
            switch item {
            case .range(let item): accumulate(item, weights, shape: shape)
            case .circuit(let item): accumulate(item, weights, shape: shape)
            }
        }
        let fixed = generators.fixed
        // Plain names, so that the lists are lent and not copied.
        let (fixedScalars, variableScalars) = (fixedScalars, variableScalars)
        let sum = fixed.vartime(
            fixedScalars.span, indices: indices, plus: variableScalars.span, points, workspace: multiplication)
        guard sum.equals(.identity, on: fixed.implementation) || Seam.omits(.chunkSum) else { throw .sum }
    }

    /// Decodes the points of all pending proofs, and says whose is the first that does not decode.
    private func decodePoints() throws(ChunkFailure) {
        points.removeAll()
        #if DEBUG && !hasFeature(Embedded)
            let encodings = Seam.omits(.canonicalPoint) ? Seam.withoutTopBits(encodings) : encodings
        #endif
        do throws(PointFailure) {
            try points.append(decoding: encodings, on: generators.fixed.implementation)
        } catch {
            guard case .invalidEncoding(let field) = error, let position = field.index,
                let owner = pending.lastIndex(where: { $0.firstPoint <= position })
            else { throw .sum }
            throw .proof(owner, pending[owner].nonCanonicalPoint(at: position - pending[owner].firstPoint))
        }
    }

    /// Empties the sums and makes room for the largest proof.
    private func prepare(_ shape: GeneratorShape) {
        inverses = challenges
        Scalar.invertAllOrZero(&inverses)
        variableScalars.removeAll(keepingCapacity: true)
        variableScalars.reserveCapacity(encodings.count)
        fixedScalars.removeAll(keepingCapacity: true)
        fixedScalars.append(contentsOf: repeatElement(.zero, count: 2 * shape.pairs + 2))
        let room = 2 * shape.pairs + max(shape.bits, shape.slots)
        if vectors.count < room { vectors = [Scalar](repeating: .zero, count: room) }
        if indexedShape != shape {
            indices = places(of: shape)
            indexedShape = shape
        }
    }

    /// The places of all G, all H, B and B~ among the generators.
    private func places(of shape: GeneratorShape) -> [UInt32] {
        var pairs = generators.pairIndices(perParty: shape.bits, parties: shape.count)
        if shape.slots > shape.bits { pairs += (shape.bits..<shape.slots).map { UInt32($0) } }
        let offset = UInt32(generators.fixed.pairs)
        return pairs + pairs.map { $0 + offset } + [generators.valueIndex, generators.blindingIndex]
    }

    /// Adds both equations of a range proof, each times its weight.
    private func accumulate(_ item: PendingRangeProof, _ weights: BatchWeights, shape: GeneratorShape) {
        let proof = item.proof
        let parameters = proof.parameters
        let (c1, c2) = (weights.polynomial, weights.vector)
        let (y, z, x) = (item.challenges.y, item.challenges.z, item.challenges.x)
        let argument = proof.argument
        let rounds = item.firstChallenge + 1..<item.firstChallenge + 1 + parameters.rounds
        let scalars = InnerProductProof.VerificationScalars(
            challenges: challenges[rounds], inverses: inverses[rounds])

        let c1x = c1 * x
        variableScalars.append(c2)
        variableScalars.append(c2 * x)
        variableScalars.append(c1x)
        variableScalars.append(c1x * x)
        for factor in scalars.left { variableScalars.append(c2 * factor) }
        for factor in scalars.right { variableScalars.append(c2 * factor) }
        let zz = z.squared()
        var power = c1 * zz
        for _ in 0..<parameters.count {
            variableScalars.append(power)
            power *= z
        }

        // B and B~, which stand after all pairs.
        let value = 2 * shape.pairs
        fixedScalars[value] +=
            c2 * item.challenges.w * (proof.innerProduct - argument.a * argument.b)
            + c1 * (RangeProof.delta(parameters, y: y, z: z) - proof.innerProduct)
        fixedScalars[value + 1] -= c2 * proof.vectorBlinding + c1 * proof.innerProductBlinding

        addVectors(
            item, weight: c2, scalars: scalars, inverseY: inverses[item.firstChallenge], zz: zz, shape: shape)
    }

    /// Adds the weighted second equation to the factors of the generators.
    ///
    /// G_i gets weight (-z - a s_i), H_i gets weight (z + y^-i (z^(2+j) 2^k - b / s_i)), i = n j + k. All the rest of a
    /// verification is logarithmic in N or shared; this takes 3 N multiplications.
    private func addVectors(
        _ item: PendingRangeProof, weight: Scalar, scalars: InnerProductProof.VerificationScalars, inverseY: Scalar,
        zz: Scalar, shape: GeneratorShape
    ) {
        let (bits, count) = (item.proof.parameters.bits, item.proof.parameters.count)
        let length = bits * count
        let z = item.challenges.z
        let constant = weight * z
        let argument = item.proof.argument
        vectors.withUnsafeMutableBufferPointer { vectors in
            let first = UnsafeMutableBufferPointer(rebasing: vectors[..<length])
            let second = UnsafeMutableBufferPointer(rebasing: vectors[length..<(2 * length)])
            let powers = UnsafeMutableBufferPointer(rebasing: vectors[(2 * length)..<(2 * length + bits)])
            scalars.fillFirst(first, times: weight * argument.a)
            scalars.fillSecond(second, times: weight * argument.b, ratio: inverseY)
            var ratio = inverseY.doubled()
            fillTensor(powers, first: .one) { _ in
                defer { ratio = ratio.squared() }
                return ratio
            }
            // z^(2+j) y^(-n j), from row to row.
            let step = z * inverseY.raised(toVartime: UInt64(bits))
            var row = weight * zz
            fixedScalars.withUnsafeMutableBufferPointer { sums in
                guard let s = first.baseAddress, let t = second.baseAddress, let p = powers.baseAddress,
                    let g = sums.baseAddress
                else { return }
                let h = g + shape.pairs
                for j in 0..<count {
                    let (source, target) = (j * bits, j * shape.bits)
                    for k in 0..<bits {
                        g[target + k] -= constant + s[source + k]
                        h[target + k] += constant + (row * p[k] - t[source + k])
                    }
                    row *= step
                }
            }
        }
    }
}
