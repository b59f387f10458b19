import Bulletproofs
import Pedersen
import Ristretto
import Sodium
import Transcript

/// Circuit proofs: one encoding for each, and none verifies but the one that was just made.
///
/// The first byte of an input chooses the suite, the rest is added bit by bit to a proof of a new statement: zeros give the
/// proof itself, and the neighbourhood of a valid proof is where a verifier's mistakes would be.
struct CircuitProofTarget: FuzzTarget {
    static let name = "circuit-proof"
    static let summary = "circuit proofs, decoded and verified"
    static let maximumByteCount = 2048
    static let words: [String] = []

    private struct Case: Sendable {
        let statement: CircuitStatement
        let proof: [UInt8]
    }

    private let cases: [Case]
    private let generators: BulletproofGenerators

    init(_ material: FuzzMaterial) throws {
        try Sodium.start()
        let generators = BulletproofGenerators.shared(perParty: 64, parties: 1)
        self.generators = generators
        cases = try CircuitSuite.allCases.map { try Self.prove(in: $0, on: generators) }
    }

    /// x in [0, 2^8) and x * x in [0, 2^16), for a value and a blinding that are drawn anew.
    private static func prove(in suite: CircuitSuite, on generators: BulletproofGenerators) throws -> Case {
        var random = try SystemRandom()
        let value = Scalar(random.next() % 256)
        let blinding = Scalar.random(from: &random)
        let relation = try IntegerRelation(
            inputs: 1, witnesses: 0, products: [.init(left: LinearForm(0), right: LinearForm(0))], booleans: [],
            equalities: [], ranges: [.init(form: LinearForm(0), width: 8), .init(form: LinearForm(1), width: 16)],
            digitBits: 4)
        let bases = PedersenGenerators.standard
        let statement = try CircuitStatement(
            relation: relation, suite: suite,
            inputs: [(value * bases.value + blinding * bases.blinding).compressed()])
        let witness = try CircuitWitness(
            values: SecretScalars(count: 1) { _ in value }, blindings: SecretScalars(count: 1) { _ in blinding },
            free: SecretScalars(count: 0) { _ in .zero })
        var transcript = Transcript(labelBytes: Array(name.utf8))
        let proof = try CircuitProver(generators: generators).prove(
            statement, witness: witness, transcript: &transcript)
        return Case(statement: statement, proof: proof.bytes)
    }

    func seeds() -> [[UInt8]] {
        cases.indices.flatMap { suite in
            let zeros = [UInt8](repeating: 0, count: cases[suite].proof.count)
            return [[UInt8(suite)] + zeros, [UInt8(suite)] + zeros + zeros[..<32], [UInt8(suite)] + zeros.dropLast(32)]
        }
    }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        guard let choice = input.first else { return .refused }
        let chosen = cases[Int(choice) % cases.count]
        let bytes = input.dropFirst().enumerated().map { place, change in
            place < chosen.proof.count ? chosen.proof[place] ^ change : change
        }
        let encoding = EncodedCircuitProof(undecoded: bytes)
        guard let proof = try? CircuitProof(decoding: encoding, statement: chosen.statement) else { return .refused }
        try Self.require("circuit proof", bytes, is: proof.encoded.bytes)
        var transcript = Transcript(labelBytes: Array(Self.name.utf8))
        let evidence = try? CircuitProof.verify(
            encoding, chosen.statement, transcript: &transcript, generators: generators)
        guard (evidence != nil) == (bytes == chosen.proof) else { throw .forgeryAccepted(object: "circuit proof") }
        return .accepted
    }
}
