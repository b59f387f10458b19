/* field32.h - integers modulo p = 2^255 - 19 in radix 2^25.5, products of 32 x 32 -> 64 bits.
 *
 * An element is ten limbs, limb i of weight 2^ceil(25.5 i). Bounds are counted in units, u = 2^26 + 2^18 for even
 * limbs and 2^25 + 2^17 for odd ones:
 *   reduced   every limb <= 1 u: what multiplication returns;
 *   lazy k    every limb <= k u: sums and differences that were not carried.
 * Multiplication takes lazy 3 on both sides. Same functions and same contracts as field64.h; -DVERIFY checks the bounds
 * while running. Every function is free of branches and addresses that depend on limbs. */
#ifndef RK_FIELD32_H
#define RK_FIELD32_H

#include "support.h"

typedef struct fe {
    uint32_t v[10];
} fe;

#define FE_MASK25 (((uint32_t)1 << 25) - 1)
#define FE_MASK26 (((uint32_t)1 << 26) - 1)

RK_INLINE void fe_check(const fe *a, uint32_t units) {
    for (int i = 0; i < 10; i += 2) {
        RK_VERIFY(a->v[i] <= units * (((uint32_t)1 << 26) + ((uint32_t)1 << 18)));
        RK_VERIFY(a->v[i + 1] <= units * (((uint32_t)1 << 25) + ((uint32_t)1 << 17)));
    }
    (void)a, (void)units;
}

RK_INLINE fe fe_small(uint32_t x) { return (fe){{x, 0, 0, 0, 0, 0, 0, 0, 0, 0}}; }

/* From the layout of rk_point and rk_affine, radix 2^51: each limb is split in 26 + 25 bits. Limbs there are at most
 * 2^51 + 2^16, so an upper part is at most 2^25: reduced. */
RK_INLINE fe fe_get(const uint64_t a[5]) {
    fe r;
    for (int i = 0; i < 5; i++) {
        r.v[2 * i] = (uint32_t)a[i] & FE_MASK26;
        r.v[2 * i + 1] = (uint32_t)(a[i] >> 26);
    }
    fe_check(&r, 1);
    return r;
}

/* Reduced -> radix 2^51, every limb <= 2^51 + 18. A joined limb is below 2^51 + 2^44, so carries are 0 or 1. */
RK_INLINE void fe_put(uint64_t r[5], fe a) {
    fe_check(&a, 1);
    uint64_t w[5];
    for (int i = 0; i < 5; i++) w[i] = a.v[2 * i] + ((uint64_t)a.v[2 * i + 1] << 26);
    const uint64_t mask = ((uint64_t)1 << 51) - 1;
    r[0] = (w[0] & mask) + 19 * (w[4] >> 51);
    for (int i = 1; i < 5; i++) r[i] = (w[i] & mask) + (w[i - 1] >> 51);
}

/* lazy j + lazy k -> lazy j + k. */
RK_INLINE fe fe_add(fe a, fe b) {
    fe r;
    for (int i = 0; i < 10; i++) r.v[i] = a.v[i] + b.v[i];
    return r;
}

/* lazy 8 -> reduced. Carries are below 2^4, the one into limb 0 below 19 * 2^4. */
RK_INLINE fe fe_carry(fe a) {
    fe_check(&a, 8);
    fe r;
    r.v[0] = (a.v[0] & FE_MASK26) + 19 * (a.v[9] >> 25);
    for (int i = 1; i < 9; i += 2) {
        r.v[i] = (a.v[i] & FE_MASK25) + (a.v[i - 1] >> 26);
        r.v[i + 1] = (a.v[i + 1] & FE_MASK26) + (a.v[i] >> 25);
    }
    r.v[9] = (a.v[9] & FE_MASK25) + (a.v[8] >> 26);
    fe_check(&r, 1);
    return r;
}

/* reduced - reduced -> lazy 3: adds 2p, whose limbs are at least 2^27 - 38 and 2^26 - 2, more than u. */
RK_INLINE fe fe_sub(fe a, fe b) {
    fe_check(&a, 1);
    fe_check(&b, 1);
    fe r;
    r.v[0] = a.v[0] + 0x7ffffda - b.v[0];
    r.v[1] = a.v[1] + 0x3fffffe - b.v[1];
    for (int i = 2; i < 10; i += 2) {
        r.v[i] = a.v[i] + 0x7fffffe - b.v[i];
        r.v[i + 1] = a.v[i + 1] + 0x3fffffe - b.v[i + 1];
    }
    return r;
}

