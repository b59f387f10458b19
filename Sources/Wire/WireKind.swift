/// What kind of item stands in CBOR.
///
/// - seealso: RFC 8949, section 3.1.
public enum WireKind: Equatable, Sendable {
    /// Major type 0.
    case unsigned
    /// Major type 1.
    case negative
    /// Major type 2.
    case bytes
    /// Major type 3.
    case text
    /// Major type 4.
    case array
    /// Major type 5.
    case map
    /// Major type 6; never read unless a caller asks for a particular one.
    case tag
    /// `true` or `false`.
    case bool
    /// `null`.
    case null

    /// The name of the kind.
    public var name: StaticString {
        switch self {
        case .unsigned: "unsigned integer"
        case .negative: "negative integer"
        case .bytes: "byte string"
        case .text: "text"
        case .array: "array"
        case .map: "map"
        case .tag: "tag"
        case .bool: "boolean"
        case .null: "null"
        }
    }
}
