/// One case of a vector file, or one step of it: an object of which every member has to be used.
package struct VectorCase {
    private let members: [JSONValue.Member]

    /// Wraps an object all of whose member names are in `known`.
    package init(_ value: JSONValue, known: [StaticString]) throws(VectorFailure) {
        guard case .object(let members) = value else { throw .member }
        for member in members {
            guard known.contains(where: { same(member.name, $0) }) else { throw .unknownMember }
        }
        self.members = members
    }

    /// The member called `name`, which has to be there.
    package subscript(name: StaticString) -> JSONValue {
        get throws(VectorFailure) {
            guard let value = self[optional: name] else { throw .member }
            return value
        }
    }

    /// The member called `name`, where there is one.
    package subscript(optional name: StaticString) -> JSONValue? {
        for member in members where same(member.name, name) { return member.value }
        return nil
    }

    /// Whether the case says that its input is refused, and with this reason.
    func refuses(_ reason: StaticString) throws(VectorFailure) -> Bool {
        guard try !self["valid"].flag() else { return false }
        return try self["reason"].spells(reason)
    }
}
