/// What came of one case of a vector file.
public struct CaseResult: Equatable, Sendable {
    /// The name of the case.
    public let name: String
    /// What the file says.
    public let expected: String
    /// What this program says.
    public let got: String

    /// Whether the two agree, to the last byte and to the reason of a refusal.
    public var passed: Bool { expected == got }
}
