@testable import Bulletproofs
import Pedersen
import Ristretto
import Sodium
import Transcript

/// A relation with values that satisfy it, built row by row: constants are chosen to fit.
struct SampleRelation {
    let inputs: Int
    let witnesses: Int
    let digitBits: Int
    var products: [IntegerRelation.Product] = []
    var booleans: [LinearForm] = []
    var equalities: [LinearForm] = []
    var ranges: [IntegerRelation.RangeRow] = []

    /// The values of all variables that exist so far.
    var values: [Scalar]
    var blindings: [Scalar]
    var samples: ScalarSamples

    init(inputs: [Scalar], witnesses: [Scalar], digitBits: Int, seed: UInt64 = 1) {
        (self.inputs, self.witnesses, self.digitBits) = (inputs.count, witnesses.count, digitBits)
        samples = ScalarSamples(seed: seed)
        values = inputs + witnesses
        blindings = []
        blindings = inputs.map { _ in samples.next() }
    }

    /// A random relation: every input and free witness in a row of its own, and rows of every kind with coefficients of
    /// every size.
    static func random(
        seed: UInt64, inputs: Int = 3, witnesses: Int = 3, products: Int = 2, booleans: Int = 2, equalities: Int = 1,
        ranges: Int = 3, digitBits: Int = 4
    ) -> SampleRelation {
        var samples = ScalarSamples(seed: seed &* 77 &+ 5)
        var sample = SampleRelation(
            inputs: (0..<inputs).map { _ in Scalar(samples.word() >> 52) },
            witnesses: (0..<witnesses).map { _ in Scalar(samples.word() >> 52) }, digitBits: digitBits, seed: seed)
        let width = (12 + digitBits - 1) / digitBits * digitBits
        for variable in 0..<inputs + witnesses {
            sample.ranges.append(.init(form: LinearForm(UInt32(variable)), width: width))
        }
        for _ in 0..<products { sample.addProduct(sample.randomForm(), sample.randomForm()) }
        for index in 0..<booleans { sample.addBoolean(Scalar(UInt64(index % 2))) }
        for _ in 0..<equalities { sample.addEquality() }
        for index in 0..<ranges {
            let width = digitBits * (1 + index)
            sample.addRange(value: Scalar(samples.word() >> UInt64(64 - min(width, 60))), width: width)
        }
        return sample
    }

    func value(of form: LinearForm) -> Scalar {
        form.terms.reduce(form.constant) { $0 + $1.coefficient * values[Int($1.variable)] }
    }

    /// About half of the variables, with small and large coefficients of both signs.
    mutating func randomForm() -> LinearForm {
        var form = LinearForm(constant: samples.next())
        for variable in values.indices where samples.word() % 2 == 0 {
            let small = Scalar(signed: Int64(bitPattern: samples.word()) >> 40)
            form.add(samples.word() % 4 == 0 ? samples.next() : small, times: UInt32(variable))
        }
        return form
    }

    /// A random form with that value.
    mutating func form(worth value: Scalar) -> LinearForm {
        var form = randomForm()
        form.constant += value - self.value(of: form)
        return form
    }

    mutating func addProduct(_ left: LinearForm, _ right: LinearForm) {
        products.append(.init(left: left, right: right))
        values.append(value(of: left) * value(of: right))
    }

    mutating func addBoolean(_ value: Scalar) { booleans.append(form(worth: value)) }
    mutating func addEquality(worth value: Scalar = .zero) { equalities.append(form(worth: value)) }
    mutating func addRange(value: Scalar, width: Int) {
        ranges.append(.init(form: form(worth: value), width: width))
    }

    var relation: IntegerRelation {
        get throws {
            try IntegerRelation(
                inputs: inputs, witnesses: witnesses, products: products, booleans: booleans, equalities: equalities,
                ranges: ranges, digitBits: digitBits)
        }
    }

    func statement(_ suite: CircuitSuite) throws -> CircuitStatement {
        try CircuitStatement(relation: relation, suite: suite, inputs: commitments)
    }

    var commitments: [CompressedPoint] { (0..<inputs).map { commitment(values[$0], blindings[$0]) } }

    var witness: CircuitWitness {
        get throws {
            try CircuitWitness(
                values: SecretScalars(count: inputs) { values[$0] },
                blindings: SecretScalars(count: inputs) { blindings[$0] },
                free: SecretScalars(count: witnesses) { values[inputs + $0] })
        }
    }

    var transcript: Transcript { Transcript("solvency/tests/circuit") }

    func prove(_ suite: CircuitSuite, on generators: BulletproofGenerators = .circuits) throws -> EncodedCircuitProof {
        var transcript = transcript
        return try CircuitProver(generators: generators).prove(
            statement(suite), witness: witness, transcript: &transcript)
    }

    @discardableResult
    func verify(
        _ proof: EncodedCircuitProof, _ suite: CircuitSuite, on generators: BulletproofGenerators = .circuits
    ) throws -> VerifiedCircuit {
        var transcript = transcript
        return try CircuitProof.verify(proof, statement(suite), transcript: &transcript, generators: generators)
    }

    /// The name of the refusal; `nil` when the proof is accepted.
    func reason(_ proof: EncodedCircuitProof, _ suite: CircuitSuite) throws -> String? {
        do {
            try verify(proof, suite)
            return nil
        } catch let refusal as CircuitProofRefusal {
            return "\(refusal.reason)"
        }
    }
}

extension BulletproofGenerators {
    /// Generators for the circuits of the tests, made once.
    static let circuits = BulletproofGenerators(perParty: 256, parties: 2, policy: .never)
}
