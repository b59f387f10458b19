public import SumTree
public import Wire

#if !hasFeature(Embedded)
    public import Sodium
#endif

/// A holdings file as it came: well formed, but not shown to be anybody's.
///
/// - seealso: `docs/spec/margin.md`, section "Holdings list".
public struct SignedHoldings: Equatable, Sendable {
    /// The file's type.
    public static let fileKind = FileKind(type: "solvency/holdings", version: 1, maximumByteCount: 1 << 20)

    /// The list, as long as nobody vouches for it.
    public let unverified: HoldingsList
    /// The bytes that are signed, and the signature.
    public let signed: SignedBytes
    /// The list's digest: H("holdings" | body).
    public let digest: NodeHash

    /// Decodes a holdings file.
    ///
    /// - Parameter file: The file's bytes.
    /// - Throws: `WireFailure`.
    public init(file: [UInt8]) throws(WireFailure) {
        let signed = try Self.fileKind.decode(file) { (reader) throws(WireFailure) in
            try SignedBytes(reading: &reader, mostBytes: Self.fileKind.maximumByteCount)
        }
        try self.init(signed)
    }

    /// Decodes the signed bytes of a list.
    ///
    /// - Parameter signed: Body and signature.
    /// - Throws: `WireFailure`.
    public init(_ signed: SignedBytes) throws(WireFailure) {
        unverified = try HoldingsList(body: signed.body)
        self.signed = signed
        digest = signed.digest(tag: "holdings")
    }

    /// Encodes the holdings file.
    ///
    /// - Returns: The file's bytes.
    public func encodedFile() -> [UInt8] {
        Self.fileKind.encode(capacity: signed.body.count + 128) { signed.write(to: &$0) }
    }

    #if !hasFeature(Embedded)
        /// What lists are signed as.
        public static let signatureDomain = SignatureDomain("solvency/holdings/v1")

        /// Signs a list.
        ///
        /// - Parameters:
        ///   - list: The list.
        ///   - key: The key that the list names.
        /// - Precondition: It does.
        public init(signing list: HoldingsList, with key: borrowing SigningKey) {
            precondition(list.signerKey == key.verificationKey.bytes, "a list names the key that signs it")
            unverified = list
            signed = SignedBytes(signing: list.encoded(), with: key, domain: Self.signatureDomain)
            digest = signed.digest(tag: "holdings")
        }
    #endif
}
