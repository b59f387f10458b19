internal import CRistrettoKernel
internal import Transcript

/// An endless list of generators made by hashing, so that nobody knows a relation between them.
///
/// The chain of a side and a party is SHAKE256("GeneratorsChain" || 'G' or 'H' || LE32(party)), 64 bytes a generator,
/// each through the one-way map. These are the generators of the Rust crate `bulletproofs`.
///
/// - seealso: `docs/spec/group.md`, section "Generators".
public struct GeneratorChain: Sendable {
    /// Which of the two lists of a party.
    public enum Side: UInt8, Sendable {
        /// The generators of the left vector.
        case g = 0x47
        /// The generators of the right vector.
        case h = 0x48
    }

    private var stream: SHAKE.Output

    /// Starts a chain.
    ///
    /// - Parameters:
    ///   - side: Which of the party's two lists.
    ///   - party: The aggregation position, from 0.
    public init(side: Side, party: UInt32) {
        var hash = SHAKE(.shake256)
        hash.absorb(Self.label)
        hash.absorb([side.rawValue])
        hash.absorb((0..<4).map { UInt8(truncatingIfNeeded: party >> (8 * $0)) })
        stream = hash.finalize()
    }

    /// The ASCII bytes of "GeneratorsChain".
    private static let label: [UInt8] = [71, 101, 110, 101, 114, 97, 116, 111, 114, 115, 67, 104, 97, 105, 110]

    /// Passes over generators.
    ///
    /// - Parameter count: How many, 0 or more.
    public mutating func skip(_ count: Int) {
        // In pieces, so that memory stays small.
        for _ in 0..<count { _ = stream.read(64) }
    }

    /// The next generators of the chain.
    ///
    /// - Parameters:
    ///   - count: How many, 0 or more.
    ///   - implementation: The kernel implementation to use.
    /// - Returns: The generators in their order.
    public mutating func next(
        _ count: Int, on implementation: KernelImplementation = .current
    ) -> [RistrettoPoint] {
        let bytes = stream.read(64 * count)
        return [RistrettoPoint](unsafeRepresentatives: count) {
            rk_from_uniform_batch(implementation.code, $0, bytes, count)
        }
    }
}
