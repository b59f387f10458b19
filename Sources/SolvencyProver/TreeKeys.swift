internal import Ristretto
internal import Sodium
internal import SumTree

/// Derives blindings, salts and padding of one tree; serves one thread.
///
/// - seealso: `docs/spec/epoch.md`, section "Keys and blindings".
struct TreeKeys: ~Copyable {
    private let blind: FieldHash
    private let pad: FieldHash
    private let salt: FieldHash
    private let paddingHash: FieldHash
    private let nonce: FieldHash
    private let reuse: FieldHash
    private var wide: SecretBytes

    init(_ keys: borrowing EpochKeys, context: NodeHash) throws(BuildFailure) {
        blind = Self.start("blind", keys, context, .bits512)
        pad = Self.start("pad", keys, context, .bits512)
        salt = Self.start("salt", keys, context, .bits256)
        paddingHash = Self.start("padhash", keys, context, .bits256)
        nonce = Self.start("nonce", keys, context, .bits256)
        reuse = EpochKeys.hash("reuse", key: keys.buildKey)
        wide = try guarding { () throws(SodiumFailure) in try SecretBytes(count: 64) }
    }

    private static func start(
        _ tag: StaticString, _ keys: borrowing EpochKeys, _ context: NodeHash, _ size: Blake2b.DigestSize
    ) -> FieldHash {
        var hash = EpochKeys.hash(tag, key: keys.buildKey, size: size)
        withUnsafeBytes(of: context) { hash.field($0) }
        return hash
    }

    /// The blinding of a column of a leaf; without an account that of padding.
    mutating func blinding(column: Int, index: UInt64, account: AccountID?) -> Scalar {
        var hash = account == nil ? pad.copy() : blind.copy()
        hash.field(UInt64(column))
        hash.field(index)
        if let account { hash.field(account.utf8) }
        return wide.withUnsafeMutableBytes { memory in
            let running = hash.copy()
            running.finalize(into: memory)
            do throws(ScalarFailure) {
                return try Scalar(
                    wideReducing: Span(_unsafeElements: UnsafeBufferPointer(memory.assumingMemoryBound(to: UInt8.self)))
                )
            } catch {
                preconditionFailure("64 bytes are reduced")
            }
        }
    }

    /// The salt of an account's leaf, 32 bytes.
    func salt(index: UInt64, account: AccountID) -> [UInt8] {
        var hash = salt.copy()
        hash.field(index)
        hash.field(account.utf8)
        return hash.finalize()
    }

    /// The hash of a leaf that no account has.
    func paddingHash(index: UInt64) -> NodeHash {
        var hash = paddingHash.copy()
        hash.field(index)
        guard let digest = NodeHash(bytes: hash.finalize()) else { preconditionFailure("a digest has 32 bytes") }
        return digest
    }

    /// What hides the opening in a receipt, 32 bytes.
    func nonce(index: UInt64, account: AccountID) -> [UInt8] {
        var hash = nonce.copy()
        hash.field(index)
        hash.field(account.utf8)
        return hash.finalize()
    }

    /// A keyed image of a blinding: equal blindings have equal images, and an image tells nothing without the key.
    func fingerprint(_ blinding: Scalar) -> UInt128 {
        var hash = reuse.copy()
        withUnsafeTemporaryAllocation(byteCount: Scalar.encodedByteCount, alignment: 8) { memory in
            blinding.encode(into: memory)
            hash.field(UnsafeRawBufferPointer(memory))
            secureWipe(memory)
        }
        return hash.finalize().withUnsafeBytes { $0.loadUnaligned(as: UInt128.self) }
    }
}
