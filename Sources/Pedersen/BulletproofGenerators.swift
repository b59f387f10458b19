public import Ristretto

#if !hasFeature(Embedded)
    internal import Synchronization
#endif

/// The generators of range and circuit proofs with their tables: the vectors G and H of some parties, then B and B~.
///
/// Their order in ``fixed`` is all G, party by party, then all H, then B, then B~. A proof over fewer bits or fewer
/// values uses a part of them, see ``indices(perParty:parties:)``.
public final class BulletproofGenerators: Sendable {
    /// How many generators each side of a party has.
    public let perParty: Int

    /// How many parties, that is values in one aggregated proof, there are generators for.
    public let parties: Int

    /// All generators with their tables; pairs are (G_i, H_i).
    public let fixed: FixedGenerators

    /// Makes generators; ``shared(perParty:parties:)`` is the way to have them made once.
    ///
    /// - Parameters:
    ///   - perParty: Generators for each side of a party, 1...65536: the bits of a value, or the gates of a circuit.
    ///   - parties: Values in one aggregated proof, 1...65536; at most 2^22 pairs in all.
    ///   - policy: When tables are made, and how large they may be.
    ///   - implementation: The kernel implementation to use.
    public init(
        perParty: Int, parties: Int, policy: TablePolicy = .default,
        on implementation: KernelImplementation = .current
    ) {
        precondition(1...65536 ~= perParty && 1...65536 ~= parties && perParty * parties <= 1 << 22)
        self.perParty = perParty
        self.parties = parties
        var points = AffinePoints(capacity: 2 * perParty * parties + 2)
        let workspace = MultiScalarWorkspace()
        for side in [GeneratorChain.Side.g, .h] {
            for party in 0..<parties {
                Self.append(
                    side, party: party, count: perParty, to: &points, workspace: workspace, on: implementation)
            }
        }
        let bases = PedersenGenerators.standard
        points.append([bases.value, bases.blinding], workspace: workspace, on: implementation)
        fixed = FixedGenerators(points, pairs: perParty * parties, policy: policy, on: implementation)
    }

    /// The place of B in ``fixed``.
    public var valueIndex: UInt32 { UInt32(2 * perParty * parties) }

    /// The place of B~ in ``fixed``.
    public var blindingIndex: UInt32 { UInt32(2 * perParty * parties + 1) }

    /// The places of the pairs that a smaller proof uses: of G in ``fixed``, and of the pair for a bit commitment.
    ///
    /// - Parameters:
    ///   - count: Generators for each side of a party, up to ``perParty``.
    ///   - parties: Values, up to ``parties``.
    /// - Returns: count * parties places, party by party.
    public func pairIndices(perParty count: Int, parties: Int) -> [UInt32] {
        precondition(0...perParty ~= count && 0...self.parties ~= parties)
        return (0..<parties).flatMap { party in
            (0..<count).map { UInt32(party * perParty + $0) }
        }
    }

    /// The places of all generators that a smaller proof uses: its G, then its H, then B, then B~.
    ///
    /// - Parameters:
    ///   - count: Generators for each side of a party, up to ``perParty``.
    ///   - parties: Values, up to ``parties``.
    /// - Returns: 2 * count * parties + 2 places.
    public func indices(perParty count: Int, parties: Int) -> [UInt32] {
        let pairs = pairIndices(perParty: count, parties: parties)
        let offset = UInt32(perParty * self.parties)
        return pairs + pairs.map { $0 + offset } + [valueIndex, blindingIndex]
    }

    /// Appends the start of a chain: from the table where it is there, else hashed.
    private static func append(
        _ side: GeneratorChain.Side, party: Int, count: Int, to points: inout AffinePoints,
        workspace: MultiScalarWorkspace, on implementation: KernelImplementation
    ) {
        let table = GeneratorTable.compiledIn
        let tabled = min(count, table.generators)
        var done = 0
        if let encodings = table.encodings(side, party: party, count: tabled) {
            do throws(PointFailure) {
                try points.append(
                    decoding: Array(encodings), identity: .forbidden, field: "generator", on: implementation)
                done = tabled
            } catch {
                // The digest says that these are the bytes of valid points, so the kernel itself is broken.
                fatalError("a generator of the table does not decode")
            }
        }
        guard done < count else { return }
        var chain = GeneratorChain(side: side, party: UInt32(party))
        chain.skip(done)
        points.append(chain.next(count - done, on: implementation), workspace: workspace, on: implementation)
    }
}

extension BulletproofGenerators {
    /// Generators for at least that many bits or gates and values, made once and kept for the process's life.
    ///
    /// - Parameters:
    ///   - perParty: Generators for each side of a party, 1...65536.
    ///   - parties: Values in one aggregated proof, 1...65536; at most 2^22 pairs in all.
    /// - Returns: Generators with exactly that shape.
    public static func shared(perParty: Int, parties: Int) -> BulletproofGenerators {
        #if hasFeature(Embedded)
            return BulletproofGenerators(perParty: perParty, parties: parties, policy: .never)
        #else
            return cache.withLock { made in
                if let known = made.first(where: { $0.perParty == perParty && $0.parties == parties }) { return known }
                let generators = BulletproofGenerators(perParty: perParty, parties: parties)
                made.append(generators)
                return generators
            }
        #endif
    }

    #if !hasFeature(Embedded)
        // A list: a process uses a handful of shapes.
        private static let cache = Mutex<[BulletproofGenerators]>([])
    #endif
}
