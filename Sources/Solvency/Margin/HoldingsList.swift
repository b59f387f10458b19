public import CircuitModel
public import Ristretto
public import SumTree

/// What a custodian, a venue or the holder itself signs about one account: commitments to everything that it holds.
///
/// - seealso: `docs/spec/margin.md`, section "Holdings list".
public struct HoldingsList: Equatable, Sendable {
    /// The most entries of a list.
    public static let mostEntries = 4096

    /// An amount, hidden in a commitment.
    public struct Entry: Equatable, Sendable {
        /// What it is an amount of.
        public let name: EntryName
        /// The commitment; it was not looked at whether the bytes encode a group element.
        public let commitment: CompressedPoint

        /// Puts an entry together.
        ///
        /// - Parameters:
        ///   - name: What it is an amount of.
        ///   - commitment: The commitment.
        public init(name: EntryName, commitment: CompressedPoint) {
            self.name = name
            self.commitment = commitment
        }
    }

    /// A promise not to release the collateral to anybody else.
    public struct Lock: Equatable, Sendable {
        /// For whom it is locked.
        public let verifier: [UInt8]
        /// Until when.
        public let until: Timestamp

        /// Describes a lock.
        ///
        /// - Parameters:
        ///   - verifier: For whom it is locked.
        ///   - until: Until when.
        public init(verifier: [UInt8], until: Timestamp) {
            self.verifier = verifier
            self.until = until
        }
    }

    /// The key of whoever vouches for the list, 32 bytes.
    public let signerKey: [UInt8]
    /// The holder's name, in UTF-8.
    public let holder: [UInt8]
    /// The holder's key, 32 bytes: only its owner can prove something with the list.
    public let holderKey: [UInt8]
    /// The account at the signer, in UTF-8.
    public let account: [UInt8]
    /// The time for which quantities are stated.
    public let valuationTime: Timestamp
    /// Whether the signer says that the account holds nothing else and owes nothing else.
    public let isComplete: Bool
    /// The digest of the public list of names that the list was filled up to with zeros; `nil` without one.
    public let universe: NodeHash?
    /// A promise not to release the collateral to anybody else.
    public let lock: Lock?
    /// The amounts, by kind and id.
    public let entries: [Entry]

    /// Puts a list together.
    ///
    /// - Parameters:
    ///   - signerKey: The key of whoever vouches for the list, 32 bytes.
    ///   - holder: The holder's name, 1 to 128 bytes of UTF-8 without control characters.
    ///   - holderKey: The holder's key, 32 bytes.
    ///   - account: The account at the signer, as `holder`.
    ///   - valuationTime: The time for which quantities are stated.
    ///   - isComplete: Whether the account holds nothing else; only with a universe.
    ///   - universe: The digest of the names up to which the list was filled with zeros.
    ///   - lock: A promise not to release the collateral to anybody else.
    ///   - entries: 1 to 4096 amounts by kind and id, each once.
    /// - Throws: ``HoldingsFault``.
    public init(
        signerKey: [UInt8], holder: [UInt8], holderKey: [UInt8], account: [UInt8], valuationTime: Timestamp,
        isComplete: Bool = false, universe: NodeHash? = nil, lock: Lock? = nil, entries: [Entry]
    ) throws(HoldingsFault) {
        guard signerKey.count == 32, holderKey.count == 32 else { throw .keyLength }
        guard AccountID(utf8: holder) != nil else { throw .holder }
        guard AccountID(utf8: account) != nil else { throw .account }
        guard !isComplete || universe != nil else { throw .completeWithoutUniverse }
        if let lock { guard AccountID(utf8: lock.verifier) != nil else { throw .lock } }
        guard 1...Self.mostEntries ~= entries.count else { throw .entryCount(entries.count) }
        for index in entries.indices.dropFirst() where !entries[index - 1].name.precedes(entries[index].name) {
            throw .order(index)
        }
        self.signerKey = signerKey
        self.holder = holder
        self.holderKey = holderKey
        self.account = account
        self.valuationTime = valuationTime
        self.isComplete = isComplete
        self.universe = universe
        self.lock = lock
        self.entries = entries
    }

    /// Whether the list has an entry of a kind.
    ///
    /// - Parameter kind: The kind.
    /// - Returns: Whether it has.
    public func has(_ kind: EntryKind) -> Bool { entries.contains { $0.name.kind == kind } }
}

/// Why parts do not make a holdings list.
public enum HoldingsFault: Error, Equatable, Sendable {
    /// A key does not have 32 bytes.
    case keyLength
    /// The holder's name is not 1 to 128 bytes of UTF-8 without control characters.
    case holder
    /// The account is not 1 to 128 bytes of UTF-8 without control characters.
    case account
    /// The verifier of a lock is not 1 to 128 bytes of UTF-8 without control characters.
    case lock
    /// A list is called complete without a list of names that it is complete for.
    case completeWithoutUniverse
    /// There is no entry, or more than 4096.
    case entryCount(Int)
    /// The entry at this position does not come after the one before it: order, or the same kind and id twice.
    case order(Int)
}
