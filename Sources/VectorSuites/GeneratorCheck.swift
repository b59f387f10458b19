import Pedersen
import Ristretto
import Transcript

/// Compares the generators that are compiled in with the hashes that define them.
enum GeneratorCheck {
    /// How many generators of each side are hashed again.
    private static let count = 64

    /// The base of blindings as published; docs/spec/group.md, section "Generators".
    private static let blindingBase = "8c9240b456a9e6dc65c377a1048d745f94a08cdb7f44cbcd7b46f34048871134"

    static func run() -> SelfTest.Step {
        let name = "generators, \(2 * count + 2) hashed again"
        let bases = PedersenGenerators.standard
        let generators = BulletproofGenerators(perParty: count, parties: 1, policy: .never)
        var expected = chain("G") + chain("H")
        expected += [RistrettoPoint.generator.compressed().bytes, bases.blinding.compressed().bytes]
        let got = (0..<generators.fixed.count).map { generators.fixed.generator(at: $0).compressed().bytes }
        return SelfTest.Step(
            name: name,
            failure: verdict(got, like: expected, blinding: Hexadecimal.text(bases.blinding.compressed().bytes)))
    }

    /// What is wrong with the generators; nil when nothing is.
    static func verdict(_ got: [[UInt8]], like expected: [[UInt8]], blinding: String) -> String? {
        if blinding != blindingBase { return "the base of blindings is \(blinding)" }
        return got == expected ? nil : "a generator is not the hash that defines it"
    }

    /// The first generators of party 0 on one side.
    private static func chain(_ side: Character) -> [[UInt8]] {
        var shake = SHAKE(.shake256)
        shake.absorb(Array("GeneratorsChain\(side)".utf8) + [0, 0, 0, 0])
        var output = shake.finalize()
        return (0..<count).map { _ in
            // 64 bytes always map to a point; an empty answer would differ from every encoding.
            (try? RistrettoPoint(uniform: output.read(64)))?.compressed().bytes ?? []
        }
    }
}
