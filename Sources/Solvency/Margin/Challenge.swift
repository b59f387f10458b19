public import Bulletproofs
public import CircuitModel
public import SumTree
public import Wire

/// What a verifier asks for: everything that a margin proof is bound to, from the verifier's side.
///
/// The verifier keeps the file. A proof has a copy, which serves to say what differs and is never relied on.
///
/// - seealso: `docs/spec/margin.md`, section "Challenge".
public struct Challenge: Equatable, Sendable {
    /// The file's type.
    public static let fileKind = FileKind(type: "solvency/challenge", version: 1, maximumByteCount: 1 << 16)
    /// The length of the nonce in bytes.
    public static let nonceByteCount = 32
    /// The most accounts.
    public static let mostAccounts = 64
    /// The most circuits of a statement.
    public static let mostCircuits = 16
    /// The longest age and skew, ten years in seconds.
    public static let longestDuration: UInt64 = 315_576_000

    /// Who asks, for people; it is bound into the proof.
    public let verifier: [UInt8]
    /// 32 random bytes, different in every challenge.
    public let nonce: [UInt8]
    /// After this the proof is worth nothing.
    public let notAfter: Timestamp
    /// Whose holdings.
    public let holder: [UInt8]
    /// The accounts, all of them, in the order of their bytes.
    public let accounts: [[UInt8]]
    /// How many lists and receipts there must be; `nil` when the accounts are enough.
    public let sourceCount: UInt64?
    /// The circuits whose conjunction is the statement.
    public let circuits: [CircuitReference]
    /// The least rung, in basis points.
    public let minimumRung: UInt64
    /// The digest of the parameters.
    public let parameters: NodeHash
    /// The key whose prices count, 32 bytes.
    public let priceSigner: [UInt8]
    /// The time that holdings and prices are wanted for.
    public let valuationTime: Timestamp
    /// How old a price may be at that time, in seconds.
    public let maximumAge: UInt64
    /// How far apart the times of lists and prices may be, and how far from the valuation time, in seconds.
    public let maximumSkew: UInt64
    /// The suites that are accepted, in ascending order.
    public let suites: [CircuitSuite]
    /// The roles whose lists must be complete, in ascending order.
    public let completeRoles: [SignerRole]
    /// Whether collateral must be locked for this verifier until the proof expires.
    public let requiresLock: Bool

    /// Puts a challenge together.
    ///
    /// - Parameters:
    ///   - verifier: Who asks: 1 to 128 bytes of UTF-8 without control characters.
    ///   - nonce: 32 random bytes.
    ///   - notAfter: After this the proof is worth nothing; not before the valuation time.
    ///   - holder: Whose holdings, as `verifier`.
    ///   - accounts: 1 to 64 accounts in the order of their bytes, each once.
    ///   - sourceCount: How many lists and receipts there must be, at least as many as accounts.
    ///   - circuits: 1 to 16 circuits, no name twice.
    ///   - minimumRung: One of ``RungLadder/rungs``.
    ///   - parameters: The digest of the parameters.
    ///   - priceSigner: The key whose prices count, 32 bytes.
    ///   - valuationTime: The time that holdings and prices are wanted for.
    ///   - maximumAge: How old a price may be at that time, in seconds; at most ten years.
    ///   - maximumSkew: How far apart times may be, in seconds; at most ten years.
    ///   - suites: The suites that are accepted, ascending, at least one.
    ///   - completeRoles: The roles whose lists must be complete, ascending.
    ///   - requiresLock: Whether collateral must be locked for this verifier.
    /// - Throws: ``ChallengeFault``.
    public init(
        verifier: [UInt8], nonce: [UInt8], notAfter: Timestamp, holder: [UInt8], accounts: [[UInt8]],
        sourceCount: UInt64? = nil, circuits: [CircuitReference], minimumRung: UInt64, parameters: NodeHash,
        priceSigner: [UInt8], valuationTime: Timestamp, maximumAge: UInt64, maximumSkew: UInt64, suites: [CircuitSuite],
        completeRoles: [SignerRole] = [], requiresLock: Bool = false
    ) throws(ChallengeFault) {
        guard AccountID(utf8: verifier) != nil else { throw .verifier }
        guard nonce.count == Self.nonceByteCount else { throw .nonce }
        guard notAfter >= valuationTime else { throw .expiresBeforeValuation }
        guard AccountID(utf8: holder) != nil else { throw .holder }
        guard 1...Self.mostAccounts ~= accounts.count, accounts.allSatisfy({ AccountID(utf8: $0) != nil }),
            Self.ascends(accounts, { $0.lexicographicallyPrecedes($1) })
        else { throw .accounts }
        if let sourceCount {
            guard sourceCount >= UInt64(accounts.count), sourceCount <= 256 else { throw .sourceCount }
        }
        guard 1...Self.mostCircuits ~= circuits.count, circuits.allSatisfy({ $0.isWellNamed && $0.version > 0 }),
            Set(circuits.map { $0.name }).count == circuits.count
        else { throw .circuits }
        guard RungLadder.contains(minimumRung) else { throw .rung(minimumRung) }
        guard priceSigner.count == 32 else { throw .priceSigner }
        guard maximumAge <= Self.longestDuration, maximumSkew <= Self.longestDuration else { throw .duration }
        guard !suites.isEmpty, Self.ascends(suites, { $0.rawValue < $1.rawValue }) else { throw .suites }
        guard Self.ascends(completeRoles, <) else { throw .completeRoles }
        self.verifier = verifier
        self.nonce = nonce
        self.notAfter = notAfter
        self.holder = holder
        self.accounts = accounts
        self.sourceCount = sourceCount
        self.circuits = circuits
        self.minimumRung = minimumRung
        self.parameters = parameters
        self.priceSigner = priceSigner
        self.valuationTime = valuationTime
        self.maximumAge = maximumAge
        self.maximumSkew = maximumSkew
        self.suites = suites
        self.completeRoles = completeRoles
        self.requiresLock = requiresLock
    }

