public import Bulletproofs

/// Why a tree or a path is refused.
///
/// The order in which the checks run is that of `docs/spec/sum-tree.md`, so that one fault gives one answer everywhere.
public enum TreeRefusal: Error, Equatable, Sendable {
    /// The path or chunk belongs to another tree: another issuer, epoch, build, kind, asset or form.
    case contextMismatch
    /// The tree is of another kind than is asked for, or has no column with the role.
    case treeKind
    /// The leaf's index is not below the capacity, so no leaf is committed there.
    case leafOutsideCommittedSet(index: UInt64, capacity: UInt64)
    /// The path has another number of levels than the tree is high.
    case pathLength(expected: Int, actual: Int)
    /// A level of the path has another number of siblings or hashes than the tree has there.
    case siblingCount(level: Int)
    /// A level or chunk has another number of range proofs than nodes times columns.
    case rangeProofCount(level: Int, expected: Int, actual: Int)
    /// A range proof has another length than the header's width and arity give.
    case parameterMismatch(level: Int, column: Int)
    /// A leaf or opening has another number of columns than the tree.
    case columnCount(expected: Int, actual: Int)
    /// Amount and blinding do not open the leaf's commitment.
    case leafOpening(column: Int)
    /// The leaf is not that of this account, salt and commitments.
    case leafIdentity
    /// A commitment is not the encoding of a group element.
    case nonCanonicalPoint(level: Int)
    /// The hashes do not lead to the root's hash.
    case rootHash
    /// The sums do not lead to the root's commitment.
    case rootCommitment(column: Int)
    /// The children of a node are not shown to be in range.
    case siblingRange(level: Int, index: UInt64, column: Int, RangeProofRefusal)
    /// Range proofs hold one by one but not together, which means a fault of the program or the machine.
    case inconsistentBatch
    /// A chunk does not start where the one before ended, or is not whole.
    case chunkOrder(level: Int, expected: UInt64, actual: UInt64)
    /// Proofs came before the nodes that they are about, or there are more nodes than the tree has.
    case chunkOutsideTree(level: Int)
    /// The tree ended before all its nodes or proofs came.
    case incomplete(level: Int, expected: UInt64, actual: UInt64)
}

extension TreeRefusal {
    /// The reason's name in vectors and in the command's output.
    public var reason: StaticString {
        switch self {
        case .contextMismatch: "contextMismatch"
        case .treeKind: "treeKind"
        case .leafOutsideCommittedSet: "leafOutsideCommittedSet"
        case .pathLength, .siblingCount: "pathLength"
        case .rangeProofCount: "rangeProofCount"
        case .parameterMismatch, .columnCount: "parameterMismatch"
        case .leafOpening: "leafOpening"
        case .leafIdentity: "leafIdentity"
        case .nonCanonicalPoint: "nonCanonicalPoint"
        case .rootHash: "rootHash"
        case .rootCommitment: "rootCommitment"
        case .siblingRange, .inconsistentBatch: "siblingRange"
        case .chunkOrder, .chunkOutsideTree: "chunkOrder"
        case .incomplete: "incomplete"
        }
    }
}

#if !hasFeature(Embedded)
    extension TreeRefusal: CustomStringConvertible {
        /// One line in words.
        public var description: String {
            switch self {
            case .contextMismatch: "it belongs to another tree than the header's"
            case .treeKind: "the tree is of another kind, or has no such column"
            case .leafOutsideCommittedSet(let index, let capacity):
                "leaf \(index) is none of the \(capacity) that are committed"
            case .pathLength(let expected, let actual): "the path has \(actual) levels instead of \(expected)"
            case .siblingCount(let level): "level \(level): the path has another number of siblings than the tree"
            case .rangeProofCount(let level, let expected, let actual):
                "level \(level): \(actual) range proofs instead of \(expected)"
            case .parameterMismatch(let level, let column):
                "level \(level), column \(column): the range proof is not for the header's width and arity"
            case .columnCount(let expected, let actual): "\(actual) columns instead of \(expected)"
            case .leafOpening(let column): "column \(column): the amount does not open the leaf's commitment"
            case .leafIdentity: "the leaf is not that of this account"
            case .nonCanonicalPoint(let level):
                "level \(level): a commitment is not the encoding of a group element"
            case .rootHash: "the hashes do not lead to the published root"
            case .rootCommitment(let column): "column \(column): the sums do not lead to the published total"
            case .siblingRange(let level, let index, let column, let refusal):
                "level \(level), node \(index), column \(column): the children are not shown to be in range: \(refusal)"
            case .inconsistentBatch: "range proofs hold one by one but not together"
            case .chunkOrder(let level, let expected, let actual):
                "level \(level): node \(expected) is next, not \(actual), in chunks of a fixed size"
            case .chunkOutsideTree(let level): "level \(level): the chunk is about nodes that are not there"
            case .incomplete(let level, let expected, let actual):
                "level \(level): \(actual) of \(expected) nodes came"
            }
        }
    }
#endif
