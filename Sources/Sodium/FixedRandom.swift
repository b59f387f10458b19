internal import CSodium

/// A reproducible source for test vectors: the ChaCha20 key stream of `randombytes_buf_deterministic`, one stream per
/// seed and call number.
///
/// Two sources of one seed give the same bytes. It is `package` so that no caller outside can weaken a key with it.
package struct FixedRandom: RandomSource {
    private let seed: [UInt8]
    private var calls: UInt64 = 0

    /// Makes the source.
    ///
    /// - Parameter seed: A label of any length; it is hashed to the 32 bytes of the stream's seed.
    /// - Throws: ``SodiumFailure/unavailable``.
    package init(seed: [UInt8]) throws(SodiumFailure) {
        try Sodium.start()
        self.seed = seed
    }

    package mutating func fill(_ memory: UnsafeMutableRawBufferPointer) {
        let key = FieldHash.digest256(tag: "solvency/test-random/v1", seed, FieldHash.bytes(calls))
        calls += 1
        guard let base = memory.baseAddress else { return }
        randombytes_buf_deterministic(base, memory.count, key)
    }
}

/// A source that gives one byte for ever: a broken system, for tests.
package struct ConstantRandom: RandomSource {
    private let byte: UInt8

    package init(byte: UInt8 = 0) { self.byte = byte }

    package mutating func fill(_ memory: UnsafeMutableRawBufferPointer) {
        for index in memory.indices { memory[index] = byte }
    }
}
