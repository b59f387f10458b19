internal import CircuitModel
internal import Solvency
public import StrictJSON
public import SumTree

/// The contents of a `params.json`: the public parameters of some circuits, and their digest.
///
/// - seealso: `docs/cli.md`; `docs/spec/margin.md`, section "Parameters".
public struct MarginParameters: Sendable {
    /// The value of `format`.
    public static let format = "solvency-params/1"
    /// The largest file that is read, in bytes.
    public static let maximumByteCount = 1 << 26

    /// The parameters of one circuit.
    public struct Circuit: Sendable {
        /// The circuit's name.
        public let name: String
        /// The circuit's version that the parameters are for.
        public let version: UInt64
        /// The whole object, with `version` in it.
        public let value: JSONValue
    }

    /// The circuits that have parameters, in the file's order.
    public let circuits: [Circuit]
    /// The digest of the canonical form: H("parameters" | text).
    ///
    /// The text is the same JSON value on one line, without spaces, keys in the order of their bytes. Numbers and strings are
    /// not rewritten: `"0.10"` and `"0.1"` are different parameters.
    public let digest: NodeHash

    /// Reads a file.
    ///
    /// - Parameter bytes: The file's bytes.
    /// - Throws: `JSONFailure` with the place and the reason. Numbers that are not whole are refused; exact decimals are strings.
    public init(json bytes: [UInt8]) throws(JSONFailure) {
        let document = try JSONDocument.parse(bytes, maximumBytes: Self.maximumByteCount)
        circuits = try document.object { (reader) throws(JSONFailure) in
            let format = try reader.required("format")
            guard try format.string() == Self.format else {
                throw format.failure(.refused("the format is not \(Self.format)"))
            }
            let list = try reader.required("circuits")
            return try list.object { (reader) throws(JSONFailure) in
                var circuits: [Circuit] = []
                for member in reader.remaining() { circuits.append(try Self.circuit(member)) }
                guard !circuits.isEmpty else { throw list.failure(.refused("there are no parameters for any circuit")) }
                return circuits
            }
        }
        var fields = FieldDigest(tag: "parameters")
        fields.field(Array(try Self.canonical(document).compact.utf8))
        digest = fields.finish()
    }

    /// The parameters of a circuit.
    ///
    /// - Parameter name: The circuit's name.
    /// - Returns: Its parameters, or `nil`.
    public func circuit(_ name: String) -> Circuit? {
        circuits.first { $0.name.utf8.elementsEqual(name.utf8) }
    }

    private static func circuit(_ member: JSONValue.Member) throws(JSONFailure) -> Circuit {
        // Circuits are looked up by this name, and it must never lead to some other file.
        guard CircuitReference.isName(Array(member.key.utf8)) else {
            throw member.value.failure(.refused("a circuit's name has 1 to 64 letters, digits and _"))
        }
        var reader = try member.value.object()
        let version: UInt64 = try reader.integer("version", in: 1...UInt64(UInt32.max))
        return Circuit(name: member.key, version: version, value: member.value)
    }

    /// The same value, to be written in its one form.
    private static func canonical(_ value: JSONValue) throws(JSONFailure) -> JSONOutput {
        switch value.content {
        case .null: return .null
        case .boolean(let flag): return .boolean(flag)
        case .number: return .integer(try value.integer(in: Int64.min...Int64.max))
        case .string(let text): return .string(text)
        case .array(let elements):
            var list: [JSONOutput] = []
            for element in elements { list.append(try canonical(element)) }
            return .array(list)
        case .object(let members):
            var object: [String: JSONOutput] = [:]
            for member in members {
                // Two keys that differ in Unicode normalisation only are one key of a dictionary.
                guard object.updateValue(try canonical(member.value), forKey: member.key) == nil else {
                    throw member.value.failure(.duplicateKey(member.key))
                }
            }
            return .object(object)
        }
    }
}
