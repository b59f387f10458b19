import Ristretto
import StrictJSON
import SumTree

/// Paths from a leaf to the root: one encoding for each, and no others than the vectors' verify.
struct TreePathTarget: FuzzTarget {
    static let name = "tree-path"
    static let summary = "paths from a leaf to the root"
    static let maximumByteCount = 16384
    static let words = ["solvency/tree-path"]

    /// A user of a vector, and the path that the vector gives.
    private struct Case {
        let head: TreeHead
        let account: AccountID
        let opening: LeafOpening
        let path: [UInt8]
        let isValid: Bool
        /// The path, where it is valid.
        let decoded: Path?
    }

    private let cases: [Case]

    init(_ material: FuzzMaterial) throws {
        let all = try material.cases("vectors/sum-tree-path.json") { (reader) throws(JSONFailure) in
            try Self.read(&reader)
        }
        cases = all.compactMap { $0 }
    }

    private static func read(_ reader: inout JSONObjectReader) throws(JSONFailure) -> Case? {
        let build = NodeHash(bytes: try reader.hex("buildDigest"))
        let head = try TreeHead(vector: &reader, buildDigest: build)
        let account = AccountID(utf8: try reader.hex("account"))
        var columns: [LeafOpening.Column] = []
        for value in try reader.array("columns") {
            var column = try value.object()
            let amount: UInt64 = try column.required("amount").integerString()
            guard let commitment = try? CompressedPoint(undecoded: column.hex("commitment")),
                let blinding = try? Scalar(canonical: column.hex("blinding"))
            else { return nil }
            columns.append(LeafOpening.Column(commitment: commitment, amount: amount, blinding: blinding))
        }
        guard let account else { return nil }
        let (path, isValid) = (try reader.hex("path"), try reader.bool("valid"))
        return Case(
            head: head, account: account, opening: LeafOpening(salt: try reader.hex("salt"), columns: columns),
            path: path, isValid: isValid, decoded: isValid ? try? Path(file: path) : nil)
    }

    func seeds() -> [[UInt8]] { cases.map(\.path).filter { $0.count <= Self.maximumByteCount } }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        guard let path = try? Path(file: input) else { return .refused }
        try Self.require("path", input, is: path.encodedFile())
        // One user for each leaf: the others would be refused for the leaf's hash.
        guard let user = cases.first(where: { isFor($0, path) }) else { return .accepted }
        let evidence = try? path.verify(account: user.account, opening: user.opening, head: user.head)
        guard evidence == nil || cases.contains(where: { $0.isValid && $0.path == input }) else {
            throw .forgeryAccepted(object: "path")
        }
        return .accepted
    }

    private func isFor(_ user: Case, _ path: Path) -> Bool {
        guard let own = user.decoded else { return false }
        return own.contextDigest == path.contextDigest && own.leafIndex == path.leafIndex
            && own.leafHash == path.leafHash
    }
}
