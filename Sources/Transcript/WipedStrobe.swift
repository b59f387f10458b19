/// A STROBE state that holds secrets: it lies in one place on the heap, cannot be copied and is wiped at its end.
///
/// The permutation works in registers and on the stack, where traces may remain until the stack is used again.
struct WipedStrobe: ~Copyable {
    private let storage: UnsafeMutablePointer<Strobe128>

    /// Copies `initial`, a state without secrets.
    init(_ initial: Strobe128) {
        storage = .allocate(capacity: 1)
        storage.initialize(to: initial)
    }

    deinit {
        wipe(UnsafeMutableRawBufferPointer(start: storage, count: MemoryLayout<Strobe128>.stride))
        storage.deallocate()
    }

    mutating func metaAD(_ data: Span<UInt8>, more: Bool) { storage.pointee.metaAD(data, more: more) }

    mutating func key(_ data: Span<UInt8>, more: Bool) { storage.pointee.key(data, more: more) }

    mutating func prf(_ output: inout MutableSpan<UInt8>, more: Bool) { storage.pointee.prf(&output, more: more) }
}

/// Overwrites memory with zeros in a way that the optimiser keeps although nobody reads it again.
@_optimize(none)
@inline(never)
func wipe(_ memory: UnsafeMutableRawBufferPointer) {
    for index in memory.indices { memory[index] = 0 }
}
