/// When tables for variable-time multiplication over fixed generators are made, and how large they may be.
public struct TablePolicy: Equatable, Sendable {
    /// Most bytes of one table; 0 for no table.
    public let maximumByteCount: Int

    /// How many multiplications go without a table before one is made: building pays after 7 to 25 of them.
    public let usesBeforeTable: Int

    /// States a policy.
    ///
    /// - Parameters:
    ///   - maximumByteCount: Most bytes of one table; 0 for no table.
    ///   - usesBeforeTable: How many multiplications go without a table first, 0 or more.
    public init(maximumByteCount: Int, usesBeforeTable: Int) {
        self.maximumByteCount = maximumByteCount
        self.usesBeforeTable = usesBeforeTable
    }

    /// A table of at most 8 MiB from the ninth multiplication on.
    public static let `default` = TablePolicy(maximumByteCount: 8 << 20, usesBeforeTable: 8)

    /// No table ever: a verifier of one proof.
    public static let never = TablePolicy(maximumByteCount: 0, usesBeforeTable: .max)

    /// A table of at most 8 MiB from the first multiplication on.
    public static let immediately = TablePolicy(maximumByteCount: 8 << 20, usesBeforeTable: 0)
}
