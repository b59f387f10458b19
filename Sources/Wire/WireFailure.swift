/// Why bytes were refused, and where.
public struct WireFailure: Error, Sendable {
    /// Where the refused item starts, in bytes from the start of the input.
    public let offset: Int

    /// The field, as the format's specification names it.
    public let field: StaticString

    /// What is wrong.
    public let reason: WireReason

    /// Names a failure.
    ///
    /// - Parameters:
    ///   - offset: Where the refused item starts, in bytes.
    ///   - field: The field's name in the specification.
    ///   - reason: What is wrong.
    public init(offset: Int, field: StaticString, reason: WireReason) {
        self.offset = offset
        self.field = field
        self.reason = reason
    }
}

extension WireFailure: Equatable {
    /// Whether place, field and reason are the same.
    ///
    /// - Parameters:
    ///   - left: A failure.
    ///   - right: Another.
    /// - Returns: `true` when all three are equal.
    public static func == (left: WireFailure, right: WireFailure) -> Bool {
        left.offset == right.offset && left.reason == right.reason
            && left.field.withUTF8Buffer { a in right.field.withUTF8Buffer { b in a.elementsEqual(b) } }
    }
}

#if !hasFeature(Embedded)
    extension WireFailure: CustomStringConvertible {
        /// Place, field and reason in one line.
        public var description: String { "byte \(offset), \(field): \(reason)" }
    }
#endif
