import Sodium
import StrictJSON
import VectorSuites

/// Vector files, read and run: a stranger's file is answered, never with a crash.
struct VectorFileTarget: FuzzTarget {
    static let name = "vector-file"
    static let summary = "vector files, read and run"
    static let maximumByteCount = 32768
    static let words =
        [
            "\"suite\":\"", "\"source\":\"\"", "\"cases\":[", "\"name\":\"", "\"valid\":true", "\"valid\":false",
            "\"reason\":\"",
        ]
        + VectorSuite.all.map(\.name)

    private let material: FuzzMaterial

    init(_ material: FuzzMaterial) throws {
        try Sodium.start()
        self.material = material
    }

    /// Each suite with its shortest cases, one in a file.
    func seeds() throws -> [[UInt8]] {
        try material.files(in: "vectors", suffix: ".json").flatMap { path in
            let bytes = try material.bytes(path)
            var document = try JSONDocument.parse(bytes, maximumBytes: bytes.count).object()
            let suite = try document.string("suite")
            let cases = try document.array("cases").map { JSONTarget.text($0) }
            let shortest = cases.sorted { $0.utf8.count < $1.utf8.count }.prefix(4)
            return shortest.filter { $0.utf8.count < 24000 }.map {
                Array("{\"suite\":\"\(suite)\",\"source\":\"\",\"cases\":[\($0)]}".utf8)
            }
        }
    }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        guard let file = try? VectorFile.read(input) else { return .refused }
        guard let results = try? file.run() else { return .refused }
        guard results.count == file.caseCount else { throw .disagreement(object: "number of results") }
        return .accepted
    }
}
