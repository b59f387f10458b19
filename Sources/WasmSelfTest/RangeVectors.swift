internal import Bulletproofs
internal import Pedersen
internal import Ristretto
internal import Transcript

/// The suite `bulletproofs-range`.
enum RangeVectors {
    static func check(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let vector = try VectorCase(
            value, known: ["name", "label", "labelHex", "bits", "commitments", "proof", "valid", "reason"])
        let label: [UInt8]
        if let hexadecimal = vector[optional: "labelHex"] {
            label = try hexadecimal.bytes()
        } else {
            label = try vector["label"].text()
        }
        guard let bits = Int(exactly: try vector["bits"].number()) else { throw .member }
        var commitments: [CompressedPoint] = []
        for element in try vector["commitments"].elements() { commitments.append(try point(element)) }
        let proof = EncodedRangeProof(undecoded: try vector["proof"].bytes())
        let valid = try vector["valid"].flag()
        do throws(RangeProofRefusal) {
            let statement = try RangeStatement(commitments: commitments, bits: bits)
            var transcript = Transcript(labelBytes: label)
            let generators = BulletproofGenerators.shared(perParty: bits, parties: commitments.count)
            let evidence = try RangeProof.verify(proof, statement, transcript: &transcript, generators: generators)
            return valid && evidence.statement == statement
        } catch {
            guard !valid else { return false }
            return try vector["reason"].spells(error.reason)
        }
    }

    private static func point(_ value: JSONValue) throws(VectorFailure) -> CompressedPoint {
        let bytes = try value.bytes()
        do throws(PointFailure) { return try CompressedPoint(undecoded: bytes) } catch { throw .hexadecimal }
    }
}
