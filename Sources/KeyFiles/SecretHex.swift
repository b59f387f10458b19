/// Lower-case hex without branches or table look-ups that depend on the digits.
enum SecretHex {
    /// Writes two digits for each byte; `digits` has room for exactly those.
    static func encode(_ bytes: UnsafeRawBufferPointer, into digits: UnsafeMutableRawBufferPointer) {
        precondition(digits.count == 2 * bytes.count)
        for index in bytes.indices {
            digits[2 * index] = digit(bytes[index] >> 4)
            digits[2 * index + 1] = digit(bytes[index] & 15)
        }
    }

    /// Reads two digits for each byte; false when a character is no lower-case digit.
    static func decode(_ digits: UnsafeRawBufferPointer, into bytes: UnsafeMutableRawBufferPointer) -> Bool {
        precondition(digits.count == 2 * bytes.count)
        var bad: Int16 = 0
        for index in bytes.indices {
            let (high, highIsBad) = value(digits[2 * index])
            let (low, lowIsBad) = value(digits[2 * index + 1])
            bad |= highIsBad | lowIsBad
            bytes[index] = UInt8(truncatingIfNeeded: high << 4 | low)
        }
        return bad == 0
    }

    private static func digit(_ nibble: UInt8) -> UInt8 {
        let number = Int16(nibble)
        // The shift gives -1 above 9 and 0 else; 39 is the way from behind "9" to "a".
        let letter = (9 - number) >> 15
        return UInt8(truncatingIfNeeded: number + 48 + (letter & 39))
    }

    /// The digit's value, and 0 or -1 for a good or bad character.
    private static func value(_ character: UInt8) -> (Int16, Int16) {
        let code = Int16(character)
        let isNumber = ~(((code - 48) | (57 - code)) >> 15)
        let isLetter = ~(((code - 97) | (102 - code)) >> 15)
        return ((code - 48) & isNumber | (code - 87) & isLetter, ~(isNumber | isLetter))
    }
}
