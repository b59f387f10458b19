internal import CircuitModel

extension CircuitReference {
    /// Whether the name is a letter or `_`, then letters, digits and `_`, 1 to 64 in all.
    var isWellNamed: Bool { Self.isName(name) }

    /// Whether bytes are a letter or `_`, then letters, digits and `_`, 1 to 64 in all.
    package static func isName(_ name: [UInt8]) -> Bool {
        guard 1...longestName ~= name.count else { return false }
        for (index, byte) in name.enumerated() {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
                continue
            case UInt8(ascii: "0")...UInt8(ascii: "9") where index > 0: continue
            default: return false
            }
        }
        return true
    }
}
