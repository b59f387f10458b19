import Testing
import Wire

/// What a reader that knows its fields refuses.
@Suite struct ReaderTests {
    /// A map: 1 an integer, 2 text or absent, 3 four bytes, "n" null.
    struct Sample: Equatable {
        var count: UInt64
        var name: [UInt8]?
        var digest: [UInt8]

        static func read(_ bytes: [UInt8]) throws(WireFailure) -> Sample {
            var reader = try WireReader(bytes, maximumByteCount: 100)
            try reader.beginMap("sample")
            try reader.key(1, "count")
            let count = try reader.unsigned("count", in: 1...300)
            let name = try reader.optionalKey(2, "name") ? try reader.text("name", count: 1...5) : nil
            try reader.key(3, "digest")
            let digest = try reader.bytes("digest", count: 4)
            try reader.key("n", "n")
            try reader.null("n")
            try reader.end("sample")
            try reader.finish()
            return Sample(count: count, name: name, digest: digest)
        }

        func encoded() -> [UInt8] {
            var writer = WireWriter()
            writer.beginMap(count: name == nil ? 3 : 4)
            writer.key(1)
            writer.unsigned(count)
            if let name {
                writer.key(2)
                writer.text(name)
            }
            writer.key(3)
            writer.bytes(digest)
            writer.key("n")
            writer.null()
            writer.end()
            return writer.finish()
        }
    }

    let sample = Sample(count: 300, name: Array("ab".utf8), digest: [1, 2, 3, 4])

    @Test func roundTrip() throws {
        #expect(try Sample.read(sample.encoded()) == sample)
        let short = Sample(count: 1, name: nil, digest: [0, 0, 0, 0])
        #expect(short.encoded() == [0xA3, 0x01, 0x01, 0x03, 0x44, 0, 0, 0, 0, 0x61, 0x6E, 0xF6])
        #expect(try Sample.read(short.encoded()) == short)
    }

    /// A case: bytes, and the failure they give.
    @Test(
        "One fault each",
        arguments: [
            ([0xA2, 0x01, 0x01, 0x03, 0x44, 0, 0, 0, 0], 9, "n", .missingKey),
            ([0xA2, 0x03, 0x44, 0, 0, 0, 0, 0x61, 0x6E, 0xF6], 1, "count", .missingKey),
            ([0xA4, 0x00, 0x00, 0x01, 0x01, 0x03, 0x44, 0, 0, 0, 0, 0x61, 0x6E, 0xF6], 1, "count", .unknownKey),
            ([0xA4, 0x01, 0x01, 0x03, 0x44, 0, 0, 0, 0, 0x04, 0, 0x61, 0x6E, 0xF6], 9, "n", .unknownKey),
            ([0xA4, 0x01, 0x01, 0x03, 0x44, 0, 0, 0, 0, 0x61, 0x6E, 0xF6, 0x61, 0x6F, 0], 12, "sample", .unknownKey),
            ([0xA4, 0x01, 0x01, 0x03, 0x44, 0, 0, 0, 0, 0x61, 0x6E, 0xF6, 0x61, 0x6E, 0], 12, "sample", .duplicateKey),
            ([0xA3, 0x01, 0x00, 0x03, 0x44, 0, 0, 0, 0, 0x61, 0x6E, 0xF6], 2, "count", .outOfRange),
            (
                [0xA3, 0x01, 0x20, 0x03, 0x44, 0, 0, 0, 0, 0x61, 0x6E, 0xF6], 2, "count",
                .wrongKind(expected: .unsigned, found: .negative)
            ),
            ([0xA3, 0x01, 0xC1, 0x01, 0x03, 0x44, 0, 0, 0, 0, 0x61, 0x6E, 0xF6], 2, "count", .tag(1)),
            ([0xA3, 0x01, 0x01, 0x03, 0x43, 0, 0, 0, 0x61, 0x6E, 0xF6], 4, "digest", .count(3)),
            ([0xA3, 0x01, 0x01, 0x03, 0x5B, 255, 255, 255, 255, 255, 255, 255, 255], 4, "digest", .count(.max)),
            ([0xA4, 0x01, 0x01, 0x02, 0x60, 0x03, 0x44, 0, 0, 0, 0, 0x61, 0x6E, 0xF6], 4, "name", .count(0)),
            (
                [0xA3, 0x01, 0x01, 0x03, 0x44, 0, 0, 0, 0, 0x61, 0x6E, 0xF4], 11, "n",
                .wrongKind(expected: .null, found: .bool)
            ),
            ([0xA3, 0x01, 0x01, 0x03, 0x44, 0, 0, 0, 0, 0x61, 0x6E, 0xF6, 0x00], 12, "input", .trailingBytes),
            ([0x83, 0x01, 0x01, 0x01], 0, "sample", .wrongKind(expected: .map, found: .array)),
        ] as [([UInt8], Int, StaticString, WireReason)])
    func oneFault(bytes: [UInt8], offset: Int, field: StaticString, reason: WireReason) {
        #expect(throws: WireFailure(offset: offset, field: field, reason: reason)) { try Sample.read(bytes) }
    }

