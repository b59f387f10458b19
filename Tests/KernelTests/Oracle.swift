import CSodium

/// libsodium's answers, on 32-byte scalars and encodings.
enum Oracle {
    typealias Bytes = [UInt8]

    static let order: Bytes = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ]
    static let identity = Bytes(repeating: 0, count: 32)
    private static let started: Bool = sodium_init() >= 0

    static func randomBytes(_ count: Int) -> Bytes {
        precondition(started)
        var bytes = Bytes(repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }

    static func randomScalar() -> Bytes {
        precondition(started)
        var scalar = Bytes(repeating: 0, count: 32)
        crypto_core_ristretto255_scalar_random(&scalar)
        return scalar
    }

    static func scalar(_ value: UInt64) -> Bytes {
        (0..<32).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) : 0 }
    }

    static func scalarAdd(_ a: Bytes, _ b: Bytes) -> Bytes {
        var r = Bytes(repeating: 0, count: 32)
        crypto_core_ristretto255_scalar_add(&r, a, b)
        return r
    }

    static func scalarMultiply(_ a: Bytes, _ b: Bytes) -> Bytes {
        var r = Bytes(repeating: 0, count: 32)
        crypto_core_ristretto255_scalar_mul(&r, a, b)
        return r
    }

    static func scalarNegate(_ a: Bytes) -> Bytes {
        var r = Bytes(repeating: 0, count: 32)
        crypto_core_ristretto255_scalar_negate(&r, a)
        return r
    }

    static func fromUniform(_ bytes: Bytes) -> Bytes {
        precondition(started)
        var r = Bytes(repeating: 0, count: 32)
        crypto_core_ristretto255_from_hash(&r, bytes)
        return r
    }

    static func randomPoint() -> Bytes { fromUniform(randomBytes(64)) }

    static func isValid(_ encoding: Bytes) -> Bool { crypto_core_ristretto255_is_valid_point(encoding) == 1 }

    static func add(_ p: Bytes, _ q: Bytes) -> Bytes {
        var r = Bytes(repeating: 0, count: 32)
        precondition(crypto_core_ristretto255_add(&r, p, q) == 0)
        return r
    }

    static func subtract(_ p: Bytes, _ q: Bytes) -> Bytes {
        var r = Bytes(repeating: 0, count: 32)
        precondition(crypto_core_ristretto255_sub(&r, p, q) == 0)
        return r
    }

    /// scalar * p; libsodium answers -1 for the identity.
    static func multiply(_ scalar: Bytes, _ p: Bytes) -> Bytes {
        var r = Bytes(repeating: 0, count: 32)
        return crypto_scalarmult_ristretto255(&r, scalar, p) == 0 ? r : identity
    }

    static func sum(_ scalars: [Bytes], _ points: [Bytes]) -> Bytes {
        zip(scalars, points).reduce(identity) { add($0, multiply($1.0, $1.1)) }
    }

    /// Scalars at every edge: 0, 1, small, around 2^251 and 2^252, l - 1 and below, runs of ones and zeros.
    static let edgeScalars: [Bytes] = {
        var edges = (0...18).map { scalar(UInt64($0)) } + [scalar(.max), scalar(1 << 63)]
        edges += [1, 2, 16, 17].map { scalarNegate(scalar($0)) }
        for byte: UInt8 in [0x07, 0x08, 0x0f] {
            for fill: UInt8 in [0, 0xff, 0x10, 0x84] {
                edges.append(Bytes(repeating: fill, count: 31) + [byte])
            }
        }
        edges.append(Bytes(repeating: 0, count: 31) + [0x10])  // 2^252 < l
        return edges
    }()
}
