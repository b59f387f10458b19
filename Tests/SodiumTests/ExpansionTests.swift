import Sodium
import Testing

@Suite struct ExpansionTests {
    private func expand(_ seed: [UInt8], _ number: UInt64, count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        bytes.withUnsafeMutableBytes { memory in
            seed.withUnsafeBytes { Sodium.expand(seed: $0, number: number, into: memory) }
        }
        return bytes
    }

    @Test("The key stream of an all-zero key and nonce, as published with the cipher")
    func published() {
        let expected: [UInt8] = [
            0x76, 0xb8, 0xe0, 0xad, 0xa0, 0xf1, 0x3d, 0x90, 0x40, 0x5d, 0x6a, 0xe5, 0x53, 0x86, 0xbd, 0x28,
        ]
        #expect(Array(expand([UInt8](repeating: 0, count: 32), 0, count: 64)[..<16]) == expected)
    }

    @Test func stretchesDiffer() {
        let seed = [UInt8](1...32)
        let other = [UInt8](2...33)
        #expect(expand(seed, 0, count: 64) == expand(seed, 0, count: 64))
        #expect(expand(seed, 0, count: 64) != expand(seed, 1, count: 64))
        #expect(expand(seed, 0, count: 64) != expand(seed, 1 << 40, count: 64))
        #expect(expand(seed, 0, count: 64) != expand(other, 0, count: 64))
        #expect(expand(seed, 5, count: 64) == Array(expand(seed, 5, count: 4096)[..<64]))
        #expect(expand(seed, 5, count: 0).isEmpty)
    }
}
