public import Ristretto

/// A Pedersen commitment value * B + blinding * B~: public, hiding its value, additive.
///
/// It may be the identity, as the commitment of an empty place in a tree is.
public struct Commitment: Equatable, Sendable {
    /// The commitment as a group element.
    public let point: RistrettoPoint

    /// Takes a group element as a commitment; nothing is known about an opening.
    ///
    /// - Parameter point: The group element.
    public init(point: RistrettoPoint) {
        self.point = point
    }

    /// Decodes a commitment from its wire form.
    ///
    /// - Parameters:
    ///   - encoding: The wire form.
    ///   - field: What the commitment is called in the specification; the failure names it.
    /// - Throws: `PointFailure.invalidEncoding` for bytes that encode no group element.
    public init(decoding encoding: CompressedPoint, field: FieldName = "commitment") throws(PointFailure) {
        point = try RistrettoPoint(decoding: encoding, field: field)
    }

    /// Commits to a scalar, in constant time.
    ///
    /// - Parameters:
    ///   - value: The value; secret.
    ///   - blinding: The blinding; secret, uniform and used once.
    ///   - generators: The bases.
    public init(to value: Scalar, blinding: Scalar, generators: PedersenGenerators = .standard) {
        point = value * generators.value + blinding * generators.blinding
    }

    /// Commits to a number, in constant time.
    ///
    /// - Parameters:
    ///   - value: The value; secret.
    ///   - blinding: The blinding; secret, uniform and used once.
    ///   - generators: The bases.
    public init(to value: UInt64, blinding: Scalar, generators: PedersenGenerators = .standard) {
        self.init(to: Scalar(value), blinding: blinding, generators: generators)
    }

    /// The commitment to 0 with blinding 0.
    public static var identity: Commitment { Commitment(point: .identity) }

    /// The wire form.
    ///
    /// - Returns: 32 bytes.
    public func compressed() -> CompressedPoint { point.compressed() }

    /// A commitment to the sum of both values, with the sum of both blindings.
    ///
    /// - Parameters:
    ///   - left: A commitment.
    ///   - right: Another.
    /// - Returns: Their sum.
    public static func + (left: Commitment, right: Commitment) -> Commitment {
        Commitment(point: left.point + right.point)
    }

    /// A commitment to the difference of both values, with the difference of both blindings.
    ///
    /// - Parameters:
    ///   - left: A commitment.
    ///   - right: Another.
    /// - Returns: Their difference.
    public static func - (left: Commitment, right: Commitment) -> Commitment {
        Commitment(point: left.point - right.point)
    }

    /// Adds a commitment to this one.
    ///
    /// - Parameters:
    ///   - left: What is added to.
    ///   - right: The summand.
    public static func += (left: inout Commitment, right: Commitment) { left = left + right }

    /// A commitment to a multiple of the value, with the same multiple of the blinding; in constant time.
    ///
    /// - Parameters:
    ///   - factor: The factor.
    ///   - commitment: A commitment.
    /// - Returns: The multiple.
    public static func * (factor: Scalar, commitment: Commitment) -> Commitment {
        Commitment(point: factor * commitment.point)
    }

    /// The sum of a list.
    ///
    /// - Parameter commitments: The list.
    /// - Returns: Their sum; the identity for an empty list.
    public static func sum(_ commitments: some Sequence<Commitment>) -> Commitment {
        commitments.reduce(.identity) { $0 + $1 }
    }
}
