import Bulletproofs
import Pedersen
import Ristretto
import Sodium
import Transcript

extension Checks {
    /// The whole prover with values and blindings marked, and with them every nonce, which is keyed with both.
    ///
    /// What the prover publishes is lifted by ``Disclosure``, which lists it.
    func rangeProofs() throws {
        Disclosure.mark = { Secrecy.reveal($0) }
        defer { Disclosure.mark = nil }
        let generators = BulletproofGenerators(perParty: 16, parties: 2, policy: .never)
        for (bits, values) in [(8, [200, 3]), (16, [65535]), (16, [0, 1])] as [(Int, [UInt64])] {
            let blindings = Array(scalars[..<values.count])
            let statement = try Self.statement(values, blindings, bits: bits)
            let witness = try Self.witness(values, blindings)
            var transcript = Transcript("ctcheck")
            let proof = try RangeProver(generators: generators).prove(
                statement, witness: witness, transcript: &transcript)
            var verifying = Transcript("ctcheck")
            _ = try RangeProof.verify(proof, statement, transcript: &verifying, generators: generators)
        }
    }

    /// The same with nothing lifted: the check of the openings has to be reported.
    func undisclosedRangeProof() throws {
        let generators = BulletproofGenerators(perParty: 8, parties: 1, policy: .never)
        var transcript = Transcript("ctcheck")
        _ = try RangeProver(generators: generators).prove(
            Self.statement([5], [scalars[0]], bits: 8), witness: Self.witness([5], [scalars[0]]),
            transcript: &transcript)
    }

    /// Witnesses that do not fit: the verdict is published, and only then it is said which item failed.
    func refusedRangeProofs() throws {
        Disclosure.mark = { Secrecy.reveal($0) }
        defer { Disclosure.mark = nil }
        let generators = BulletproofGenerators(perParty: 8, parties: 2, policy: .never)
        let blindings = Array(scalars[..<2])
        let statement = try Self.statement([1, 2], blindings, bits: 8)
        var transcript = Transcript("ctcheck")
        let prover = try RangeProver(generators: generators)
        let witness = try Self.witness([1, 3], blindings)
        do throws(RangeProvingFailure) {
            _ = try prover.prove(statement, witness: witness, transcript: &transcript)
            preconditionFailure("a wrong opening was taken")
        } catch {
            precondition(error == .openingMismatch(index: 1))
        }
    }

    private static func statement(
        _ values: [UInt64], _ blindings: [Scalar], bits: Int
    ) throws -> RangeStatement {
        let commitments = zip(values, blindings).map { Commitment(to: $0, blinding: $1).compressed() }
        return try RangeStatement(commitments: commitments, bits: bits)
    }

    private static func witness(_ values: [UInt64], _ blindings: [Scalar]) throws -> RangeWitness {
        var hidden = try SecretBuffer<UInt64>(count: values.count, repeating: 0)
        for index in values.indices { hidden[index] = values[index] }
        hidden.withUnsafeMutableBytes { Secrecy.hide($0) }
        var hiddenBlindings = try SecretScalars(count: blindings.count) { blindings[$0] }
        hiddenBlindings.withMutableSpan { span in
            span.withUnsafeMutableBytes { Secrecy.hide($0) }
        }
        return try RangeWitness(values: hidden, blindings: hiddenBlindings)
    }
}