/* lazy 3 - lazy 3 -> something that multiplication takes (here reduced): adds 4p, whose limbs are at least 2^28 - 76
 * and 2^27 - 4, more than 3 u; the sum is below lazy 8 and carried. */
RK_INLINE fe fe_sub_lazy(fe a, fe b) {
    fe_check(&a, 3);
    fe_check(&b, 3);
    fe r;
    r.v[0] = a.v[0] + 0xfffffb4 - b.v[0];
    r.v[1] = a.v[1] + 0x7fffffc - b.v[1];
    for (int i = 2; i < 10; i += 2) {
        r.v[i] = a.v[i] + 0xffffffc - b.v[i];
        r.v[i + 1] = a.v[i + 1] + 0x7fffffc - b.v[i + 1];
    }
    return fe_carry(r);
}

/* Column sums -> reduced. Columns are below 2^62.2 (see fe_mul), the last one, which has no factor 19, below 2^57.6.
 * Two chains of carries run side by side, from limbs 0 and 4; limb 4 is carried again when the first chain reaches it.
 * 19 * (z9 >> 25) < 2^37, so the last carry into limb 1 is below 2^12; so is the one into limb 5. */
RK_INLINE fe fe_fold(uint64_t z[10]) {
    RK_VERIFY(z[9] >> 58 == 0);
#define CARRY26(i) z[(i) + 1] += z[i] >> 26, z[i] &= FE_MASK26
#define CARRY25(i) z[(i) + 1] += z[i] >> 25, z[i] &= FE_MASK25
    CARRY26(0), CARRY26(4);
    CARRY25(1), CARRY25(5);
    CARRY26(2), CARRY26(6);
    CARRY25(3), CARRY25(7);
    CARRY26(4), CARRY26(8);
    z[0] += 19 * (z[9] >> 25), z[9] &= FE_MASK25;
    CARRY26(0);
#undef CARRY26
#undef CARRY25
    fe r;
    for (int i = 0; i < 10; i++) r.v[i] = (uint32_t)z[i];
    fe_check(&r, 1);
    return r;
}

/* lazy 3 * lazy 3 -> reduced. Limbs are below 2^27.6 (even) and 2^26.6 (odd), so 19 times one fits in 32 bits.
 * A product of two odd limbs counts twice (2^ceil(25.5 i) is not multiplicative). Column 0 is the largest:
 * (1 + 19 * (4 + 5 / 2)) * 2^55.2 < 2^62.2. */
RK_INLINE fe fe_mul(fe a, fe b) {
    fe_check(&a, 3);
    fe_check(&b, 3);
    const uint32_t *x = a.v, *y = b.v;
    uint32_t t[10], d[10]; /* t = 19 y, d = 2 x */
    for (int i = 1; i < 10; i++) t[i] = 19 * y[i];
    for (int i = 1; i < 10; i += 2) d[i] = 2 * x[i];
#define M(p, q) ((uint64_t)(p) * (q))
    uint64_t z[10];
    z[0] = M(x[0], y[0]) + M(d[1], t[9]) + M(x[2], t[8]) + M(d[3], t[7]) + M(x[4], t[6]) + M(d[5], t[5]) +
           M(x[6], t[4]) + M(d[7], t[3]) + M(x[8], t[2]) + M(d[9], t[1]);
    z[1] = M(x[0], y[1]) + M(x[1], y[0]) + M(x[2], t[9]) + M(x[3], t[8]) + M(x[4], t[7]) + M(x[5], t[6]) +
           M(x[6], t[5]) + M(x[7], t[4]) + M(x[8], t[3]) + M(x[9], t[2]);
    z[2] = M(x[0], y[2]) + M(d[1], y[1]) + M(x[2], y[0]) + M(d[3], t[9]) + M(x[4], t[8]) + M(d[5], t[7]) +
           M(x[6], t[6]) + M(d[7], t[5]) + M(x[8], t[4]) + M(d[9], t[3]);
    z[3] = M(x[0], y[3]) + M(x[1], y[2]) + M(x[2], y[1]) + M(x[3], y[0]) + M(x[4], t[9]) + M(x[5], t[8]) +
           M(x[6], t[7]) + M(x[7], t[6]) + M(x[8], t[5]) + M(x[9], t[4]);
    z[4] = M(x[0], y[4]) + M(d[1], y[3]) + M(x[2], y[2]) + M(d[3], y[1]) + M(x[4], y[0]) + M(d[5], t[9]) +
           M(x[6], t[8]) + M(d[7], t[7]) + M(x[8], t[6]) + M(d[9], t[5]);
    z[5] = M(x[0], y[5]) + M(x[1], y[4]) + M(x[2], y[3]) + M(x[3], y[2]) + M(x[4], y[1]) + M(x[5], y[0]) +
           M(x[6], t[9]) + M(x[7], t[8]) + M(x[8], t[7]) + M(x[9], t[6]);
    z[6] = M(x[0], y[6]) + M(d[1], y[5]) + M(x[2], y[4]) + M(d[3], y[3]) + M(x[4], y[2]) + M(d[5], y[1]) +
           M(x[6], y[0]) + M(d[7], t[9]) + M(x[8], t[8]) + M(d[9], t[7]);
    z[7] = M(x[0], y[7]) + M(x[1], y[6]) + M(x[2], y[5]) + M(x[3], y[4]) + M(x[4], y[3]) + M(x[5], y[2]) +
           M(x[6], y[1]) + M(x[7], y[0]) + M(x[8], t[9]) + M(x[9], t[8]);
    z[8] = M(x[0], y[8]) + M(d[1], y[7]) + M(x[2], y[6]) + M(d[3], y[5]) + M(x[4], y[4]) + M(d[5], y[3]) +
           M(x[6], y[2]) + M(d[7], y[1]) + M(x[8], y[0]) + M(d[9], t[9]);
    z[9] = M(x[0], y[9]) + M(x[1], y[8]) + M(x[2], y[7]) + M(x[3], y[6]) + M(x[4], y[5]) + M(x[5], y[4]) +
           M(x[6], y[3]) + M(x[7], y[2]) + M(x[8], y[1]) + M(x[9], y[0]);
    return fe_fold(z);
}

