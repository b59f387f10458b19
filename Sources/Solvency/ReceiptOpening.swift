public import Ristretto
public import SumTree
internal import Wire

/// The private half of a receipt for one tree: what opens the leaf, and the path from it to the root.
///
/// - seealso: `docs/spec/receipt.md`, section "Private half".
public struct ReceiptOpening: Equatable, Sendable {
    /// The length of ``nonce`` in bytes.
    public static let nonceByteCount = 32

    /// What hides the opening inside its digest, 32 bytes.
    public let nonce: [UInt8]
    /// The amounts in the order of the columns, in 10^-decimals units.
    public let amounts: [UInt64]
    /// The blindings in the same order.
    public let blindings: [Scalar]
    /// The amounts as the ledger has them, where it has more decimals than the registry and they were rounded up.
    public let ledgerAmounts: [[UInt8]]?
    /// The path from the leaf to the root.
    public let path: Path

    /// Puts the private half together.
    ///
    /// - Parameters:
    ///   - nonce: What hides the opening inside its digest, 32 bytes.
    ///   - amounts: The amounts in the order of the columns.
    ///   - blindings: The blindings in the same order.
    ///   - ledgerAmounts: The amounts as the ledger has them, where they were rounded up.
    ///   - path: The path from the leaf to the root.
    public init(nonce: [UInt8], amounts: [UInt64], blindings: [Scalar], ledgerAmounts: [[UInt8]]?, path: Path) {
        self.nonce = nonce
        self.amounts = amounts
        self.blindings = blindings
        self.ledgerAmounts = ledgerAmounts
        self.path = path
    }

    /// Whether two openings are the same.
    ///
    /// - Parameters:
    ///   - left: An opening.
    ///   - right: Another.
    /// - Returns: `true` when all parts are equal.
    public static func == (left: ReceiptOpening, right: ReceiptOpening) -> Bool {
        left.digest == right.digest && left.path == right.path
    }

    /// Whether the ledger's amounts, where there are any, lead to the committed ones, and one of them was cut off.
    func isRounded(asset: AssetLabel) -> Bool {
        guard let ledgerAmounts else { return true }
        guard ledgerAmounts.count == amounts.count else { return false }
        var isAnyRounded = false
        for (text, units) in zip(ledgerAmounts, amounts) {
            guard let (amount, wasRounded) = Amount.roundingUp(text, of: asset), amount.units == units else {
                return false
            }
            isAnyRounded = isAnyRounded || wasRounded
        }
        return isAnyRounded
    }

    /// H("opening" | nonce | amounts | blindings), and the ledger's amounts where they were rounded; one field each list.
    public var digest: NodeHash {
        Self.digest(nonce: nonce, amounts: amounts, blindings: blindings, ledgerAmounts: ledgerAmounts)
    }

    /// The digest of an opening, without a path.
    ///
    /// - Parameters:
    ///   - nonce: What hides the opening inside its digest.
    ///   - amounts: The amounts.
    ///   - blindings: The blindings.
    ///   - ledgerAmounts: The amounts as the ledger has them, where they were rounded up.
    /// - Returns: The digest.
    public static func digest(
        nonce: [UInt8], amounts: [UInt64], blindings: [Scalar], ledgerAmounts: [[UInt8]]?
    ) -> NodeHash {
        var fields = FieldDigest(tag: "opening")
        fields.field(nonce)
        var numbers: [UInt8] = []
        for amount in amounts {
            for position in 0..<8 { numbers.append(UInt8(truncatingIfNeeded: amount >> UInt64(8 * position))) }
        }
        fields.field(numbers)
        var scalars: [UInt8] = []
        for blinding in blindings { scalars += blinding.encoded() }
        fields.field(scalars)
        if let ledgerAmounts { for text in ledgerAmounts { fields.field(text) } }
        return fields.finish()
    }

    func write(to writer: inout WireWriter) {
        writer.beginMap(count: ledgerAmounts == nil ? 4 : 5)
        writer.key(1)
        writer.bytes(nonce)
        writer.key(2)
        writer.beginArray(count: amounts.count)
        for amount in amounts { writer.unsigned(amount) }
        writer.end()
        writer.key(3)
        var scalars: [UInt8] = []
        for blinding in blindings { scalars += blinding.encoded() }
        writer.bytes(scalars)
        writer.key(4)
        path.write(to: &writer)
        if let ledgerAmounts {
            writer.key(5)
            writer.beginArray(count: ledgerAmounts.count)
            for text in ledgerAmounts { writer.text(text) }
            writer.end()
        }
        writer.end()
    }

    init(reading reader: inout WireReader) throws(WireFailure) {
        try reader.beginMap("opening")
        try reader.key(1, "opening.nonce")
        nonce = try reader.bytes("opening.nonce", count: Self.nonceByteCount)
        try reader.key(2, "opening.amounts")
        let count = try reader.beginArray("opening.amounts", count: 1...2)
        var amounts: [UInt64] = []
        for _ in 0..<count { amounts.append(try reader.unsigned("opening.amount")) }
        try reader.end("opening.amounts")
        self.amounts = amounts
        try reader.key(3, "opening.blindings")
        let place = reader.failure("opening.blindings", .unknownValue)
        let bytes = try reader.bytes("opening.blindings", count: 32 * count)
        var blindings: [Scalar] = []
        for start in stride(from: 0, to: bytes.count, by: 32) {
            do throws(ScalarFailure) {
                blindings.append(try Scalar(canonical: bytes.span.extracting(start..<start + 32)))
            } catch {
                throw place
            }
        }
        self.blindings = blindings
        try reader.key(4, "opening.path")
        path = try Path(reading: &reader)
        var texts: [[UInt8]]?
        if try reader.optionalKey(5, "opening.ledgerAmounts") {
            try reader.beginArray("opening.ledgerAmounts", count: count)
            var list: [[UInt8]] = []
            for _ in 0..<count {
                list.append(try reader.text("opening.ledgerAmount", count: 1...Amount.mostLedgerBytes))
            }
            try reader.end("opening.ledgerAmounts")
            texts = list
        }
        ledgerAmounts = texts
        try reader.end("opening")
    }
}
