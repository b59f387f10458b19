internal import CSodium

/// Overwrites memory with zeros, in a way that the optimiser keeps.
///
/// - Parameter memory: The bytes to overwrite.
public func secureWipe(_ memory: UnsafeMutableRawBufferPointer) {
    if let base = memory.baseAddress { sodium_memzero(base, memory.count) }
}

/// Overwrites an array's bytes with zeros, in a way that the optimiser keeps.
///
/// - Parameter bytes: The array. Where another array shares its storage, the storage is first copied and the other
///   keeps the bytes: wipe before sharing.
public func secureWipe(_ bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBytes { secureWipe($0) }
}

extension Sodium {
    /// Compares bytes in a time that depends on the lengths only.
    ///
    /// - Parameters:
    ///   - left: One side.
    ///   - right: The other side; another length is unequal at once.
    /// - Returns: Whether lengths and contents are equal.
    public static func constantTimeEquals(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        guard left.count == right.count else { return false }
        guard let first = left.baseAddress, let second = right.baseAddress else { return true }
        return sodium_memcmp(first, second, left.count) == 0
    }
}
