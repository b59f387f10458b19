public import SumTree

/// Why something that an issuer published, or gave to a user, is refused.
///
/// Every case was checked and found to be wrong. Bytes that cannot be read at all are a `WireFailure`.
public enum Refusal: Error, Equatable, Sendable {
    /// A header names another key than the trusted one, or is not signed by it.
    case untrustedKey
    /// A header has another digest than the one that the verifier brought.
    case headerDigest(expected: NodeHash, actual: NodeHash)
    /// A receipt was made for another header than the verifier's.
    case receiptHeader
    /// A receipt is not signed by the header's key.
    case receiptSignature
    /// A receipt is for another account than the one that was asked for.
    case receiptAccount
    /// A receipt does not list the header's trees, each once and in their order.
    case registry
    /// The private half of a receipt for this tree is missing, or is there where the receipt says that there is no leaf.
    case receiptParts(tree: Int)
    /// The private half of a receipt is not what the signed half committed to.
    case receiptOpening(tree: Int)
    /// The amounts that a receipt shows from the ledger are not those that were rounded up to the committed ones.
    case receiptRounding(tree: Int)
    /// The signed half names another leaf than the path starts at.
    case receiptLeaf(tree: Int)
    /// What a receipt or a publication says of the tree at this position of the header is refused.
    case tree(Int, TreeRefusal)
    /// A published file is not there.
    case fileMissing(path: [UInt8])
    /// A published file cannot be read as what its name says.
    case fileMalformed(path: [UInt8])
    /// A file stands among the published ones that is none.
    case fileUnexpected(path: [UInt8])
    /// The files of the tree at this position are not those that the header was signed for.
    case fileDigest(tree: Int)
    /// Two headers of one epoch, both signed by the issuer: evidence of equivocation.
    case equivocation(epoch: UInt64, NodeHash, NodeHash)
    /// The header before is signed by another key, and nothing here says that the key changed hands.
    case chainKey
    /// An epoch between two headers is missing, or their order is reversed.
    case chainGap(previous: UInt64, epoch: UInt64)
    /// A header does not name the one before it as the one before it.
    case chainFork
    /// A header's time is not after the time of the one before it.
    case chainTime
}

extension Refusal {
    /// The reason's name in the command's output.
    public var reason: StaticString {
        switch self {
        case .untrustedKey, .receiptSignature: "untrustedKey"
        case .headerDigest, .receiptHeader: "contextMismatch"
        case .receiptAccount: "leafIdentity"
        case .registry: "registryDigest"
        case .receiptParts: "malformed"
        case .receiptOpening, .receiptRounding: "leafOpening"
        case .receiptLeaf: "leafIdentity"
        case .tree(_, let refusal): refusal.reason
        case .fileMissing: "fileMissing"
        case .fileMalformed: "malformed"
        case .fileUnexpected: "fileUnexpected"
        case .fileDigest: "fileDigest"
        case .equivocation: "equivocation"
        case .chainKey: "chainKey"
        case .chainGap: "chainGap"
        case .chainFork: "chainFork"
        case .chainTime: "chainTime"
        }
    }
}

#if !hasFeature(Embedded)
    extension Refusal: CustomStringConvertible {
        /// The reason in one line, for people who do not know the formats.
        public var description: String {
            switch self {
            case .untrustedKey: "the header is not signed by the key that you trust"
            case .headerDigest: "the header is another one than the one whose digest you gave"
            case .receiptHeader: "the receipt was made for another header"
            case .receiptSignature: "the receipt is not signed by the issuer"
            case .receiptAccount: "the receipt is for another account"
            case .registry: "the receipt does not list every asset of the header, each once and in its order"
            case .receiptParts(let tree): "the receipt is incomplete for asset \(tree + 1) of the header"
            case .receiptOpening(let tree):
                "the amounts for asset \(tree + 1) of the header are not those that the issuer signed"
            case .receiptRounding(let tree):
                "the ledger's amounts for asset \(tree + 1) of the header do not lead to the committed ones"
            case .receiptLeaf(let tree):
                "the path for asset \(tree + 1) of the header starts at another leaf than the signed one"
            case .tree(_, let refusal): "\(refusal)"
            case .fileMissing(let path): "published file \(Self.text(path)) is missing"
            case .fileMalformed(let path): "published file \(Self.text(path)) cannot be read"
            case .fileUnexpected(let path): "file \(Self.text(path)) does not belong to the publication"
            case .fileDigest(let tree): "the files of asset \(tree + 1) are not those that the header was signed for"
            case .equivocation(let epoch, _, _): "the issuer signed two different headers for epoch \(epoch)"
            case .chainKey: "the header before is signed by another key"
            case .chainGap(let previous, let epoch): "epoch \(epoch) does not come right after epoch \(previous)"
            case .chainFork: "the header does not follow the header that you gave"
            case .chainTime: "the header's time is not after the time of the one before it"
            }
        }

        private static func text(_ path: [UInt8]) -> String { String(decoding: path, as: UTF8.self) }
    }
#endif
