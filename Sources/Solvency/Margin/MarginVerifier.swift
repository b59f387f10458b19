#if !hasFeature(Embedded)
    internal import CircuitModel
    internal import Sodium
    public import SumTree

    /// What a verifier brings: its challenge, its trust, its parameters, its time.
    ///
    /// Nothing of it comes from a proof.
    ///
    /// - seealso: `docs/spec/margin.md`, section "Checking".
    public struct MarginVerifier: Sendable {
        /// The verifier's own challenge.
        public let challenge: Challenge
        /// Whom the verifier trusts, and for what.
        public let trust: TrustedKeys
        /// The digest of the parameters that it uses.
        public let parameters: NodeHash
        /// The time of the check.
        public let now: Timestamp
        /// The header that receipts belong to, verified with the issuer's key that the verifier brought.
        public let header: VerifiedHeader?
        /// Whether the challenge's nonce was used before.
        public let isReplay: Bool

        /// Puts together what a verifier brings.
        ///
        /// - Parameters:
        ///   - challenge: The verifier's own challenge.
        ///   - trust: Whom the verifier trusts, and for what. The issuer of `header` must be among them.
        ///   - parameters: The digest of the parameters that it uses.
        ///   - now: The time of the check.
        ///   - header: The header that receipts belong to.
        ///   - isReplay: Whether the challenge's nonce was used before.
        public init(
            challenge: Challenge, trust: TrustedKeys, parameters: NodeHash, now: Timestamp,
            header: VerifiedHeader? = nil, isReplay: Bool = false
        ) {
            self.challenge = challenge
            self.trust = trust
            self.parameters = parameters
            self.now = now
            self.header = header
            self.isReplay = isReplay
        }

        /// Checks everything before the circuit proof: context, prices, sources, signatures.
        ///
        /// - Parameter proof: The proof as it came.
        /// - Returns: The proof with what the statement must be compiled from.
        /// - Throws: ``MarginRefusal``.
        public func check(_ proof: MarginProof) throws(MarginRefusal) -> CheckedMarginProof {
            let checks = MarginChecks(
                proof: proof, challenge: challenge, trust: trust, header: header?.header, headerDigest: header?.digest)
            try checks.checkContext(parameters: parameters, now: now)
            guard !isReplay else { throw .replayed }
            try checks.checkPrices()
            let snapshot = proof.prices.unverified
            let isSigned = isSigned(proof.prices.signed, by: snapshot.signerKey, as: SignedPrices.signatureDomain)
            guard isSigned || MarginSeam.omits(.priceSigner) else { throw .priceSignature }
            let profiles = try checks.profiles()
            try checks.check(profiles)
            try checkSignatures(proof)
            let sources = profiles.indices.map { describe(profiles[$0], proof.sources[$0], checks) }
            let prices = trust.institution(snapshot.signerKey)?.name ?? []
            return CheckedMarginProof(
                checked: proof, challenge: challenge, entries: profiles.map(\.entries), sources: sources,
                priceSigner: prices)
        }

        private func checkSignatures(_ proof: MarginProof) throws(MarginRefusal) {
            guard !MarginSeam.omits(.sourceSignature) else { return }
            for (index, source) in proof.sources.enumerated() {
                let isSigned: Bool
                switch source {
                case .holdings(let list):
                    isSigned = self.isSigned(
                        list.signed, by: list.unverified.signerKey, as: SignedHoldings.signatureDomain)
                case .receipt(let half):
                    isSigned =
                        header.map { self.isSigned(half.signed, by: $0.issuer.bytes, as: Receipt.signatureDomain) }
                        ?? false
                }
                guard isSigned else { throw .sourceSignature(source: index) }
            }
        }

        private func isSigned(_ signed: SignedBytes, by key: [UInt8], as domain: SignatureDomain) -> Bool {
            guard let key = try? VerificationKey(canonicalBytes: key) else { return false }
            return signed.evidence(key: key, domain: domain) != nil
        }

        private func describe(
            _ profile: MarginChecks.Profile, _ source: MarginSource, _ checks: MarginChecks
        ) -> VerifiedMarginSource {
            return VerifiedMarginSource(
                institution: trust.institution(profile.signerKey)?.name, isReceipt: source.isReceipt,
                account: profile.account, digest: source.digest, time: profile.time,
                roles: SignerRole.allCases.filter(profile.has), isComplete: profile.isComplete,
                hasUniverse: Self.hasUniverse(source), isLocked: checks.isLocked(profile),
                hasCollateral: profile.entries.contains { $0.name.kind == .collateral })
        }

        private static func hasUniverse(_ source: MarginSource) -> Bool {
            switch source {
            case .holdings(let list): list.unverified.universe != nil
            // All assets of the header are listed, held or not.
            case .receipt: true
            }
        }
    }

    /// A source of a verified margin proof, for the verifier's report.
    public struct VerifiedMarginSource: Equatable, Sendable {
        /// The institution as the verifier calls it; `nil` where it is the holder's own word.
        public let institution: [UInt8]?
        /// Whether it is a receipt and not a list.
        public let isReceipt: Bool
        /// The account at the signer.
        public let account: [UInt8]
        /// The digest of what was signed.
        public let digest: NodeHash
        /// The time for which amounts are stated.
        public let time: Timestamp
        /// The roles in which it vouches for entries.
        public let roles: [SignerRole]
        /// Whether the signer says that the account holds and owes nothing else.
        public let isComplete: Bool
        /// Whether it lists a whole universe, so that it does not show what is held.
        public let hasUniverse: Bool
        /// Whether the signer keeps the collateral for this verifier until the challenge expires.
        public let isLocked: Bool
        /// Whether it has collateral.
        public let hasCollateral: Bool
    }
#endif
