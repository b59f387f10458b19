@testable import Bulletproofs
import Pedersen
import Ristretto
import Testing
import Transcript

/// Honest provers and the verifier.
@Suite struct CircuitTests {
    @Test("A random relation is proven in both suites", arguments: 1...8)
    func completeness(seed: UInt64) throws {
        let sample = SampleRelation.random(
            seed: seed, witnesses: Int(seed % 4), products: Int(seed % 3), booleans: Int(seed % 5 / 2),
            equalities: Int(seed % 2), digitBits: [1, 3, 4, 6][Int(seed % 4)])
        for suite in CircuitSuite.allCases {
            let proof = try sample.prove(suite)
            let evidence = try sample.verify(proof, suite)
            #expect(try evidence.statement == sample.statement(suite))
            #expect(try proof.bytes.count == sample.statement(suite).proofByteCount)
        }
    }
}
