/// Why a margin proof is refused.
///
/// Every case was checked and found to be wrong. Sources and entries are counted from 0, in the proof's order. Bytes that cannot be read at all are a `WireFailure`.
public enum MarginRefusal: Error, Equatable, Sendable {
    /// What of the context differs from the verifier's challenge.
    public enum ContextField: Equatable, Sendable {
        /// The proof was made for another verifier.
        case verifier
        /// The proof answers another challenge of this verifier.
        case nonce
        /// The holder is another.
        case holder
        /// The accounts are others.
        case accounts
        /// Anything else of the challenge: times, ages, roles, suites, price signer.
        case other
    }

    /// What is wrong between entries and inputs.
    public enum EntryFault: Equatable, Sendable {
        /// An entry that no input of the statement takes.
        case withoutInput(source: Int, entry: Int)
        /// An input of the statement for which no source has an entry.
        case withoutEntry(input: Int)
        /// A source has an entry twice.
        case entryTwice(source: Int, entry: Int)
        /// The statement has an input twice.
        case inputTwice(Int)
        /// A receipt that does not list the trees of its header, or one whose trees are no balances and debts.
        case receipt(source: Int)
        /// An account that the challenge names has no source, or there are not as many sources as it names.
        case sourceMissing
    }

    /// The proof answers another challenge.
    case contextMismatch(ContextField)
    /// The proof is about other circuits.
    case statementMismatch
    /// The parameters are not those of the challenge, or the proof was made with others.
    case tableDigest
    /// The proven rung is below the wanted one.
    case rungTooLow(proven: UInt64, wanted: UInt64)
    /// The proven rung is not on the ladder.
    case rungOffLadder(UInt64)
    /// The suite is not accepted.
    case suite
    /// The challenge has expired.
    case expired
    /// The challenge's nonce was used before.
    case replayed
    /// The prices are signed by another key than the challenge names.
    case priceSigner
    /// The prices' signature is not by the key that they name.
    case priceSignature
    /// The price at this position is older than the challenge allows.
    case priceAge(Int)
    /// A source whose signer is not trusted for what it lists.
    case sourceUntrusted(source: Int, SignerRole)
    /// A source that is not signed by the key that it names.
    case sourceSignature(source: Int)
    /// A source of another holder, holder's key or account.
    case sourceHolder(source: Int)
    /// Two sources of one institution and account.
    case sourceDuplicate(Int, Int)
    /// Times that are too far apart.
    case sourceSkew(source: Int?)
    /// Entries and inputs do not fit.
    case sourceEntries(EntryFault)
    /// A debt that no input of the statement takes.
    case sourceDebt(source: Int, entry: Int)
    /// One asset in two sources that count it in different units, so that it cannot be one input.
    case sourceSplit(source: Int, entry: Int)
    /// An entry that counts other decimals than the statement.
    case registry(source: Int, entry: Int)
    /// A list that must be complete and is not.
    case sourceIncomplete(source: Int, SignerRole)
    /// Collateral that is not locked for this verifier until the expiry, or locked for another one.
    case sourceLock(source: Int)
    /// A commitment that encodes no group element.
    case commitment(source: Int, entry: Int)
    /// A receipt of another header than the verifier's.
    case receiptHeader(source: Int)
    /// The circuit proof is refused; the reason is the engine's.
    case proof(StaticReason)
    /// The holder did not sign the last challenge.
    case holderSignature
}

/// A reason's name from another module, comparable.
public struct StaticReason: Equatable, Sendable {
    /// The name.
    public let name: StaticString

    /// Takes a name.
    ///
    /// - Parameter name: The name.
    public init(_ name: StaticString) { self.name = name }

    /// Whether two names are the same text.
    ///
    /// - Parameters:
    ///   - left: A name.
    ///   - right: Another.
    /// - Returns: `true` when all bytes are equal.
    public static func == (left: StaticReason, right: StaticReason) -> Bool {
        left.name.withUTF8Buffer { a in right.name.withUTF8Buffer { b in a.elementsEqual(b) } }
    }
}

