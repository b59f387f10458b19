/// Why 32 or 64 bytes are not taken as a scalar, or a scalar is not taken for an operation.
public enum ScalarFailure: Error, Equatable, Sendable {
    /// The field has the wrong number of bytes.
    case length(field: FieldName, expected: Int, actual: Int)

    /// The field's 32 bytes are not below the group order: another encoding of a scalar that has one already.
    case notCanonical(field: FieldName)

    /// The field is zero where it has to have an inverse.
    case zero(field: FieldName)
}

#if !hasFeature(Embedded)
    extension ScalarFailure: CustomStringConvertible {
        /// One line in words.
        public var description: String {
            switch self {
            case .length(let field, let expected, let actual):
                "\(field): a scalar of \(expected) bytes is expected, not \(actual)"
            case .notCanonical(let field):
                "\(field): the scalar is not below the group order"
            case .zero(let field):
                "\(field): the scalar is zero"
            }
        }
    }
#endif
