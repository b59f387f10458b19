import Solvency
import Wire

/// Headers: one encoding for each file and for each signed body.
struct EpochHeaderTarget: FuzzTarget {
    static let name = "epoch-header"
    static let summary = "epoch headers, as files and as signed bodies"
    static let maximumByteCount = 8192
    static let words = [
        "solvency/epoch-header", "balances", "debts", "margin-book", "pledges", "balance", "debt", "margin", "excess",
    ]

    private let file: [UInt8]

    init(_ material: FuzzMaterial) throws { file = try material.bytes("vectors/frozen/epoch-v1/header.cbor") }

    func seeds() throws -> [[UInt8]] { [file, try SignedHeader(file: file).body] }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        // The body is a byte string of the file, whose length few changes keep right: so it is tried alone too.
        let asFile = try check(file: input)
        let asBody = try check(file: Self.enclose(input))
        return asFile == .accepted ? .accepted : asBody
    }

    private func check(file: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        guard let header = try? SignedHeader(file: file) else { return .refused }
        try Self.require("header file", file, is: header.encodedFile())
        try Self.require("header", header.body, is: header.unverified.encodedBody())
        guard header.digest == header.unverified.digest else { throw .disagreement(object: "header digest") }
        return .accepted
    }

    private static func enclose(_ body: [UInt8]) -> [UInt8] {
        SignedHeader.fileKind.encode { writer in
            writer.beginMap(count: 2)
            writer.key(1)
            writer.bytes(body)
            writer.key(2)
            writer.bytes([UInt8](repeating: 0, count: 64))
            writer.end()
        }
    }
}
