/// A parameter of BLAKE2b that has a wrong length.
public enum Blake2bFailure: Error, Equatable, Sendable {
    /// A key has more than 64 bytes.
    case key(count: Int)
    /// A salt has neither 0 nor 16 bytes.
    case salt(count: Int)
    /// A personalisation has neither 0 nor 16 bytes.
    case personal(count: Int)
}

extension Blake2bFailure: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .key(let count): "a BLAKE2b key has at most 64 bytes, not \(count)"
        case .salt(let count): "a BLAKE2b salt has 16 bytes, not \(count)"
        case .personal(let count): "a BLAKE2b personalisation has 16 bytes, not \(count)"
        }
    }
}
