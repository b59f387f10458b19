internal import CircuitModel

/// An input of a compiled statement: what must be mapped to exactly one commitment.
public struct MarginInput: Equatable, Sendable {
    /// Kind, id and decimals.
    public let name: EntryName
    /// The netting set of a position, from 0; 0 for everything else.
    public let nettingSet: Int

    /// Describes an input.
    ///
    /// - Parameters:
    ///   - name: Kind, id and decimals.
    ///   - nettingSet: The netting set of a position, from 0; it is ignored for other kinds.
    public init(name: EntryName, nettingSet: Int) {
        self.name = name
        self.nettingSet = name.kind == .position ? nettingSet : 0
    }
}
