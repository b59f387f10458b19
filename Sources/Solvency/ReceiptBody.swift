public import Ristretto
public import SumTree
internal import Wire

/// The public half of a receipt, which the issuer signs: for every tree of the header the account's leaf, or "no leaf".
///
/// It shows no amount. With its signature it serves as a source elsewhere, and as evidence in a dispute.
///
/// - seealso: `docs/spec/receipt.md`, section "Signed half".
public struct ReceiptBody: Equatable, Sendable {
    /// What it says about one tree.
    public struct Entry: Equatable, Sendable {
        /// tree_ctx of the tree.
        public let contextDigest: NodeHash
        /// The account's leaf, or `nil` for "no leaf".
        public let leaf: Leaf?

        /// Puts an entry together.
        ///
        /// - Parameters:
        ///   - contextDigest: tree_ctx of the tree.
        ///   - leaf: The account's leaf, or `nil` for "no leaf".
        public init(contextDigest: NodeHash, leaf: Leaf?) {
            self.contextDigest = contextDigest
            self.leaf = leaf
        }
    }

    /// The account's leaf in a tree.
    public struct Leaf: Equatable, Sendable {
        /// The leaf's index.
        public let index: UInt64
        /// The leaf's salt, 32 bytes.
        public let salt: [UInt8]
        /// The leaf's commitments, one for each column.
        public let commitments: [CompressedPoint]
        /// What the private half opens, see ``ReceiptOpening/digest``.
        public let openingDigest: NodeHash

        /// Puts a leaf together.
        ///
        /// - Parameters:
        ///   - index: The leaf's index.
        ///   - salt: The leaf's salt, 32 bytes.
        ///   - commitments: The leaf's commitments, one for each column.
        ///   - openingDigest: What the private half opens.
        public init(index: UInt64, salt: [UInt8], commitments: [CompressedPoint], openingDigest: NodeHash) {
            self.index = index
            self.salt = salt
            self.commitments = commitments
            self.openingDigest = openingDigest
        }
    }

    /// The digest of the header that the receipt belongs to.
    public let headerDigest: NodeHash
    /// The account.
    public let account: AccountID
    /// The trees in the header's order.
    public let entries: [Entry]

    /// Puts the public half together.
    ///
    /// - Parameters:
    ///   - headerDigest: The digest of the header that the receipt belongs to.
    ///   - account: The account.
    ///   - entries: The trees in the header's order.
    public init(headerDigest: NodeHash, account: AccountID, entries: [Entry]) {
        self.headerDigest = headerDigest
        self.account = account
        self.entries = entries
    }
}

extension ReceiptBody {
    /// The bytes that are signed.
    ///
    /// - Returns: One CBOR item.
    public func encoded() -> [UInt8] {
        var writer = WireWriter(capacity: 128 + 192 * entries.count)
        writer.beginMap(count: 3)
        writer.key(1)
        writer.bytes(headerDigest.bytes)
        writer.key(2)
        writer.text(account.utf8)
        writer.key(3)
        writer.beginArray(count: entries.count)
        for entry in entries {
            writer.beginMap(count: entry.leaf == nil ? 1 : 5)
            writer.key(1)
            writer.bytes(entry.contextDigest.bytes)
            if let leaf = entry.leaf {
                writer.key(2)
                writer.unsigned(leaf.index)
                writer.key(3)
                writer.bytes(leaf.salt)
                writer.key(4)
                leaf.commitments.withUnsafeBytes { writer.bytes($0) }
                writer.key(5)
                writer.bytes(leaf.openingDigest.bytes)
            }
            writer.end()
        }
        writer.end()
        writer.end()
        return writer.finish()
    }

    /// Decodes the bytes that are signed.
    init(body: [UInt8]) throws(WireFailure) {
        var reader = try WireReader(body, maximumByteCount: Receipt.fileKind.maximumByteCount)
        try reader.beginMap("receipt")
        try reader.key(1, "receipt.header")
        headerDigest = try reader.nodeHash("receipt.header")
        try reader.key(2, "receipt.account")
        let place = reader.failure("receipt.account", .unknownValue)
        let id = try reader.text("receipt.account", count: 1...AccountID.mostBytes)
        guard let account = AccountID(utf8: id) else { throw place }
        self.account = account
        try reader.key(3, "receipt.entries")
        let count = try reader.beginArray("receipt.entries", count: 1...EpochHeader.mostTrees)
        var entries: [Entry] = []
        for _ in 0..<count {
            try reader.beginMap("receipt.entry")
            try reader.key(1, "receipt.context")
            let context = try reader.nodeHash("receipt.context")
            var leaf: Leaf?
            if try reader.optionalKey(2, "receipt.index") { leaf = try Leaf(reading: &reader) }
            try reader.end("receipt.entry")
            entries.append(Entry(contextDigest: context, leaf: leaf))
        }
        try reader.end("receipt.entries")
        try reader.end("receipt")
        try reader.finish()
        self.entries = entries
    }
}

extension ReceiptBody.Leaf {
    /// Reads what follows the key of the index.
    fileprivate init(reading reader: inout WireReader) throws(WireFailure) {
        index = try reader.unsigned("receipt.index")
        try reader.key(3, "receipt.salt")
        salt = try reader.bytes("receipt.salt", count: LeafOpening.saltByteCount)
        try reader.key(4, "receipt.commitments")
        let place = reader.failure("receipt.commitments", .unknownValue)
        let bytes = try reader.bytes("receipt.commitments", count: 32...64)
        guard bytes.count.isMultiple(of: CompressedPoint.byteCount) else { throw place }
        var commitments: [CompressedPoint] = []
        for start in stride(from: 0, to: bytes.count, by: CompressedPoint.byteCount) {
            do throws(PointFailure) {
                commitments.append(
                    try CompressedPoint(undecoded: bytes.span.extracting(start..<start + CompressedPoint.byteCount)))
            } catch {
                throw place
            }
        }
        self.commitments = commitments
        try reader.key(5, "receipt.opening")
        openingDigest = try reader.nodeHash("receipt.opening")
    }
}
