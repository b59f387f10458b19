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

/* Column sums times 2^13 -> reduced. The factor makes floor(r / 2^51) the upper word of a column: no 128-bit shifts.
 * Two rounds of carries, all limbs at once, which is a third of the latency of a chain. For lazy 8 inputs
 *   columns < (77, 59, 41, 23, 5) * 2^108 * 2^13 < 2^127.3;
 *   upper words h_i < 2^63.3, and 19 h_4 < 19 * 5 * 2^57 < 2^63.6, so the first round fits in 64 bits;
 *   second round: l_0 ... l_3 < 2^63.7 carry less than 2^13, l_4 < 2^51 + 23 * 2^57 less than 2^11, times 19:
 *   the result is below 2^51 + 2^16. */
RK_INLINE fe fe_fold(fe_wide r0, fe_wide r1, fe_wide r2, fe_wide r3, fe_wide r4) {
    uint64_t h0 = (uint64_t)(r0 >> 64), h1 = (uint64_t)(r1 >> 64), h2 = (uint64_t)(r2 >> 64);
    uint64_t h3 = (uint64_t)(r3 >> 64), h4 = (uint64_t)(r4 >> 64);
    RK_VERIFY(h3 < (uint64_t)24 << 57 && h4 < (uint64_t)6 << 57);
    uint64_t l0 = ((uint64_t)r0 >> 13) + 19 * h4, l1 = ((uint64_t)r1 >> 13) + h0, l2 = ((uint64_t)r2 >> 13) + h1;
    uint64_t l3 = ((uint64_t)r3 >> 13) + h2, l4 = ((uint64_t)r4 >> 13) + h3;
    fe r = {{(l0 & FE_MASK) + 19 * (l4 >> 51), (l1 & FE_MASK) + (l0 >> 51), (l2 & FE_MASK) + (l1 >> 51),
             (l3 & FE_MASK) + (l2 >> 51), (l4 & FE_MASK) + (l3 >> 51)}};
    fe_check(&r, 1);
    return r;
}

/* lazy 8 * lazy 8 -> reduced. The factor 2^13 is split: a << 9 < 2^63.1, 19 b << 4 < 2^62.4. */
RK_INLINE fe fe_mul(fe a, fe b) {
    fe_check(&a, 8);
    fe_check(&b, 8);
    uint64_t x[5], y[5], t[5];
    for (int i = 0; i < 5; i++) {
        x[i] = a.v[i] << 9;
        y[i] = b.v[i] << 4;
        t[i] = 19 * y[i];
    }
#define M(p, q) ((fe_wide)(p) * (q))
    return fe_fold(M(x[0], y[0]) + M(x[1], t[4]) + M(x[2], t[3]) + M(x[3], t[2]) + M(x[4], t[1]),
                   M(x[0], y[1]) + M(x[1], y[0]) + M(x[2], t[4]) + M(x[3], t[3]) + M(x[4], t[2]),
                   M(x[0], y[2]) + M(x[1], y[1]) + M(x[2], y[0]) + M(x[3], t[4]) + M(x[4], t[3]),
                   M(x[0], y[3]) + M(x[1], y[2]) + M(x[2], y[1]) + M(x[3], y[0]) + M(x[4], t[4]),
                   M(x[0], y[4]) + M(x[1], y[3]) + M(x[2], y[2]) + M(x[3], y[1]) + M(x[4], y[0]));
}

/* lazy 3 squared -> reduced. Doubled limbs a << 10 < 2^62.7. */
RK_INLINE fe fe_sq(fe a) {
    fe_check(&a, 3);
    uint64_t x[5], d[5], y[5], t[5];
    for (int i = 0; i < 5; i++) {
        x[i] = a.v[i] << 9;
        d[i] = a.v[i] << 10;
        y[i] = a.v[i] << 4;
        t[i] = 19 * y[i];
    }
    return fe_fold(M(x[0], y[0]) + M(d[1], t[4]) + M(d[2], t[3]), M(d[0], y[1]) + M(d[2], t[4]) + M(x[3], t[3]),
                   M(d[0], y[2]) + M(x[1], y[1]) + M(d[3], t[4]), M(d[0], y[3]) + M(d[1], y[2]) + M(x[4], t[4]),
                   M(d[0], y[4]) + M(d[1], y[3]) + M(x[2], y[2]));
#undef M
}

/* mask all ones: b, mask zero: a. */
RK_INLINE fe fe_select(uint64_t mask, fe a, fe b) {
    mask = opaque(mask);
    for (int i = 0; i < 5; i++) a.v[i] ^= mask & (a.v[i] ^ b.v[i]);
    return a;
}

#endif
