public import Bulletproofs
public import Ristretto
public import Transcript

/// What the range proof of a node and column is about: the commitments of all its children.
///
/// - seealso: `docs/spec/sum-tree.md`, section "Range proofs".
public struct NodeStatement: Sendable {
    /// Merlin's label: "solvency/node/v1" | tree_ctx | level | LE64 index | column, 58 bytes.
    public let label: [UInt8]

    /// The children's commitments and their width.
    public let range: RangeStatement

    /// States what is to be shown of a node.
    ///
    /// - Parameters:
    ///   - context: The tree's context.
    ///   - level: The node's level, 1 to the height.
    ///   - index: The node's index at its level.
    ///   - column: The column, from 0.
    ///   - children: The commitments of all children in all columns, empty ones too, child by child.
    /// - Precondition: There are arity times columns commitments, and the column and the level exist.
    public init(context: TreeContext, level: Int, index: UInt64, column: Int, children: [CompressedPoint]) {
        let columns = context.columns.count
        precondition(children.count == context.shape.arity * columns && column < columns && level < 256)
        var label = TranscriptProtocol.treeNode.withUTF8Buffer { [UInt8]($0) }
        label += context.digest.bytes
        label.append(UInt8(level))
        for position in 0..<8 { label.append(UInt8(truncatingIfNeeded: index >> UInt64(8 * position))) }
        label.append(UInt8(column))
        self.label = label
        let own = columns == 1 ? children : stride(from: column, to: children.count, by: columns).map { children[$0] }
        do throws(RangeProofRefusal) {
            range = try RangeStatement(commitments: own, bits: context.bits)
        } catch {
            // Arity and width were checked when the context was made.
            preconditionFailure("a context has offered parameters")
        }
    }

    /// A transcript in the state in which the proof starts.
    public var transcript: Transcript { Transcript(labelBytes: label) }

    /// The statement with a proof of it.
    func item(_ proof: EncodedRangeProof) -> RangeProof.BatchItem {
        RangeProof.BatchItem(proof: proof, statement: range, transcript: transcript)
    }
}

extension TreeContext {
    /// The length of a node's range proof, in bytes.
    public var proofByteCount: Int {
        let words = 9 + 2 * (bits * shape.arity).trailingZeroBitCount
        return EncodedRangeProof.wordByteCount * words
    }
}
