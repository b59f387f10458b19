/// An integer modulo the order of ristretto255, l = 2^252 + 27742317777372353535851937790883648493.
///
/// All operations take the same time for all values, unless a name says `vartime`. A `Scalar` is a plain value that is
/// copied freely: public values and intermediate results. Keys, blindings and witnesses live in ``SecretScalars``.
///
/// - seealso: RFC 9496, section 4.4.
@frozen
public struct Scalar: Sendable, BitwiseCopyable {
    /// The limbs of x * 2^256 mod l (Montgomery form), least significant first.
    ///
    /// Invariant S1: the number that the limbs spell is below l. Every initialiser and operation restores it;
    /// ``Scalar/==(_:_:)`` and the encoding rely on it, and so does the bound of ``ScalarAccumulator``.
    @usableFromInline internal var limb0: UInt64
    @usableFromInline internal var limb1: UInt64
    @usableFromInline internal var limb2: UInt64
    @usableFromInline internal var limb3: UInt64

    @inlinable @inline(__always)
    internal init(montgomery limb0: UInt64, _ limb1: UInt64, _ limb2: UInt64, _ limb3: UInt64) {
        self.limb0 = limb0
        self.limb1 = limb1
        self.limb2 = limb2
        self.limb3 = limb3
    }

    /// 0.
    @inlinable public static var zero: Scalar { Scalar(montgomery: 0, 0, 0, 0) }

    /// 1.
    @inlinable public static var one: Scalar {
        Scalar(montgomery: 0xd6ec_3174_8d98_951d, 0xc6ef_5bf4_737d_cf70, 0xffff_ffff_ffff_fffe, 0x0fff_ffff_ffff_ffff)
    }

    /// 1/2 mod l, which makes up for the doubling of double-and-encode.
    @inlinable public static var half: Scalar {
        Scalar(montgomery: 0x977f_4a47_7547_3485, 0x6de7_2ae9_8b3a_b623, 0xffff_ffff_ffff_ffff, 0x0fff_ffff_ffff_ffff)
    }

    /// 2^512 mod l: a Montgomery product with it takes an integer into Montgomery form.
    @inlinable internal static var radixSquared: Scalar {
        Scalar(montgomery: 0xa406_11e3_449c_0f01, 0xd00e_1ba7_6885_9347, 0xceec_73d2_17f5_be65, 0x0399_411b_7c30_9a3d)
    }

    /// 2^768 mod l: the same for the upper half of 64 bytes.
    @inlinable internal static var radixCubed: Scalar {
        Scalar(montgomery: 0x2a9e_4968_7b83_a2db, 0x2783_24e6_aef7_f3ec, 0x8065_dc6c_04ec_5b65, 0x0e53_0b77_3599_cec7)
    }
}

/// The order l of the group as limbs; limb 2 is zero and limb 3 a power of two, which ``Scalar`` makes use of.
@usableFromInline
internal enum GroupOrder {
    @inlinable static var limb0: UInt64 { 0x5812_631a_5cf5_d3ed }
    @inlinable static var limb1: UInt64 { 0x14de_f9de_a2f7_9cd6 }
    @inlinable static var limb3: UInt64 { 0x1000_0000_0000_0000 }

    /// -1/l mod 2^64.
    @inlinable static var negatedInverse: UInt64 { 0xd2b5_1da3_1254_7e1b }
}
