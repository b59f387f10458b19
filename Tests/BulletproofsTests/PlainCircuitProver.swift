@testable import Bulletproofs
import Pedersen
import Ristretto
import Sodium
import Transcript

/// A slow circuit prover that follows the specification line by line, and cheats where it is told to.
///
/// It is a second implementation to compare with, and the adversary of the tests: it proves whatever it is given.
struct PlainCircuitProver {
    /// The wires of all gates.
    struct Gates {
        var left: [Scalar]
        var right: [Scalar]
        var output: [Scalar]
    }

    let sample: SampleRelation
    let suite: CircuitSuite
    let generators: BulletproofGenerators
    var random: SystemRandom

    /// The values of all variables; those of the sample at first.
    var values: [Scalar]
    /// The digits, or in suite `bits` the bits, of all ranges.
    var digits: [Scalar]
    /// How often each table entry is looked up, computed after the challenge by a prover that knows it.
    var multiplicities: (Scalar) -> [Scalar]
    /// Changes the gates when the lookup challenge is known.
    var adjustGates: (inout Gates, Scalar) -> Void = { _, _ in }
    /// What C_1 holds over H, by slot.
    var vectorOverH: [Int: Scalar] = [:]
    /// What A_O holds over H, by slot, when the lookup challenge is known.
    var outputOverH: (Scalar) -> [Int: Scalar] = { _ in [:] }

    init(_ sample: SampleRelation, _ suite: CircuitSuite, generators: BulletproofGenerators = .circuits) throws {
        (self.sample, self.suite, self.generators) = (sample, suite, generators)
        random = try SystemRandom()
        values = sample.values
        digits = Self.digits(of: sample, suite)
        multiplicities = { _ in [] }
        countDigits()
    }

    /// The lowest digits of the value of each range, which make it up when it is in range.
    private static func digits(of sample: SampleRelation, _ suite: CircuitSuite) -> [Scalar] {
        let step = suite == .lookups ? sample.digitBits : 1
        return sample.ranges.flatMap { range in
            let bytes = sample.value(of: range.form).encoded()
            return (0..<range.width / step).map { digit in
                let bits = (0..<step).map { bit in
                    let place = digit * step + bit
                    return UInt64(bytes[place / 8] >> UInt8(place % 8) & 1) << UInt64(bit)
                }
                return Scalar(bits.reduce(0, +))
            }
        }
    }

    /// Multiplicities that fit the digits as they are now, as far as they are in the table.
    mutating func countDigits() {
        let (digits, entries) = (digits, 1 << sample.digitBits)
        multiplicities = { _ in
            (0..<entries).map { entry in
                Scalar(UInt64(digits.count { $0 == Scalar(UInt64(entry)) }))
            }
        }
    }

    private var relation: IntegerRelation { get throws { try sample.relation } }

    mutating func prove() throws -> EncodedCircuitProof {
        let relation = try relation
        let statement = try CircuitStatement(relation: relation, suite: suite, inputs: sample.commitments)
        let slots = statement.slots
        var transcript = sample.transcript
        statement.absorb(into: &transcript)

        var vectors: [[Scalar]] = []
        var blindings: [Scalar] = []
        var commitments: [CompressedPoint] = []
        let constraints: CircuitConstraints
        var challenge = Scalar.zero
        switch suite {
        case .lookups:
            // Only the mutant draws alpha before C; for the real order the guess does not matter.
            var guess = transcript
            challenge = guess.challengeScalar(.alpha)
            let free = values[sample.inputs..<sample.inputs + sample.witnesses]
            vectors = [padded(digits + free, slots), padded(multiplicities(challenge), slots)]
            blindings = [draw(), draw()]
            commitments = [
                commit(vectors[0], overH: vectorOverH, blindings[0]), commit(vectors[1], overH: [:], blindings[1]),
            ]
            let table = try CircuitProof.absorb(
                vectors: commitments, digitBits: sample.digitBits, transcript: &transcript)
            challenge = table.challenge
            constraints = .layout(CircuitLayout(lookups: relation, table: table))
        case .bits: constraints = .layout(CircuitLayout(bits: relation))
        }
        var gates = honestGates(challenge, slots)
        adjustGates(&gates, challenge)
        return try prove(
            gates, constraints, vectors: vectors, vectorBlindings: blindings, commitments: commitments,
            outputOverH: outputOverH(challenge), &transcript)
    }

    private func honestGates(_ challenge: Scalar, _ slots: Int) -> Gates {
        var left: [Scalar]
        var right: [Scalar]
        switch suite {
        case .lookups:
            left = digits.map { challenge + $0 }
            right = left.map { $0.invertedOrZero() }
        case .bits:
            left = digits
            right = digits.map { .one - $0 }
        }
        var output = zip(left, right).map { $0 * $1 }
        for (index, product) in sample.products.enumerated() {
            left.append(value(of: product.left))
            right.append(value(of: product.right))
            output.append(values[sample.inputs + sample.witnesses + index])
        }
        for form in sample.booleans {
            left.append(value(of: form))
            right.append(.one - value(of: form))
            output.append(left[left.count - 1] * right[right.count - 1])
        }
        if suite == .bits {
            for index in stride(from: 0, to: sample.witnesses, by: 2) {
                left.append(values[sample.inputs + index])
                right.append(index + 1 < sample.witnesses ? values[sample.inputs + index + 1] : .zero)
                output.append(left[left.count - 1] * right[right.count - 1])
            }
        }
        return Gates(left: padded(left, slots), right: padded(right, slots), output: padded(output, slots))
    }

