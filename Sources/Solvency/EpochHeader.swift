public import SumTree
internal import Wire

/// What an issuer signs about an epoch: when, after which epoch, and for each tree everything that a verifier uses.
///
/// - seealso: `docs/spec/epoch.md`, section "Header".
public struct EpochHeader: Equatable, Sendable {
    /// The most bytes of an issuer's name.
    public static let mostNameBytes = 128
    /// The most trees of an epoch.
    public static let mostTrees = 4096

    /// The issuer's name for people, in UTF-8; it proves nothing, the key does.
    public let issuerName: [UInt8]
    /// The issuer's signature key, 32 bytes.
    public let issuerKey: [UInt8]
    /// The epoch's number.
    public let epoch: UInt64
    /// The time for which amounts are stated.
    public let valuationTime: Timestamp
    /// The digest of the header of the epoch before; `nil` for the first one.
    public let previousDigest: NodeHash?
    /// The earlier epoch that this one corrects.
    public let corrects: UInt64?
    /// H("build" | build id).
    public let buildDigest: NodeHash
    /// The trees in the registry's order.
    public let trees: [PublishedTree]

    /// Puts a header together.
    ///
    /// - Parameters:
    ///   - issuerName: The issuer's name, 1 to 128 bytes of UTF-8 without control characters.
    ///   - issuerKey: The issuer's signature key, 32 bytes.
    ///   - epoch: The epoch's number.
    ///   - valuationTime: The time for which amounts are stated.
    ///   - previousDigest: The digest of the header of the epoch before.
    ///   - corrects: The earlier epoch that this one corrects.
    ///   - buildDigest: H("build" | build id).
    ///   - trees: The trees in the registry's order, of this key, epoch and build, at most one of a kind and asset.
    /// - Throws: ``HeaderFault``.
    public init(
        issuerName: [UInt8], issuerKey: [UInt8], epoch: UInt64, valuationTime: Timestamp, previousDigest: NodeHash?,
        corrects: UInt64? = nil, buildDigest: NodeHash, trees: [PublishedTree]
    ) throws(HeaderFault) {
        guard issuerName.count <= Self.mostNameBytes, AccountID(utf8: issuerName) != nil else { throw .issuerName }
        guard !trees.isEmpty, trees.count <= Self.mostTrees else { throw .treeCount(trees.count) }
        for (index, tree) in trees.enumerated() {
            let context = tree.head.context
            guard context.issuerKey == issuerKey, context.epoch == epoch, context.buildDigest == buildDigest else {
                if EpochSeam.omits(.foreignTree) { continue }
                throw .foreignTree(index)
            }
        }
        guard EpochSeam.omits(.treeTwice) || !Self.hasTreeTwice(trees) else { throw .treeTwice }
        if let corrects { guard EpochSeam.omits(.corrects) || corrects < epoch else { throw .corrects(corrects) } }
        self.issuerName = issuerName
        self.issuerKey = issuerKey
        self.epoch = epoch
        self.valuationTime = valuationTime
        self.previousDigest = previousDigest
        self.corrects = corrects
        self.buildDigest = buildDigest
        self.trees = trees
    }

    private static func hasTreeTwice(_ trees: [PublishedTree]) -> Bool {
        var seen: Set<[UInt8]> = []
        for tree in trees {
            let context = tree.head.context
            // No id has this byte, so kind and id cannot run into each other.
            let name = context.kind.name.withUTF8Buffer { [UInt8]($0) } + [0] + context.asset.id
            guard seen.insert(name).inserted else { return true }
        }
        return false
    }
}

/// Why parts do not make a header.
public enum HeaderFault: Error, Equatable, Sendable {
    /// The issuer's name is not 1 to 128 bytes of UTF-8 without control characters.
    case issuerName
    /// No tree, or more than 4096.
    case treeCount(Int)
    /// The tree at this position is of another issuer, epoch or build.
    case foreignTree(Int)
    /// Two trees are of one kind and asset.
    case treeTwice
    /// The epoch that is corrected does not come before this one.
    case corrects(UInt64)
}

