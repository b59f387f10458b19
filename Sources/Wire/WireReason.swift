/// What is wrong with bytes that should be deterministic CBOR of a known shape.
public enum WireReason: Error, Equatable, Sendable {
    /// The input is longer than its reader allows.
    case tooLong(limit: Int)
    /// The input ends inside an item.
    case truncated
    /// Bytes follow the item.
    case trailingBytes
    /// An integer or a length is not written in its shortest form.
    case notShortest
    /// A string, array or map of indefinite length, or the end of one.
    case indefiniteLength
    /// Additional information 28 to 30, which no version of CBOR defines.
    case reserved
    /// A floating-point number.
    case float
    /// A simple value other than `true`, `false` and `null`.
    case simpleValue
    /// A tag where none was asked for.
    case tag(UInt64)
    /// Text that is not UTF-8.
    case malformedText
    /// Containers are nested deeper than the limit.
    case tooDeep(limit: Int)
    /// A map's key is neither an unsigned integer nor text.
    case keyKind
    /// A map's key does not stand in ascending order of the encoded keys.
    case keyOrder
    /// A map has a key twice.
    case duplicateKey
    /// A map has a key that its reader does not know.
    case unknownKey
    /// A map lacks a key.
    case missingKey
    /// An array ends before the item.
    case missingElement
    /// An array has more items than its reader knows.
    case extraElement
    /// An item of another kind was wanted.
    case wrongKind(expected: WireKind, found: WireKind)
    /// The number of bytes or elements is outside of what the field allows.
    case count(UInt64)
    /// An integer is outside of what the field allows.
    case outOfRange
    /// The field has one of a few constants, and this is none of them.
    case unknownValue
    /// The file is of another type.
    case fileType
    /// The file is of a version that is not known.
    case fileVersion(UInt64)

    /// The reason's name in vectors.
    public var name: StaticString {
        switch self {
        case .tooLong: "tooLong"
        case .truncated: "truncated"
        case .trailingBytes: "trailingBytes"
        case .notShortest: "notShortest"
        case .indefiniteLength: "indefiniteLength"
        case .reserved: "reserved"
        case .float: "float"
        case .simpleValue: "simpleValue"
        case .tag: "tag"
        case .malformedText: "malformedText"
        case .tooDeep: "tooDeep"
        case .keyKind: "keyKind"
        case .keyOrder: "keyOrder"
        case .duplicateKey: "duplicateKey"
        case .unknownKey: "unknownKey"
        case .missingKey: "missingKey"
        case .missingElement: "missingElement"
        case .extraElement: "extraElement"
        case .wrongKind: "wrongKind"
        case .count: "count"
        case .outOfRange: "outOfRange"
        case .unknownValue: "unknownValue"
        case .fileType: "fileType"
        case .fileVersion: "fileVersion"
        }
    }
}

#if !hasFeature(Embedded)
    extension WireReason: CustomStringConvertible {
        /// The reason in words.
        public var description: String {
            switch self {
            case .tooLong(let limit): "more than \(limit) bytes"
            case .truncated: "the input ends inside an item"
            case .trailingBytes: "bytes follow the end"
            case .notShortest: "a number that is not written in its shortest form"
            case .indefiniteLength: "an item of indefinite length"
            case .reserved: "a reserved first byte"
            case .float: "a floating-point number"
            case .simpleValue: "an unknown simple value"
            case .tag(let number): "tag \(number), which does not belong here"
            case .malformedText: "text that is not UTF-8"
            case .tooDeep(let limit): "nested more than \(limit) deep"
            case .keyKind: "a key that is neither an unsigned integer nor text"
            case .keyOrder: "a key out of order"
            case .duplicateKey: "a key that stands twice"
            case .unknownKey: "an unknown key"
            case .missingKey: "a key is missing"
            case .missingElement: "an array that ends too early"
            case .extraElement: "an array with too many items"
            case .wrongKind(let expected, let found): "\(expected.name) wanted, \(found.name) found"
            case .count(let count): "\(count) bytes or items, which the field does not allow"
            case .outOfRange: "a number outside of what the field allows"
            case .unknownValue: "not one of the values that the field knows"
            case .fileType: "a file of another type"
            case .fileVersion(let version): "version \(version), which is not known"
            }
        }
    }
#endif
