import StrictJSON

/// The JSON reader: what it accepts is written again and read back as the same value.
struct JSONTarget: FuzzTarget {
    static let name = "json"
    static let summary = "the JSON reader"
    static let maximumByteCount = 16384
    static let words = [
        "{\"a\":", "[", "]", "}", "\"", "\\u", "\\uD834\\uDD1E", "\\n", "null", "true", "false", "-0", "1e5", "0.5",
        "\u{FEFF}",
    ]

    init(_ material: FuzzMaterial) {}

    func seeds() -> [[UInt8]] {
        [
            "null", "[]", "{}", "[true,false,null,-0,12.50,1e+9,\"\"]",
            "{\"a\":{\"b\":[{\"c\":\"\\u00e9\\uD834\\uDD1E\"}]}}",
            " \t\r\n[ 1 ,\n2 ] ", "\"caf\u{E9}, cafe\u{301}, \\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\"",
            "{\"\u{E9}\":1,\"e\u{301}\":2}", String(repeating: "[", count: 64) + String(repeating: "]", count: 64),
        ].map { Array($0.utf8) }
    }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        guard let value = try? JSONDocument.parse(input, maximumBytes: Self.maximumByteCount) else { return .refused }
        let text = Array(Self.text(value).utf8)
        let again: JSONValue
        do throws(JSONFailure) {
            again = try JSONDocument.parse(text, maximumBytes: 8 * Self.maximumByteCount)
        } catch {
            throw .ownEncodingRefused(object: "JSON value", reason: "\(error)")
        }
        guard Self.isSame(value, again) else { throw .disagreement(object: "JSON value") }
        try Self.require("JSON value", text, is: Array(Self.text(again).utf8))
        return .accepted
    }

    /// The value in one spelling; numbers keep their own.
    static func text(_ value: JSONValue) -> String {
        switch value.content {
        case .null: "null"
        case .boolean(let flag): flag ? "true" : "false"
        case .number(let spelling): spelling
        case .string(let string): JSONOutput.string(string).compact
        case .array(let elements): "[" + elements.map(text).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { JSONOutput.string($0.key).compact + ":" + text($0.value) }.joined(separator: ",") + "}"
        }
    }

    /// Compares by bytes: `String`'s own equality takes two normalisations for one.
    private static func isSame(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch (left.content, right.content) {
        case (.null, .null): true
        case (.boolean(let left), .boolean(let right)): left == right
        case (.number(let left), .number(let right)), (.string(let left), .string(let right)):
            left.utf8.elementsEqual(right.utf8)
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy(isSame)
        case (.object(let left), .object(let right)):
            left.count == right.count
                && zip(left, right).allSatisfy { $0.key.utf8.elementsEqual($1.key.utf8) && isSame($0.value, $1.value) }
        default: false
        }
    }
}
