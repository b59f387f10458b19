/* ifma_power.h - fixed powers of eight elements: inversion and the square root of a ratio. Constant time. */
#ifndef RK_IFMA_POWER_H
#define RK_IFMA_POWER_H

#include "ifma_field.h"

/* A chain of squarings waits for each result, so `groups` independent chains run side by side (three or four fill the
 * multiplier, more only spill). */
#define POWER_GROUPS 4
#define EACH_GROUP _Pragma("GCC unroll 4") for (int g = 0; g < groups; g++)

RK_IFMA_INLINE void squarings(fe8 *t, int count, const int groups) {
    for (int k = 0; k < count; k++) {
        EACH_GROUP t[g] = fe8_sq(t[g]);
    }
}

/* out[g] = x[g]^(2^252 - 3). R -> R. `groups` is a compile-time constant. The names say the exponent: e5 is 2^5 - 1. */
RK_IFMA_INLINE void fe8_pow22523(fe8 *out, const fe8 *x, const int groups) {
    fe8 t[POWER_GROUPS], e5[POWER_GROUPS], e10[POWER_GROUPS], e50[POWER_GROUPS], e100[POWER_GROUPS];
    EACH_GROUP {
        fe8 x2 = fe8_sq(x[g]);
        fe8 x9 = fe8_mul(fe8_sq(fe8_sq(x2)), x[g]);
        fe8 x11 = fe8_mul(x9, x2);
        e5[g] = fe8_mul(fe8_sq(x11), x9);
        t[g] = e5[g];
    }
    squarings(t, 5, groups);
    EACH_GROUP t[g] = e10[g] = fe8_mul(t[g], e5[g]);
    squarings(t, 10, groups);
    EACH_GROUP t[g] = e100[g] = fe8_mul(t[g], e10[g]); /* 2^20 - 1 for now */
    squarings(t, 20, groups);
    EACH_GROUP t[g] = fe8_mul(t[g], e100[g]);
    squarings(t, 10, groups);
    EACH_GROUP t[g] = e50[g] = fe8_mul(t[g], e10[g]);
    squarings(t, 50, groups);
    EACH_GROUP t[g] = e100[g] = fe8_mul(t[g], e50[g]);
    squarings(t, 100, groups);
    EACH_GROUP t[g] = fe8_mul(t[g], e100[g]);
    squarings(t, 50, groups);
    EACH_GROUP t[g] = fe8_mul(t[g], e50[g]);
    squarings(t, 2, groups);
    EACH_GROUP out[g] = fe8_mul(t[g], x[g]);
}

/* 1/x, and 0 for 0: x^(p-2) with p - 2 = 8 (2^252 - 3) + 3. R -> R. */
RK_IFMA_INLINE fe8 fe8_invert(fe8 x) {
    fe8 t;
    fe8_pow22523(&t, &x, 1);
    t = fe8_sq(fe8_sq(fe8_sq(t)));
    return fe8_mul(t, fe8_mul(fe8_sq(x), x));
}

/* RFC 9496 section 4.2, SQRT_RATIO_M1(u, v), given r = (u v^7)^((p-5)/8): *root is one of the roots of u/v or of
 * sqrt(-1) u/v (the RFC's is the nonnegative one: fe8_abs where that matters); the mask tells the lanes where u/v is a square (0/v counts, u/0 does not unless u = 0). */
RK_IFMA_INLINE __mmask8 fe8_sqrt_ratio_finish(fe8 *root, fe8 u, fe8 v, fe8 v3, fe8 r) {
    const fe8 i = fe8_broadcast(FE_SQRT_M1);
    fe8 x = fe8_mul(fe8_mul(u, v3), r);
    fe8 check = fe8_mul(v, fe8_sq(x));
    __mmask8 correct = fe8_is_zero(fe8_sub(check, u));
    __mmask8 flipped = fe8_is_zero(fe8_add(check, u));
    __mmask8 flipped_i = fe8_is_zero(fe8_add(check, fe8_mul(u, i)));
    *root = fe8_select(flipped | flipped_i, x, fe8_mul(x, i));
    return correct | flipped;
}

#endif
