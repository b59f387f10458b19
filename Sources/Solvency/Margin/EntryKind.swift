public import CircuitModel

/// What an entry of a holdings list is an amount of: exactly the kinds that an input of a statement has.
public typealias EntryKind = InputKind

extension InputKind {
    /// The quantities that are committed: |quantity| < 2^62 everywhere, and no negative one but of a position.
    public var quantities: ClosedRange<Int64> {
        let most = Int64(1) << 62 - 1
        return self == .position ? -most...most : 0...most
    }
}
