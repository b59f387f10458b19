import Ristretto

/// Leaks on purpose: a check that does not see them shows nothing.
enum Planted {
    nonisolated(unsafe) private static var sink = 0

    /// A branch on a secret.
    @inline(never)
    static func branch(_ secret: Scalar) {
        if Secrecy.lowByte(secret) & 1 == 1 { print("odd") } else { sink &+= 1 }
    }

    /// An address that depends on a secret.
    @inline(never)
    static func index(_ secret: Scalar) {
        let table = [UInt8](0...255)
        sink &+= Int(table.withUnsafeBufferPointer { $0[Int(Secrecy.lowByte(secret))] })
    }
}

extension Secrecy {
    /// The lowest byte of a scalar's encoding.
    @inline(never)
    static func lowByte(_ scalar: Scalar) -> UInt8 {
        var bytes = [UInt8](repeating: 0, count: 32)
        bytes.withUnsafeMutableBytes { scalar.encode(into: $0) }
        return bytes[0]
    }
}
