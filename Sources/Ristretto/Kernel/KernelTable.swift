internal import CRistrettoKernel

/// A table of precomputed multiples in the kernel's layout, written once and then only read.
internal final class KernelTable {
    let memory: AlignedMemory

    /// The layout of a variable-time table; not used by the others.
    let layout: rk_fixed_layout

    /// Builds a table: `fill` gets the table and scratch.
    init(
        byteCount: Int, scratchByteCount: Int, layout: rk_fixed_layout = rk_fixed_layout(),
        _ fill: (UnsafeMutableRawPointer, AlignedMemory) -> Int32
    ) {
        memory = AlignedMemory(byteCount: byteCount)
        self.layout = layout
        requireSuccess(fill(memory.base, AlignedMemory(byteCount: scratchByteCount)))
    }
}

// Written in `init` only.
extension KernelTable: @unchecked Sendable {}
