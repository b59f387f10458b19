internal import Ristretto
public import Wire

extension TreeHead {
    /// Encodes what a header says of one tree; the fields that all trees of a header share stand there once.
    ///
    /// - Parameter writer: The header's writer.
    public func write(to writer: inout WireWriter) {
        writer.beginMap(count: 11)
        writer.key(1)
        writer.text(context.kind.name)
        writer.key(2)
        writer.text(context.asset.id)
        writer.key(3)
        writer.text(context.asset.unit)
        writer.key(4)
        writer.unsigned(context.asset.decimals)
        writer.key(5)
        writer.unsigned(context.shape.capacity)
        writer.key(6)
        writer.unsigned(UInt64(context.shape.arity))
        writer.key(7)
        writer.beginArray(count: context.columns.count)
        for role in context.columns { writer.text(role.name) }
        writer.end()
        writer.key(8)
        writer.unsigned(UInt64(context.bits))
        writer.key(9)
        writer.text(context.suite.name)
        writer.key(10)
        writer.digest(root.hash)
        writer.key(11)
        writer.points(root.commitments)
        writer.end()
    }

    /// Decodes what a header says of one tree.
    ///
    /// - Parameters:
    ///   - reader: The header's reader.
    ///   - issuerKey: The issuer's signature key from the same header, 32 bytes.
    ///   - epoch: The epoch's number from the same header.
    ///   - buildDigest: The build's digest from the same header.
    /// - Throws: `WireFailure`; `unknownValue` for values that describe no tree.
    public init(
        reading reader: inout WireReader, issuerKey: [UInt8], epoch: UInt64, buildDigest: NodeHash
    ) throws(WireFailure) {
        let start = reader.failure("tree", .unknownValue)
        try reader.beginMap("tree")
        try reader.key(1, "tree.kind")
        let kind = try reader.choice("tree.kind", TreeKind.allCases) { $0.name }
        try reader.key(2, "tree.asset")
        let asset = try reader.text("tree.asset", count: 1...AssetLabel.mostIDBytes)
        try reader.key(3, "tree.unit")
        let unit = try reader.text("tree.unit", count: 1...AssetLabel.mostUnitBytes)
        try reader.key(4, "tree.decimals")
        let decimals = try reader.unsigned("tree.decimals", in: 0...AssetLabel.mostDecimals)
        try reader.key(5, "tree.capacity")
        let capacity = try reader.unsigned("tree.capacity", in: 2...1 << UInt64(TreeShape.mostPlaceBits))
        try reader.key(6, "tree.arity")
        let arity = try reader.unsigned("tree.arity", in: 2...16)
        try reader.key(7, "tree.columns")
        let count = try reader.beginArray("tree.columns", count: 1...2)
        var columns: [ColumnRole] = []
        for _ in 0..<count { columns.append(try reader.choice("tree.column", ColumnRole.allCases) { $0.name }) }
        try reader.end("tree.columns")
        try reader.key(8, "tree.bits")
        let bits = try reader.unsigned("tree.bits", in: 8...64)
        try reader.key(9, "tree.suite")
        let suite = try reader.choice("tree.suite", TreeSuite.allCases) { $0.name }
        try reader.key(10, "tree.rootHash")
        let hash = try reader.digest("tree.rootHash")
        try reader.key(11, "tree.rootCommitments")
        let commitments = try reader.points("tree.rootCommitments", count: count...count)
        try reader.end("tree")
        do throws(TreeContextFault) {
            context = try TreeContext(
                issuerKey: issuerKey, epoch: epoch, buildDigest: buildDigest, kind: kind,
                asset: AssetLabel(id: asset, unit: unit, decimals: decimals),
                shape: TreeShape(arity: Int(arity), capacity: capacity), columns: columns, bits: Int(bits),
                suite: suite)
        } catch {
            throw start
        }
        root = TreeRoot(hash: hash, commitments: commitments)
    }
}
