import StrictJSON

/// The rules of one kind of vectors: which keys a case has, and how our answer is computed.
public struct VectorSuite: Sendable {
    /// Reads the keys of a case and computes our answer; the caller refuses keys that it leaves.
    typealias Check = @Sendable (inout JSONObjectReader) throws(JSONFailure) -> Comparison

    /// The name in the file's `suite` field.
    public let name: String
    let check: Check

    init(_ name: String, check: @escaping Check) {
        self.name = name
        self.check = check
    }

    /// Every suite that this program knows.
    public static let all: [VectorSuite] =
        keccakSuites + [strobe, merlin, ed25519] + groupSuites + [
            rangeProofs, circuitProofs, bareCircuitProofs, lookupStatements, cbor, trees, treePaths,
        ]

    /// The suite of a name.
    static func named(_ name: String) -> VectorSuite? {
        // `String` equality would accept another normalisation; the names are ASCII, so bytes decide.
        all.first { $0.name.utf8.elementsEqual(name.utf8) }
    }
}
