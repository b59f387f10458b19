/// The wire form of a group element: 32 bytes that may or may not decode.
///
/// Only a decoding that can fail leads to the math type, ``RistrettoPoint/init(decoding:identity:field:on:)``. Equality
/// and hashing are those of the bytes, which are public.
///
/// - seealso: RFC 9496, section 4.3.
@frozen
public struct CompressedPoint: Equatable, Hashable, Sendable, BitwiseCopyable {
    /// The 32 bytes in their order in memory; four words, so that lists of them are 32-byte strings end to end.
    @usableFromInline internal var words: (UInt64, UInt64, UInt64, UInt64)

    /// The bytes of an encoded point.
    @inlinable public static var byteCount: Int { 32 }

    /// The encoding of the identity: 32 zero bytes.
    @inlinable public static var identity: CompressedPoint { CompressedPoint(words: (0, 0, 0, 0)) }

    @inlinable
    internal init(words: (UInt64, UInt64, UInt64, UInt64)) {
        self.words = words
    }

    /// Takes 32 bytes, without a look at what they encode.
    ///
    /// - Parameters:
    ///   - bytes: 32 bytes.
    ///   - field: What the bytes are called in the specification; the failure names it.
    /// - Throws: ``PointFailure/length(field:expected:actual:)`` for another number of bytes.
    public init(undecoded bytes: Span<UInt8>, field: FieldName = "point") throws(PointFailure) {
        guard bytes.count == Self.byteCount else {
            throw .length(field: field, expected: Self.byteCount, actual: bytes.count)
        }
        self.init(words: (0, 0, 0, 0))
        withUnsafeMutableBytes(of: &words) { target in
            for index in 0..<Self.byteCount { target[index] = bytes[index] }
        }
    }

    /// Takes 32 bytes, without a look at what they encode.
    ///
    /// - Parameters:
    ///   - bytes: 32 bytes.
    ///   - field: What the bytes are called in the specification; the failure names it.
    /// - Throws: ``PointFailure/length(field:expected:actual:)`` for another number of bytes.
    public init(undecoded bytes: [UInt8], field: FieldName = "point") throws(PointFailure) {
        try self.init(undecoded: bytes.span, field: field)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        withBytes { span in
            [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
                for index in 0..<Self.byteCount { buffer.initializeElement(at: index, to: span[index]) }
                count = Self.byteCount
            }
        }
    }

    /// Lends the 32 bytes, for a transcript or a hash.
    ///
    /// - Parameter body: Gets the bytes.
    /// - Returns: What `body` returns.
    public func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        withUnsafeBytes(of: words) { raw in
            raw.withMemoryRebound(to: UInt8.self) { body(Span(_unsafeElements: $0)) }
        }
    }

    /// Whether these are the bytes of the identity.
    @inlinable public var isIdentity: Bool { self == .identity }

    /// Whether two encodings are the same bytes.
    ///
    /// - Parameters:
    ///   - left: An encoding.
    ///   - right: Another.
    /// - Returns: `true` when all bytes are equal.
    @inlinable
    public static func == (left: CompressedPoint, right: CompressedPoint) -> Bool {
        left.words == right.words
    }

    /// Feeds the bytes into a hasher.
    ///
    /// - Parameter hasher: The hasher.
    @inlinable
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

#if !hasFeature(Embedded)
    extension CompressedPoint: CustomStringConvertible {
        /// The bytes in hexadecimal.
        public var description: String { Hexadecimal.text(bytes) }
    }
#endif
