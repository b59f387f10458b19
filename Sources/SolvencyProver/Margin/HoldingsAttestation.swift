internal import Pedersen
internal import Ristretto
public import Sodium
public import Solvency
public import SumTree

/// Commits to what an account holds, and signs the list.
public struct HoldingsAttestation: ~Copyable {
    /// The signed list.
    public let holdings: SignedHoldings
    /// What opens its commitments; the holder's alone.
    public let openings: HoldingsOpenings

    /// What a list says besides amounts.
    public struct Terms: Sendable {
        /// The holder's name, in UTF-8.
        public var holder: [UInt8]
        /// The holder's key.
        public var holderKey: VerificationKey
        /// The account at the signer, in UTF-8.
        public var account: [UInt8]
        /// The time for which quantities are stated.
        public var valuationTime: Timestamp
        /// Whether the account holds nothing else and owes nothing else.
        public var isComplete: Bool
        /// The digest of the universe that the table was filled up to.
        public var universe: NodeHash?
        /// A promise not to release the collateral to anybody else.
        public var lock: HoldingsList.Lock?

        /// Puts the terms together.
        ///
        /// - Parameters:
        ///   - holder: The holder's name, 1 to 128 bytes of UTF-8 without control characters.
        ///   - holderKey: The holder's key.
        ///   - account: The account at the signer, as `holder`.
        ///   - valuationTime: The time for which quantities are stated.
        ///   - isComplete: Whether the account holds nothing else; only with a universe.
        ///   - universe: The digest of the universe that the table was filled up to.
        ///   - lock: A promise not to release the collateral to anybody else.
        public init(
            holder: [UInt8], holderKey: VerificationKey, account: [UInt8], valuationTime: Timestamp,
            isComplete: Bool = false, universe: NodeHash? = nil, lock: HoldingsList.Lock? = nil
        ) {
            self.holder = holder
            self.holderKey = holderKey
            self.account = account
            self.valuationTime = valuationTime
            self.isComplete = isComplete
            self.universe = universe
            self.lock = lock
        }
    }

    /// Commits with fresh blindings, to zeros as well, and signs.
    ///
    /// - Parameters:
    ///   - table: What the account holds.
    ///   - terms: What the list says besides amounts.
    ///   - key: The key of whoever vouches for the list.
    /// - Throws: ``AttestationFailure``.
    public init(_ table: HoldingsTable, terms: Terms, key: borrowing SigningKey) throws(AttestationFailure) {
        let count = table.names.count
        let values = try translating(AttestationFailure.memory) { () throws(SodiumFailure) in
            try SecretScalars(count: count) { Scalar(signed: table.quantities[$0]) }
        }
        let blindings = try translating(AttestationFailure.memory) { () throws(SodiumFailure) in
            var random = try SystemRandom()
            return try SecretScalars(randomCount: count, from: &random)
        }
        let commitments = try translating(AttestationFailure.memory) { () throws(SodiumFailure) in
            try Self.commit(values, blindings)
        }
        var entries: [HoldingsList.Entry] = []
        for (name, commitment) in zip(table.names, commitments) {
            entries.append(HoldingsList.Entry(name: name, commitment: commitment))
        }
        let list: HoldingsList
        do throws(HoldingsFault) {
            list = try HoldingsList(
                signerKey: key.verificationKey.bytes, holder: terms.holder, holderKey: terms.holderKey.bytes,
                account: terms.account, valuationTime: terms.valuationTime, isComplete: terms.isComplete,
                universe: terms.universe, lock: terms.lock, entries: entries)
        } catch {
            throw .list(error)
        }
        let signed = SignedHoldings(signing: list, with: key)
        let digest = signed.digest
        do throws(SodiumFailure) {
            openings = try HoldingsOpenings(list: digest, quantities: table.quantities, blindings: blindings)
        } catch {
            throw .memory(error)
        }
        holdings = signed
    }

    /// Commits in constant time.
    static func commit(
        _ values: borrowing SecretScalars, _ blindings: borrowing SecretScalars
    ) throws(SodiumFailure) -> [CompressedPoint] {
        let workspace = try SecretWorkspace()
        return try values.withSpan { (values) throws(SodiumFailure) in
            try blindings.withSpan { (blindings) throws(SodiumFailure) in
                try CommitmentTable.pedersen.commit(to: values, blindings: blindings, workspace: workspace).encodings
            }
        }
    }
}

/// Why a list was not signed.
public enum AttestationFailure: Error, Equatable, Sendable {
    /// Memory or randomness could not be had.
    case memory(SodiumFailure)
    /// The parts do not make a list.
    case list(HoldingsFault)
}

extension AttestationFailure: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .memory(let failure): "\(failure)"
        case .list(let fault): "the list cannot be made: \(fault)"
        }
    }
}