extension MarginRefusal {
    /// The reason's name in the command's output.
    public var reason: StaticString {
        switch self {
        case .contextMismatch, .receiptHeader: "contextMismatch"
        case .statementMismatch: "statementMismatch"
        case .tableDigest: "tableDigest"
        case .rungTooLow: "rungTooLow"
        case .rungOffLadder, .suite: "parameters"
        case .expired: "expired"
        case .replayed: "replayed"
        case .priceSigner, .priceSignature, .sourceSignature, .holderSignature: "untrustedKey"
        case .priceAge: "priceAge"
        case .sourceUntrusted: "sourceUntrusted"
        case .sourceHolder: "sourceHolder"
        case .sourceDuplicate: "sourceDuplicate"
        case .sourceSkew: "sourceSkew"
        case .sourceEntries: "sourceEntries"
        case .sourceDebt: "sourceDebt"
        case .sourceSplit: "sourceSplit"
        case .registry: "registryDigest"
        case .sourceIncomplete: "sourceIncomplete"
        case .sourceLock: "sourceLock"
        case .commitment: "nonCanonicalPoint"
        case .proof(let reason): reason.name
        }
    }
}

#if !hasFeature(Embedded)
    extension MarginRefusal: CustomStringConvertible {
        /// The reason in one line.
        public var description: String {
            switch self {
            case .contextMismatch(.verifier): "the proof was made for another verifier"
            case .contextMismatch(.nonce): "the proof answers another challenge"
            case .contextMismatch(.holder): "the proof is about another holder"
            case .contextMismatch(.accounts): "the proof is about other accounts"
            case .contextMismatch(.other): "the proof answers a challenge with other conditions"
            case .statementMismatch: "the proof is about other circuits than the challenge requires"
            case .tableDigest: "the parameters are not those that the challenge names"
            case .rungTooLow(let proven, let wanted): "the proof is for \(proven) basis points, wanted are \(wanted)"
            case .rungOffLadder(let rung): "\(rung) basis points are no rung of the ladder"
            case .suite: "the proof is of a suite that the challenge does not accept"
            case .expired: "the challenge has expired"
            case .replayed: "the challenge's nonce was used before"
            case .priceSigner: "the prices are signed by another key than the challenge names"
            case .priceSignature: "the prices are not signed by the key that they name"
            case .priceAge(let price): "price \(price + 1) is older than the challenge allows"
            case .sourceUntrusted(let source, let role):
                "source \(source + 1) is signed by a key that you do not trust for \(role.name)"
            case .sourceSignature(let source): "source \(source + 1) is not signed by the key that it names"
            case .sourceHolder(let source): "source \(source + 1) is of another holder or account"
            case .sourceDuplicate(let first, let second):
                "sources \(first + 1) and \(second + 1) are of one institution and account"
            case .sourceSkew(nil): "the times of sources and prices are further apart than the challenge allows"
            case .sourceSkew(let source?): "the time of source \(source + 1) is too far from what the challenge allows"
            case .sourceEntries(let fault): Self.text(fault)
            case .sourceDebt(let source, let entry):
                "debt \(entry + 1) of source \(source + 1) is not counted by the statement"
            case .sourceSplit(let source, let entry):
                "entry \(entry + 1) of source \(source + 1) counts its asset in another unit than an earlier source"
            case .registry(let source, let entry):
                "entry \(entry + 1) of source \(source + 1) has other decimals than the parameters"
            case .sourceIncomplete(let source, let role):
                "source \(source + 1) is not signed as complete, which is required for \(role.name)"
            case .sourceLock(let source):
                "the collateral of source \(source + 1) is not locked for you until the expiry"
            case .commitment(let source, let entry):
                "entry \(entry + 1) of source \(source + 1) is no commitment"
            case .receiptHeader(let source): "source \(source + 1) is a receipt of another header"
            case .proof(let reason): "the circuit proof is refused: \(reason.name)"
            case .holderSignature: "the holder's key did not sign the proof"
            }
        }

        private static func text(_ fault: EntryFault) -> String {
            switch fault {
            case .withoutInput(let source, let entry):
                "entry \(entry + 1) of source \(source + 1) is no input of the statement"
            case .withoutEntry(let input): "no source has an entry for input \(input + 1) of the statement"
            case .entryTwice(let source, let entry): "entry \(entry + 1) of source \(source + 1) stands there twice"
            case .inputTwice(let input): "input \(input + 1) stands twice in the statement"
            case .receipt(let source): "source \(source + 1) is no receipt of balances and debts of the header"
            case .sourceMissing: "an account that the challenge names has no source, or a source is missing"
            }
        }
    }
#endif
