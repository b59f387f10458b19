internal import CSodium

/// An Ed25519 public key: a point of the prime-order group other than the identity.
///
/// - seealso: RFC 8032, section 5.1.
public struct VerificationKey: Equatable, Hashable, Sendable {
    /// The length in bytes.
    public static let count = 32

    /// Invariant: the canonical encoding of a point of the prime-order group that is not the identity.
    public let bytes: [UInt8]

    /// Decodes a public key.
    ///
    /// - Parameter bytes: 32 bytes.
    /// - Throws: ``VerificationKeyFailure``: length, a second encoding, or a point that is off the curve, of small order
    ///   or with a torsion part. Under such keys one signature fits many messages, or verifiers disagree.
    public init(canonicalBytes bytes: [UInt8]) throws(VerificationKeyFailure) {
        guard bytes.count == Self.count else { throw .length(bytes.count) }
        do { try Sodium.start() } catch { throw .sodium(error) }
        guard Self.isCanonical(bytes) else { throw .nonCanonical }
        let isValid = KeySeam.omits(.libraryCheck) || crypto_core_ed25519_is_valid_point(bytes) == 1
        guard isValid, KeySeam.omits(.torsion) || Self.isTorsionFree(bytes) else { throw .notInPrimeOrderGroup }
        self.bytes = bytes
    }

    /// Takes the public half of a key pair that libsodium just made.
    init(made bytes: [UInt8]) { self.bytes = bytes }

    /// The key as 64 lower-case hex digits.
    public var hex: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Whether y is below the field's prime and the sign bit is clear where x is 0 (y = 1 or y = -1).
    private static func isCanonical(_ bytes: [UInt8]) -> Bool {
        var ordinate = bytes
        ordinate[31] &= 0x7F
        guard ordinate.reversed().lexicographicallyPrecedes(EdwardsOrder.prime.reversed()) else { return false }
        let one = [1] + [UInt8](repeating: 0, count: 31)
        var minusOne = EdwardsOrder.prime
        minusOne[0] -= 1
        return bytes[31] < 0x80 || (ordinate != one && ordinate != minusOne)
    }

    /// Whether (l - 1) * A = -A.
    ///
    /// libsodium's own check of the subgroup compared one coordinate of l * A only until the correction of
    /// CVE-2025-69277, so that points with a torsion part of order 2 passed; a library without it may be installed.
    /// l - 1 is 4 modulo 8, so any torsion part T would have to satisfy 5T = 0, which only the identity does.
    static func isTorsionFree(_ bytes: [UInt8]) -> Bool {
        var scalar = EdwardsOrder.order
        scalar[0] -= 1
        var product = [UInt8](repeating: 0, count: count)
        guard crypto_scalarmult_ed25519_noclamp(&product, scalar, bytes) == 0 else { return false }
        product[31] ^= 0x80
        return product == bytes
    }
}

extension VerificationKey {
    /// Checks a signature.
    ///
    /// - Parameters:
    ///   - signature: The signature.
    ///   - message: What was signed, without its tag.
    ///   - domain: What the signature is for.
    /// - Returns: Evidence that this key signed this message for this use.
    /// - Throws: ``SignatureFailure/mismatch``.
    /// - seealso: RFC 8032, section 5.1.7; the equation is checked without the cofactor.
    public func verify(
        _ signature: Signature, message: [UInt8], domain: SignatureDomain
    ) throws(SignatureFailure) -> VerifiedSignature {
        try verifyUntagged(signature, bytes: domain.signedBytes(message))
        return VerifiedSignature(key: self, domain: domain)
    }

    /// Checks a signature of bytes that carry no tag of ours: published vectors and foreign formats.
    ///
    /// - Parameters:
    ///   - signature: The signature.
    ///   - message: What was signed.
    /// - Throws: ``SignatureFailure/mismatch``.
    package func verifyUntagged(_ signature: Signature, bytes message: [UInt8]) throws(SignatureFailure) {
        guard crypto_sign_verify_detached(signature.bytes, message, UInt64(message.count), bytes) == 0 else {
            throw .mismatch
        }
    }
}

/// Evidence that a key signed a message for a use; only a successful check makes it.
public struct VerifiedSignature: Equatable, Sendable {
    /// The key that signed.
    public let key: VerificationKey
    /// What the signature is for.
    public let domain: SignatureDomain

    fileprivate init(key: VerificationKey, domain: SignatureDomain) {
        self.key = key
        self.domain = domain
    }
}
