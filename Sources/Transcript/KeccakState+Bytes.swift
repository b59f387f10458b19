/// The state as bytes, which is how every mode of use addresses it.
extension KeccakState {
    /// Reads byte `index`, 0 to 199.
    package func byte(at index: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: lanes[index &>> 3] &>> Self.shift(of: index))
    }

    /// Adds (exclusive or) `value` to byte `index`, 0 to 199.
    package mutating func add(_ value: UInt8, at index: Int) {
        lanes[index &>> 3] ^= UInt64(value) &<< Self.shift(of: index)
    }

    /// Sets byte `index`, 0 to 199.
    package mutating func set(_ value: UInt8, at index: Int) {
        let shift = Self.shift(of: index)
        lanes[index &>> 3] = (lanes[index &>> 3] & ~(0xff &<< shift)) | (UInt64(value) &<< shift)
    }

    @inline(__always)
    private static func shift(of index: Int) -> UInt64 {
        UInt64(truncatingIfNeeded: 8 &* (index & 7))
    }
}
