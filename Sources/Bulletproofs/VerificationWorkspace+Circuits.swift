internal import Pedersen
internal import Ristretto
internal import Transcript

/// A circuit proof whose challenges are drawn and whose equations have not been checked yet.
struct PendingCircuitProof {
    let constraints: CircuitConstraints
    let proof: CircuitProof
    let challenges: CircuitChallenges

    /// Where y stands among the workspace's challenges; those of the rounds follow.
    let firstChallenge: Int

    /// Where C_1 or A_I stands among the workspace's points; see ``CircuitProof/appendPoints(to:)``.
    let firstPoint: Int
}

extension CircuitProof {
    /// Appends the proof's points: C, A_I, A_O, S, T, all L, all R.
    ///
    /// The inputs' commitments follow.
    func appendPoints(to points: inout [CompressedPoint]) {
        points += vectorCommitments
        points.append(inputCommitment)
        points.append(outputCommitment)
        points.append(maskCommitment)
        points += polynomialCommitments
        points += argument.left
        points += argument.right
    }

    /// The name of the point at a position of that list.
    func pointName(at position: Int) -> FieldName {
        let named: [(FieldName, Int)] = [
            ("C", vectorCommitments.count), ("A_I", 1), ("A_O", 1), ("S", 1), ("T", polynomialCommitments.count),
            ("L", argument.rounds), ("R", argument.rounds),
        ]
        var position = position
        for (name, count) in named {
            guard position >= count else { return count == 1 && name != "T" ? name : name.at(position) }
            position -= count
        }
        return FieldName("V", at: position)
    }
}

extension VerificationWorkspace {
    /// Decodes a proof, draws its challenges and lets it wait for the check.
    func add(
        _ encoding: EncodedCircuitProof, for statement: CircuitStatement, transcript: inout Transcript
    ) throws(CircuitProofRefusal) {
        try refuseTooFewGenerators(statement.slots)
        let proof = try CircuitProof(decoding: encoding, statement: statement)
        statement.absorb(into: &transcript)
        let constraints: CircuitConstraints
        switch statement.suite {
        case .lookups:
            let table = try CircuitProof.absorb(
                vectors: proof.vectorCommitments, digitBits: statement.relation.digitBits, transcript: &transcript)
            constraints = .layout(CircuitLayout(lookups: statement.relation, table: table))
        case .bits: constraints = .layout(CircuitLayout(bits: statement.relation))
        }
        try add(proof, constraints, inputs: statement.inputs, transcript: &transcript)
    }

    /// Draws the challenges of a decoded proof from A_I on and lets it wait for the check.
    func add(
        _ proof: CircuitProof, _ constraints: CircuitConstraints, inputs: [CompressedPoint],
        transcript: inout Transcript
    ) throws(CircuitProofRefusal) {
        var drawn: [Scalar] = []
        let own = try proof.challenges(transcript: &transcript, rounds: &drawn)
        pending.append(
            .circuit(
                PendingCircuitProof(
                    constraints: constraints, proof: proof, challenges: own, firstChallenge: challenges.count,
                    firstPoint: encodings.count)))
        challenges.append(own.y)
        challenges += drawn
        proof.appendPoints(to: &encodings)
        encodings += inputs
        appendState(of: proof.argument, transcript)
    }

    /// Refuses a proof with more slots than there are generators.
    func refuseTooFewGenerators(_ slots: Int) throws(CircuitProofRefusal) {
        guard slots <= generators.perParty else { throw .slots(needed: slots, offered: generators.perParty) }
    }

    /// Adds both equations of a circuit proof, each times its weight.
    func accumulate(_ item: PendingCircuitProof, _ weights: BatchWeights, shape: GeneratorShape) {
        let proof = item.proof
        let exponents = proof.shape.exponents
        let (c1, c2) = (weights.polynomial, weights.vector)
        let rounds = item.firstChallenge + 1..<item.firstChallenge + 1 + proof.shape.rounds
        let scalars = InnerProductProof.VerificationScalars(
            challenges: challenges[rounds], inverses: inverses[rounds])
        let powers = Scalar.powers(of: item.challenges.x, count: 2 * exponents.mask + 1)
        let flat = item.constraints.flattened(by: item.challenges.z)

        for k in 0..<exponents.vectorCommitments { variableScalars.append(c2 * powers[exponents.vector(k)]) }
        variableScalars.append(c2 * powers[exponents.inner])
        variableScalars.append(c2 * powers[exponents.output])
        variableScalars.append(c2 * powers[exponents.mask])
        for degree in exponents.degrees { variableScalars.append(c1 * powers[degree]) }
        for factor in scalars.left { variableScalars.append(c2 * factor) }
        for factor in scalars.right { variableScalars.append(c2 * factor) }
        let statement = c1 * powers[exponents.output]
        for weight in flat.inputs { variableScalars.append(statement * weight) }

        let delta = addVectors(item, flat, weight: c2, scalars: scalars, powers: powers, shape: shape)
        // B and B~, which stand after all pairs.
        let value = 2 * shape.pairs
        let argument = proof.argument
        fixedScalars[value] +=
            c2 * item.challenges.w * (proof.innerProduct - argument.a * argument.b)
            + statement * (delta + flat.constant) - c1 * proof.innerProduct
        fixedScalars[value + 1] -= c2 * proof.vectorBlinding + c1 * proof.innerProductBlinding
    }

    /// Adds the weighted second equation to the factors of the generators, and returns delta = sum y^-i w_R,i w_L,i.
    ///
    /// With h and n' as in ``CircuitExponents``, G_i gets weight (x^h y^-i w_R,i - a s_i) and H_i gets
    /// weight (y^-i (x^h w_L,i + w_O,i + sum_k x^(h-k) w_C,k,i - b / s_i) - 1).
    private func addVectors(
        _ item: PendingCircuitProof, _ flat: FlatConstraints, weight: Scalar,
        scalars: InnerProductProof.VerificationScalars, powers: [Scalar], shape: GeneratorShape
    ) -> Scalar {
        let slots = item.proof.shape.slots
        let exponents = item.proof.shape.exponents
        let argument = item.proof.argument
        let inner = weight * powers[exponents.inner]
        let vectorWeights = (0..<exponents.vectorCommitments).map { weight * powers[exponents.vectorWeight($0)] }
        let inverseY = inverses[item.firstChallenge]
        var delta = ScalarAccumulator()
        vectors.withUnsafeMutableBufferPointer { vectors in
            let first = UnsafeMutableBufferPointer(rebasing: vectors[..<slots])
            let second = UnsafeMutableBufferPointer(rebasing: vectors[slots..<(2 * slots)])
            let ratios = UnsafeMutableBufferPointer(rebasing: vectors[(2 * slots)..<(3 * slots)])
            scalars.fillFirst(first, times: weight * argument.a)
            scalars.fillSecond(second, times: weight * argument.b, ratio: inverseY)
            var ratio = inverseY
            fillTensor(ratios, first: .one) { _ in
                defer { ratio = ratio.squared() }
                return ratio
            }
            fixedScalars.withUnsafeMutableBufferPointer { sums in
                for slot in 0..<slots {
                    let right = ratios[slot] * flat.right[slot]
                    delta.add(right, times: flat.left[slot])
                    var known = inner * flat.left[slot] + weight * flat.output[slot]
                    for k in vectorWeights.indices { known += vectorWeights[k] * flat.vectors[k][slot] }
                    let place = shape.place(ofSlot: slot)
                    sums[place] += inner * right - first[slot]
                    sums[shape.pairs + place] += ratios[slot] * known - second[slot] - weight
                }
            }
        }
        return delta.sum()
    }
}
