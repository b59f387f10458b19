import Bulletproofs
import Pedersen
import Ristretto
import Testing

/// Proofs of the model and of other programs verify here, and each faulty one is refused for its reason.
@Suite struct VectorTests {
    @Test(arguments: RangeVectorFile.own.cases)
    func verdict(vector: RangeVector) throws {
        for implementation in KernelImplementation.available {
            let generators = TestGenerators.of(implementation)
            let got = try reason {
                var transcript = vector.transcript
                let statement = try vector.statement()
                let evidence = try RangeProof.verify(
                    vector.encoding, statement, transcript: &transcript, generators: generators)
                #expect(evidence.statement == statement)
            }
            #expect(got == vector.reason, "\(implementation)")
            #expect((got == nil) == vector.valid)
        }
    }

    @Test func everyPublishedProofIsThere() {
        #expect(RangeVectorFile.own.cases.count { $0.name.hasPrefix("published") } == 16)
        #expect(RangeVectorFile.own.cases.count { !$0.valid } > 100)
    }

    @Test("Decoding and encoding give the same bytes", arguments: RangeVectorFile.own.cases.filter { $0.valid })
    func roundTrip(vector: RangeVector) throws {
        let statement = try vector.statement()
        let proof = try RangeProof(decoding: vector.encoding, parameters: statement.parameters)
        #expect(proof.encoded == vector.encoding)
    }
}
