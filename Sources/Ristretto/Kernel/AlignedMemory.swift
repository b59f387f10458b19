/// A piece of memory that starts on a cache line, as the kernel wants its tables and scratch.
internal final class AlignedMemory {
    private let allocation: UnsafeMutableRawPointer

    /// The first byte; a multiple of 64.
    let base: UnsafeMutableRawPointer

    /// How many bytes from `base` may be used.
    let byteCount: Int

    init(byteCount: Int) {
        // Rounded up by hand: not every platform's allocator knows alignments above 16.
        allocation = UnsafeMutableRawPointer.allocate(byteCount: byteCount + 64, alignment: 16)
        base = allocation.alignedUp(toMultipleOf: 64)
        self.byteCount = byteCount
    }

    deinit {
        allocation.deallocate()
    }
}
