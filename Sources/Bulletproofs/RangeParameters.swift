/// How many values a range proof covers and how wide they may be.
public struct RangeParameters: Equatable, Hashable, Sendable {
    /// The widths that the format knows, in bits.
    public static let widths = [8, 16, 32, 64]

    /// Most values of one proof.
    public static let mostValues = 1024

    /// n: every value lies in [0, 2^bits); 8, 16, 32 or 64.
    public let bits: Int

    /// m: how many values there are, a power of two from 1 to 1024.
    public let count: Int

    /// States parameters.
    ///
    /// - Parameters:
    ///   - bits: n, 8, 16, 32 or 64.
    ///   - count: m, a power of two, 1 to 1024.
    /// - Throws: ``RangeParameterFault/bits(_:)`` or ``RangeParameterFault/count(_:)`` for any other number.
    public init(bits: Int, count: Int) throws(RangeParameterFault) {
        guard Self.widths.contains(bits) else { throw .bits(bits) }
        guard count >= 1, count <= Self.mostValues, count & (count - 1) == 0 else { throw .count(count) }
        self.bits = bits
        self.count = count
    }

    /// N = n m: the length of the vectors that the inner-product argument works on, 8 to 65536.
    public var vectorLength: Int { bits * count }

    /// k = log2 N: the rounds of the inner-product argument, 3 to 16.
    public var rounds: Int { vectorLength.trailingZeroBitCount }

    /// The words of 32 bytes that a proof has: A, S, T_1, T_2, three scalars, k pairs L and R, a and b.
    public var wordCount: Int { 9 + 2 * rounds }

    /// The bytes that a proof has.
    public var proofByteCount: Int { EncodedRangeProof.wordByteCount * wordCount }
}

/// Why numbers are not the parameters of a range proof.
public enum RangeParameterFault: Error, Equatable, Sendable {
    /// Values of that many bits are not offered.
    case bits(Int)
    /// That many values are not offered: not a power of two, or not 1 to 1024.
    case count(Int)
    /// The proof is wider than the generators at hand: more bits a value, or more values.
    case generators(bits: Int, count: Int)
}