    /// H("challenge" | content): what a verifier may note down.
    public var digest: NodeHash {
        var fields = FieldDigest(tag: "challenge")
        fields.field(encodedContent())
        return fields.finish()
    }

    private static func ascends<Item>(_ items: [Item], _ precedes: (Item, Item) -> Bool) -> Bool {
        for index in items.indices.dropFirst() where !precedes(items[index - 1], items[index]) { return false }
        return true
    }
}

/// Why parts do not make a challenge.
public enum ChallengeFault: Error, Equatable, Sendable {
    /// The verifier's name is not 1 to 128 bytes of UTF-8 without control characters.
    case verifier
    /// The nonce does not have 32 bytes.
    case nonce
    /// The challenge expires before the time that it asks about.
    case expiresBeforeValuation
    /// The holder's name is not 1 to 128 bytes of UTF-8 without control characters.
    case holder
    /// There are not 1 to 64 accounts, each once, in order and well formed.
    case accounts
    /// More than 256 sources, or fewer than accounts.
    case sourceCount
    /// There are not 1 to 16 circuits, each once.
    case circuits
    /// The least rung is not on the ladder.
    case rung(UInt64)
    /// The price signer's key does not have 32 bytes.
    case priceSigner
    /// An age or a skew of more than ten years.
    case duration
    /// No suite, or suites out of order.
    case suites
    /// Roles out of order or twice.
    case completeRoles
}

#if !hasFeature(Embedded)
    extension ChallengeFault: CustomStringConvertible {
        /// The fault in words.
        public var description: String {
            switch self {
            case .verifier: "the verifier's name has 1 to 128 bytes of UTF-8 without control characters"
            case .nonce: "a nonce has 32 bytes"
            case .expiresBeforeValuation: "the challenge expires before the time that it asks about"
            case .holder: "the holder's name has 1 to 128 bytes of UTF-8 without control characters"
            case .accounts: "a challenge names 1 to 64 accounts, each once"
            case .sourceCount: "there cannot be fewer lists than accounts, nor more than 256"
            case .circuits: "a challenge names 1 to 16 circuits, each once"
            case .rung(let rung): "\(rung) is no rung: \(RungLadder.rungs.map { "\($0)" }.joined(separator: ", "))"
            case .priceSigner: "a key has 32 bytes"
            case .duration: "an age or a skew has at most ten years"
            case .suites: "a challenge names at least one suite, each once"
            case .completeRoles: "a role stands twice"
            }
        }
    }
#endif
