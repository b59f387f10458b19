import Sodium
import Testing

@Suite struct Blake2bTests {
    /// RFC 7693, appendix A.
    @Test func abc() {
        let expected = hex(
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923")
        #expect(Blake2b.digest(Array("abc".utf8), size: .bits512) == expected)
    }

    /// The BLAKE2 reference vectors: key 00..3f, empty input and input 00.
    @Test(arguments: [
        (
            0,
            "10ebb67700b1868efb4417987acf4690ae9d972fb7a590c2f02871799aaa4786b5e996e8f0f4eb981fc214b005f42d2ff4233499391653df7aefcbc13fc51568"
        ),
        (
            1,
            "961f6dd1e4dd30f63901690c512e78e4b45e4742ed197c3c5e45c549fd25f2e4187b0bc9fe30492b16b0d0bc4ef9b0f34c7003fac09a5ef1532e69430234cebd"
        ),
    ])
    func keyed(count: Int, expected: String) throws {
        let key = try SecretBytes(copying: Array(0..<64))
        var hash = try Blake2b(.bits512, key: key)
        hash.update([UInt8](repeating: 0, count: count))
        #expect(hash.finalize() == hex(expected))
    }

    @Test func piecesGiveTheSameDigest() throws {
        let input = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let whole = Blake2b.digest(input)
        for cut in [0, 1, 63, 64, 127, 128, 129, 256, 999, 1000] {
            var hash = Blake2b(.bits256)
            hash.update(Array(input[..<cut]))
            hash.update([])
            hash.update(Array(input[cut...]))
            #expect(hash.finalize() == whole, "cut at \(cut)")
        }
    }

    @Test func forkGoesOnFromTheSamePrefix() {
        var first = Blake2b(.bits256)
        first.update([1, 2, 3])
        var second = first.copy()
        first.update([4])
        second.update([5])
        #expect(first.finalize() == Blake2b.digest([1, 2, 3, 4]))
        #expect(second.finalize() == Blake2b.digest([1, 2, 3, 5]))
    }

    @Test func saltPersonalKeyAndSizeSeparate() throws {
        let mark = [UInt8](repeating: 1, count: 16)
        let key = try SecretBytes(copying: mark)
        let none = try SecretBytes(count: 0)
        let digests = [
            try Blake2b(.bits256, key: none).finalize(),
            try Blake2b(.bits256, key: none, salt: mark).finalize(),
            try Blake2b(.bits256, key: none, personal: mark).finalize(),
            try Blake2b(.bits256, key: key).finalize(),
            Array(Blake2b.digest([], size: .bits512).prefix(32)),
        ]
        #expect(Set(digests).count == digests.count)
        #expect(digests[0] == Blake2b.digest([]))
    }

    @Test func wrongLengthsAreNamed() throws {
        let key = try SecretBytes(count: 65)
        let none = try SecretBytes(count: 0)
        #expect(throws: Blake2bFailure.key(count: 65)) { _ = try Blake2b(.bits256, key: key).finalize() }
        #expect(throws: Blake2bFailure.salt(count: 15)) {
            _ = try Blake2b(.bits256, key: none, salt: [UInt8](repeating: 0, count: 15)).finalize()
        }
        #expect(throws: Blake2bFailure.personal(count: 17)) {
            _ = try Blake2b(.bits256, key: none, personal: [UInt8](repeating: 0, count: 17)).finalize()
        }
        #expect(throws: Blake2bFailure.key(count: 0)) { _ = try FieldHash(tag: "blind", key: none).finalize() }
    }

    @Test func fieldsAreLengthAndBytes() {
        var flat: [UInt8] = []
        for field in [Array("leaf".utf8), [7, 8], [], [5, 0, 0, 0, 0, 0, 0, 0]] as [[UInt8]] {
            flat += [UInt8(field.count), 0, 0, 0, 0, 0, 0, 0] + field
        }
        var hash = FieldHash(tag: "leaf")
        hash.field([7, 8])
        hash.field([])
        hash.field(UInt64(5))
        #expect(hash.finalize() == Blake2b.digest(flat))
        #expect(FieldHash.digest256(tag: "leaf", [7, 8], [], FieldHash.bytes(5)) == Blake2b.digest(flat))
    }

    @Test func fieldInPiecesIsOneField() {
        var hash = FieldHash(tag: "node")
        hash.begin(count: 3)
        [1, 2].withUnsafeBytes { (raw: UnsafeRawBufferPointer) in
            hash.more(UnsafeRawBufferPointer(rebasing: raw[0..<1]))
        }
        [UInt8]([2, 3]).withUnsafeBytes { hash.more($0) }
        #expect(hash.finalize() == FieldHash.digest256(tag: "node", [1, 2, 3]))
    }
}
