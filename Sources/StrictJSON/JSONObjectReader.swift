/// Takes an object apart key by key and remembers what was taken, so that an unknown key is refused.
public struct JSONObjectReader: Sendable {
    /// The object itself, for failures that concern it as a whole.
    public let value: JSONValue

    // Keys are compared byte by byte: `String`'s own equality would let a key in another normalisation pass.
    private let members: [JSONValue.Member]
    private let indexOfKey: [[UInt8]: Int]
    private var taken: [Bool]

    init(value: JSONValue, members: [JSONValue.Member]) {
        self.value = value
        self.members = members
        var indices: [[UInt8]: Int] = [:]
        for (index, member) in members.enumerated() { indices[Array(member.key.utf8)] = index }
        indexOfKey = indices
        taken = Array(repeating: false, count: members.count)
    }

    /// The keys in the document's order.
    public var keys: [String] { members.map(\.key) }

    /// Takes the value of a key that must be there.
    ///
    /// - Parameter key: The key.
    /// - Returns: Its value, which may be `null`.
    /// - Throws: ``JSONFailure`` with `missingKey`.
    public mutating func required(_ key: String) throws(JSONFailure) -> JSONValue {
        guard let found = optional(key) else { throw value.failure(.missingKey(key)) }
        return found
    }

    /// Takes the value of a key that may be absent.
    ///
    /// - Parameter key: The key.
    /// - Returns: Its value, which may be `null`; nil when the key is absent.
    public mutating func optional(_ key: String) -> JSONValue? {
        guard let index = indexOfKey[Array(key.utf8)] else { return nil }
        taken[index] = true
        return members[index].value
    }

    /// Takes the value of a key that may be absent or `null`.
    ///
    /// - Parameter key: The key.
    /// - Returns: Its value; nil when the key is absent or its value `null`.
    public mutating func nullable(_ key: String) -> JSONValue? {
        guard let found = optional(key), !found.isNull else { return nil }
        return found
    }

    /// Takes all members that were not taken yet: for objects whose keys are data.
    ///
    /// - Returns: The members in the document's order.
    public mutating func remaining() -> [JSONValue.Member] {
        let rest = zip(members, taken).filter { !$0.1 }.map(\.0)
        taken = Array(repeating: true, count: members.count)
        return rest
    }

    /// Refuses the first key that was not taken.
    ///
    /// - Throws: ``JSONFailure`` with `unknownKey`, at the key.
    public func finish() throws(JSONFailure) {
        for (member, wasTaken) in zip(members, taken) where !wasTaken {
            throw JSONFailure(position: member.keyPosition, path: value.path, reason: .unknownKey(member.key))
        }
    }
}

// MARK: - Fields by type

extension JSONObjectReader {
    /// Takes a string that must be there.
    ///
    /// - Parameter key: The key.
    /// - Returns: The string.
    /// - Throws: ``JSONFailure`` with `missingKey` or `wrongType`.
    public mutating func string(_ key: String) throws(JSONFailure) -> String { try required(key).string() }

    /// Takes a boolean that must be there.
    ///
    /// - Parameter key: The key.
    /// - Returns: The boolean.
    /// - Throws: ``JSONFailure`` with `missingKey` or `wrongType`.
    public mutating func bool(_ key: String) throws(JSONFailure) -> Bool { try required(key).bool() }

    /// Takes a whole number that must be there.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - range: What the field allows, both ends included.
    /// - Returns: The number.
    /// - Throws: ``JSONFailure`` with `missingKey`, `wrongType` or `integerOutOfRange`.
    public mutating func integer<Integer: FixedWidthInteger>(
        _ key: String, in range: ClosedRange<Integer> = Integer.min...Integer.max
    ) throws(JSONFailure) -> Integer {
        try required(key).integer(in: range)
    }

    /// Takes lower-case hex that must be there.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - count: The number of bytes that the field has; nil allows any.
    /// - Returns: The bytes.
    /// - Throws: ``JSONFailure`` with `missingKey`, `wrongType`, `invalidHex` or `wrongCount`.
    public mutating func hex(_ key: String, count: Int? = nil) throws(JSONFailure) -> [UInt8] {
        try required(key).hex(count: count)
    }

    /// Takes an array that must be there.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - count: The number of elements that the field has; nil allows any.
    /// - Returns: The elements in order.
    /// - Throws: ``JSONFailure`` with `missingKey`, `wrongType` or `wrongCount`.
    public mutating func array(_ key: String, count: Int? = nil) throws(JSONFailure) -> [JSONValue] {
        try required(key).array(count: count)
    }
}
