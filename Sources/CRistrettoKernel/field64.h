/* field64.h - integers modulo p = 2^255 - 19 in radix 2^51, products of 64 x 64 -> 128 bits.
 *
 * An element is five limbs, limb i of weight 2^(51 i). Bounds are counted in units u = 2^51 + 2^16 a limb:
 *   reduced   every limb <= 1 u: what multiplication returns and what memory holds (invariant R of the public header);
 *   lazy k    every limb <= k u: sums and differences that were not carried.
 * Multiplication takes lazy 8 on both sides (limbs < 2^54.1); code that both fields share keeps to lazy 3, or to the
 * result of fe_sub_lazy. Each function states its own bounds; -DVERIFY checks
 * them while running. Every function is free of branches and addresses that depend on limbs. */
#ifndef RK_FIELD64_H
#define RK_FIELD64_H

#include "support.h"

typedef struct fe {
    uint64_t v[5];
} fe;

typedef unsigned __int128 fe_wide;

#define FE_MASK (((uint64_t)1 << 51) - 1)
#define FE_UNIT (((uint64_t)1 << 51) + ((uint64_t)1 << 16))

RK_INLINE void fe_check(const fe *a, uint64_t units) {
    for (int i = 0; i < 5; i++) RK_VERIFY(a->v[i] <= units * FE_UNIT);
    (void)a, (void)units;
}

RK_INLINE fe fe_small(uint32_t x) { return (fe){{x, 0, 0, 0, 0}}; }

/* From and to the layout of rk_point and rk_affine: the same radix. Reduced in, reduced out. */
RK_INLINE fe fe_get(const uint64_t a[5]) {
    fe r = {{a[0], a[1], a[2], a[3], a[4]}};
    fe_check(&r, 1);
    return r;
}

RK_INLINE void fe_put(uint64_t r[5], fe a) {
    fe_check(&a, 1);
    for (int i = 0; i < 5; i++) r[i] = a.v[i];
}

/* lazy j + lazy k -> lazy j + k. */
RK_INLINE fe fe_add(fe a, fe b) {
    fe r;
    for (int i = 0; i < 5; i++) r.v[i] = a.v[i] + b.v[i];
    return r;
}

/* reduced - reduced -> lazy 3: adds 2p, whose limbs are at least 2^52 - 38 > u. */
RK_INLINE fe fe_sub(fe a, fe b) {
    fe_check(&a, 1);
    fe_check(&b, 1);
    fe r;
    r.v[0] = a.v[0] + 0xfffffffffffdaULL - b.v[0];
    for (int i = 1; i < 5; i++) r.v[i] = a.v[i] + 0xffffffffffffeULL - b.v[i];
    return r;
}

/* lazy 3 - lazy 3 -> something that multiplication takes (here lazy 7): adds 4p, whose limbs are at least
 * 2^53 - 76 > 3 u. */
RK_INLINE fe fe_sub_lazy(fe a, fe b) {
    fe_check(&a, 3);
    fe_check(&b, 3);
    fe r;
    r.v[0] = a.v[0] + 0x1fffffffffffb4ULL - b.v[0];
    for (int i = 1; i < 5; i++) r.v[i] = a.v[i] + 0x1ffffffffffffcULL - b.v[i];
    return r;
}

/* lazy 8 -> reduced. Each carry is below 2^4, so a limb ends below 2^51 + 19 * 2^4. */
RK_INLINE fe fe_carry(fe a) {
    fe_check(&a, 8);
    uint64_t c0 = a.v[0] >> 51, c1 = a.v[1] >> 51, c2 = a.v[2] >> 51, c3 = a.v[3] >> 51, c4 = a.v[4] >> 51;
    fe r = {{(a.v[0] & FE_MASK) + 19 * c4, (a.v[1] & FE_MASK) + c0, (a.v[2] & FE_MASK) + c1, (a.v[3] & FE_MASK) + c2,
             (a.v[4] & FE_MASK) + c3}};
    fe_check(&r, 1);
    return r;
}

