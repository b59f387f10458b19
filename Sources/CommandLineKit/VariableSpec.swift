/// An environment variable that the program follows, as the man page lists it.
public struct VariableSpec: Hashable, Sendable {
    /// The variable's name.
    public let name: String
    /// What it does, in a few words.
    public let summary: String

    /// A variable.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - summary: what it does, in a few words.
    public init(_ name: String, _ summary: String) {
        self.name = name
        self.summary = summary
    }
}
