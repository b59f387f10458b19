import Solvency
import SumTree

/// Indexes of publications: one encoding for each, and none but the real one leads to the header's files.
struct PublicationIndexTarget: FuzzTarget {
    static let name = "epoch-index"
    static let summary = "indexes of published files"
    static let maximumByteCount = 8192
    static let words = ["solvency/epoch-index"]

    private let header: EpochHeader
    private let file: [UInt8]

    init(_ material: FuzzMaterial) throws {
        let folder = "vectors/frozen/epoch-v1"
        let header = try SignedHeader(file: material.bytes("\(folder)/header.cbor")).unverified
        self.header = header
        file = PublicationIndex(
            trees: try header.trees.map { tree in
                let files = TreeFiles(tree.head.context)
                var digests: [NodeHash] = []
                try files.forEach { content in
                    let path = "\(folder)/" + String(decoding: files.path(content), as: UTF8.self)
                    digests.append(TreeFiles.digest(ofFile: try material.bytes(path)))
                }
                return PublicationIndex.Entry(contextDigest: tree.head.context.digest, files: digests)
            }
        ).encodedFile()
    }

    func seeds() -> [[UInt8]] { [file] }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        guard let index = try? PublicationIndex(file: input) else { return .refused }
        try Self.require("index", input, is: index.encodedFile())
        let isOfHeader = (try? index.check(against: header)) != nil
        guard isOfHeader == (input == file) else { throw .forgeryAccepted(object: "index") }
        return .accepted
    }
}
