import Bulletproofs
import Pedersen
import Ristretto
import Sodium
import Transcript

extension Checks {
    /// The whole prover with values, blindings and free witnesses marked: products, rows, digits, multiplicities, gates,
    /// commitments and polynomials, in both suites.
    func circuitProofs() throws {
        Disclosure.mark = { Secrecy.reveal($0) }
        defer { Disclosure.mark = nil }
        let generators = BulletproofGenerators(perParty: 32, parties: 1, policy: .never)
        for suite in CircuitSuite.allCases {
            let statement = try statement(suite)
            var transcript = Transcript("ctcheck")
            let proof = try CircuitProver(generators: generators).prove(
                statement, witness: witness(free: 9), transcript: &transcript)
            var verifying = Transcript("ctcheck")
            _ = try CircuitProof.verify(proof, statement, transcript: &verifying, generators: generators)
        }
    }

    /// A witness that does not satisfy a row: the verdict is published, and only then it is said which row.
    func refusedCircuitProofs() throws {
        Disclosure.mark = { Secrecy.reveal($0) }
        defer { Disclosure.mark = nil }
        let generators = BulletproofGenerators(perParty: 32, parties: 1, policy: .never)
        var transcript = Transcript("ctcheck")
        do throws(CircuitProvingFailure) {
            let prover = try CircuitProver(generators: generators)
            guard let statement = try? statement(.lookups), let witness = try? witness(free: 16) else { return }
            _ = try prover.prove(statement, witness: witness, transcript: &transcript)
            preconditionFailure("a false row was proven")
        } catch {
            precondition(error == .row(.range(2)))
        }
    }

    /// Two inputs and a free witness of 4 bits each, a product with a coefficient of 250 bits, a boolean and an equality.
    private func statement(_ suite: CircuitSuite) throws -> CircuitStatement {
        let large = Scalar.powerOfTwo(vartime: 250)
        var sum = LinearForm(0, coefficient: large, constant: -large * Scalar(5 as UInt64))
        sum.add(-.one, times: 1)
        sum.add(.one, times: 0)
        let relation = try IntegerRelation(
            inputs: 2, witnesses: 1, products: [.init(left: LinearForm(0), right: sum)],
            // 5 - 4 is 1, and the product of 5 and 5 - 4 is 5.
            booleans: [sum], equalities: [LinearForm(3, constant: -Scalar(5 as UInt64))],
            ranges: (0..<3).map { .init(form: LinearForm(UInt32($0)), width: 4) }, digitBits: 2)
        let values = [Scalar(5 as UInt64), Scalar(4 as UInt64)]
        let commitments = zip(values, scalars).map { Commitment(to: $0, blinding: $1).compressed() }
        return try CircuitStatement(relation: relation, suite: suite, inputs: commitments)
    }

    private func witness(free: UInt64) throws -> CircuitWitness {
        var values = try SecretScalars(count: 2) { Scalar(5 - UInt64($0)) }
        var blindings = try SecretScalars(count: 2) { scalars[$0] }
        var witnesses = try SecretScalars(count: 1) { _ in Scalar(free) }
        values.withMutableSpan { span in span.withUnsafeMutableBytes { Secrecy.hide($0) } }
        blindings.withMutableSpan { span in span.withUnsafeMutableBytes { Secrecy.hide($0) } }
        witnesses.withMutableSpan { span in span.withUnsafeMutableBytes { Secrecy.hide($0) } }
        return try CircuitWitness(values: values, blindings: blindings, free: witnesses)
    }
}
