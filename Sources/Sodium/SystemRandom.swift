internal import CSodium

/// The operating system's random source, through libsodium's `randombytes_buf`.
public struct SystemRandom: RandomSource, Sendable {
    /// Starts libsodium and takes its source.
    ///
    /// - Throws: ``SodiumFailure/unavailable`` when libsodium could not be started.
    public init() throws(SodiumFailure) {
        try Sodium.start()
    }

    /// Overwrites all bytes of a piece of memory with random ones.
    ///
    /// - Parameter memory: The bytes to overwrite; may be empty. When the system has no randomness to give, libsodium
    ///   ends the process rather than return.
    public func fill(_ memory: UnsafeMutableRawBufferPointer) {
        if let base = memory.baseAddress { randombytes_buf(base, memory.count) }
    }
}

extension SystemRandom: RandomNumberGenerator {
    /// Draws 64 bits, so that Swift's own `random(in:using:)` and `shuffled(using:)` can use this source.
    ///
    /// - Returns: A uniform value.
    public func next() -> UInt64 {
        var value: UInt64 = 0
        withUnsafeMutableBytes(of: &value) { fill($0) }
        return value
    }
}
