/// A place in the text of a circuit; both numbers count from 1.
public struct SourcePlace: Hashable, Sendable {
    /// The line; a line ends with LF.
    public let line: Int
    /// The column in Unicode scalars.
    public let column: Int

    /// Names a place.
    ///
    /// - Parameters:
    ///   - line: From 1.
    ///   - column: From 1, in Unicode scalars.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
