import StrictJSON
import Testing

@Suite struct JSONOutputTests {
    @Test func keysAreSortedByBytes() {
        let value: JSONOutput = ["b": 1, "a": [true, nil, -5], "Z": ["y": "x", "é": "é", "z": 0], "": [:]]
        #expect(value.compact == #"{"":{},"Z":{"y":"x","z":0,"é":"é"},"a":[true,null,-5],"b":1}"#)
    }

    @Test func indentedForm() {
        let value: JSONOutput = ["b": [], "a": [1, ["c": 2]]]
        let expected = "{\n  \"a\": [\n    1,\n    {\n      \"c\": 2\n    }\n  ],\n  \"b\": []\n}"
        #expect(value.indented == expected)
    }

    @Test func controlCharactersNeverReachATerminal() {
        let value = JSONOutput.string("\u{0}\u{1B}[2J\u{7F}\u{9B}\"\\\n\r\t/")
        #expect(value.compact == #""\u0000\u001b[2J\u007f\u009b\"\\\n\r\t/""#)
    }

    @Test(arguments: [
        (125_000_000, 8, "1.25000000"), (-1, 2, "-0.01"), (0, 3, "0.000"), (7, 0, "7"), (1234, 4, "0.1234"),
        (Int64.min, 1, "-922337203685477580.8"),
    ])
    func decimals(units: Int64, places: Int, expected: String) {
        #expect(JSONOutput.decimal(units: units, places: places).compact == expected)
    }

    @Test func whatIsWrittenCanBeRead() throws {
        let every = String(String.UnicodeScalarView((0...0x2FF).compactMap { Unicode.Scalar($0 as UInt32) }))
        let value: JSONOutput = ["k": .string(every), "list": .strings(["a", "b"]), "none": .optional(nil)]
        for text in [value.compact, value.indented] {
            var object = try parse(text).object()
            #expect(try object.string("k").unicodeScalars.elementsEqual(every.unicodeScalars))
            #expect(try object.array("list").map { try $0.string() } == ["a", "b"])
            #expect(object.nullable("none") == nil)
            try object.finish()
        }
    }
}
