/// Why a signature was refused.
public enum SignatureFailure: Error, Equatable, Sendable {
    /// It does not have 64 bytes.
    case length(Int)
    /// Its scalar is not below the group order.
    case nonCanonicalScalar
    /// It is not this key's signature of this message for this use.
    case mismatch
}

extension SignatureFailure: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .length(let count): "a signature has 64 bytes, not \(count)"
        case .nonCanonicalScalar: "the signature's scalar is not below the group order"
        case .mismatch: "the signature does not fit key, message and purpose"
        }
    }
}

/// Why 32 bytes are no verification key.
public enum VerificationKeyFailure: Error, Equatable, Sendable {
    /// There are not 32 bytes.
    case length(Int)
    /// The y coordinate is not below 2^255 - 19, or the sign bit is set where x is 0.
    case nonCanonical
    /// The point is off the curve, of small order, or outside of the group of prime order.
    case notInPrimeOrderGroup
    /// libsodium could not be started.
    case sodium(SodiumFailure)
}

extension VerificationKeyFailure: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .length(let count): "a public key has 32 bytes, not \(count)"
        case .nonCanonical: "the public key is not in its one encoding"
        case .notInPrimeOrderGroup: "the public key is no point of the prime-order group"
        case .sodium(let failure): "\(failure)"
        }
    }
}
