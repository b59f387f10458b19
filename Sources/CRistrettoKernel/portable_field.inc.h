/* portable_field.inc.h - what both fields share: constants, canonical bytes, powers, square roots (RFC 9496 section 4).
 * Included after field64.h or field32.h. */

#define FE_CONSTANT(name, ...) \
    RK_INLINE fe name(void) { return fe_get((const uint64_t[5]){__VA_ARGS__}); }

FE_CONSTANT(fe_d, 0x34dca135978a3, 0x1a8283b156ebd, 0x5e7a26001c029, 0x739c663a03cbb, 0x52036cee2b6ff)
FE_CONSTANT(fe_2d, 0x69b9426b2f159, 0x35050762add7a, 0x3cf44c0038052, 0x6738cc7407977, 0x2406d9dc56dff)
FE_CONSTANT(fe_sqrt_m1, 0x61b274a0ea0b0, 0x0d5a5fc8f189d, 0x7ef5e9cbd0c60, 0x78595a6804c9e, 0x2b8324804fc1d)
FE_CONSTANT(fe_sqrt_ad_minus_one, 0x7f6a0497b2e1b, 0x1836f0a97afd2, 0x7d747f6be7638, 0x456079e7e6498, 0x376931bf2b834)
FE_CONSTANT(fe_invsqrt_a_minus_d, 0x0fdaa805d40ea, 0x2eb482e57d339, 0x007610274bc58, 0x6510b613dc8ff, 0x786c8905cfaff)
FE_CONSTANT(fe_one_minus_d_sq, 0x409c1945fc176, 0x719abc6a1fc4f, 0x1c37f90b20684, 0x06bccca55eedf, 0x029072a8b2b3e)
FE_CONSTANT(fe_d_minus_one_sq, 0x55aaa44ed4d20, 0x59603c3332635, 0x26d3baf4a7928, 0x120a66e6997a9, 0x5968b37af66c2)

/* Reduced -> lazy 3. */
RK_INLINE fe fe_neg(fe a) { return fe_sub(fe_small(0), a); }

/* Reduced -> the limbs (radix 2^51) of the one representative below p. A reduced value is below 2p, so the quotient is
 * 0 or 1. */
RK_INLINE void fe_freeze(uint64_t r[5], fe a) {
    const uint64_t mask = ((uint64_t)1 << 51) - 1;
    fe_put(r, a);
    uint64_t q = (r[0] + 19) >> 51;
    for (int i = 1; i < 5; i++) q = (r[i] + q) >> 51;
    uint64_t c = 19 * q;
    for (int i = 0; i < 5; i++) {
        c += r[i];
        r[i] = c & mask;
        c >>= 51;
    }
}

/* Reduced -> 32 bytes, little-endian, canonical. */
RK_INLINE void fe_to_bytes(uint8_t r[32], fe a) {
    uint64_t v[5];
    fe_freeze(v, a);
    store64(r, v[0] | v[1] << 51);
    store64(r + 8, v[1] >> 13 | v[2] << 38);
    store64(r + 16, v[2] >> 26 | v[3] << 25);
    store64(r + 24, v[3] >> 39 | v[4] << 12);
}

/* 32 bytes, bit 255 ignored -> reduced. */
RK_INLINE fe fe_from_bytes(const uint8_t a[32]) {
    const uint64_t mask = ((uint64_t)1 << 51) - 1;
    uint64_t w0 = load64(a), w1 = load64(a + 8), w2 = load64(a + 16), w3 = load64(a + 24);
    return fe_get((const uint64_t[5]){w0 & mask, (w0 >> 51 | w1 << 13) & mask, (w1 >> 38 | w2 << 26) & mask,
                                      (w2 >> 25 | w3 << 39) & mask, (w3 >> 12) & mask});
}

/* All ones when a reduced value is 0 modulo p, else 0. */
RK_INLINE uint64_t fe_is_zero(fe a) {
    uint64_t v[5];
    fe_freeze(v, a);
    uint64_t x = v[0] | v[1] | v[2] | v[3] | v[4]; /* below 2^51 */
    return opaque(0 - ((x - 1) >> 63));
}

/* All ones when two reduced values are equal modulo p, else 0. */
RK_INLINE uint64_t fe_equal(fe a, fe b) { return fe_is_zero(fe_carry(fe_sub(a, b))); }

/* All ones when the canonical value of a reduced element is odd ("negative" in RFC 9496), else 0. */
RK_INLINE uint64_t fe_is_negative(fe a) {
    uint64_t v[5];
    fe_freeze(v, a);
    return opaque(0 - (v[0] & 1));
}

/* mask ? -a : a. Reduced -> reduced. */
RK_INLINE fe fe_negate_if(uint64_t mask, fe a) { return fe_select(mask, a, fe_carry(fe_neg(a))); }

/* Reduced -> reduced. */
RK_INLINE fe fe_abs(fe a) { return fe_negate_if(fe_is_negative(a), a); }

RK_NOINLINE fe fe_square_times(fe a, int count) {
    for (int i = 0; i < count; i++) a = fe_sq(a);
    return a;
}

/* a^(2^252 - 3) = a^((p - 5) / 8); through *a11 also a^11. Chain of 2^k - 1 exponents. */
RK_NOINLINE fe fe_pow22523(fe a, fe *a11) {
    fe a2 = fe_sq(a);
    fe a9 = fe_mul(fe_square_times(a2, 2), a);
    *a11 = fe_mul(a9, a2);
    fe x5 = fe_mul(fe_sq(*a11), a9); /* a^(2^5 - 1) */
    fe x10 = fe_mul(fe_square_times(x5, 5), x5);
    fe x20 = fe_mul(fe_square_times(x10, 10), x10);
    fe x40 = fe_mul(fe_square_times(x20, 20), x20);
    fe x50 = fe_mul(fe_square_times(x40, 10), x10);
    fe x100 = fe_mul(fe_square_times(x50, 50), x50);
    fe x200 = fe_mul(fe_square_times(x100, 100), x100);
    fe x250 = fe_mul(fe_square_times(x200, 50), x50);
    return fe_mul(fe_square_times(x250, 2), a);
}

/* 1/a, and 0 for 0: a^(p - 2), p - 2 = 8 (2^252 - 3) + 3. */
RK_NOINLINE fe fe_invert(fe a) {
    fe a11, x = fe_pow22523(a, &a11);
    return fe_mul(fe_square_times(x, 3), fe_mul(fe_sq(a), a));
}

/* SQRT_RATIO_M1 of RFC 9496 section 4.2: *r = sqrt(u / v) or sqrt(sqrt(-1) u / v), non-negative; all ones in the first
 * case. u, v reduced. */
RK_INLINE uint64_t fe_sqrt_ratio_m1(fe *r, fe u, fe v) {
    fe v3 = fe_mul(fe_sq(v), v), v7 = fe_mul(fe_sq(v3), v), a11;
    fe x = fe_mul(fe_mul(u, v3), fe_pow22523(fe_mul(u, v7), &a11));
    fe check = fe_mul(v, fe_sq(x)), minus_u = fe_carry(fe_neg(u));
    uint64_t correct = fe_equal(check, u);
    uint64_t flipped = fe_equal(check, minus_u);
    uint64_t flipped_i = fe_equal(check, fe_mul(minus_u, fe_sqrt_m1()));
    x = fe_select(flipped | flipped_i, x, fe_mul(x, fe_sqrt_m1()));
    *r = fe_abs(x);
    return correct | flipped;
}
