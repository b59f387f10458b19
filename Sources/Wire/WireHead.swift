/// The first bytes of an item: its kind and a number, which is its value, length or count.
struct WireHead {
    let kind: WireKind
    let argument: UInt64
    /// How many bytes it takes.
    let byteCount: Int

    /// Reads a head in its shortest form.
    ///
    /// - Throws: What is wrong with it; the caller adds the place.
    static func read(_ bytes: ArraySlice<UInt8>) throws(WireReason) -> WireHead {
        guard let initial = bytes.first else { throw .truncated }
        let major = initial >> 5
        let information = initial & 0x1F
        guard information != 31 else { throw .indefiniteLength }
        guard information < 28 else { throw .reserved }
        if major == 7 { return try simple(information) }
        let (argument, byteCount) = try number(information, bytes.dropFirst())
        return WireHead(kind: kind(major), argument: argument, byteCount: 1 + byteCount)
    }

    private static func kind(_ major: UInt8) -> WireKind {
        switch major {
        case 0: .unsigned
        case 1: .negative
        case 2: .bytes
        case 3: .text
        case 4: .array
        case 5: .map
        default: .tag
        }
    }

    private static func simple(_ information: UInt8) throws(WireReason) -> WireHead {
        switch information {
        case 20, 21: return WireHead(kind: .bool, argument: UInt64(information - 20), byteCount: 1)
        case 22: return WireHead(kind: .null, argument: 0, byteCount: 1)
        case 25, 26, 27: throw .float
        default: throw .simpleValue
        }
    }

    private static func number(
        _ information: UInt8, _ rest: ArraySlice<UInt8>
    ) throws(WireReason) -> (argument: UInt64, byteCount: Int) {
        guard information >= 24 else { return (UInt64(information), 0) }
        let byteCount = 1 << Int(information - 24)
        guard rest.count >= byteCount else { throw .truncated }
        let argument = rest.prefix(byteCount).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        // The next shorter form holds up to 23, or half as many bytes.
        let shorter: UInt64 = byteCount == 1 ? 23 : (1 << UInt64(4 * byteCount)) - 1
        guard argument > shorter else { throw .notShortest }
        return (argument, byteCount)
    }
}
