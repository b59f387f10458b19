import CSodium
import Ristretto
import Testing
import Transcript

@testable import Pedersen

@Suite("Generators", .serialized)
struct GeneratorTests {
    @Test("the base of blindings is the hash of the group's generator")
    func blindingBase() throws {
        let standard = PedersenGenerators.standard
        #expect(standard.value == .generator)
        #expect(
            standard.blinding.compressed().description
                == "8c9240b456a9e6dc65c377a1048d745f94a08cdb7f44cbcd7b46f34048871134")
        var hash = SHA3(.sha3_512)
        hash.absorb(RistrettoPoint.generator.compressed().bytes)
        var expected = [UInt8](repeating: 0, count: 32)
        #expect(crypto_core_ristretto255_from_hash(&expected, hash.finalize()) == 0)
        #expect(standard.blinding.compressed().bytes == expected)
    }

    @Test("a base of blindings with a known logarithm is refused")
    func knownLogarithm() throws {
        let standard = PedersenGenerators.standard
        #expect(throws: GeneratorFailure.blindingBase) {
            try PedersenGenerators(checking: .generator, Scalar(12345 as UInt64) * .generator)
        }
        #expect(throws: GeneratorFailure.blindingBase) { try PedersenGenerators(checking: .generator, .identity) }
        #expect(throws: GeneratorFailure.valueBase) {
            try PedersenGenerators(checking: standard.blinding, standard.blinding)
        }
        #expect(throws: GeneratorFailure.valueBase) { try PedersenGenerators(checking: .identity, standard.blinding) }
        _ = try PedersenGenerators(checking: standard.value, standard.blinding)
    }

    @Test("the compiled-in table is what the kernel makes of the chains, without a repetition")
    func table() throws {
        let table = GeneratorTable.compiledIn
        #expect(table.parties == 16 && table.generators == 64)
        var seen = Set<CompressedPoint>([.identity, PedersenGenerators.standard.blinding.compressed()])
        seen.insert(RistrettoPoint.generator.compressed())
        for party in 0..<table.parties {
            for side in [GeneratorChain.Side.g, .h] {
                var chain = GeneratorChain(side: side, party: UInt32(party))
                let expected = CompressedPoint.encode(chain.next(table.generators))
                #expect(table.encodings(side, party: party, count: table.generators).map(Array.init) == expected)
                for encoding in expected { #expect(seen.insert(encoding).inserted) }
            }
        }
        #expect(table.encodings(.g, party: 16, count: 1) == nil)
        #expect(table.encodings(.g, party: 0, count: 65) == nil)
    }

    @Test("a table with one changed bit, a byte less or more does not have its digest")
    func changedTable() {
        let bytes = GeneratorTable.compiledIn.encodings.flatMap { $0.bytes }
        func load(_ bytes: [UInt8]) -> GeneratorTable? {
            GeneratorTable(bytes: bytes, parties: 16, generators: 64, digest: GeneratorTable.digest)
        }
        #expect(load(bytes) != nil)
        var changed = bytes
        changed[40000] ^= 4
        #expect(load(changed) == nil)
        #expect(load(Array(bytes.dropLast())) == nil)
        #expect(load(bytes + [0]) == nil)
        var swapped = bytes
        swapped.replaceSubrange(0..<32, with: bytes[32..<64])
        swapped.replaceSubrange(32..<64, with: bytes[0..<32])
        #expect(load(swapped) == nil)
    }

    @Test("a chain goes on beyond the table and can be skipped into")
    func chain() {
        var whole = GeneratorChain(side: .h, party: 3)
        let points = whole.next(70)
        var parts = GeneratorChain(side: .h, party: 3)
        parts.skip(64)
        #expect(parts.next(6) == Array(points[64...]))
    }
}

@Suite("Generators of proofs", .serialized)
struct BulletproofGeneratorsTests {
    @Test("order, places of parts, and chains longer than the table")
    func order() {
        let generators = BulletproofGenerators(perParty: 66, parties: 2)
        let fixed = generators.fixed
        #expect(fixed.count == 2 * 66 * 2 + 2)
        #expect(fixed.pairs == 132)
        #expect(fixed.generator(at: Int(generators.valueIndex)) == .generator)
        #expect(fixed.generator(at: Int(generators.blindingIndex)) == PedersenGenerators.standard.blinding)
        for (start, side) in [(0, GeneratorChain.Side.g), (132, .h)] {
            for party in 0..<2 {
                var chain = GeneratorChain(side: side, party: UInt32(party))
                let expected = chain.next(66)
                for index in [0, 1, 63, 64, 65] {
                    #expect(fixed.generator(at: start + 66 * party + index) == expected[index])
                }
            }
        }
        let smaller = BulletproofGenerators(perParty: 8, parties: 2)
        let indices = generators.indices(perParty: 8, parties: 2)
        let all = smaller.indices(perParty: 8, parties: 2)
        #expect(all == (0..<34).map { $0 })
        #expect(indices.map { fixed.generator(at: Int($0)) } == all.map { smaller.fixed.generator(at: Int($0)) })
    }

    @Test("generators of one shape are made once")
    func shared() {
        let first = BulletproofGenerators.shared(perParty: 4, parties: 2)
        #expect(first === BulletproofGenerators.shared(perParty: 4, parties: 2))
        #expect(first !== BulletproofGenerators.shared(perParty: 4, parties: 1))
    }
}
