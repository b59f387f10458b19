@testable import Bulletproofs
import Foundation
import Pedersen
import Ristretto
import Sodium
import Testing
import Transcript

/// The prover's random numbers: where they come from, and that none of them gets out.
@Suite struct NonceTests {
    let generators = TestGenerators.best

    /// A machine that is cloned after its first draw of entropy: what comes before is alike, what comes after is not.
    private struct ClonedRandom: RandomSource {
        let clone: UInt8
        var draws = 0

        init(clone: UInt8) { self.clone = clone }

        mutating func fill(_ memory: UnsafeMutableRawBufferPointer) {
            for index in memory.indices { memory[index] = draws == 0 ? 0 : clone }
            draws += 1
        }
    }

    /// A proof with its challenges.
    private struct Made {
        let proof: RangeProof
        let challenges: RangeChallenges
    }

    private func prove(
        _ sample: Sample, entropy: inout some RandomSource
    ) throws -> Made {
        var transcript = sample.transcript
        let proof = try RangeProver(generators: generators).proveUnchecked(
            sample.statement, witness: sample.witness, transcript: &transcript, entropy: &entropy)
        var verifying = sample.transcript
        var rounds: [Scalar] = []
        return Made(
            proof: proof,
            challenges: proof.challenges(for: sample.statement, transcript: &verifying, rounds: &rounds))
    }

    @Test("Clones of a machine make one proof: two answers with the same masks would give the value away")
    func clonedMachine() throws {
        let sample = try Sample([201], blindings: [Scalar(7 as UInt64)], bits: 8)
        let made = try (1...3).map { clone in
            var entropy = ClonedRandom(clone: UInt8(clone))
            return try prove(sample, entropy: &entropy)
        }
        #expect(Set(made.map { $0.proof.encoded }).count == 1)
        // With the same A and S, and so y, z, t_1 and t_2, three values of t(X) give t_0 = z^2 v + delta.
        var constant = Scalar.zero
        for (index, own) in made.enumerated() {
            var term = own.proof.innerProduct
            for (other, made) in made.enumerated() where other != index {
                term *= made.challenges.x * (made.challenges.x - own.challenges.x).invertedOrZero()
            }
            constant += term
        }
        let (y, z) = (made[0].challenges.y, made[0].challenges.z)
        let delta = RangeProof.delta(sample.statement.parameters, y: y, z: z)
        #expect((constant - delta) * z.squared().invertedOrZero() != Scalar(201 as UInt64))
    }

    /// All nonces, derived as the specification says.
    private struct Derived {
        var left: [Scalar] = []
        var right: [Scalar] = []
        var rho = Scalar.zero
        var alpha = Scalar.zero
        var blindings: [Scalar] = []
    }

