internal import CBlake2b

/// BLAKE2b-256, in one call: the one place where this module meets C.
enum TreeHash {
    /// Hashes bytes.
    static func digest(_ input: UnsafeRawBufferPointer) -> NodeHash {
        NodeHash { digest in
            solvency_blake2b_256(
                digest.assumingMemoryBound(to: UInt8.self).baseAddress,
                input.assumingMemoryBound(to: UInt8.self).baseAddress, input.count)
        }
    }
}
