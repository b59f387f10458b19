/// Where something stands in a circuit's text.
public struct SourceLocation: Equatable, Hashable, Sendable {
    /// The file, as it was named.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The column, from 1, in characters.
    public let column: Int

    /// Names a place.
    ///
    /// - Parameters:
    ///   - file: The file, as it was named.
    ///   - line: The line, from 1.
    ///   - column: The column, from 1, in characters.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }
}

extension SourceLocation: CustomStringConvertible {
    /// `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }
}
