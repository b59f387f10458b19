/// The way from the root of a document to a value, for instance `$.cases[2].proof`.
public indirect enum JSONPath: Equatable, Sendable {
    /// The document itself.
    case root
    /// The value of a key of the object at the path.
    case member(JSONPath, key: String)
    /// An element of the array at the path, counted from 0.
    case element(JSONPath, index: Int)
}

extension JSONPath: CustomStringConvertible {
    /// The path in the usual notation; a key that is not a plain word stands in brackets and quotes.
    public var description: String {
        // A loop, because a path may be as long as the document is deep.
        var steps: [String] = []
        var rest = self
        while true {
            switch rest {
            case .root:
                return "$" + steps.reversed().joined()
            case .member(let parent, let key):
                steps.append(Self.isPlain(key) ? ".\(key)" : "[\(JSONOutput.string(key).compact)]")
                rest = parent
            case .element(let parent, let index):
                steps.append("[\(index)]")
                rest = parent
            }
        }
    }

    private static func isPlain(_ key: String) -> Bool {
        !key.isEmpty
            && key.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
            }
    }
}
