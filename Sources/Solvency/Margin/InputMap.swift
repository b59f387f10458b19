internal import CircuitModel
public import Ristretto

/// Which entries of which sources make up each input of a statement; made by the verifier from the sources alone.
///
/// Entries of one collateral asset, and of one debt, are added over all sources: split over accounts each part would climb
/// its own tier ladder. Positions of each source stay a netting set of their own.
///
/// - seealso: `docs/spec/margin.md`, section "From entries to inputs".
public struct InputMap: Equatable, Sendable {
    /// An entry of a source.
    public struct Place: Equatable, Sendable {
        /// The source's position in the proof.
        public let source: Int
        /// The entry's position in the source.
        public let entry: Int
    }

    /// For each input the entries whose amounts are added.
    public let places: [[Place]]

    /// How many netting sets sources have: one for each source with positions.
    ///
    /// - Parameter sources: The entries of each source.
    /// - Returns: The number.
    public static func nettingSetCount(_ sources: [[HoldingsList.Entry]]) -> Int {
        sources.count { $0.contains { $0.name.kind == .position } }
    }

    /// Maps every entry of every source to exactly one input.
    ///
    /// - Parameters:
    ///   - inputs: The inputs of the compiled statement.
    ///   - sources: The entries of each source, in the proof's order.
    /// - Throws: ``MarginRefusal/sourceEntries(_:)`` for an entry without an input, an input without an entry, an entry twice,
    ///   or an input twice; ``MarginRefusal/sourceDebt(source:entry:)``, ``MarginRefusal/sourceSplit(source:entry:)``,
    ///   ``MarginRefusal/registry(source:entry:)``.
    public init(inputs: [MarginInput], sources: [[HoldingsList.Entry]]) throws(MarginRefusal) {
        var positions: [[UInt8]: Int] = [:]
        for (index, input) in inputs.enumerated() {
            guard positions.updateValue(index, forKey: Self.key(input)) == nil else {
                throw .sourceEntries(.inputTwice(index))
            }
        }
        var places = [[Place]](repeating: [], count: inputs.count)
        // The decimals that an amount had when it was first met, to tell a split asset from a changed registry.
        var decimals: [[UInt8]: UInt64] = [:]
        var nettingSet = 0
        for (source, entries) in sources.enumerated() {
            var seen: Set<[UInt8]> = []
            for (index, entry) in entries.enumerated() {
                let name = entry.name
                guard seen.insert(name.key).inserted || MarginSeam.omits(.entryOnce) else {
                    throw .sourceEntries(.entryTwice(source: source, entry: index))
                }
                if name.kind != .position {
                    let first = decimals[name.key] ?? name.decimals
                    guard first == name.decimals || MarginSeam.omits(.split) else {
                        throw .sourceSplit(source: source, entry: index)
                    }
                    decimals[name.key] = first
                }
                guard let input = positions[Self.key(MarginInput(name: name, nettingSet: nettingSet))] else {
                    if MarginSeam.omits(.everyEntry) { continue }
                    throw name.kind == .debt
                        ? .sourceDebt(source: source, entry: index)
                        : .sourceEntries(.withoutInput(source: source, entry: index))
                }
                guard inputs[input].name.decimals == name.decimals || MarginSeam.omits(.decimals) else {
                    throw .registry(source: source, entry: index)
                }
                places[input].append(Place(source: source, entry: index))
            }
            if entries.contains(where: { $0.name.kind == .position }) { nettingSet += 1 }
        }
        for (index, input) in places.enumerated() where input.isEmpty {
            throw .sourceEntries(.withoutEntry(input: index))
        }
        self.places = places
    }

    /// The commitments of the inputs: sums of what the sources committed to.
    ///
    /// - Parameter sources: The entries of each source, those that the map was made from.
    /// - Returns: A commitment for each input.
    /// - Throws: ``MarginRefusal/commitment(source:entry:)`` for bytes that encode no group element.
    public func commitments(_ sources: [[HoldingsList.Entry]]) throws(MarginRefusal) -> [CompressedPoint] {
        var results: [CompressedPoint] = []
        results.reserveCapacity(places.count)
        for places in places {
            guard places.count > 1 else {
                results.append(sources[places[0].source][places[0].entry].commitment)
                continue
            }
            var sum = RistrettoPoint.identity
            for place in places {
                do throws(PointFailure) {
                    sum += try RistrettoPoint(decoding: sources[place.source][place.entry].commitment)
                } catch {
                    throw .commitment(source: place.source, entry: place.entry)
                }
            }
            results.append(sum.compressed())
        }
        return results
    }

    private static func key(_ input: MarginInput) -> [UInt8] {
        // No id has a zero byte, and a netting set's number stands before the name.
        let set = UInt32(truncatingIfNeeded: input.nettingSet)
        return (0..<4).map { UInt8(truncatingIfNeeded: set >> UInt32(8 * $0)) } + input.name.key
    }
}
