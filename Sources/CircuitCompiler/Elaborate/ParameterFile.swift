public import StrictJSON

/// A file of parameters: one object for each circuit.
///
/// - seealso: `docs/circuits.md`, section "Parameters".
public struct ParameterFile: Sendable {
    /// The `format` of such a file.
    public static let format = "solvency-params/1"
    /// The most bytes of such a file.
    public static let maximumBytes = 1 << 26

    /// The object of each circuit by the circuit's name.
    public let circuits: [String: JSONValue]

    /// Reads the frame of a file; the objects are read when circuits are compiled.
    ///
    /// - Parameter bytes: The file.
    /// - Returns: The objects.
    /// - Throws: `JSONFailure` where the file is not of this form.
    public static func parse(_ bytes: [UInt8]) throws(JSONFailure) -> ParameterFile {
        try JSONDocument.parse(bytes, maximumBytes: maximumBytes).object { reader throws(JSONFailure) in
            let format = try reader.required("format")
            guard try format.string() == Self.format else {
                throw format.failure(.refused("\"\(Self.format)\" wanted"))
            }
            let circuits = try reader.required("circuits").object { members throws(JSONFailure) in
                Dictionary(members.remaining().map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
            }
            return ParameterFile(circuits: circuits)
        }
    }
}
