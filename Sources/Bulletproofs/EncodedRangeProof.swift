/// The wire form of a range proof: bytes that may or may not be one.
///
/// `A | S | T_1 | T_2 | t_x | t_x_blinding | e_blinding | L_1 | R_1 | ... | L_k | R_k | a | b`, each 32 bytes. Only
/// ``RangeProof/init(decoding:parameters:)`` leads on to the math type.
///
/// - seealso: `docs/spec/range-proof.md`.
public struct EncodedRangeProof: Equatable, Hashable, Sendable {
    /// The bytes of one word: an encoded point or scalar.
    public static let wordByteCount = 32

    /// The bytes.
    public let bytes: [UInt8]

    /// Takes bytes, without a look at them.
    ///
    /// - Parameter bytes: Any bytes.
    public init(undecoded bytes: [UInt8]) { self.bytes = bytes }

    /// Whether the bytes are a whole number of words.
    var hasWholeWords: Bool { bytes.count % Self.wordByteCount == 0 }

    /// How many whole words there are.
    var wordCount: Int { bytes.count / Self.wordByteCount }

    /// Lends one word.
    func withWord<Result, Failure: Error>(
        _ index: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let start = index * Self.wordByteCount
        return try body(bytes.span.extracting(start..<start + Self.wordByteCount))
    }
}
