import StrictJSON
import Testing

/// Reads a text with the usual limits.
func parse(_ text: String) throws(JSONFailure) -> JSONValue {
    try JSONDocument.parse(Array(text.utf8), maximumBytes: 1 << 20)
}

/// The failure that a text gets, nil when it is read.
func failure(_ bytes: [UInt8], maximumBytes: Int = 1 << 20, depth: Int = JSONDocument.defaultDepth) -> JSONFailure? {
    do {
        _ = try JSONDocument.parse(bytes, maximumBytes: maximumBytes, depth: depth)
        return nil
    } catch {
        return error
    }
}

@Suite struct JSONParserTests {
    @Test func readsEveryKind() throws {
        let root = try parse(#" {"a": [1, -2.50e+3, "x\u00e9\ud83d\ude00\/\n", true, false, null], "b": {}} "#)
        var object = try root.object()
        let elements = try object.array("a", count: 6)
        #expect(try elements[0].integer(in: 0...9) == 1)
        #expect(try elements[1].numberText() == "-2.50e+3")
        #expect(try elements[2].string() == "xé😀/\n")
        #expect(try elements[3].bool())
        #expect(try !elements[4].bool())
        #expect(elements[5].isNull)
        #expect(try object.required("b").kind == .object)
        try object.finish()
    }

    @Test(arguments: [
        ("", JSONFailure.Reason.unexpectedEnd, 1, 1),
        ("  ", .unexpectedEnd, 1, 3),
        ("nul", .unexpectedEnd, 1, 4),
        ("nulL", .unexpectedByte(UInt8(ascii: "L")), 1, 4),
        ("[1,]", .unexpectedByte(UInt8(ascii: "]")), 1, 4),
        ("[1 2]", .unexpectedByte(UInt8(ascii: "2")), 1, 4),
        ("[1\n,2", .unexpectedEnd, 2, 3),
        ("{\"a\":1,}", .unexpectedByte(UInt8(ascii: "}")), 1, 8),
        ("{a:1}", .unexpectedByte(UInt8(ascii: "a")), 1, 2),
        ("{\"a\" 1}", .unexpectedByte(UInt8(ascii: "1")), 1, 6),
        ("{\"a\":1,\n \"a\":2}", .duplicateKey("a"), 2, 2),
        ("{\"a\":1,\"\\u0061\":2}", .duplicateKey("a"), 1, 8),
        ("1 1", .trailingBytes, 1, 3),
        ("{} x", .trailingBytes, 1, 4),
        ("01", .invalidNumber, 1, 1),
        ("-", .invalidNumber, 1, 1),
        ("-01", .invalidNumber, 1, 1),
        ("1.", .invalidNumber, 1, 1),
        ("[1e]", .invalidNumber, 1, 2),
        ("1e+", .invalidNumber, 1, 1),
        ("+1", .unexpectedByte(UInt8(ascii: "+")), 1, 1),
        (".5", .unexpectedByte(UInt8(ascii: ".")), 1, 1),
        ("NaN", .unexpectedByte(UInt8(ascii: "N")), 1, 1),
        ("'a'", .unexpectedByte(UInt8(ascii: "'")), 1, 1),
        ("// c\n1", .unexpectedByte(UInt8(ascii: "/")), 1, 1),
        ("\u{FEFF}1", .unexpectedByte(0xEF), 1, 1),
        ("\u{A0}1", .unexpectedByte(0xC2), 1, 1),
        ("\"a", .unexpectedEnd, 1, 3),
        ("\"a\\", .unexpectedEnd, 1, 4),
        ("\"\\x\"", .invalidEscape, 1, 2),
        ("\"\\u12G4\"", .invalidEscape, 1, 6),
        ("\"\\u12", .unexpectedEnd, 1, 6),
        ("\"a\tb\"", .controlCharacter(9), 1, 3),
        ("\"a\nb\"", .controlCharacter(10), 1, 3),
        ("\"a\u{0}b\"", .controlCharacter(0), 1, 3),
        ("\"\\ud800\"", .loneSurrogate, 1, 2),
        ("\"\\udc00\"", .loneSurrogate, 1, 2),
        ("\"\\ud800\\n\"", .loneSurrogate, 1, 2),
        ("\"\\ud800\\ud800\"", .loneSurrogate, 1, 2),
        ("\"é😀\" x", .trailingBytes, 1, 6),
    ])
    func refuses(text: String, reason: JSONFailure.Reason, line: Int, column: Int) {
        let found = failure(Array(text.utf8))
        #expect(found?.reason == reason)
        #expect(found?.position == JSONPosition(line: line, column: column))
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x22], [0xE0, 0x9F, 0xBF], [0xE2, 0x82],
            [0xED, 0xA0, 0x80],
            [0xED, 0xBF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xFF],
        ] as [[UInt8]])
    func refusesWhatIsNotUTF8(sequence: [UInt8]) {
        let found = failure([0x22, 0x61] + sequence + [0x22])
        #expect(found?.reason == .invalidUTF8)
        #expect(found?.position == JSONPosition(line: 1, column: 3))
    }

    @Test func everyScalarPassesAndComesBack() throws {
        for code in stride(from: UInt32(0x80), through: 0x10FFFF, by: 97) {
            guard let scalar = Unicode.Scalar(code) else { continue }
            let text = String(Character(scalar))
            let raw = try JSONDocument.parse([0x22] + Array(text.utf8) + [0x22], maximumBytes: 16).string()
            #expect(raw.unicodeScalars.elementsEqual(text.unicodeScalars))
            let units = text.utf16.map { unit in
                "\\u" + String(repeating: "0", count: 4 - String(unit, radix: 16).count) + String(unit, radix: 16)
            }
            #expect(try parse("\"\(units.joined())\"").string().unicodeScalars.elementsEqual(text.unicodeScalars))
        }
    }

    @Test func depthIsLimited() {
        func nested(_ depth: Int) -> [UInt8] {
            [UInt8](repeating: UInt8(ascii: "["), count: depth) + [UInt8](repeating: UInt8(ascii: "]"), count: depth)
        }
        #expect(failure(nested(64)) == nil)
        #expect(failure(nested(65))?.reason == .tooDeep(limit: 64))
        #expect(failure(nested(65))?.position == JSONPosition(line: 1, column: 65))
        #expect(failure(nested(256), depth: .max) == nil)
        #expect(failure(nested(257), depth: .max)?.reason == .tooDeep(limit: 256))
        #expect(failure([0x31], depth: -5) == nil)
        #expect(failure(nested(1), depth: -5)?.reason == .tooDeep(limit: 0))
        let objects = Array(String(repeating: "{\"a\":", count: 200_000).utf8)
        #expect(failure(objects)?.reason == .tooDeep(limit: 64))
        #expect(failure([UInt8](repeating: UInt8(ascii: "["), count: 500_000))?.reason == .tooDeep(limit: 64))
    }

    @Test func sizeIsLimited() {
        #expect(failure(Array("[1]".utf8), maximumBytes: 3) == nil)
        #expect(failure(Array("[1]".utf8), maximumBytes: 2)?.reason == .tooLarge(limit: 2))
    }

    @Test func everyPrefixAndEveryFlippedByteIsRefusedOrRead() throws {
        let text = Array(#"{"k":[1,-2.5e3,"a\u00e9\ud83d\ude00é"],"n":null,"t":true}"#.utf8)
        for length in 0..<text.count { #expect(failure(Array(text[..<length])) != nil) }
        for index in text.indices {
            for bit in 0..<8 {
                var changed = text
                changed[index] ^= 1 << bit
                // Either outcome is allowed; what must not happen is a trap.
                _ = failure(changed)
            }
        }
        #expect(failure(text) == nil)
    }
}
