internal import Bulletproofs

/// Everything that a tree belongs to and how it is made: who published it, when, of what, in which form.
///
/// Its digest goes into every hash and every proof of the tree, so that nothing of one tree passes for a part of another.
/// A verifier takes all fields from a header that is signed by the issuer's key, and none from a proof.
///
/// - seealso: `docs/spec/sum-tree.md`, section "Context".
public struct TreeContext: Equatable, Sendable {
    /// The version of the tree's format.
    public static let formatVersion: UInt64 = 1

    /// The issuer's signature key, 32 bytes.
    public let issuerKey: [UInt8]
    /// The epoch's number.
    public let epoch: UInt64
    /// H("build" | build id): what keeps two builds of one epoch apart.
    public let buildDigest: NodeHash
    /// What the tree is a list of.
    public let kind: TreeKind
    /// What amounts are amounts of.
    public let asset: AssetLabel
    /// Arity, capacity and height.
    public let shape: TreeShape
    /// What the columns hold, in order; 1 or 2.
    public let columns: [ColumnRole]
    /// The width of the range proofs: amounts, and the sums below each child, lie in [0, 2^bits).
    public let bits: Int
    /// The proofs and hashes that the tree is made with.
    public let suite: TreeSuite
    /// tree_ctx: the hash of all the others.
    public let digest: NodeHash

    /// Describes a tree.
    ///
    /// - Parameters:
    ///   - issuerKey: The issuer's signature key, 32 bytes.
    ///   - epoch: The epoch's number.
    ///   - buildDigest: H("build" | build id), see ``buildDigest(buildID:)``.
    ///   - kind: What the tree is a list of.
    ///   - asset: What amounts are amounts of.
    ///   - shape: Arity, capacity and height.
    ///   - columns: What the columns hold, in order.
    ///   - bits: The width of the range proofs: 8, 16, 32 or 64.
    ///   - suite: The proofs and hashes that the tree is made with.
    /// - Throws: ``TreeContextFault/length(_:)`` for a key of another length, ``TreeContextFault/columns`` for columns that
    ///   this kind does not have, ``TreeContextFault/bits(_:)``.
    public init(
        issuerKey: [UInt8], epoch: UInt64, buildDigest: NodeHash, kind: TreeKind, asset: AssetLabel, shape: TreeShape,
        columns: [ColumnRole], bits: Int = 64, suite: TreeSuite = .bulletproofs
    ) throws(TreeContextFault) {
        guard issuerKey.count == 32 else { throw .length(issuerKey.count) }
        guard kind.columnChoices.contains(columns) else { throw .columns }
        guard RangeParameters.widths.contains(bits) else { throw .bits(bits) }
        var fields = FieldList()
        fields.start("tree")
        fields.append(Self.formatVersion)
        fields.append(issuerKey)
        fields.append(epoch)
        fields.append(buildDigest)
        fields.append(kind.name)
        fields.append(asset.id)
        fields.append(asset.unit)
        fields.append(asset.decimals)
        fields.append(shape.capacity)
        fields.append(UInt64(shape.arity))
        fields.append(UInt64(shape.height))
        fields.append(UInt64(columns.count))
        for role in columns { fields.append(role.name) }
        fields.append(UInt64(bits))
        fields.append(suite.name)
        digest = fields.hash()
        self.issuerKey = issuerKey
        self.epoch = epoch
        self.buildDigest = buildDigest
        self.kind = kind
        self.asset = asset
        self.shape = shape
        self.columns = columns
        self.bits = bits
        self.suite = suite
    }

    /// The digest of a build id, which stands in the header while the id itself stays with the issuer.
    ///
    /// - Parameter buildID: 32 random bytes, drawn when a build starts.
    /// - Returns: H("build" | build id).
    public static func buildDigest(buildID: [UInt8]) -> NodeHash {
        var fields = FieldList()
        fields.start("build")
        fields.append(buildID)
        return fields.hash()
    }

    /// The position of the column with a role, in a tree that must be of a kind and for an asset.
    ///
    /// Whoever needs "the balances of btc" asks for it here, so that a tree of debts never stands in for it.
    ///
    /// - Parameters:
    ///   - role: What the column must hold.
    ///   - kind: What the tree must be a list of.
    ///   - asset: The asset's id.
    /// - Returns: The column, from 0.
    /// - Throws: ``TreeRefusal/contextMismatch`` for another asset, ``TreeRefusal/treeKind`` for another kind or where no
    ///   column has the role.
    public func column(_ role: ColumnRole, of kind: TreeKind, asset: [UInt8]) throws(TreeRefusal) -> Int {
        guard TreeSeam.omits(.asset) || self.asset.id == asset else { throw .contextMismatch }
        guard TreeSeam.omits(.kind) || self.kind == kind, let column = columns.firstIndex(of: role) else {
            throw .treeKind
        }
        return column
    }

    /// Whether two contexts are of the same tree.
    ///
    /// - Parameters:
    ///   - left: A context.
    ///   - right: Another.
    /// - Returns: `true` when all fields are equal, which their digests show.
    public static func == (left: TreeContext, right: TreeContext) -> Bool { left.digest == right.digest }
}
