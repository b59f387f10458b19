extension JSONParser {
    /// Reads the string whose opening quote is at `index`.
    mutating func string(path: JSONPath) throws(JSONFailure) -> String {
        index += 1
        var text: [UInt8] = []
        while true {
            guard let byte = current else { throw failure(.unexpectedEnd, at: path) }
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                try escape(into: &text, path: path)
            case 0x00..<0x20:
                throw failure(.controlCharacter(byte), at: path)
            case 0x20..<0x80:
                text.append(byte)
                index += 1
            default:
                guard let length = wellFormedLength(lead: byte) else { throw failure(.invalidUTF8, at: path) }
                text += bytes[index..<index + length]
                index += length
                continuationBytes += length - 1
            }
        }
    }

    /// The length of the well-formed sequence of two to four bytes at `index`; nil when there is none.
    ///
    /// - seealso: The Unicode Standard, table 3-7.
    private func wellFormedLength(lead: UInt8) -> Int? {
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard bytes.count - index >= length, second.contains(bytes[index + 1]) else { return nil }
        for continuation in bytes[(index + 2)..<(index + length)] where continuation & 0xC0 != 0x80 { return nil }
        return length
    }

    private mutating func escape(into text: inout [UInt8], path: JSONPath) throws(JSONFailure) {
        let start = position
        index += 1
        guard let kind = current else { throw failure(.unexpectedEnd, at: path) }
        index += 1
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(kind)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try unicodeEscape(start: start, path: path)
            text += String(Character(scalar)).utf8
        default:
            throw JSONFailure(position: start, path: path, reason: .invalidEscape)
        }
    }

    /// Reads the digits behind `\u`, and the second half when they are the first half of a surrogate pair.
    private mutating func unicodeEscape(start: JSONPosition, path: JSONPath) throws(JSONFailure) -> Unicode.Scalar {
        let lone = JSONFailure(position: start, path: path, reason: .loneSurrogate)
        let first = try fourDigits(path: path)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800..<0xDC00).contains(first), current == UInt8(ascii: "\\") else { throw lone }
        index += 1
        guard current == UInt8(ascii: "u") else { throw lone }
        index += 1
        let second = try fourDigits(path: path)
        guard (0xDC00..<0xE000).contains(second) else { throw lone }
        let code = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        guard let scalar = Unicode.Scalar(code) else { throw lone }
        return scalar
    }

    private mutating func fourDigits(path: JSONPath) throws(JSONFailure) -> UInt16 {
        var code: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = current else { throw failure(.unexpectedEnd, at: path) }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw failure(.invalidEscape, at: path)
            }
            code = code << 4 | UInt16(digit)
            index += 1
        }
        return code
    }
}