    private func derive(_ sample: Sample, values: [UInt64], blindings: [Scalar], made: Made) -> Derived {
        let length = sample.statement.parameters.vectorLength
        var transcript = sample.transcript
        sample.statement.absorb(into: &transcript)
        var builder = transcript.buildRNG()
        let encoded = values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) } }
        builder.rekeyWithWitness(.values, encoded.span)
        for blinding in blindings {
            let bytes = blinding.encoded()
            builder.rekeyWithWitness(.blindings, bytes.span)
        }
        let zeros = [UInt8](repeating: 0, count: 32)
        var random = builder.finalize(entropy: zeros.span)
        let seed = random.publicBytes(count: 32)
        var stream: [UInt8] = []
        for number in stride(from: 0, to: 2 * length + 2, by: 64) {
            var stretch = [UInt8](repeating: 0, count: 4096)
            stretch.withUnsafeMutableBytes { stretch in
                seed.withUnsafeBytes { Sodium.expand(seed: $0, number: UInt64(number), into: stretch) }
            }
            stream += stretch
        }
        let masks = (0..<2 * length + 2).map { index in
            Scalar.random { span in for byte in 0..<64 { span[byte] = stream[64 * index + byte] } }
        }
        _ = RangeProof.absorb(
            bits: made.proof.bitCommitment, masks: made.proof.maskCommitment, transcript: &transcript)
        random.rekey(at: transcript, entropy: zeros.span)
        return Derived(
            left: Array(masks[..<length]), right: Array(masks[length..<2 * length]), rho: masks[2 * length],
            alpha: masks[2 * length + 1],
            blindings: [Scalar.random(from: &random), Scalar.random(from: &random)])
    }

    @Test("Every nonce is the one that the specification derives", arguments: [1, 8])
    func asSpecified(count: Int) throws {
        let values = (0..<UInt64(count)).map { 11 * $0 }
        let blindings = (0..<UInt64(count)).map { Scalar(1000 + $0) }
        let sample = try Sample(values, blindings: blindings, bits: 8)
        var entropy = ConstantRandom()
        let made = try prove(sample, entropy: &entropy)
        let derived = derive(sample, values: values, blindings: blindings, made: made)
        let pairs = generators.pairIndices(perParty: 8, parties: count)
        let indices = pairs + pairs.map { $0 + UInt32(generators.fixed.pairs) } + [generators.blindingIndex]
        let points = indices.map { generators.fixed.generator(at: Int($0)) }
        #expect(
            MultiScalar.vartime(derived.left + derived.right + [derived.rho], points).compressed()
                == made.proof.maskCommitment)
        let x = made.challenges.x
        #expect(made.proof.vectorBlinding == derived.alpha + x * derived.rho)
        var expected = x * derived.blindings[0] + x.squared() * derived.blindings[1]
        var power = made.challenges.z.squared()
        for blinding in blindings {
            expected += power * blinding
            power *= made.challenges.z
        }
        #expect(made.proof.innerProductBlinding == expected)
    }

    #if os(Linux)
        @Test("No nonce is left in the ordinary heap")
        func wiped() throws {
            var sample = try Sample([99], blindings: [Scalar(31337 as UInt64)], bits: 8)
            sample.label = "solvency/tests/heap"
            var entropy = ConstantRandom()
            let made = try prove(sample, entropy: &entropy)
            let encoding = made.proof.encoded
            let heap = try HeapSnapshot()
            let derived = derive(sample, values: [99], blindings: [Scalar(31337 as UInt64)], made: made)
            // What is public is found, so the snapshot is worth something.
            try #expect(heap.contains(RangeProof(decoding: encoding, parameters: made.proof.parameters).vectorBlinding))
            #expect(!heap.contains(derived.alpha), "alpha")
            #expect(!heap.contains(derived.rho), "rho")
            for scalar in derived.blindings + derived.left + derived.right { #expect(!heap.contains(scalar)) }
        }
    #endif
}

#if os(Linux)
    /// A copy of the memory that `malloc` manages: the heap and the arenas of threads, which start at multiples of 64 MiB.
    ///
    /// Neither stacks nor guarded memory, which is mapped by itself, are in it.
    struct HeapSnapshot {
        private var pieces: [Data] = []

        init() throws {
            let maps = try String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
            let memory = try FileHandle(forReadingFrom: URL(filePath: "/proc/self/mem"))
            for line in maps.split(separator: "\n") where line.contains(" rw-p ") {
                let ends = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt64($0, radix: 16) }
                guard ends.count == 2 else { continue }
                let isArena = ends[0] & 0x3ff_ffff == 0 && !line.contains("/")
                guard line.hasSuffix("[heap]") || isArena else { continue }
                try memory.seek(toOffset: ends[0])
                if let piece = try memory.read(upToCount: Int(ends[1] - ends[0])) { pieces.append(piece) }
            }
        }

        /// Whether a scalar lies there, as it is in memory or encoded.
        func contains(_ scalar: Scalar) -> Bool {
            let patterns = [withUnsafeBytes(of: scalar) { Data($0) }, Data(scalar.encoded())]
            return pieces.contains { piece in patterns.contains { piece.range(of: $0) != nil } }
        }
    }
#endif
