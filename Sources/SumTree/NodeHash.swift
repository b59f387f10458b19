/// A BLAKE2b-256 digest: of a node, of a tree's context, of a build.
///
/// Four words, so that a list of them is a list of 32-byte strings end to end.
public struct NodeHash: Equatable, Hashable, Sendable, BitwiseCopyable {
    /// The bytes of a digest.
    public static let byteCount = 32

    private var words: (UInt64, UInt64, UInt64, UInt64)

    /// Takes 32 bytes.
    ///
    /// - Parameter bytes: The digest; `nil` results from any other number than 32.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self = bytes.withUnsafeBytes { NodeHash(reading: $0, at: 0) }
    }

    /// Takes 32 of some bytes, which are there.
    init(reading bytes: UnsafeRawBufferPointer, at offset: Int) {
        self = bytes.loadUnaligned(fromByteOffset: offset, as: NodeHash.self)
    }

    /// The digest that `body` writes.
    init(writing body: (UnsafeMutableRawBufferPointer) -> Void) {
        words = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { body($0) }
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes(of: words) { [UInt8]($0) } }

    /// Whether two digests are the same bytes.
    ///
    /// - Parameters:
    ///   - left: A digest.
    ///   - right: Another.
    /// - Returns: `true` when all bytes are equal.
    public static func == (left: NodeHash, right: NodeHash) -> Bool { left.words == right.words }

    /// Feeds the bytes into a hasher.
    ///
    /// - Parameter hasher: The hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension [NodeHash] {
    /// The digests that stand end to end in bytes, whose number is a multiple of 32.
    init(endToEnd bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { raw in
            (0..<raw.count / NodeHash.byteCount).map { NodeHash(reading: raw, at: NodeHash.byteCount * $0) }
        }
    }
}
