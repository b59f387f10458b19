internal import Bulletproofs
internal import Ristretto
public import Wire

extension Path {
    /// Most siblings of a level: all but one of 16 children, in two columns.
    static let mostSiblings = 30

    /// Encodes the path as an item of a file.
    ///
    /// - Parameter writer: The file's writer.
    public func write(to writer: inout WireWriter) {
        writer.beginMap(count: 4)
        writer.key(1)
        writer.digest(contextDigest)
        writer.key(2)
        writer.unsigned(leafIndex)
        writer.key(3)
        writer.digest(leafHash)
        writer.key(4)
        writer.beginArray(count: levels.count)
        for level in levels {
            writer.beginMap(count: 3)
            writer.key(1)
            writer.points(level.siblings)
            writer.key(2)
            writer.digests(level.hashes)
            writer.key(3)
            writer.beginArray(count: level.proofs.count)
            for proof in level.proofs { writer.bytes(proof.bytes) }
            writer.end()
            writer.end()
        }
        writer.end()
        writer.end()
    }

    /// Decodes a path from an item of a file.
    ///
    /// - Parameter reader: The file's reader.
    /// - Throws: `WireFailure`.
    public init(reading reader: inout WireReader) throws(WireFailure) {
        try reader.beginMap("path")
        try reader.key(1, "path.context")
        contextDigest = try reader.digest("path.context")
        try reader.key(2, "path.index")
        leafIndex = try reader.unsigned("path.index")
        try reader.key(3, "path.leaf")
        leafHash = try reader.digest("path.leaf")
        try reader.key(4, "path.levels")
        let count = try reader.beginArray("path.levels", count: 1...TreeShape.mostPlaceBits)
        var levels: [Level] = []
        for _ in 0..<count { levels.append(try Level(reading: &reader)) }
        try reader.end("path.levels")
        try reader.end("path")
        self.levels = levels
    }

    /// Encodes the path as a file.
    ///
    /// - Returns: The file's bytes.
    public func encodedFile() -> [UInt8] { FileKind.treePath.encode(capacity: 8192) { write(to: &$0) } }

    /// Decodes a path from a file.
    ///
    /// - Parameter file: The file's bytes.
    /// - Throws: `WireFailure`.
    public init(file: [UInt8]) throws(WireFailure) {
        self = try FileKind.treePath.decode(file) { (reader) throws(WireFailure) in try Path(reading: &reader) }
    }
}

extension Path.Level {
    fileprivate init(reading reader: inout WireReader) throws(WireFailure) {
        try reader.beginMap("path.level")
        try reader.key(1, "path.siblings")
        siblings = try reader.points("path.siblings", count: 0...Path.mostSiblings)
        try reader.key(2, "path.hashes")
        hashes = try reader.digests("path.hashes", count: 0...4)
        try reader.key(3, "path.proofs")
        // A list of another length than the columns is refused later, with its own reason.
        let count = try reader.beginArray("path.proofs", count: 0...4)
        var proofs: [EncodedRangeProof] = []
        for _ in 0..<count {
            let bytes = try reader.bytes("path.proof", count: 0...2048)
            proofs.append(EncodedRangeProof(undecoded: bytes))
        }
        try reader.end("path.proofs")
        try reader.end("path.level")
        self.proofs = proofs
    }
}
