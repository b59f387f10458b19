public import CircuitModel

/// What a quantity is a quantity of: a kind, an id, and the decimals that its integer counts.
public struct EntryName: Equatable, Sendable {
    /// The most bytes of an id.
    public static let mostIDBytes = 64
    /// The most decimals.
    public static let mostDecimals: UInt64 = 18

    /// Collateral, debt or position.
    public let kind: EntryKind
    /// The asset's or instrument's id in ASCII.
    public let id: [UInt8]
    /// A quantity is an integer in 10^-decimals units.
    public let decimals: UInt64

    /// Takes a name.
    ///
    /// - Parameters:
    ///   - kind: Collateral, debt or position.
    ///   - id: 1 to 64 bytes of printable ASCII without space, quotation mark, comma and backslash.
    ///   - decimals: 0 to 18; `nil` results from anything else.
    public init?(kind: EntryKind, id: [UInt8], decimals: UInt64) {
        guard Self.isID(id), decimals <= Self.mostDecimals else { return nil }
        self.kind = kind
        self.id = id
        self.decimals = decimals
    }

    /// Whether bytes are an id.
    ///
    /// - Parameter id: The bytes.
    /// - Returns: `true` for 1 to 64 bytes of printable ASCII without space, quotation mark, comma and backslash.
    public static func isID(_ id: [UInt8]) -> Bool {
        1...mostIDBytes ~= id.count
            && id.allSatisfy { byte in
                byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: ",")
                    && byte != UInt8(ascii: "\\")
            }
    }

    /// Whether this name stands before another in a list: by kind, then by the bytes of the id.
    ///
    /// - Parameter other: The other name.
    /// - Returns: `false` also when kind and id are the same.
    public func precedes(_ other: EntryName) -> Bool {
        guard kind == other.kind else { return kind.rawValue < other.kind.rawValue }
        return id.lexicographicallyPrecedes(other.id)
    }

    /// Kind and id as a key of a dictionary.
    var key: [UInt8] { [kind.rawValue] + id }
}
