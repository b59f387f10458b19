public import SumTree
public import Wire

#if !hasFeature(Embedded)
    public import Sodium
#endif

/// A header file as it came: well formed, but not shown to be anybody's.
///
/// - seealso: `docs/spec/epoch.md`, section "Header".
public struct SignedHeader: Equatable, Sendable {
    /// The file's type.
    public static let fileKind = FileKind(type: "solvency/epoch-header", version: 1, maximumByteCount: 1 << 21)

    /// The header, as long as nobody vouches for it.
    public let unverified: EpochHeader
    /// The bytes that are signed.
    public let body: [UInt8]
    /// 64 bytes that may be a signature of the body.
    public let signature: [UInt8]
    /// The header's digest: H("header" | body).
    public let digest: NodeHash

    /// Decodes a header file.
    ///
    /// - Parameter file: The file's bytes.
    /// - Throws: `WireFailure`.
    public init(file: [UInt8]) throws(WireFailure) {
        let (body, signature) = try Self.fileKind.decode(file) { (reader) throws(WireFailure) in
            try reader.beginMap("file.content")
            try reader.key(1, "header.body")
            let body = try reader.bytes("header.body", count: 1...Self.fileKind.maximumByteCount)
            try reader.key(2, "header.signature")
            let signature = try reader.bytes("header.signature", count: 64)
            try reader.end("file.content")
            return (body, signature)
        }
        unverified = try EpochHeader(body: body)
        self.body = body
        self.signature = signature
        digest = Self.digest(of: body)
    }

    fileprivate static func digest(of body: [UInt8]) -> NodeHash {
        var fields = FieldDigest(tag: "header")
        fields.field(body)
        return fields.finish()
    }

    /// Encodes the header file.
    ///
    /// - Returns: The file's bytes.
    public func encodedFile() -> [UInt8] {
        Self.fileKind.encode(capacity: body.count + 128) { writer in
            writer.beginMap(count: 2)
            writer.key(1)
            writer.bytes(body)
            writer.key(2)
            writer.bytes(signature)
            writer.end()
        }
    }

    #if !hasFeature(Embedded)
        /// What the issuer signs headers as.
        public static let signatureDomain = SignatureDomain("solvency/header/v1")

        /// Signs a header.
        ///
        /// - Parameters:
        ///   - header: The header.
        ///   - key: The issuer's key, which the header names.
        /// - Precondition: It does.
        public init(signing header: EpochHeader, with key: borrowing SigningKey) {
            precondition(header.issuerKey == key.verificationKey.bytes, "a header names the key that signs it")
            unverified = header
            body = header.encodedBody()
            signature = key.sign(body, domain: Self.signatureDomain).bytes
            digest = Self.digest(of: body)
        }

        /// Checks that a header is the issuer's.
        ///
        /// - Parameter issuer: The issuer's key, which the verifier brings.
        /// - Returns: The header with the evidence.
        /// - Throws: ``Refusal/untrustedKey`` when it names another key, or its signature is not by this one.
        public func verify(issuer: VerificationKey) throws(Refusal) -> VerifiedHeader {
            guard EpochSeam.omits(.headerKey) || unverified.issuerKey == issuer.bytes else { throw .untrustedKey }
            if EpochSeam.omits(.headerSignature) { return VerifiedHeader(verified: self, issuer: issuer) }
            do throws(SignatureFailure) {
                _ = try issuer.verify(
                    Signature(canonicalBytes: signature), message: body, domain: Self.signatureDomain)
            } catch {
                throw .untrustedKey
            }
            return VerifiedHeader(verified: self, issuer: issuer)
        }
    #endif
}

extension EpochHeader {
    /// The digest that the header has once it is signed: H("header" | body).
    public var digest: NodeHash { SignedHeader.digest(of: encodedBody()) }
}

#if !hasFeature(Embedded)
    /// A header that was signed by the issuer's key that the verifier brought; only ``SignedHeader/verify(issuer:)`` makes one.
    public struct VerifiedHeader: Equatable, Sendable {
        /// The file that was verified.
        public let signed: SignedHeader

        /// The header.
        public var header: EpochHeader { signed.unverified }

        /// The header's digest, by which others may compare it.
        public var digest: NodeHash { signed.digest }

        /// The issuer's key, as the verifier brought it.
        public let issuer: VerificationKey

        fileprivate init(verified signed: SignedHeader, issuer: VerificationKey) {
            self.signed = signed
            self.issuer = issuer
        }
    }

    extension VerifiedHeader {
        /// Checks that this is the header that others see.
        ///
        /// - Parameter expected: The digest that others give for their header.
        /// - Throws: ``Refusal/headerDigest(expected:actual:)``.
        public func compare(digest expected: NodeHash) throws(Refusal) {
            guard EpochSeam.omits(.headerDigest) || digest == expected else {
                throw .headerDigest(expected: expected, actual: digest)
            }
        }

        /// Checks that this header follows another one of the same issuer.
        ///
        /// - Parameter previous: The header before it.
        /// - Throws: ``Refusal/chainKey``, ``Refusal/equivocation(epoch:_:_:)`` for two headers of one epoch,
        ///   ``Refusal/chainGap(previous:epoch:)``, ``Refusal/chainFork``, ``Refusal/chainTime``.
        public func checkFollows(_ previous: VerifiedHeader) throws(Refusal) {
            // Headers of two keys are no evidence against either, and a new key needs a word of the old one.
            guard EpochSeam.omits(.chainKey) || issuer == previous.issuer else { throw .chainKey }
            guard EpochSeam.omits(.equivocation) || header.epoch != previous.header.epoch else {
                guard digest != previous.digest else { throw .chainGap(previous: header.epoch, epoch: header.epoch) }
                throw .equivocation(epoch: header.epoch, previous.digest, digest)
            }
            let (next, overflow) = previous.header.epoch.addingReportingOverflow(1)
            guard EpochSeam.omits(.chainGap) || !overflow && header.epoch == next else {
                throw .chainGap(previous: previous.header.epoch, epoch: header.epoch)
            }
            guard EpochSeam.omits(.chainFork) || header.previousDigest == previous.digest else { throw .chainFork }
            // A correction states the same moment again; nothing else may.
            let isCorrection = header.corrects != nil && header.valuationTime == previous.header.valuationTime
            let goesForward = header.valuationTime > previous.header.valuationTime || isCorrection
            guard EpochSeam.omits(.chainTime) || goesForward else { throw .chainTime }
        }
    }
#endif
