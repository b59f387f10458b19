import Bulletproofs
import Pedersen
import Ristretto
import StrictJSON
import Transcript

/// Range proofs: one encoding for each, and none verifies that was not there before.
///
/// The first byte of an input chooses the statement, the rest is the proof.
struct RangeProofTarget: FuzzTarget {
    static let name = "range-proof"
    static let summary = "range proofs, decoded and verified"
    static let maximumByteCount = 2048
    static let words: [String] = []

    private struct Case {
        let label: [UInt8]
        let statement: RangeStatement
        let proof: [UInt8]
        let isValid: Bool
    }

    /// Proofs of more bits are decoded only, so that an input takes a millisecond at most.
    private static let mostBits = 64

    private let cases: [Case]

    init(_ material: FuzzMaterial) throws {
        let cases = try material.cases("vectors/bulletproofs-range-small.json") { (reader) throws(JSONFailure) in
            try Self.read(&reader)
        }
        self.cases = cases.compactMap { $0 }
        guard self.cases.count < 256 else { throw FuzzMaterial.Failure.noCase("bulletproofs-range-small") }
    }

    private static func read(_ reader: inout JSONObjectReader) throws(JSONFailure) -> Case? {
        guard let label = reader.optional("label") else { return nil }
        let points = try reader.array("commitments").map { (value) throws(JSONFailure) in try value.hex() }
        let commitments = points.compactMap { try? CompressedPoint(undecoded: $0) }
        let bits: Int = try reader.integer("bits")
        guard let statement = try? RangeStatement(commitments: commitments, bits: bits) else { return nil }
        return Case(
            label: Array(try label.string().utf8), statement: statement, proof: try reader.hex("proof"),
            isValid: try reader.bool("valid"))
    }

    func seeds() -> [[UInt8]] {
        zip(0..., cases).map { [UInt8($0)] + $1.proof }.filter { $0.count <= Self.maximumByteCount }
    }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        guard let choice = input.first else { return .refused }
        let chosen = cases[Int(choice) % cases.count]
        let bytes = Array(input.dropFirst())
        let encoding = EncodedRangeProof(undecoded: bytes)
        guard let proof = try? RangeProof(decoding: encoding, parameters: chosen.statement.parameters) else {
            return .refused
        }
        try Self.require("range proof", bytes, is: proof.encoded.bytes)
        guard chosen.statement.parameters.vectorLength <= Self.mostBits else { return .accepted }
        var transcript = Transcript(labelBytes: chosen.label)
        let evidence = try? RangeProof.verify(
            encoding, chosen.statement, transcript: &transcript,
            generators: .shared(
                perParty: chosen.statement.parameters.bits, parties: chosen.statement.parameters.count))
        guard evidence == nil || isKnown(chosen, bytes) else { throw .forgeryAccepted(object: "range proof") }
        return .accepted
    }

    /// Whether the vectors have these bytes as a valid proof of this statement.
    private func isKnown(_ chosen: Case, _ bytes: [UInt8]) -> Bool {
        cases.contains {
            $0.isValid && $0.label == chosen.label && $0.statement == chosen.statement && $0.proof == bytes
        }
    }
}
