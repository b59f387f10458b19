/// Why bytes are not taken as a group element.
public enum PointFailure: Error, Equatable, Sendable {
    /// The field has the wrong number of bytes.
    case length(field: FieldName, expected: Int, actual: Int)

    /// The bytes are not the encoding of any group element: not canonical, or off the group.
    ///
    /// RFC 9496 decodes in one pass that ends in a single yes or no, so the two are not told apart.
    case invalidEncoding(field: FieldName)

    /// The bytes encode the identity where the protocol forbids it.
    case identity(field: FieldName)
}

#if !hasFeature(Embedded)
    extension PointFailure: CustomStringConvertible {
        /// One line in words.
        public var description: String {
            switch self {
            case .length(let field, let expected, let actual):
                "\(field): a point of \(expected) bytes is expected, not \(actual)"
            case .invalidEncoding(let field):
                "\(field): the bytes are not the encoding of a ristretto255 element"
            case .identity(let field):
                "\(field): the point is the identity, which is not allowed here"
            }
        }
    }
#endif

/// Whether a protocol takes the identity in a field.
public enum IdentityRule: Sendable {
    /// The identity is a value like any other: a commitment may be the identity.
    case allowed
    /// The identity is refused: it would take a term out of an equation.
    case forbidden
}
