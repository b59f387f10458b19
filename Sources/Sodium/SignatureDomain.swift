/// What a signature is for: the tag at the start of everything that is signed, one per use.
///
/// The signed bytes are the tag, a zero byte, and the message. A tag has no zero byte, so a signature made for one use
/// never verifies for another.
public struct SignatureDomain: Equatable, Hashable, Sendable {
    /// The tag's bytes.
    public let tag: [UInt8]

    /// Names a use, for instance `solvency/receipt/v1`.
    ///
    /// - Parameter tag: Printable ASCII, not empty.
    /// - Precondition: It is; a tag is written in the source and never comes from outside.
    public init(_ tag: StaticString) {
        let bytes = tag.withUTF8Buffer { [UInt8]($0) }
        precondition(!bytes.isEmpty && bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "a tag is printable ASCII")
        self.tag = bytes
    }

    /// The bytes that are signed for a message.
    ///
    /// - Parameter message: The message.
    /// - Returns: Tag, zero byte, message.
    public func signedBytes(_ message: [UInt8]) -> [UInt8] { tag + [0] + message }
}
