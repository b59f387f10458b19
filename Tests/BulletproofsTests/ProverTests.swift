import Bulletproofs
import Foundation
import Pedersen
import Ristretto
import Sodium
import Testing
import Transcript

@Suite struct ProverTests {
    @Test("Every width with every number of values up to 16", arguments: RangeParameters.widths, [1, 2, 4, 8, 16])
    func roundTrip(bits: Int, count: Int) throws {
        let sample = try Sample(bits: bits, count: count)
        for implementation in KernelImplementation.available {
            let generators = TestGenerators.of(implementation)
            let proof = try sample.prove(on: generators)
            #expect(proof.bytes.count == sample.statement.parameters.proofByteCount)
            let evidence = try sample.verify(proof, on: generators)
            #expect(evidence.commitments == sample.statement.commitments)
            #expect(evidence.bits == bits)
        }
    }
}
