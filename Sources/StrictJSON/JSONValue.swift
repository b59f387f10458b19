/// The type of a JSON value.
public enum JSONKind: String, Equatable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case boolean
    /// A number.
    case number
    /// A string.
    case string
    /// An array.
    case array
    /// An object.
    case object
}

/// A value that was read, with its place in the text.
///
/// Numbers stay text: nothing of this module makes a floating-point number. Callers take values out with the throwing
/// accessors, whose failures carry the place.
public struct JSONValue: Sendable {
    /// A key of an object with its place and value.
    public struct Member: Sendable {
        /// The key, unescaped.
        public let key: String
        /// Where the key starts.
        public let keyPosition: JSONPosition
        /// The key's value.
        public let value: JSONValue
    }

    /// What the value is.
    public enum Content: Sendable {
        /// `null`.
        case null
        /// `true` or `false`.
        case boolean(Bool)
        /// A number in the document's own spelling.
        case number(String)
        /// A string, unescaped.
        case string(String)
        /// An array in order.
        case array([JSONValue])
        /// An object in the document's order; no key stands twice.
        case object([Member])
    }

    /// What the value is.
    public let content: Content
    /// Where it starts.
    public let position: JSONPosition
    /// The way to it from the root.
    public let path: JSONPath

    /// The value's type.
    public var kind: JSONKind {
        switch content {
        case .null: .null
        case .boolean: .boolean
        case .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    /// Whether the value is `null`.
    public var isNull: Bool { kind == .null }

    /// Makes a failure at this value, for checks that JSON knows nothing of.
    ///
    /// - Parameter reason: What is wrong.
    /// - Returns: The failure, to be thrown.
    public func failure(_ reason: JSONFailure.Reason) -> JSONFailure {
        JSONFailure(position: position, path: path, reason: reason)
    }
}
