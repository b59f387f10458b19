internal import Wire

/// The name under which an issuer keeps an account: bytes, compared as they are.
///
/// The issuer's ledger has it normalised (NFC) and trimmed; a verifier normalises nothing, so that two ids are one
/// account only when all their bytes are equal.
public struct AccountID: Equatable, Hashable, Sendable {
    /// Most bytes of an id.
    public static let mostBytes = 128

    /// The id in UTF-8.
    public let utf8: [UInt8]

    /// Takes an id.
    ///
    /// - Parameter utf8: 1 to 128 bytes of UTF-8 without control characters; `nil` results from anything else.
    public init?(utf8: [UInt8]) {
        guard Self.isPlainText(utf8, count: 1...Self.mostBytes) else { return nil }
        self.utf8 = utf8
    }

    /// Whether bytes are that many bytes of UTF-8 without the control characters of U+0000 to U+001F and U+007F to U+009F.
    static func isPlainText(_ utf8: [UInt8], count: ClosedRange<Int>) -> Bool {
        guard count.contains(utf8.count), UTF8Check.isWellFormed(utf8[...]) else { return false }
        for (index, byte) in utf8.enumerated() {
            if byte < 0x20 || byte == 0x7F { return false }
            if byte == 0xC2, index + 1 < utf8.count, utf8[index + 1] < 0xA0 { return false }
        }
        return true
    }
}
