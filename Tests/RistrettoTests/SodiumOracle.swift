import CSodium

/// libsodium's view of the group: what every result of ours is compared with.
enum SodiumOracle {
    /// Started once; libsodium asks for it before anything else.
    static let started: Bool = sodium_init() >= 0

    static func randomBytes(_ count: Int) -> [UInt8] {
        precondition(started)
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }

    static func scalar(
        _ operation: (UnsafeMutablePointer<UInt8>, UnsafePointer<UInt8>, UnsafePointer<UInt8>) -> Void,
        _ left: [UInt8], _ right: [UInt8]
    ) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: 32)
        operation(&result, left, right)
        return result
    }

    static func add(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        scalar(crypto_core_ristretto255_scalar_add, left, right)
    }

    static func subtract(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        scalar(crypto_core_ristretto255_scalar_sub, left, right)
    }

    static func multiply(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        scalar(crypto_core_ristretto255_scalar_mul, left, right)
    }

    static func invert(_ scalar: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: 32)
        _ = crypto_core_ristretto255_scalar_invert(&result, scalar)
        return result
    }

    static func reduce(_ bytes: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: 32)
        crypto_core_ristretto255_scalar_reduce(&result, bytes)
        return result
    }
}

extension SodiumOracle {
    private static let identity = [UInt8](repeating: 0, count: 32)

    static func addPoints(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var result = identity
        precondition(crypto_core_ristretto255_add(&result, left, right) == 0)
        return result
    }

    static func subtractPoints(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var result = identity
        precondition(crypto_core_ristretto255_sub(&result, left, right) == 0)
        return result
    }

    /// libsodium answers -1 when the product is the identity.
    static func multiply(_ scalar: [UInt8], point: [UInt8]) -> [UInt8] {
        var result = identity
        return crypto_scalarmult_ristretto255(&result, scalar, point) == 0 ? result : identity
    }

    static func multiplyGenerator(_ scalar: [UInt8]) -> [UInt8] {
        var result = identity
        return crypto_scalarmult_ristretto255_base(&result, scalar) == 0 ? result : identity
    }

    static func map(_ uniform: [UInt8]) -> [UInt8] {
        precondition(started)
        var result = identity
        precondition(crypto_core_ristretto255_from_hash(&result, uniform) == 0)
        return result
    }

    static func isValid(_ encoding: [UInt8]) -> Bool {
        crypto_core_ristretto255_is_valid_point(encoding) == 1
    }

    /// The naive sum, term by term.
    static func multiScalar(_ scalars: [[UInt8]], _ points: [[UInt8]]) -> [UInt8] {
        zip(scalars, points).reduce(identity) { addPoints($0, multiply($1.0, point: $1.1)) }
    }
}
