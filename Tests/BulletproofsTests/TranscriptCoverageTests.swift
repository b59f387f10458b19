@testable import Bulletproofs
import Pedersen
import Ristretto
import Testing
import Transcript

/// What the transcript absorbs, in which order, and that all of it matters.
@Suite struct TranscriptCoverageTests {
    let generators = TestGenerators.best

    /// Verifies a proof of the vector file and writes down what the transcript went through.
    private func log(of name: String, spoiling message: Int? = nil) throws -> (log: TranscriptLog, reason: String?) {
        let vector = try RangeVectorFile.named(name)
        let recorder = TranscriptRecorder(spoiledMessage: message)
        var transcript = vector.transcript
        transcript.record(with: recorder)
        let verdict = try reason {
            _ = try RangeProof.verify(
                vector.encoding, try vector.statement(), transcript: &transcript, generators: generators)
        }
        return (recorder.log, verdict)
    }

    @Test("The messages and challenges are those of the specification, in its order")
    func order() throws {
        let vector = try RangeVectorFile.named("bits 8, values 2")
        let (log, verdict) = try log(of: vector.name)
        #expect(verdict == nil)
        let words = stride(from: 0, to: vector.encoding.bytes.count, by: 32).map {
            Array(vector.encoding.bytes[$0..<$0 + 32])
        }
        var expected: [(String, [UInt8]?)] = [
            ("dom-sep", Array("rangeproof v1".utf8)), ("n", [8, 0, 0, 0, 0, 0, 0, 0]), ("m", [2, 0, 0, 0, 0, 0, 0, 0]),
            ("V", bytes(vector.commitments[0])), ("V", bytes(vector.commitments[1])),
            ("A", words[0]), ("S", words[1]), ("y", nil), ("z", nil), ("T_1", words[2]), ("T_2", words[3]), ("x", nil),
            ("t_x", words[4]), ("t_x_blinding", words[5]), ("e_blinding", words[6]), ("w", nil),
            ("dom-sep", Array("ipp v1".utf8)), ("n", [16, 0, 0, 0, 0, 0, 0, 0]),
        ]
        for round in 0..<4 {
            expected += [("L", words[7 + 2 * round]), ("R", words[8 + 2 * round]), ("u", nil)]
        }
        // What no challenge of the proof depends on: absorbed by a copy, for the weights of a batch.
        expected += [("a b", words[15] + words[16]), ("proof", nil)]
        #expect(log.entries.count == expected.count)
        for (entry, (label, message)) in zip(log.entries, expected) {
            switch entry {
            case .message(let name, let bytes):
                #expect(name == Array(label.utf8) && bytes == message, "\(label)")
            case .challenge(let name, let bytes):
                #expect(name == Array(label.utf8) && message == nil, "\(label)")
                #expect(bytes.count == (label == "proof" ? 32 : 64))
            }
        }
    }

    @Test(
        "Any message that is spoiled changes every later challenge, and the proof is refused",
        arguments: ["bits 8, values 2", "bits 16, values 1"])
    func everyMessageMatters(name: String) throws {
        let (honest, verdict) = try log(of: name)
        #expect(verdict == nil)
        // The last message only concerns the weights.
        for message in 0..<honest.messageCount {
            let (spoiled, verdict) = try log(of: name, spoiling: message)
            #expect(honest.staleChallenges(comparedTo: spoiled).isEmpty, "message \(message)")
            #expect(spoiled != honest)
            #expect((verdict == nil) == (message == honest.messageCount - 1), "message \(message)")
        }
    }

    @Test("The worked vector of the specification, challenge by challenge")
    func workedVector() throws {
        let challenges = [
            "y": "8d56df8704cb44b3359211d331a63efbabe4c362315c6cd660754153c24f840b",
            "z": "f198337f1d8f49ece85ff3248b2aab5241697130841311141d8e50e82dbabc06",
            "x": "af08311c3ffe3435ae45e97e4f4cd18bd7692343506bc5ae8d2dd8ca8b3b4a06",
            "w": "f777cd02bdb187083569d0ba17664daa95ce884760ac995c3fcf375820257c0e",
        ]
        let vector = try RangeVectorFile.named("the worked vector of the specification")
        var transcript = vector.transcript
        let statement = try vector.statement()
        let proof = try RangeProof(decoding: vector.encoding, parameters: statement.parameters)
        var rounds: [Scalar] = []
        let drawn = proof.challenges(for: statement, transcript: &transcript, rounds: &rounds)
        #expect(drawn.y.encoded() == bytes(challenges["y"] ?? ""))
        #expect(drawn.z.encoded() == bytes(challenges["z"] ?? ""))
        #expect(drawn.x.encoded() == bytes(challenges["x"] ?? ""))
        #expect(drawn.w.encoded() == bytes(challenges["w"] ?? ""))
        #expect(
            rounds.map { $0.encoded() } == [
                bytes("ad278545a92bbcdfbcb07b1bbe077170d9afb5cb1f70d353f02dd64883e7890b"),
                bytes("fd5949cc6282f6a2fe4e0bbf654c5e5ed69dba98776d7a3d49c0a9071952b803"),
                bytes("cc99cfddd8f379752a6ec7ee628a735370ba34d24cd864e5d053bf46e8be2706"),
            ])
    }

    @Test("Verification leaves the caller's transcript where the prover's is")
    func sameEnd() throws {
        let sample = try Sample(bits: 16, count: 2)
        var provers = sample.transcript
        let proof = try RangeProver(generators: generators).prove(
            sample.statement, witness: sample.witness, transcript: &provers)
        var verifiers = sample.transcript
        _ = try RangeProof.verify(proof, sample.statement, transcript: &verifiers, generators: generators)
        #expect(
            provers.challengeBytes(.seed, count: 32) == verifiers.challengeBytes(.seed, count: 32))
    }
}
