import StrictJSON
import Testing

@Suite struct JSONReaderTests {
    /// The failure that reading gives, nil when it succeeds.
    private func failure<Result>(_ read: () throws(JSONFailure) -> Result) -> JSONFailure? {
        do {
            _ = try read()
            return nil
        } catch {
            return error
        }
    }

    @Test func unknownKeyIsNamedWithItsPlace() {
        let text = "{\n  \"suite\": \"x\",\n  \"cases\": [{\"name\": \"a\", \"surprise\": 1}]\n}"
        let found = failure { () throws(JSONFailure) in
            try parse(text).object { (file) throws(JSONFailure) in
                _ = try file.string("suite")
                return try file.required("cases").array { (element) throws(JSONFailure) in
                    try element.object { (entry) throws(JSONFailure) in try entry.string("name") }
                }
            }
        }
        #expect(found?.reason == .unknownKey("surprise"))
        #expect(found?.position == JSONPosition(line: 3, column: 27))
        #expect(found?.path.description == "$.cases[0]")
        #expect(found?.description == "line 3, column 27, $.cases[0]: unknown key \"surprise\"")
    }

    @Test func missingKeyIsNamedAtTheObject() {
        let found = failure { () throws(JSONFailure) in
            try parse(" {\"a\": {}}").object { (file) throws(JSONFailure) in
                try file.required("a").object { (inner) throws(JSONFailure) in try inner.hex("key", count: 32) }
            }
        }
        #expect(found?.reason == .missingKey("key"))
        #expect(found?.position == JSONPosition(line: 1, column: 8))
        #expect(found?.path.description == "$.a")
    }

    @Test func keysAreComparedByBytes() throws {
        // KELVIN SIGN is canonically equivalent to K, and a composed letter to its decomposed form.
        var kelvin = try parse("{\"\u{212A}\": 1}").object()
        #expect(kelvin.optional("K") == nil)
        #expect(failure { () throws(JSONFailure) in try kelvin.finish() }?.reason == .unknownKey("\u{212A}"))
        let both = try parse("{\"\u{E9}\": 1, \"e\u{301}\": 2}").object()
        #expect(both.keys.count == 2)
    }

    @Test func optionalNullableAndRemaining() throws {
        var object = try parse(#"{"a": null, "b": 2, "c": 3}"#).object()
        #expect(object.optional("z") == nil)
        #expect(object.nullable("z") == nil)
        #expect(object.nullable("a") == nil)
        #expect(try object.nullable("b")?.integer(in: 0...5) == 2)
        let rest = object.remaining()
        #expect(rest.map(\.key) == ["c"])
        #expect(rest.first?.keyPosition == JSONPosition(line: 1, column: 21))
        try object.finish()
        #expect(object.remaining().isEmpty)
    }

    @Test func typesAreChecked() throws {
        let text = try parse("[\"s\"]").array(count: 1)[0]
        #expect(
            failure { () throws(JSONFailure) in try text.bool() }?.reason
                == .wrongType(expected: .boolean, found: .string))
        #expect(
            failure { () throws(JSONFailure) in try text.array() }?.reason
                == .wrongType(expected: .array, found: .string))
        #expect(
            failure { () throws(JSONFailure) in try text.object() }?.reason
                == .wrongType(expected: .object, found: .string))
        #expect(failure { () throws(JSONFailure) in try text.numberText() }?.path.description == "$[0]")
        let number = try parse("5")
        #expect(
            failure { () throws(JSONFailure) in try number.string() }?.reason
                == .wrongType(expected: .string, found: .number))
        let three = try parse("[1,2,3]")
        #expect(
            failure { () throws(JSONFailure) in try three.array(count: 2) }?.reason
                == .wrongCount(expected: 2, found: 3))
    }

    @Test(arguments: ["256", "-1", "1.0", "1e1", "-0", "0.0", "99999999999999999999999999"])
    func integersOutOfRangeAreRefused(text: String) throws {
        let value = try parse(text)
        let found = failure { () throws(JSONFailure) -> UInt8 in try value.integer() }
        #expect(found?.reason == .integerOutOfRange)
    }

    @Test(arguments: ["", " 1", "01", "+1", "-0", "1.0", "0x1", "\u{661}", "18446744073709551616"])
    func integerStringsHaveOneSpelling(text: String) throws {
        let value = try parse(JSONOutput.string(text).compact)
        let found = failure { () throws(JSONFailure) -> UInt64 in try value.integerString() }
        #expect(found?.reason == .integerOutOfRange)
    }

    @Test func integersAtTheirLimits() throws {
        #expect(try parse("18446744073709551615").integer() == UInt64.max)
        #expect(try parse("-9223372036854775808").integer() == Int64.min)
        #expect(try parse("\"18446744073709551615\"").integerString() == UInt64.max)
    }

    @Test func hexIsLowerCaseAndWhole() throws {
        #expect(try parse("\"00ff7a\"").hex() == [0, 255, 0x7A])
        #expect(try parse("\"\"").hex(count: 0) == [])
        for text in ["0", "0g", "0A", "é", "0x00", " 00"] {
            let value = try parse("\"\(text)\"")
            #expect(failure { () throws(JSONFailure) in try value.hex() }?.reason == .invalidHex, "\(text)")
        }
        let short = try parse("\"0000\"")
        #expect(
            failure { () throws(JSONFailure) in try short.hex(count: 32) }?.reason
                == .wrongCount(expected: 32, found: 2))
    }
}
