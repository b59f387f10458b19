/// A number of zero or more in decimal notation, exact and in one spelling.
///
/// The spelling has no leading zero before another digit of the whole part, no sign, no exponent, and after a point no zero at the end.
public struct ExactDecimal: Equatable, Hashable, Sendable {
    /// The most digits, before and after the point together.
    public static let mostDigits = 38
    /// The most digits after the point.
    public static let mostDecimals = 18

    /// The number in ASCII.
    public let text: [UInt8]

    /// Takes a number that is in its one spelling.
    ///
    /// - Parameter text: The number in ASCII; `nil` results from any other spelling, or from too many digits.
    public init?(canonical text: [UInt8]) {
        guard let number = ExactDecimal(text), number.text == text else { return nil }
        self = number
    }

    /// Reads a number, and drops zeros at the end of what follows the point.
    ///
    /// - Parameter text: Digits, perhaps a point and more digits, in ASCII; `nil` results from anything else, from a leading
    ///   zero, and from more than 38 digits or 18 decimals that count.
    public init?(_ text: [UInt8]) {
        let point = text.firstIndex(of: UInt8(ascii: "."))
        let whole = text[..<(point ?? text.endIndex)]
        guard Self.isDigits(whole), whole.count == 1 || whole.first != UInt8(ascii: "0") else { return nil }
        var fraction: ArraySlice<UInt8> = []
        if let point {
            fraction = text[(point + 1)...]
            guard Self.isDigits(fraction) else { return nil }
            while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
        }
        guard whole.count + fraction.count <= Self.mostDigits, fraction.count <= Self.mostDecimals else { return nil }
        self.text = fraction.isEmpty ? Array(whole) : whole + [UInt8(ascii: ".")] + fraction
    }

    /// Whether the number is zero.
    public var isZero: Bool { text == [UInt8(ascii: "0")] }

    /// Whether the number is below another.
    ///
    /// - Parameter other: The other number.
    /// - Returns: `true` when this one is less.
    public func isLess(than other: ExactDecimal) -> Bool {
        let (mine, theirs) = (parts, other.parts)
        guard mine.whole.count == theirs.whole.count else { return mine.whole.count < theirs.whole.count }
        // Equally long whole parts, so the first digit that differs decides; a fraction that goes on is greater.
        return (mine.whole + mine.fraction).lexicographicallyPrecedes(theirs.whole + theirs.fraction)
    }

    private var parts: (whole: ArraySlice<UInt8>, fraction: ArraySlice<UInt8>) {
        guard let point = text.firstIndex(of: UInt8(ascii: ".")) else { return (text[...], []) }
        return (text[..<point], text[(point + 1)...])
    }

    private static func isDigits(_ text: ArraySlice<UInt8>) -> Bool {
        !text.isEmpty && text.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }
}
