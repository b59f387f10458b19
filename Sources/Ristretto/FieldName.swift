/// The name of the value that a failure is about, as the format's specification calls it: `A`, `V[3]`.
///
/// A static name and a position, never the value itself: failures may be logged.
public struct FieldName: Equatable, Sendable, ExpressibleByStringLiteral {
    /// The name.
    public let name: StaticString

    /// The position in the list of that name, from 0; `nil` when the field stands alone.
    public let index: Int?

    /// Names a field or an item of a list.
    ///
    /// - Parameters:
    ///   - name: The field's name in the specification.
    ///   - index: The position in the list, from 0; `nil` when the field stands alone.
    public init(_ name: StaticString, at index: Int? = nil) {
        self.name = name
        self.index = index
    }

    /// Names a field that stands alone.
    ///
    /// - Parameter value: The field's name in the specification.
    public init(stringLiteral value: StaticString) {
        self.init(value)
    }

    /// The same field as an item of a list.
    ///
    /// - Parameter index: The position in the list, from 0.
    /// - Returns: The field's name with that position.
    public func at(_ index: Int) -> FieldName {
        FieldName(name, at: index)
    }

    /// Whether two fields have the same name and position.
    ///
    /// - Parameters:
    ///   - left: A field.
    ///   - right: Another.
    /// - Returns: `true` when both parts are equal.
    public static func == (left: FieldName, right: FieldName) -> Bool {
        guard left.index == right.index, left.name.utf8CodeUnitCount == right.name.utf8CodeUnitCount else {
            return false
        }
        // A literal of one character may be stored as a scalar without a pointer, so compare what both forms offer.
        return left.name.withUTF8Buffer { a in right.name.withUTF8Buffer { b in a.elementsEqual(b) } }
    }
}

#if !hasFeature(Embedded)
    extension FieldName: CustomStringConvertible {
        /// `name`, or `name[index]`.
        public var description: String {
            index.map { "\(name)[\($0)]" } ?? "\(name)"
        }
    }
#endif
