public import Ristretto
internal import Transcript

/// The two bases of a Pedersen commitment, value * B + blinding * B~.
///
/// A commitment hides its value whatever anyone can compute, and binds to it as long as nobody knows k with B~ = k B.
/// That is why the bases are not a parameter that comes with data: there is one pair, and B~ is a hash of B.
public struct PedersenGenerators: Sendable {
    /// The base of values, B: the generator of RFC 9496.
    public let value: RistrettoPoint

    /// The base of blindings, B~ = one-way-map(SHA3-512(encode(B))).
    public let blinding: RistrettoPoint

    /// The pair that everything uses.
    ///
    /// - seealso: `docs/spec/group.md`, section "Generators".
    public static let standard: PedersenGenerators = {
        let value = RistrettoPoint.generator
        return PedersenGenerators(value: value, blinding: derivedBlinding(for: value))
    }()

    private init(value: RistrettoPoint, blinding: RistrettoPoint) {
        self.value = value
        self.blinding = blinding
    }

    /// Takes a pair after checking that its second base is the hash of the first.
    ///
    /// - Parameters:
    ///   - value: The base of values, the generator of RFC 9496.
    ///   - blinding: The base of blindings.
    /// - Throws: ``GeneratorFailure`` when either is another point.
    public init(checking value: RistrettoPoint, _ blinding: RistrettoPoint) throws(GeneratorFailure) {
        guard value == .generator else { throw .valueBase }
        guard blinding == Self.derivedBlinding(for: value) else { throw .blindingBase }
        self.init(value: value, blinding: blinding)
    }

    private static func derivedBlinding(for value: RistrettoPoint) -> RistrettoPoint {
        var hash = SHA3(.sha3_512)
        hash.absorb(value.compressed().bytes)
        let digest = hash.finalize()
        return RistrettoPoint(uniform: InlineArray { digest[$0] })
    }
}

/// Why a pair of bases is not taken.
public enum GeneratorFailure: Error, Equatable, Sendable {
    /// The base of values is not the group's generator.
    case valueBase
    /// The base of blindings is not the hash of the base of values; someone may know its discrete logarithm.
    case blindingBase
}
