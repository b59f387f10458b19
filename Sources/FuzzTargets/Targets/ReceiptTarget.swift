import Sodium
import Solvency
import SumTree
import Wire

/// Receipts: one encoding for each file and for each signed body, and no others than the issuer's verify.
struct ReceiptTarget: FuzzTarget {
    static let name = "receipt"
    static let summary = "receipts, as files and as signed bodies"
    static let maximumByteCount = 16384
    static let words = ["solvency/receipt", "alice", "bob"]

    private static let folder = "vectors/frozen/epoch-v1"
    private static let names = ["alice", "bob"]

    private let files: [[UInt8]]
    private let header: VerifiedHeader

    init(_ material: FuzzMaterial) throws {
        try Sodium.start()
        files = try Self.names.map { try material.bytes("\(Self.folder)/\($0).receipt") }
        let signed = try SignedHeader(file: material.bytes("\(Self.folder)/header.cbor"))
        header = try signed.verify(issuer: VerificationKey(canonicalBytes: signed.unverified.issuerKey))
    }

    func seeds() throws -> [[UInt8]] { files + (try files.map { try Receipt(file: $0).bodyBytes }) }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        // The body is a byte string of the file, whose length few changes keep right: so it is tried alone too.
        let asBody = try check(file: Self.enclose(input))
        let asFile = try check(file: input)
        return asFile == .accepted ? .accepted : asBody
    }

    private func check(file: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        guard let receipt = try? Receipt(file: file) else { return .refused }
        try Self.require("receipt file", file, is: receipt.encodedFile())
        try Self.require("receipt", receipt.bodyBytes, is: receipt.body.encoded())
        let evidence = try? receipt.verify(account: receipt.body.account, header: header)
        guard evidence == nil || files.contains(file) else { throw .forgeryAccepted(object: "receipt") }
        return .accepted
    }

    private static func enclose(_ body: [UInt8]) -> [UInt8] {
        Receipt.fileKind.encode { writer in
            writer.beginMap(count: 3)
            writer.key(1)
            writer.bytes(body)
            writer.key(2)
            writer.bytes([UInt8](repeating: 0, count: 64))
            writer.key(3)
            writer.beginArray(count: 1)
            writer.null()
            writer.end()
            writer.end()
        }
    }
}