/* lazy 3 squared -> reduced: the same columns with equal products joined. 19 * odd limbs doubled, 38 * 2^26.6, fits. */
RK_INLINE fe fe_sq(fe a) {
    fe_check(&a, 3);
    const uint32_t *x = a.v;
    uint32_t d[8]; /* 2 x */
    for (int i = 0; i < 8; i++) d[i] = 2 * x[i];
    uint32_t t5 = 19 * x[5], t6 = 19 * x[6], t7 = 19 * x[7], t8 = 19 * x[8], t9 = 19 * x[9];
    uint32_t s5 = 2 * t5, s7 = 2 * t7, s9 = 2 * t9;
    uint64_t z[10];
    z[0] = M(x[0], x[0]) + M(d[1], s9) + M(d[2], t8) + M(d[3], s7) + M(d[4], t6) + M(x[5], s5);
    z[1] = M(d[0], x[1]) + M(d[2], t9) + M(d[3], t8) + M(d[4], t7) + M(d[5], t6);
    z[2] = M(d[0], x[2]) + M(d[1], x[1]) + M(d[3], s9) + M(d[4], t8) + M(d[5], s7) + M(x[6], t6);
    z[3] = M(d[0], x[3]) + M(d[1], x[2]) + M(d[4], t9) + M(d[5], t8) + M(d[6], t7);
    z[4] = M(d[0], x[4]) + M(d[1], d[3]) + M(x[2], x[2]) + M(d[5], s9) + M(d[6], t8) + M(x[7], s7);
    z[5] = M(d[0], x[5]) + M(d[1], x[4]) + M(d[2], x[3]) + M(d[6], t9) + M(d[7], t8);
    z[6] = M(d[0], x[6]) + M(d[1], d[5]) + M(d[2], x[4]) + M(d[3], x[3]) + M(d[7], s9) + M(x[8], t8);
    z[7] = M(d[0], x[7]) + M(d[1], x[6]) + M(d[2], x[5]) + M(d[3], x[4]) + 2 * M(x[8], t9);
    z[8] = M(d[0], x[8]) + M(d[1], d[7]) + M(d[2], x[6]) + M(d[3], d[5]) + M(x[4], x[4]) + M(x[9], s9);
    z[9] = M(d[0], x[9]) + M(d[1], x[8]) + M(d[2], x[7]) + M(d[3], x[6]) + M(d[4], x[5]);
#undef M
    return fe_fold(z);
}

/* mask all ones: b, mask zero: a. */
RK_INLINE fe fe_select(uint64_t mask, fe a, fe b) {
    mask = opaque(mask);
    for (int i = 0; i < 10; i++) a.v[i] ^= (uint32_t)mask & (a.v[i] ^ b.v[i]);
    return a;
}

#endif
