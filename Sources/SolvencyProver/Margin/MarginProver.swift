public import Bulletproofs
public import CircuitCompiler
internal import CircuitModel
internal import Pedersen
internal import Ristretto
public import Sodium
public import Solvency

/// Makes margin proofs: checks everything that a verifier will, computes, proves, and verifies its own proof.
public struct MarginProver: Sendable {
    /// The challenge that is answered.
    public let challenge: Challenge
    /// The circuits, in the challenge's order.
    public let circuits: [CircuitSource]
    /// The parameters.
    public let parameters: MarginParameters
    /// The signed prices.
    public let prices: SignedPrices
    /// The rung to prove, in basis points.
    public let rung: UInt64
    /// How ranges are proven.
    public let suite: CircuitSuite
    /// The header that receipts belong to.
    public let header: VerifiedHeader?
    /// The time.
    public let now: Timestamp

    /// Takes what a proof is about.
    ///
    /// - Parameters:
    ///   - challenge: The challenge that is answered.
    ///   - circuits: The circuits, in the challenge's order.
    ///   - parameters: The parameters.
    ///   - prices: The signed prices.
    ///   - rung: The rung to prove; `nil` for the least that the challenge wants.
    ///   - suite: How ranges are proven; `nil` for the first that the challenge accepts.
    ///   - header: The header that receipts belong to.
    ///   - now: The time.
    public init(
        challenge: Challenge, circuits: [CircuitSource], parameters: MarginParameters, prices: SignedPrices,
        rung: UInt64? = nil, suite: CircuitSuite? = nil, header: VerifiedHeader? = nil, now: Timestamp
    ) {
        self.challenge = challenge
        self.circuits = circuits
        self.parameters = parameters
        self.prices = prices
        self.rung = rung ?? challenge.minimumRung
        self.suite = suite ?? challenge.suites[0]
        self.header = header
        self.now = now
    }

    /// Checks the sources, compiles the statement and computes what it comes to.
    ///
    /// - Parameters:
    ///   - sources: The sources with their openings, in the order in which they are to be absorbed.
    ///   - holderKey: The holder's key.
    /// - Returns: What is to be proven, or only looked at.
    /// - Throws: ``MarginProvingFailure``; a false statement is none here.
    public func prepare(
        _ sources: [ProverSource], holderKey: VerificationKey
    ) throws(MarginProvingFailure) -> PreparedMarginProof {
        let draft = MarginProof(
            claimedChallenge: challenge, rung: rung, suite: suite, sources: sources.map(\.source), prices: prices,
            holderKey: holderKey.bytes, proof: [0], holderSignature: [UInt8](repeating: 0, count: Signature.count))
        for case .holdings(let list) in draft.sources where list.unverified.holderKey != holderKey.bytes {
            throw .holderKey
        }
        let checked: CheckedMarginProof
        let verifier = try verifier(draft)
        do throws(MarginRefusal) { checked = try verifier.check(draft) } catch { throw .refused(error) }
        let compilation: Compilation
        do throws(CompilationFailure) {
            compilation = try MarginStatement.compile(
                circuits: circuits, parameters: parameters, prices: checked.prices, nettingSets: checked.nettingSets,
                rung: rung)
        } catch {
            throw .compilation(error)
        }
        return try PreparedMarginProof(self, checked, compilation, sources)
    }

    /// A verifier that trusts whoever signed, for what they list: what the real one trusts is its own business, all else is
    /// checked alike.
    func verifier(_ proof: MarginProof) throws(MarginProvingFailure) -> MarginVerifier {
        var trust = TrustedKeys()
        var signers: [(key: [UInt8], roles: Set<SignerRole>)] = []
        for source in proof.sources {
            switch source {
            case .holdings(let list):
                let roles = list.unverified.entries.map { SignerRole($0.name.kind) }
                signers.append((list.unverified.signerKey, Set(roles)))
            case .receipt: if let header { signers.append((header.issuer.bytes, [.collateral])) }
            }
        }
        do throws(TrustFault) {
            for (key, roles) in signers {
                // Each key under its own name, which no other key has.
                for role in roles { try trust.trust(key, of: key, for: role) }
            }
            let prices = proof.prices.unverified.signerKey
            try trust.trust(prices, of: prices, for: nil)
        } catch {
            throw .refused(.priceSigner)
        }
        return MarginVerifier(
            challenge: challenge, trust: trust, parameters: parameters.digest, now: now, header: header)
    }
}
