internal import SumTree
internal import Wire

#if !hasFeature(Embedded)
    internal import Sodium
#endif

/// Bytes that somebody signed, or may have signed, and the signature.
public struct SignedBytes: Equatable, Sendable {
    /// What is signed, without the signature's tag.
    public let body: [UInt8]
    /// 64 bytes that may be a signature of the body.
    public let signature: [UInt8]

    /// Puts body and signature side by side; nothing is checked.
    ///
    /// - Parameters:
    ///   - body: What is signed.
    ///   - signature: 64 bytes.
    public init(body: [UInt8], signature: [UInt8]) {
        self.body = body
        self.signature = signature
    }

    /// Reads the content of a signed file, `{1: body, 2: signature}`.
    init(reading reader: inout WireReader, mostBytes: Int) throws(WireFailure) {
        try reader.beginMap("file.content")
        try reader.key(1, "signed.body")
        body = try reader.bytes("signed.body", count: 1...mostBytes)
        try reader.key(2, "signed.signature")
        signature = try reader.bytes("signed.signature", count: 64)
        try reader.end("file.content")
    }

    /// Writes the content of a signed file.
    func write(to writer: inout WireWriter) {
        writer.beginMap(count: 2)
        writer.key(1)
        writer.bytes(body)
        writer.key(2)
        writer.bytes(signature)
        writer.end()
    }

    /// H(tag | body): what others call the body by.
    func digest(tag: StaticString) -> NodeHash {
        var fields = FieldDigest(tag: tag)
        fields.field(body)
        return fields.finish()
    }

    #if !hasFeature(Embedded)
        /// Signs a body.
        ///
        /// - Parameters:
        ///   - body: What to sign.
        ///   - key: The signer's key.
        ///   - domain: What the signature is for.
        init(signing body: [UInt8], with key: borrowing SigningKey, domain: SignatureDomain) {
            self.init(body: body, signature: key.sign(body, domain: domain).bytes)
        }

        /// Whether a key signed the body for a use.
        ///
        /// - Parameters:
        ///   - key: The key, which the verifier brings.
        ///   - domain: What the signature is for.
        /// - Returns: Evidence, or `nil`.
        func evidence(key: VerificationKey, domain: SignatureDomain) -> VerifiedSignature? {
            do throws(SignatureFailure) {
                return try key.verify(Signature(canonicalBytes: signature), message: body, domain: domain)
            } catch {
                return nil
            }
        }
    #endif
}
