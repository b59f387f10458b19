public import Ristretto

/// What is known after an opening was checked: this commitment holds this value.
///
/// Only ``Commitment/verifyOpening(value:blinding:generators:)`` makes one.
public struct VerifiedOpening: Equatable, Sendable {
    /// The commitment.
    public let commitment: Commitment

    /// The value in it.
    public let value: UInt64

    fileprivate init(commitment: Commitment, value: UInt64) {
        self.commitment = commitment
        self.value = value
    }
}

/// Why an opening is refused.
public enum OpeningFailure: Error, Equatable, Sendable {
    /// The commitment is not the one to this value with this blinding.
    case mismatch
}

extension Commitment {
    /// Checks that the commitment opens to a value.
    ///
    /// - Parameters:
    ///   - value: The claimed value.
    ///   - blinding: The claimed blinding.
    ///   - generators: The bases.
    /// - Returns: The evidence.
    /// - Throws: ``OpeningFailure/mismatch`` when it is a commitment to something else.
    public func verifyOpening(
        value: UInt64, blinding: Scalar, generators: PedersenGenerators = .standard
    ) throws(OpeningFailure) -> VerifiedOpening {
        guard self == Commitment(to: value, blinding: blinding, generators: generators) else { throw .mismatch }
        return VerifiedOpening(commitment: self, value: value)
    }
}
