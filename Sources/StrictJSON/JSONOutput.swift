/// A value to be written, in one way only: keys sorted by their bytes, no floating point.
public indirect enum JSONOutput: Equatable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// A whole number.
    case integer(Int64)
    /// The number `units / 10^places`, written with exactly so many places.
    case decimal(units: Int64, places: Int)
    /// A string.
    case string(String)
    /// An array in order.
    case array([JSONOutput])
    /// An object; its keys are sorted when it is written.
    case object([String: JSONOutput])

    /// The text on one line, without spaces between tokens.
    public var compact: String {
        var text = ""
        write(into: &text, indentation: nil)
        return text
    }

    /// The text with one member or element on a line, indented by two spaces, without a line feed at the end.
    public var indented: String {
        var text = ""
        write(into: &text, indentation: 0)
        return text
    }

    /// A string or, for nil, `null`.
    ///
    /// - Parameter text: The string.
    /// - Returns: The value.
    public static func optional(_ text: String?) -> JSONOutput { text.map { .string($0) } ?? .null }

    /// An array of strings.
    ///
    /// - Parameter texts: The strings in order.
    /// - Returns: The value.
    public static func strings(_ texts: [String]) -> JSONOutput { .array(texts.map { .string($0) }) }
}

// MARK: - Writing

extension JSONOutput {
    /// Appends the text; `indentation` is the number of levels around the value, nil for one line.
    private func write(into text: inout String, indentation: Int?) {
        switch self {
        case .null: text += "null"
        case .boolean(let flag): text += flag ? "true" : "false"
        case .integer(let number): text += String(number)
        case .decimal(let units, let places): text += Self.decimalText(units: units, places: places)
        case .string(let string): Self.write(string, into: &text)
        case .array(let elements):
            Self.writeList(elements, brackets: ("[", "]"), into: &text, indentation: indentation) {
                element, text, inner in
                element.write(into: &text, indentation: inner)
            }
        case .object(let members):
            // `String` compares by canonical equivalence; bytes give an order that every reader can check.
            let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            Self.writeList(sorted, brackets: ("{", "}"), into: &text, indentation: indentation) { member, text, inner in
                Self.write(member.key, into: &text)
                text += inner == nil ? ":" : ": "
                member.value.write(into: &text, indentation: inner)
            }
        }
    }

    private static func writeList<Item>(
        _ items: [Item], brackets: (String, String), into text: inout String, indentation: Int?,
        item: (Item, inout String, Int?) -> Void
    ) {
        let inner = indentation.map { $0 + 1 }
        text += brackets.0
        for (index, element) in items.enumerated() {
            if index > 0 { text += "," }
            if let inner { text += "\n" + String(repeating: "  ", count: inner) }
            item(element, &text, inner)
        }
        if let indentation, !items.isEmpty { text += "\n" + String(repeating: "  ", count: indentation) }
        text += brackets.1
    }

    private static func decimalText(units: Int64, places: Int) -> String {
        guard places > 0 else { return String(units) }
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
        return (units < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
    }

    private static func write(_ string: String, into text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            // C0, DEL and C1: the last two are legal in JSON, but terminals obey them.
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}":
                text += scalar.value < 16 ? "\\u000" : "\\u00"
                text += String(scalar.value, radix: 16)
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

// MARK: - Literals

extension JSONOutput: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    /// Writes a string literal.
    ///
    /// - Parameter value: The string.
    public init(stringLiteral value: String) { self = .string(value) }

    /// Writes a boolean literal.
    ///
    /// - Parameter value: The boolean.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }

    /// Writes an integer literal.
    ///
    /// - Parameter value: The number.
    public init(integerLiteral value: Int64) { self = .integer(value) }

    /// Writes an array literal.
    ///
    /// - Parameter elements: The elements in order.
    public init(arrayLiteral elements: JSONOutput...) { self = .array(elements) }

    /// Writes an object literal; of a key that stands twice the last value counts.
    ///
    /// - Parameter elements: The members.
    public init(dictionaryLiteral elements: (String, JSONOutput)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }

    /// Writes `null`.
    ///
    /// - Parameter nilLiteral: Nothing.
    public init(nilLiteral: ()) { self = .null }
}
