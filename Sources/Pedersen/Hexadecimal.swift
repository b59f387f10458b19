/// Hexadecimal text that the build made.
internal enum Hexadecimal {
    /// The bytes of lower-case digits; anything else gives other bytes, which the digest of the whole then shows.
    static func bytes(_ text: StaticString) -> [UInt8] {
        text.withUTF8Buffer { digits in
            (0..<digits.count / 2).map { digit(digits[2 * $0]) << 4 | digit(digits[2 * $0 + 1]) }
        }
    }

    private static func digit(_ character: UInt8) -> UInt8 {
        // '0' is 0x30 and 'a' is 0x61.
        character < 0x3a ? character &- 0x30 : (character &- 0x57) & 0x0f
    }
}
