internal import CBlake2b

/// 32 bytes of BLAKE2b that name something; `Subject` keeps digests of different things apart.
public struct Digest<Subject>: Equatable, Hashable, Sendable {
    /// The bytes of a digest.
    public static var byteCount: Int { 32 }

    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Takes 32 bytes.
    ///
    /// - Parameter bytes: The digest; `nil` results from any other number than 32.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Hashes a tag and fields, each as its length (LE64) and its bytes.
    ///
    /// - Parameters:
    ///   - tag: What is hashed, one tag per use.
    ///   - fields: The fields in order.
    public init(tag: StaticString, fields: [[UInt8]]) {
        var input: [UInt8] = []
        Self.append(tag.withUTF8Buffer { [UInt8]($0) }, to: &input)
        for field in fields { Self.append(field, to: &input) }
        var digest = [UInt8](repeating: 0, count: 32)
        digest.withUnsafeMutableBufferPointer { digest in
            input.withUnsafeBufferPointer { input in
                solvency_blake2b_256(digest.baseAddress, input.baseAddress, input.count)
            }
        }
        bytes = digest
    }

    private static func append(_ field: [UInt8], to input: inout [UInt8]) {
        let count = UInt64(field.count)
        for position in 0..<8 { input.append(UInt8(truncatingIfNeeded: count >> UInt64(8 * position))) }
        input.append(contentsOf: field)
    }
}

/// What the digest of a circuit's text is of.
public enum CircuitText {}
/// What the digest of an ordered list of circuits is of.
public enum CircuitList {}
/// What the digest of a compiled statement is of.
public enum CircuitSystem {}

/// Names a circuit: the hash of its canonical text, whatever its parameters.
public typealias CircuitDigest = Digest<CircuitText>
/// Names a statement: the hash of its ordered circuit digests and the rung.
public typealias StatementDigest = Digest<CircuitList>
/// Names a compiled statement: the hash of its encoding, and so of every row and coefficient.
public typealias SystemDigest = Digest<CircuitSystem>
