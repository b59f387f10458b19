internal import CSodium

/// An Ed25519 secret key in guarded memory.
///
/// It signs deterministically: no randomness is needed, so a broken random source cannot leak it.
///
/// - seealso: RFC 8032, section 5.1.
public struct SigningKey: ~Copyable, Sendable {
    /// The length of a seed in bytes.
    public static let seedCount = 32

    // libsodium's form. Invariant: 64 bytes, the seed and the public key that belongs to it; a pair that did not
    // belong together would give the secret away in two signatures.
    private let secret: SecretBytes

    /// The public half.
    public let verificationKey: VerificationKey

    /// Derives the key pair of a seed.
    ///
    /// - Parameter seed: 32 secret bytes.
    /// - Throws: ``SigningKeyFailure``: the seed's length, or memory.
    public init(seed: borrowing SecretBytes) throws(SigningKeyFailure) {
        guard seed.count == Self.seedCount else { throw .seedLength(seed.count) }
        var pair: SecretBytes
        do { pair = try SecretBytes(count: Int(crypto_sign_SECRETKEYBYTES)) } catch { throw .sodium(error) }
        var publicBytes = [UInt8](repeating: 0, count: VerificationKey.count)
        seed.withUnsafeBytes { seed in
            pair.withUnsafeMutableBytes { pair in
                guard let seed = seed.bindMemory(to: UInt8.self).baseAddress,
                    let pair = pair.bindMemory(to: UInt8.self).baseAddress
                else { return }
                crypto_sign_seed_keypair(&publicBytes, pair, seed)
            }
        }
        secret = pair
        verificationKey = VerificationKey(made: publicBytes)
    }

    /// Makes a fresh key pair from the system's randomness.
    ///
    /// - Returns: The pair.
    /// - Throws: ``SigningKeyFailure/sodium(_:)``, with ``SodiumFailure/stuckRandomSource`` when two draws were equal.
    public static func generate() throws(SigningKeyFailure) -> SigningKey {
        var random: SystemRandom
        do { random = try SystemRandom() } catch { throw .sodium(error) }
        return try generate(from: &random)
    }

    /// Makes a key pair from a given source, for tests and vectors.
    ///
    /// - Parameter source: Where the seed comes from.
    /// - Returns: The pair.
    /// - Throws: ``SigningKeyFailure/sodium(_:)``, with ``SodiumFailure/stuckRandomSource`` when two draws were equal:
    ///   a key is the one thing that nothing but the random source protects.
    package static func generate(from source: inout some RandomSource) throws(SigningKeyFailure) -> SigningKey {
        let seed = try draw(from: &source)
        let control = try draw(from: &source)
        guard !seed.constantTimeEquals(control) else { throw .sodium(.stuckRandomSource) }
        return try SigningKey(seed: seed)
    }

    private static func draw(from source: inout some RandomSource) throws(SigningKeyFailure) -> SecretBytes {
        do {
            return try SecretBytes(randomCount: seedCount, from: &source)
        } catch {
            throw .sodium(error)
        }
    }

    /// Signs a message.
    ///
    /// - Parameters:
    ///   - message: What to sign, without its tag; it is treated as public.
    ///   - domain: What the signature is for.
    /// - Returns: The signature; the same for the same message and use.
    public borrowing func sign(_ message: [UInt8], domain: SignatureDomain) -> Signature {
        signUntagged(domain.signedBytes(message))
    }

    /// Signs bytes without a tag of ours: published vectors and foreign formats.
    ///
    /// - Parameter message: What to sign.
    /// - Returns: The signature.
    package borrowing func signUntagged(_ message: [UInt8]) -> Signature {
        var signature = [UInt8](repeating: 0, count: Signature.count)
        secret.withUnsafeBytes { secret in
            guard let secret = secret.bindMemory(to: UInt8.self).baseAddress else { return }
            crypto_sign_detached(&signature, nil, message, UInt64(message.count), secret)
        }
        return Signature(made: signature)
    }

    /// Lends the seed to the code that writes key files.
    ///
    /// - Parameter body: Must not let the pointer escape.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    package borrowing func withUnsafeSeed<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try secret.withUnsafeBytes { (pair) throws(Failure) in
            try body(UnsafeRawBufferPointer(rebasing: pair[..<Self.seedCount]))
        }
    }
}

/// Why there is no signing key.
public enum SigningKeyFailure: Error, Equatable, Sendable {
    /// A seed does not have 32 bytes.
    case seedLength(Int)
    /// Memory or randomness could not be had.
    case sodium(SodiumFailure)
}

extension SigningKeyFailure: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .seedLength(let count): "a signing key's seed has 32 bytes, not \(count)"
        case .sodium(let failure): "\(failure)"
        }
    }
}
