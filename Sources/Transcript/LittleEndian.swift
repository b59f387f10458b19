/// The eight bytes of `value`, least significant first.
func littleEndianBytes(_ value: UInt64) -> InlineArray<8, UInt8> {
    var bytes = InlineArray<8, UInt8>(repeating: 0)
    for index in bytes.indices {
        bytes[index] = UInt8(truncatingIfNeeded: value &>> UInt64(truncatingIfNeeded: 8 &* index))
    }
    return bytes
}

/// A length as Merlin frames it: four bytes, least significant first.
func lengthPrefix(_ count: Int) -> InlineArray<4, UInt8> {
    guard let count = UInt32(exactly: count) else { preconditionFailure("a message of 4 GiB or more") }
    var bytes = InlineArray<4, UInt8>(repeating: 0)
    for index in bytes.indices {
        bytes[index] = UInt8(truncatingIfNeeded: count &>> UInt32(truncatingIfNeeded: 8 &* index))
    }
    return bytes
}
