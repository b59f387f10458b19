/// A circuit of a statement: its name, version and digest.
public struct CircuitReference: Equatable, Hashable, Sendable {
    /// The name, in ASCII, 1 to 64 bytes.
    public let name: [UInt8]
    /// The version, from 1.
    public let version: UInt32
    /// The digest of its canonical text.
    public let digest: CircuitDigest

    /// Names a circuit.
    ///
    /// - Parameters:
    ///   - name: The name, in ASCII, 1 to 64 bytes.
    ///   - version: The version, from 1.
    ///   - digest: The digest of its canonical text.
    public init(name: [UInt8], version: UInt32, digest: CircuitDigest) {
        self.name = name
        self.version = version
        self.digest = digest
    }

    /// The longest name, in bytes.
    public static let longestName = 64
}

/// A requirement: the row that proves it, the circuit that states it, and its name.
///
/// The name is for messages; a proof rests on the row.
public struct RequirementLabel: Equatable, Hashable, Sendable {
    /// The position of the range row, or of the equality.
    public let row: UInt32
    /// Whether the row is an equality.
    public let isEquality: Bool
    /// The position of the circuit in the statement.
    public let circuit: UInt32
    /// The name or sentence, in UTF-8, at most 1024 bytes.
    public let name: [UInt8]

    /// Labels a row.
    ///
    /// - Parameters:
    ///   - row: The position of the range row, or of the equality.
    ///   - isEquality: Whether the row is an equality.
    ///   - circuit: The position of the circuit in the statement.
    ///   - name: The name or sentence, in UTF-8, at most 1024 bytes.
    public init(row: UInt32, isEquality: Bool, circuit: UInt32, name: [UInt8]) {
        self.row = row
        self.isEquality = isEquality
        self.circuit = circuit
        self.name = name
    }

    /// The longest name, in bytes.
    public static let longestName = 1024
}
