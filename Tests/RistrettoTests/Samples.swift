import Ristretto

/// Inputs that many tests share.
enum Samples {
    /// l as 32 bytes.
    static let order: [UInt8] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ]

    /// Canonical encodings at the edges: around 0, around limb borders, around l, bit patterns.
    static let edges: [[UInt8]] = {
        var list: [[UInt8]] = []
        for small in [0, 1, 2, 3, 255] as [UInt8] {
            list.append([small] + [UInt8](repeating: 0, count: 31))
            guard small > 0 else { continue }
            var below = order
            below[0] -= small > 0xed ? 0xed : small
            list.append(below)
        }
        for byte in [7, 8, 15, 16, 23, 24, 30] {
            var power = [UInt8](repeating: 0, count: 32)
            power[byte] = 0x80
            list.append(power)
            list.append([UInt8](repeating: 0xff, count: byte) + [UInt8](repeating: 0, count: 32 - byte))
        }
        list.append([UInt8](repeating: 0xff, count: 31) + [0x0f])
        list.append([UInt8](repeating: 0, count: 31) + [0x10])
        return list
    }()

    /// A scalar that is uniform.
    static func scalar() throws -> Scalar {
        try Scalar(wideReducing: SodiumOracle.randomBytes(64))
    }

    static func scalars(_ count: Int) throws -> [Scalar] {
        try (0..<count).map { _ in try scalar() }
    }
}
