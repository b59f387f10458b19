internal import CBlake2b
public import SumTree

/// The project's hash of a list of fields: BLAKE2b-256 over a tag and fields, each as its length (LE64) and its bytes.
///
/// - seealso: `docs/spec/sum-tree.md`, section "Hashes".
public struct FieldDigest {
    private var bytes: [UInt8] = []

    /// Starts a list with its tag.
    ///
    /// - Parameter tag: What is hashed, one tag per use.
    public init(tag: StaticString) {
        tag.withUTF8Buffer { field(UnsafeRawBufferPointer($0)) }
    }

    /// Appends a field.
    ///
    /// - Parameter field: Its bytes; may be empty.
    public mutating func field(_ field: UnsafeRawBufferPointer) {
        let count = UInt64(field.count)
        for position in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: count >> UInt64(8 * position))) }
        bytes.append(contentsOf: field)
    }

    /// Appends a field.
    ///
    /// - Parameter field: Its bytes; may be empty.
    public mutating func field(_ field: [UInt8]) { field.withUnsafeBytes { self.field($0) } }

    /// Appends a digest as a field.
    ///
    /// - Parameter digest: The digest.
    public mutating func field(_ digest: NodeHash) { withUnsafeBytes(of: digest) { field($0) } }

    /// Ends the list.
    ///
    /// - Returns: The digest of the list.
    public consuming func finish() -> NodeHash {
        var digest = NodeHash.zero
        withUnsafeMutableBytes(of: &digest) { digest in
            bytes.withUnsafeBytes { input in
                solvency_blake2b_256(
                    digest.assumingMemoryBound(to: UInt8.self).baseAddress,
                    input.assumingMemoryBound(to: UInt8.self).baseAddress, input.count)
            }
        }
        return digest
    }
}

extension NodeHash {
    /// 32 zero bytes, to be overwritten.
    static var zero: NodeHash {
        guard let zero = NodeHash(bytes: [UInt8](repeating: 0, count: NodeHash.byteCount)) else {
            preconditionFailure("a digest has 32 bytes")
        }
        return zero
    }
}