    private func value(of form: LinearForm) -> Scalar {
        form.terms.reduce(form.constant) { $0 + $1.coefficient * values[Int($1.variable)] }
    }

    private mutating func prove(
        _ gates: Gates, _ constraints: CircuitConstraints, vectors: [[Scalar]], vectorBlindings: [Scalar],
        commitments: [CompressedPoint], outputOverH: [Int: Scalar], _ transcript: inout Transcript
    ) throws -> EncodedCircuitProof {
        let shape = constraints.shape
        let (slots, exponents) = (shape.slots, shape.exponents)
        let (alpha, beta, rho) = (draw(), draw(), draw())
        let maskLeft = (0..<slots).map { _ in draw() }
        let maskRight = (0..<slots).map { _ in draw() }
        let inner = sum(gates.left, gates.right, alpha)
        let output = commit(gates.output, overH: outputOverH, beta)
        let masks = sum(maskLeft, maskRight, rho)
        let (y, z) = CircuitProof.absorb(inputs: inner, outputs: output, masks: masks, transcript: &transcript)

        let powers = Scalar.powers(of: y, count: slots)
        let inverses = powers.map { $0.invertedOrZero() }
        let flat = constraints.flattened(by: z)
        let zeros = [Scalar](repeating: .zero, count: slots)
        var l = [[Scalar]](repeating: zeros, count: exponents.mask + 1)
        var r = l
        for slot in 0..<slots {
            l[exponents.inner][slot] += gates.left[slot] + inverses[slot] * flat.right[slot]
            l[exponents.output][slot] += gates.output[slot]
            l[exponents.mask][slot] += maskLeft[slot]
            r[0][slot] += flat.output[slot] - powers[slot]
            r[exponents.inner][slot] += powers[slot] * gates.right[slot] + flat.left[slot]
            r[exponents.mask][slot] += powers[slot] * maskRight[slot]
            for k in vectors.indices {
                l[exponents.vector(k)][slot] += vectors[k][slot]
                r[exponents.vectorWeight(k)][slot] += flat.vectors[k][slot]
            }
        }
        // What a commitment holds over H stands at its exponent in r.
        for (slot, value) in outputOverH { r[exponents.output][slot] += powers[slot] * value }
        for (slot, value) in vectorOverH { r[exponents.vector(0)][slot] += powers[slot] * value }

        var t = [Scalar](repeating: .zero, count: 2 * exponents.mask + 1)
        for i in l.indices {
            for j in r.indices { t[i + j] += Scalar.innerProduct(l[i], r[j]) }
        }
        let taus = exponents.degrees.map { _ in draw() }
        let polynomial = zip(exponents.degrees, taus).map { commitment(t[$0], $1) }
        let x = CircuitProof.absorb(polynomial: polynomial, transcript: &transcript)
        let xs = Scalar.powers(of: x, count: t.count)
        let left = (0..<slots).map { slot in l.indices.reduce(Scalar.zero) { $0 + xs[$1] * l[$1][slot] } }
        let right = (0..<slots).map { slot in r.indices.reduce(Scalar.zero) { $0 + xs[$1] * r[$1][slot] } }
        let innerProduct = Scalar.innerProduct(left, right)
        var itsBlinding = xs[exponents.output] * Scalar.innerProduct(flat.inputs, sample.blindings)
        for (degree, tau) in zip(exponents.degrees, taus) { itsBlinding += xs[degree] * tau }
        var mu = xs[exponents.inner] * alpha + xs[exponents.output] * beta + xs[exponents.mask] * rho
        for k in vectors.indices { mu += xs[exponents.vector(k)] * vectorBlindings[k] }
        let w = CircuitProof.absorb(
            innerProduct: innerProduct, itsBlinding: itsBlinding, vectorBlinding: mu, transcript: &transcript)
        let pairs = generators.pairIndices(perParty: slots, parties: 1)
        let argument = InnerProductProof.proveVartime(
            left, right,
            generators: InnerProductProof.Generators(
                fixed: generators.fixed, first: pairs, second: pairs.map { $0 + UInt32(generators.fixed.pairs) },
                secondFactors: .powers(of: y.invertedOrZero()), base: generators.valueIndex, baseFactor: w),
            transcript: &transcript, workspace: MultiScalarWorkspace())
        return CircuitProof(
            shape: shape, vectorCommitments: commitments, inputCommitment: inner, outputCommitment: output,
            maskCommitment: masks, polynomialCommitments: polynomial, innerProduct: innerProduct,
            innerProductBlinding: itsBlinding, vectorBlinding: mu, argument: argument
        ).encoded
    }

    private mutating func draw() -> Scalar { Scalar.random(from: &random) }

    private func padded(_ list: [Scalar], _ slots: Int) -> [Scalar] {
        list + [Scalar](repeating: .zero, count: slots - list.count)
    }

    private func commit(_ vector: [Scalar], overH: [Int: Scalar], _ blinding: Scalar) -> CompressedPoint {
        sum(vector, vector.indices.map { overH[$0] ?? .zero }, blinding)
    }

    /// <first, G> + <second, H> + blinding B~.
    private func sum(_ first: [Scalar], _ second: [Scalar], _ blinding: Scalar) -> CompressedPoint {
        let pairs = generators.pairIndices(perParty: first.count, parties: 1)
        let indices = pairs + pairs.map { $0 + UInt32(generators.fixed.pairs) } + [generators.blindingIndex]
        let scalars = first + second + [blinding]
        return generators.fixed.vartime(scalars.span, indices: indices, workspace: MultiScalarWorkspace())
            .compressed()
    }
}
