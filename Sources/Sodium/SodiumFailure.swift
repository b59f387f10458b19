/// Why memory or randomness could not be had.
public enum SodiumFailure: Error, Equatable, Sendable {
    /// libsodium could not be started.
    case unavailable
    /// A number of elements is negative, or their bytes do not fit the address space.
    case invalidCount(Int)
    /// The system gave no guarded memory for so many bytes; `errno` is its reason.
    case outOfMemory(bytes: Int, errno: Int32)
    /// Two draws of 32 bytes from a random source were equal.
    case stuckRandomSource
}

extension SodiumFailure: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .unavailable: "libsodium could not be started"
        case .invalidCount(let count): "\(count) elements cannot be allocated"
        case .outOfMemory(let bytes, let code): "no guarded memory for \(bytes) bytes (errno \(code))"
        case .stuckRandomSource: "the random source repeats itself"
        }
    }
}
