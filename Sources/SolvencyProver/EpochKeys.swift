public import Sodium

/// K_b: the key from which everything secret of one build is derived.
///
/// It depends on the epoch's secret, the issuer, the epoch and the build, so that two builds of one epoch share nothing.
///
/// - seealso: `docs/spec/epoch.md`, section "Keys and blindings".
public struct EpochKeys: ~Copyable, Sendable {
    /// The length of the epoch's secret and of a build id, in bytes.
    public static let byteCount = 32

    let buildKey: SecretBytes

    /// Derives the key of a build: BLAKE2b-256(key = epoch secret, "build" | issuer | epoch | build id).
    ///
    /// - Parameters:
    ///   - secret: The epoch's secret, 32 bytes.
    ///   - issuerKey: The issuer's signature key.
    ///   - epoch: The epoch's number.
    ///   - buildID: 32 random bytes that were drawn for this build.
    /// - Throws: ``BuildFailure/memory(_:)``.
    public init(
        secret: borrowing SecretBytes, issuerKey: [UInt8], epoch: UInt64, buildID: [UInt8]
    ) throws(BuildFailure) {
        var hash = Self.hash("build", key: secret)
        hash.field(issuerKey)
        hash.field(epoch)
        hash.field(buildID)
        var key = try guarding { () throws(SodiumFailure) in try SecretBytes(count: Self.byteCount) }
        key.withUnsafeMutableBytes { memory in
            let running = hash.copy()
            running.finalize(into: memory)
        }
        buildKey = key
    }

    private init(copying other: borrowing EpochKeys) throws(BuildFailure) {
        buildKey = try guarding { () throws(SodiumFailure) in try other.buildKey.copy() }
    }

    /// Makes a second key with the same bytes.
    borrowing func copy() throws(BuildFailure) -> EpochKeys { try EpochKeys(copying: self) }

    /// Starts a keyed hash; the key has 32 bytes, which libsodium takes.
    static func hash(
        _ tag: StaticString, key: borrowing SecretBytes, size: Blake2b.DigestSize = .bits256
    ) -> FieldHash {
        do throws(Blake2bFailure) {
            return try FieldHash(tag: tag, key: key, size: size)
        } catch {
            preconditionFailure("a key of 32 bytes is taken")
        }
    }
}
