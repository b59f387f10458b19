/// Text made safe to show on a terminal.
///
/// File names and the contents of files come from others; without this a name could move the cursor, recolour an error
/// into a success or reverse the direction of reading.
public enum DisplayText {
    /// The text on one line, with control characters and direction marks written as `\u{...}`.
    public static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        var output = ""
        for scalar in text.unicodeScalars {
            if isUnsafe(scalar) {
                output += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                output.unicodeScalars.append(scalar)
            }
        }
        return output
    }

    /// The text in single quotes, escaped and cut to a length that leaves an error message readable.
    public static func quoted(_ text: String) -> String {
        let limit = 160
        guard text.unicodeScalars.count > limit else { return "'" + escaped(text) + "'" }
        return "'" + escaped(String(text.unicodeScalars.prefix(limit))) + "...'"
    }

    /// Whether a scalar is a control character, a line or paragraph separator, or changes the direction of the text.
    static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1f, 0x7f...0x9f: true
        case 0x061c, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff: true
        default: false
        }
    }
}
