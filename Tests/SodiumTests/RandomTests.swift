import Testing

@testable import Sodium

@Suite struct RandomTests {
    @Test func systemDrawsDiffer() throws {
        var random = try SystemRandom()
        let draws = (0..<64).map { _ in random.publicBytes(count: 32) }
        #expect(Set(draws).count == draws.count)
        #expect(random.publicBytes(count: 0).isEmpty)
    }

    @Test func fixedSourceRepeatsPerSeedOnly() throws {
        var first = try FixedRandom(seed: [1])
        var again = try FixedRandom(seed: [1])
        var other = try FixedRandom(seed: [2])
        let draw = first.publicBytes(count: 40)
        #expect(draw == again.publicBytes(count: 40))
        #expect(draw != other.publicBytes(count: 40))
        #expect(draw != first.publicBytes(count: 40))
    }

    @Test func secretDrawsComeFromTheSource() throws {
        var source = try FixedRandom(seed: [3])
        var again = try FixedRandom(seed: [3])
        let secret = try SecretBytes(randomCount: 32, from: &source)
        let expected = try SecretBytes(copying: again.publicBytes(count: 32))
        let same1 = secret.constantTimeEquals(expected)
        #expect(same1)
    }
}
