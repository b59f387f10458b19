/// An Ed25519 signature whose scalar is canonical.
///
/// - seealso: RFC 8032, section 5.1.7.
public struct Signature: Equatable, Hashable, Sendable {
    /// The length in bytes.
    public static let count = 64

    /// Invariant: 64 bytes, of which the last 32, little-endian, are below the group order.
    public let bytes: [UInt8]

    /// Decodes a signature.
    ///
    /// - Parameter bytes: 64 bytes, R and S.
    /// - Throws: ``SignatureFailure/length(_:)``, or ``SignatureFailure/nonCanonicalScalar`` when S is not below the
    ///   group order, which would give one message many signatures.
    public init(canonicalBytes bytes: [UInt8]) throws(SignatureFailure) {
        guard bytes.count == Self.count else { throw .length(bytes.count) }
        guard EdwardsOrder.isBelow(bytes[32...]) else { throw .nonCanonicalScalar }
        self.bytes = bytes
    }

    /// Takes bytes that libsodium just made.
    init(made bytes: [UInt8]) { self.bytes = bytes }
}

/// The prime order of the group of Ed25519, and the prime of its field, as public constants.
enum EdwardsOrder {
    /// `2^252 + 27742317777372353535851937790883648493`, little-endian.
    static let order: [UInt8] = [
        0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE, 0x14,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ]

    /// `2^255 - 19`, little-endian.
    static let prime: [UInt8] = [0xED] + [UInt8](repeating: 0xFF, count: 30) + [0x7F]

    /// Whether a public number of 32 bytes, little-endian, is below the order; variable time.
    static func isBelow(_ number: some BidirectionalCollection<UInt8>) -> Bool {
        number.reversed().lexicographicallyPrecedes(order.reversed())
    }
}
