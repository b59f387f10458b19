internal import CRistrettoKernel

/// An element of ristretto255, the group of prime order l in which everything is committed.
///
/// All operations take the same time for all values, unless a name says `vartime`.
///
/// - seealso: RFC 9496, section 4.
public struct RistrettoPoint: Sendable {
    /// One of the eight curve points that stand for the element.
    ///
    /// Invariant P1: a point of the even subgroup of edwards25519 in extended coordinates, limbs within the kernel's
    /// bound R. Only decoding, the one-way map and kernel operations make one.
    internal var representative: rk_point

    internal init(representative: rk_point) {
        self.representative = representative
    }

    /// The neutral element.
    public static var identity: RistrettoPoint {
        var point = rk_point()
        rk_point_identity(&point)
        return RistrettoPoint(representative: point)
    }

    /// The base point B of RFC 9496.
    public static var generator: RistrettoPoint {
        var point = rk_point()
        rk_point_generator(&point)
        return RistrettoPoint(representative: point)
    }
}
