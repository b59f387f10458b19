internal import BigNumbers
internal import CircuitModel

/// The integers from one to another, of any size.
struct ExactInterval: Equatable, Sendable {
    var lower: BigInteger
    var upper: BigInteger

    init(_ lower: BigInteger, _ upper: BigInteger) { (self.lower, self.upper) = (lower, upper) }

    /// The bits of the end that is farther from 0.
    var bitWidth: Int { max(lower.bitWidth, upper.bitWidth) }

    /// All products.
    func multiplied(by other: ExactInterval) -> ExactInterval {
        let ends = [lower * other.lower, lower * other.upper, upper * other.lower, upper * other.upper]
        return ExactInterval(ends.min() ?? .zero, ends.max() ?? .zero)
    }

    /// All squares.
    var squared: ExactInterval {
        let ends = multiplied(by: self)
        if lower.isNegative, !upper.isNegative {
            return ExactInterval(.zero, max(lower * lower, upper * upper))
        }
        return ExactInterval(max(ends.lower, .zero), ends.upper)
    }
}

extension Int256 {
    /// Takes an integer of at most 254 bits.
    init?(_ integer: BigInteger) {
        if let small = integer.int64 {
            self.init(small)
        } else {
            self.init(littleEndianMagnitude: integer.magnitudeBytes(), isNegative: integer.isNegative)
        }
    }
}

extension BigInteger {
    /// Takes a fixed-size integer; for public numbers, or for what only its prover sees.
    init(_ integer: Int256) {
        let magnitude = BigInteger(littleEndianMagnitude: integer.magnitudeBytes)
        self = integer.isNegative ? -magnitude : magnitude
    }
}