    @Test func truncationAtEveryByte() {
        let bytes = sample.encoded()
        for count in 0..<bytes.count {
            #expect(throws: WireFailure.self) { try Sample.read(Array(bytes.prefix(count))) }
        }
    }

    @Test func everyFlippedBitIsRefusedOrRoundTrips() {
        let bytes = sample.encoded()
        var accepted = 0
        for bit in 0..<8 * bytes.count {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            guard let other = try? Sample.read(changed) else { continue }
            #expect(other.encoded() == changed && other != sample)
            accepted += 1
        }
        // The value of `count` within its range, two letters that stay UTF-8, and the digest.
        #expect(accepted > 32)
    }

    @Test func arraysEndWhereTheySay() throws {
        func read(_ bytes: [UInt8], _ count: Int, _ read: Int) throws(WireFailure) {
            var reader = try WireReader(bytes, maximumByteCount: 100)
            try reader.beginArray("list", count: count)
            for _ in 0..<read { _ = try reader.unsigned("element") }
            try reader.end("list")
            try reader.finish()
        }
        try read([0x82, 1, 2], 2, 2)
        #expect(throws: WireFailure(offset: 0, field: "list", reason: .count(2))) { try read([0x82, 1, 2], 3, 2) }
        #expect(throws: WireFailure(offset: 2, field: "list", reason: .extraElement)) { try read([0x82, 1, 2], 2, 1) }
        #expect(throws: WireFailure(offset: 3, field: "element", reason: .missingElement)) {
            try read([0x82, 1, 2], 2, 3)
        }
    }

    @Test func tagsOnlyWhenAsked() throws {
        var reader = try WireReader([0xC1, 0x05], maximumByteCount: 2)
        try reader.tag(1, "time")
        #expect(try reader.unsigned("time") == 5)
        try reader.finish()
        var other = try WireReader([0xC2, 0x05], maximumByteCount: 2)
        do throws(WireFailure) {
            try other.tag(1, "time")
            Issue.record("tag 2 was taken for tag 1")
        } catch {
            #expect(error.reason == .tag(2))
        }
    }

    @Test(
        arguments: [
            (Int64.min, [0x3B, 0x7F, 255, 255, 255, 255, 255, 255, 255]), (-1, [0x20]), (-25, [0x38, 24]), (0, [0]),
            (Int64.max, [0x1B, 0x7F, 255, 255, 255, 255, 255, 255, 255]),
        ] as [(Int64, [UInt8])])
    func signedIntegers(value: Int64, encoding: [UInt8]) throws {
        var writer = WireWriter()
        writer.signed(value)
        #expect(writer.finish() == encoding)
        var reader = try WireReader(encoding, maximumByteCount: 9)
        #expect(try reader.signed("value") == value)
        try reader.finish()
    }

    @Test func integersBeyondTheSignedRange() throws {
        for first: UInt8 in [0x1B, 0x3B] {
            var reader = try WireReader([first, 0x80, 0, 0, 0, 0, 0, 0, 0], maximumByteCount: 9)
            do throws(WireFailure) {
                _ = try reader.signed("value")
                Issue.record("a number of 64 bits fits no signed integer")
            } catch {
                #expect(error.reason == .outOfRange)
            }
        }
    }
}
