import Bulletproofs
import Pedersen
import Ristretto
import Sodium
import Testing
import Transcript

/// No input stops the program, and nothing but the proof itself is accepted.
@Suite struct RobustnessTests {
    let workspace = VerificationWorkspace(generators: TestGenerators.best)

    private func verdict(_ vector: RangeVector, _ proof: [UInt8]) throws -> String? {
        try reason {
            var transcript = vector.transcript
            _ = try RangeProof.verify(
                EncodedRangeProof(undecoded: proof), try vector.statement(), transcript: &transcript,
                workspace: workspace)
        }
    }

    @Test func truncationAtEveryByte() throws {
        let vector = try RangeVectorFile.named("bits 8, values 1")
        let proof = vector.encoding.bytes
        for count in 0..<proof.count {
            let expected = count % 32 == 0 ? "wordCount" : "length"
            #expect(try verdict(vector, Array(proof[..<count])) == expected)
            #expect(try verdict(vector, Array(proof[count...])) == (count == 0 ? nil : expected))
        }
    }

    @Test func everyBitFlipped() throws {
        let vector = try RangeVectorFile.named("bits 8, values 1")
        let proof = vector.encoding.bytes
        for bit in 0..<8 * proof.count {
            var flipped = proof
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(try verdict(vector, flipped) != nil, "bit \(bit)")
        }
    }

    @Test func everyBitOfCommitmentsFlipped() throws {
        var vector = try RangeVectorFile.named("bits 8, values 2")
        let proof = vector.encoding.bytes
        let honest = vector.commitments
        for bit in 0..<512 {
            var flipped = honest.map { bytes($0) }
            flipped[bit / 256][bit % 256 / 8] ^= 1 << UInt8(bit % 8)
            vector.commitments = flipped.map {
                $0.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
            }
            #expect(try verdict(vector, proof) != nil, "bit \(bit)")
        }
    }

    @Test func randomBytes() throws {
        let vector = try RangeVectorFile.named("bits 16, values 2")
        var random = try SystemRandom()
        let count = vector.encoding.bytes.count
        for round in 0..<300 {
            let length = round % 3 == 0 ? count : Int(random.next() % 2000)
            #expect(try verdict(vector, random.publicBytes(count: length)) != nil)
        }
        // Words that pass as scalars and as points, in any order.
        let words = stride(from: 0, to: count, by: 32).map { Array(vector.encoding.bytes[$0..<$0 + 32]) }
        for _ in 0..<100 {
            let shuffled = words.shuffled(using: &random)
            let got = try verdict(vector, shuffled.flatMap { $0 })
            #expect(shuffled == words || got != nil)
        }
    }

    @Test("Any number of bits and commitments has an answer")
    func parameters() {
        for bits in [Int.min, -8, -1, 0, 1, 7, 8, 9, 64, 65, 128, Int.max] {
            for count in [0, 1, 3, 1024, 1025, 2048] {
                let statement = Result { () throws(RangeProofRefusal) in
                    try RangeStatement(commitments: Array(repeating: .identity, count: count), bits: bits)
                }
                let isOffered = [8, 64].contains(bits) && [1, 1024].contains(count)
                if case .success = statement { #expect(isOffered) } else { #expect(!isOffered) }
            }
        }
    }

    @Test func tooFewGenerators() throws {
        let narrow = BulletproofGenerators(perParty: 8, parties: 2, policy: .never)
        for (bits, count) in [(16, 1), (8, 4)] {
            let statement = try RangeStatement(commitments: Array(repeating: .identity, count: count), bits: bits)
            var transcript = Transcript("narrow")
            #expect(throws: RangeProofRefusal.parameters(.generators(bits: bits, count: count))) {
                _ = try RangeProof.verify(
                    EncodedRangeProof(undecoded: []), statement, transcript: &transcript, generators: narrow)
            }
        }
    }
}
