public import Wire

#if hasFeature(Embedded)
    internal import SumTree
#else
    public import Sodium
    public import SumTree
#endif

/// A receipt as it came: what an issuer gives to one account, not verified.
///
/// - seealso: `docs/spec/receipt.md`.
public struct Receipt: Sendable {
    /// The file's type.
    public static let fileKind = FileKind(type: "solvency/receipt", version: 1, maximumByteCount: 1 << 26)

    /// The public half.
    public let body: ReceiptBody
    /// The bytes of the public half.
    public let bodyBytes: [UInt8]
    /// 64 bytes that may be the issuer's signature of the public half.
    public let signature: [UInt8]
    /// The private half: one opening for each tree, `nil` where there is no leaf.
    public let openings: [ReceiptOpening?]

    /// Puts a receipt together.
    ///
    /// - Parameters:
    ///   - body: The public half.
    ///   - signature: The issuer's signature of it, 64 bytes.
    ///   - openings: One opening for each tree, `nil` where there is no leaf.
    public init(body: ReceiptBody, signature: [UInt8], openings: [ReceiptOpening?]) {
        self.body = body
        bodyBytes = body.encoded()
        self.signature = signature
        self.openings = openings
    }

    /// Decodes a receipt file.
    ///
    /// - Parameter file: The file's bytes.
    /// - Throws: `WireFailure`.
    public init(file: [UInt8]) throws(WireFailure) {
        let (bytes, signature, openings) = try Self.fileKind.decode(file) { (reader) throws(WireFailure) in
            try reader.beginMap("file.content")
            try reader.key(1, "receipt.body")
            let bytes = try reader.bytes("receipt.body", count: 1...Self.fileKind.maximumByteCount)
            try reader.key(2, "receipt.signature")
            let signature = try reader.bytes("receipt.signature", count: 64)
            try reader.key(3, "receipt.openings")
            let count = try reader.beginArray("receipt.openings", count: 1...EpochHeader.mostTrees)
            var openings: [ReceiptOpening?] = []
            for _ in 0..<count {
                if try reader.nextKind("receipt.opening") == .null {
                    try reader.null("receipt.opening")
                    openings.append(nil)
                } else {
                    openings.append(try ReceiptOpening(reading: &reader))
                }
            }
            try reader.end("receipt.openings")
            try reader.end("file.content")
            return (bytes, signature, openings)
        }
        body = try ReceiptBody(body: bytes)
        bodyBytes = bytes
        self.signature = signature
        self.openings = openings
    }

    /// Encodes the receipt file.
    ///
    /// - Returns: The file's bytes.
    public func encodedFile() -> [UInt8] {
        Self.fileKind.encode(capacity: bodyBytes.count + 10_000 * openings.count) { writer in
            writer.beginMap(count: 3)
            writer.key(1)
            writer.bytes(bodyBytes)
            writer.key(2)
            writer.bytes(signature)
            writer.key(3)
            writer.beginArray(count: openings.count)
            for opening in openings {
                if let opening { opening.write(to: &writer) } else { writer.null() }
            }
            writer.end()
            writer.end()
        }
    }
}

#if !hasFeature(Embedded)
    extension Receipt {
        /// What the issuer signs receipts as.
        public static let signatureDomain = SignatureDomain("solvency/receipt/v1")

        /// Verifies a receipt.
        ///
        /// - Parameters:
        ///   - account: The account's id, as its holder knows it.
        ///   - header: The header, verified with the issuer's key that the verifier brought.
        /// - Returns: The evidence: for every tree of the header the amounts that are counted, or that there is no leaf.
        /// - Throws: ``Refusal``.
        public func verify(account: AccountID, header: VerifiedHeader) throws(Refusal) -> VerifiedReceipt {
            try verifySignature(header)
            guard EpochSeam.omits(.receiptAccount) || body.account == account else { throw .receiptAccount }
            let trees = header.header.trees
            guard EpochSeam.omits(.registryCount) || body.entries.count == trees.count else { throw .registry }
            guard EpochSeam.omits(.receiptParts) || openings.count == body.entries.count else {
                throw .receiptParts(tree: min(openings.count, body.entries.count))
            }
            for (entry, tree) in zip(body.entries, trees) where entry.contextDigest != tree.head.context.digest {
                guard EpochSeam.omits(.registryOrder) else { throw .registry }
            }
            var paths: [VerifiedPath?] = []
            for (index, (entry, tree)) in zip(body.entries, trees).enumerated() {
                let opening = index < openings.count ? openings[index] : nil
                paths.append(try verify(index, entry, opening, head: tree.head, account: account))
            }
            return VerifiedReceipt(
                verified: account, header: header, paths: paths, ledgerAmounts: openings.map { $0?.ledgerAmounts })
        }

        private func verifySignature(_ header: VerifiedHeader) throws(Refusal) {
            guard EpochSeam.omits(.receiptHeader) || body.headerDigest == header.digest else { throw .receiptHeader }
            if EpochSeam.omits(.receiptSignature) { return }
            do throws(SignatureFailure) {
                _ = try header.issuer.verify(
                    Signature(canonicalBytes: signature), message: bodyBytes, domain: Self.signatureDomain)
            } catch {
                throw .receiptSignature
            }
        }

        private func verify(
            _ index: Int, _ entry: ReceiptBody.Entry, _ opening: ReceiptOpening?, head: TreeHead, account: AccountID
        ) throws(Refusal) -> VerifiedPath? {
            guard let leaf = entry.leaf else {
                guard EpochSeam.omits(.receiptParts) || opening == nil else { throw .receiptParts(tree: index) }
                return nil
            }
            guard let opening else { throw .receiptParts(tree: index) }
            guard EpochSeam.omits(.receiptOpening) || opening.digest == leaf.openingDigest else {
                throw .receiptOpening(tree: index)
            }
            guard EpochSeam.omits(.receiptLeaf) || opening.path.leafIndex == leaf.index else {
                throw .receiptLeaf(tree: index)
            }
            guard opening.amounts.count == leaf.commitments.count else { throw .receiptParts(tree: index) }
            guard EpochSeam.omits(.receiptRounding) || opening.isRounded(asset: head.context.asset) else {
                throw .receiptRounding(tree: index)
            }
            let columns = leaf.commitments.indices.map { column in
                LeafOpening.Column(
                    commitment: leaf.commitments[column], amount: opening.amounts[column],
                    blinding: opening.blindings[column])
            }
            do throws(TreeRefusal) {
                return try opening.path.verify(
                    account: account, opening: LeafOpening(salt: leaf.salt, columns: columns), head: head)
            } catch {
                throw .tree(index, error)
            }
        }
    }

    /// Evidence about one account in one epoch; only ``Receipt/verify(account:header:)`` makes one.
    public struct VerifiedReceipt: Sendable {
        /// The account, as the verifier named it.
        public let account: AccountID
        /// The header.
        public let header: VerifiedHeader
        /// For each tree of the header the evidence of the account's leaf; `nil` where the issuer signed "no leaf".
        public let paths: [VerifiedPath?]
        /// For each tree the amounts that the ledger has, where they were rounded up to what is counted.
        public let ledgerAmounts: [[[UInt8]]?]

        fileprivate init(
            verified account: AccountID, header: VerifiedHeader, paths: [VerifiedPath?], ledgerAmounts: [[[UInt8]]?]
        ) {
            self.account = account
            self.header = header
            self.paths = paths
            self.ledgerAmounts = ledgerAmounts
        }
    }
#endif