extension EpochHeader {
    /// The bytes that are signed and hashed.
    ///
    /// - Returns: One CBOR item.
    public func encodedBody() -> [UInt8] {
        var writer = WireWriter(capacity: 256 + 256 * trees.count)
        writer.beginMap(count: 6 + (previousDigest == nil ? 0 : 1) + (corrects == nil ? 0 : 1))
        writer.key(1)
        writer.text(issuerName)
        writer.key(2)
        writer.bytes(issuerKey)
        writer.key(3)
        writer.unsigned(epoch)
        writer.key(4)
        writer.unsigned(valuationTime.seconds)
        if let previousDigest {
            writer.key(5)
            writer.bytes(previousDigest.bytes)
        }
        if let corrects {
            writer.key(6)
            writer.unsigned(corrects)
        }
        writer.key(7)
        writer.bytes(buildDigest.bytes)
        writer.key(8)
        writer.beginArray(count: trees.count)
        for tree in trees {
            writer.beginMap(count: 2)
            writer.key(1)
            tree.head.write(to: &writer)
            writer.key(2)
            writer.bytes(tree.filesDigest.bytes)
            writer.end()
        }
        writer.end()
        writer.end()
        return writer.finish()
    }

    /// Decodes the bytes that are signed.
    init(body: [UInt8]) throws(WireFailure) {
        var reader = try WireReader(body, maximumByteCount: SignedHeader.fileKind.maximumByteCount)
        try reader.beginMap("header")
        try reader.key(1, "header.issuer")
        let name = try reader.text("header.issuer", count: 1...Self.mostNameBytes)
        try reader.key(2, "header.key")
        let key = try reader.bytes("header.key", count: 32)
        try reader.key(3, "header.epoch")
        let epoch = try reader.unsigned("header.epoch")
        try reader.key(4, "header.time")
        let seconds = try reader.unsigned("header.time", in: 0...Timestamp.last)
        var previous: NodeHash?
        if try reader.optionalKey(5, "header.previous") { previous = try reader.nodeHash("header.previous") }
        var corrects: UInt64?
        if try reader.optionalKey(6, "header.corrects") { corrects = try reader.unsigned("header.corrects") }
        try reader.key(7, "header.build")
        let build = try reader.nodeHash("header.build")
        try reader.key(8, "header.trees")
        let count = try reader.beginArray("header.trees", count: 1...Self.mostTrees)
        var trees: [PublishedTree] = []
        for _ in 0..<count {
            try reader.beginMap("header.tree")
            try reader.key(1, "header.tree")
            let head = try TreeHead(reading: &reader, issuerKey: key, epoch: epoch, buildDigest: build)
            try reader.key(2, "header.files")
            trees.append(PublishedTree(head: head, filesDigest: try reader.nodeHash("header.files")))
            try reader.end("header.tree")
        }
        try reader.end("header.trees")
        try reader.end("header")
        try reader.finish()
        guard let time = Timestamp(seconds: seconds) else {
            throw WireFailure(offset: 0, field: "header.time", reason: .unknownValue)
        }
        do throws(HeaderFault) {
            try self.init(
                issuerName: name, issuerKey: key, epoch: epoch, valuationTime: time, previousDigest: previous,
                corrects: corrects, buildDigest: build, trees: trees)
        } catch {
            throw WireFailure(offset: 0, field: "header", reason: .unknownValue)
        }
    }
}

extension WireReader {
    /// Reads 32 bytes as a digest.
    mutating func nodeHash(_ field: StaticString) throws(WireFailure) -> NodeHash {
        let place = failure(field, .count(0))
        guard let hash = NodeHash(bytes: try bytes(field, count: NodeHash.byteCount)) else { throw place }
        return hash
    }
}
