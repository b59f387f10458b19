/// The well-formedness of UTF-8.
package enum UTF8Check {
    /// Whether bytes are UTF-8: no overlong form, no surrogate, nothing beyond U+10FFFF, nothing cut short.
    ///
    /// - seealso: RFC 3629, section 4.
    package static func isWellFormed(_ bytes: ArraySlice<UInt8>) -> Bool {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let first = bytes[index]
            index += 1
            // How many bytes follow, and what the first of them may be; the others are 80 to BF.
            let following: Int
            var allowed: ClosedRange<UInt8> = 0x80...0xBF
            switch first {
            case 0x00...0x7F: continue
            case 0xC2...0xDF: following = 1
            case 0xE0: (following, allowed) = (2, 0xA0...0xBF)
            case 0xE1...0xEC, 0xEE, 0xEF: following = 2
            case 0xED: (following, allowed) = (2, 0x80...0x9F)
            case 0xF0: (following, allowed) = (3, 0x90...0xBF)
            case 0xF1...0xF3: following = 3
            case 0xF4: (following, allowed) = (3, 0x80...0x8F)
            default: return false
            }
            guard bytes.endIndex - index >= following else { return false }
            for _ in 0..<following {
                guard allowed.contains(bytes[index]) else { return false }
                allowed = 0x80...0xBF
                index += 1
            }
        }
        return true
    }
}
