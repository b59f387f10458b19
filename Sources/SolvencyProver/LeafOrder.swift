internal import Sodium
internal import SumTree

/// The secret order of a tree's leaves: a keyed permutation of all its places.
///
/// - seealso: `docs/spec/epoch.md`, section "Order".
struct LeafOrder: Sendable {
    /// For each place what stands there: the number of an entry, or a number from the number of entries on for padding.
    let occupants: [UInt32]

    /// Shuffles (Fisher-Yates) with the words of BLAKE2b-512(key = K_b, "order" | tree_ctx | LE64 block).
    init(_ keys: borrowing EpochKeys, context: NodeHash, capacity: Int) {
        var stream = KeyedStream(keys, context: context)
        var occupants = (0..<UInt32(capacity)).map { $0 }
        for last in stride(from: capacity - 1, to: 0, by: -1) {
            occupants.swapAt(last, Int(stream.next(below: UInt64(last) + 1)))
        }
        self.occupants = occupants
    }

    /// For each entry its place.
    func places(entries: Int) -> [UInt32] {
        var places = [UInt32](repeating: 0, count: entries)
        for (place, occupant) in occupants.enumerated() where occupant < entries {
            places[Int(occupant)] = UInt32(place)
        }
        return places
    }
}

/// Uniform numbers from a key.
private struct KeyedStream: ~Copyable {
    private let hash: FieldHash
    private var block: UInt64 = 0
    private var words: [UInt64] = []

    init(_ keys: borrowing EpochKeys, context: NodeHash) {
        var hash = EpochKeys.hash("order", key: keys.buildKey, size: .bits512)
        withUnsafeBytes(of: context) { hash.field($0) }
        self.hash = hash
    }

    private mutating func word() -> UInt64 {
        if let word = words.popLast() { return word }
        var next = hash.copy()
        next.field(block)
        block += 1
        let bytes = next.finalize()
        words = bytes.withUnsafeBytes { raw in
            stride(from: 56, through: 0, by: -8).map {
                UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: $0, as: UInt64.self))
            }
        }
        return words.removeLast()
    }

    /// A number below a bound; words that would favour small numbers are skipped.
    mutating func next(below bound: UInt64) -> UInt64 {
        let excess = (UInt64.max % bound + 1) % bound
        while true {
            let word = word()
            if word <= UInt64.max - excess { return word % bound }
        }
    }
}
