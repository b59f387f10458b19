/// A fault in the text of a circuit, shown where it is.
///
/// The text of the line comes from a file of somebody else; whoever prints it on a terminal escapes it.
public struct Diagnostic: Error, Equatable, Sendable {
    /// What is wrong.
    public let fault: LanguageFault
    /// The file as the caller named it.
    public let file: String
    /// Where the fault is.
    public let place: SourcePlace
    /// The line in which it is, without its line feed.
    public let sourceLine: String

    /// The fault as compilers show it: place and message, the line, a caret under the place, a hint.
    public var rendered: String {
        var lines = ["\(file):\(place.line):\(place.column): \(fault.message)"]
        if !sourceLine.isEmpty {
            lines += ["    " + sourceLine, "    " + String(repeating: " ", count: place.column - 1) + "^"]
        }
        if let hint = fault.hint { lines.append("hint: " + hint) }
        return lines.joined(separator: "\n")
    }
}

extension Diagnostic: CustomStringConvertible {
    /// The place and the message in one line.
    public var description: String { "\(file):\(place.line):\(place.column): \(fault.message)" }
}