/* Column sums -> reduced. For lazy 8 inputs a column is below 77 * 2^108.2 < 2^114.5, so every carry of the chain fits
 * in 64 bits; the last column has no factor 19, so its carry is below 5 * 2^108.2 / 2^51 < 2^59.6 and 19 times it fits.
 * The carry out of the limb 0 that receives it is below 2^13: the result is reduced. */
RK_INLINE fe fe_fold(fe_wide r0, fe_wide r1, fe_wide r2, fe_wide r3, fe_wide r4) {
    fe r;
    r1 += (uint64_t)(r0 >> 51);
    r2 += (uint64_t)(r1 >> 51);
    r3 += (uint64_t)(r2 >> 51);
    r4 += (uint64_t)(r3 >> 51);
    RK_VERIFY((r0 >> 115) == 0 && (r1 >> 115) == 0 && (r2 >> 115) == 0 && (r3 >> 115) == 0 && (r4 >> 111) == 0);
    uint64_t v0 = ((uint64_t)r0 & FE_MASK) + 19 * (uint64_t)(r4 >> 51);
    r.v[0] = v0 & FE_MASK;
    r.v[1] = ((uint64_t)r1 & FE_MASK) + (v0 >> 51);
    r.v[2] = (uint64_t)r2 & FE_MASK;
    r.v[3] = (uint64_t)r3 & FE_MASK;
    r.v[4] = (uint64_t)r4 & FE_MASK;
    fe_check(&r, 1);
    return r;
}

/* lazy 8 * lazy 8 -> reduced. 19 * 2^54.1 < 2^58.4 fits in a limb. */
RK_INLINE fe fe_mul(fe a, fe b) {
    fe_check(&a, 8);
    fe_check(&b, 8);
    uint64_t a0 = a.v[0], a1 = a.v[1], a2 = a.v[2], a3 = a.v[3], a4 = a.v[4];
    uint64_t b0 = b.v[0], b1 = b.v[1], b2 = b.v[2], b3 = b.v[3], b4 = b.v[4];
    uint64_t c1 = 19 * b1, c2 = 19 * b2, c3 = 19 * b3, c4 = 19 * b4;
#define M(x, y) ((fe_wide)(x) * (y))
    return fe_fold(M(a0, b0) + M(a1, c4) + M(a2, c3) + M(a3, c2) + M(a4, c1),
                   M(a0, b1) + M(a1, b0) + M(a2, c4) + M(a3, c3) + M(a4, c2),
                   M(a0, b2) + M(a1, b1) + M(a2, b0) + M(a3, c4) + M(a4, c3),
                   M(a0, b3) + M(a1, b2) + M(a2, b1) + M(a3, b0) + M(a4, c4),
                   M(a0, b4) + M(a1, b3) + M(a2, b2) + M(a3, b1) + M(a4, b0));
}

/* lazy 8 squared -> reduced. 38 * 2^54.1 < 2^59.4. */
RK_INLINE fe fe_sq(fe a) {
    fe_check(&a, 8);
    uint64_t a0 = a.v[0], a1 = a.v[1], a2 = a.v[2], a3 = a.v[3], a4 = a.v[4];
    uint64_t d0 = 2 * a0, d1 = 2 * a1, e3 = 19 * a3, e4 = 19 * a4, d2 = 2 * a2, f4 = 2 * e4;
    return fe_fold(M(a0, a0) + M(a1, f4) + M(d2, e3), M(d0, a1) + M(a2, f4) + M(a3, e3), M(d0, a2) + M(a1, a1) + M(a3, f4),
                   M(d0, a3) + M(d1, a2) + M(a4, e4), M(d0, a4) + M(d1, a3) + M(a2, a2));
#undef M
}

/* mask all ones: b, mask zero: a. */
RK_INLINE fe fe_select(uint64_t mask, fe a, fe b) {
    for (int i = 0; i < 5; i++) a.v[i] ^= mask & (a.v[i] ^ b.v[i]);
    return a;
}

#endif
