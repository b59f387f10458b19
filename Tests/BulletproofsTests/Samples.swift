import Bulletproofs
import Pedersen
import Ristretto
import Sodium
import Testing
import Transcript

/// Values with their openings, and proofs of them.
struct Sample {
    let statement: RangeStatement
    let witness: RangeWitness
    var label = "solvency/tests/range"

    var transcript: Transcript { Transcript(labelBytes: Array(label.utf8)) }

    /// Random values of that many bits; the first is the largest, the last 0.
    init(bits: Int, count: Int) throws {
        let random = try SystemRandom()
        let top = UInt64.max >> UInt64(64 - bits)
        var values = (0..<count).map { _ in random.next() & top }
        values[0] = top
        if count > 1 { values[count - 1] = 0 }
        try self.init(values, bits: bits)
    }

    init(_ values: [UInt64], bits: Int) throws {
        var random = try SystemRandom()
        try self.init(values, blindings: values.map { _ in Scalar.random(from: &random) }, bits: bits)
    }

    init(_ values: [UInt64], blindings: [Scalar], bits: Int) throws {
        statement = try RangeStatement(commitments: zip(values, blindings).map(commitment), bits: bits)
        witness = try RangeWitness(values, blindings)
    }

    func prove(on generators: BulletproofGenerators) throws -> EncodedRangeProof {
        var transcript = transcript
        return try RangeProver(generators: generators).prove(statement, witness: witness, transcript: &transcript)
    }

    @discardableResult
    func verify(_ proof: EncodedRangeProof, on generators: BulletproofGenerators) throws -> VerifiedRange {
        var transcript = transcript
        return try RangeProof.verify(proof, statement, transcript: &transcript, generators: generators)
    }
}

/// value B + blinding B~ by single multiplications, not by the tables that the prover uses.
func commitment(_ value: UInt64, _ blinding: Scalar) -> CompressedPoint {
    commitment(Scalar(value), blinding)
}

func commitment(_ value: Scalar, _ blinding: Scalar) -> CompressedPoint {
    let bases = PedersenGenerators.standard
    return (value * bases.value + blinding * bases.blinding).compressed()
}

extension RangeWitness {
    convenience init(_ values: [UInt64], _ blindings: [Scalar]) throws {
        var guarded = try SecretBuffer<UInt64>(count: values.count, repeating: 0)
        for (index, value) in values.enumerated() { guarded[index] = value }
        try self.init(values: guarded, blindings: SecretScalars(count: blindings.count) { blindings[$0] })
    }
}
