/* ifma_single.h - one point in four lanes, for the serial end of every multi-scalar multiplication: lanes 0 to 3 of an
 * fe8 are S, D, Z, T (to be added: Y+X, Y-X, 2Z, 2dT), lanes 4 to 7 repeat others and mean nothing. The four products
 * of a formula's step become one vector product, so what counts here is latency. */
#ifndef RK_IFMA_SINGLE_H
#define RK_IFMA_SINGLE_H

#include "ifma_point.h"

RK_IFMA_INLINE fe8 single_permute(fe8 a, long long l0, long long l1, long long l2, long long l3) {
    const v8 index = _mm512_setr_epi64(l0, l1, l2, l3, 0, 0, 0, 0);
    fe8 r;
    RK_UNROLL
    for (int i = 0; i < 5; i++) r.v[i] = _mm512_permutexvar_epi64(index, a.v[i]);
    return r;
}

/* carry(a + b), in the lanes of `minus` carry(a + 2^k p - b). Sums below 2^62. -> R */
RK_IFMA_INLINE fe8 single_combine(fe8 a, fe8 b, __mmask8 minus, int k) {
    const v8 p0 = v8_set((LIMB_MASK - 18) << k), p1 = v8_set(LIMB_MASK << k);
    fe8 r;
    RK_UNROLL
    for (int i = 0; i < 5; i++)
        r.v[i] = _mm512_mask_sub_epi64(v8_add(a.v[i], b.v[i]), minus, v8_add(a.v[i], i ? p1 : p0), b.v[i]);
    return fe8_carry(r);
}

/* [E, G, F, H] -> [X, Y, Z, T] = [EF, GH, FG, EH] -> [S, D, Z, T]. */
RK_IFMA_INLINE fe8 single_finish(fe8 q) {
    fe8 w = fe8_mul_wide_latency(single_permute(q, 0, 1, 2, 0), single_permute(q, 2, 3, 1, 3));
    fe8 x;
    RK_UNROLL
    for (int i = 0; i < 5; i++) x.v[i] = _mm512_maskz_permutexvar_epi64(3, v8_zero(), w.v[i]);
    return single_combine(single_permute(w, 1, 1, 2, 3), x, 2, 9); /* W + 2^60 < 2^61 */
}

/* [S, D, Z, T] -> products [S^2, D^2, Z^2, SD] -> [E, G, F, H] = [S^2 - D^2, 2SD, 4Z^2 - 2SD, S^2 + D^2]. */
RK_IFMA_INLINE fe8 single_double(fe8 a) {
    fe8 w = fe8_mul_wide_latency(single_permute(a, 0, 1, 2, 0), single_permute(a, 0, 1, 2, 1));
    fe8 p = single_permute(w, 0, 3, 2, 0), q = single_permute(w, 1, 3, 3, 1);
    const v8 shift_p = _mm512_setr_epi64(0, 0, 2, 0, 0, 0, 0, 0), shift_q = _mm512_setr_epi64(0, 0, 1, 0, 0, 0, 0, 0);
    RK_UNROLL
    for (int i = 0; i < 5; i++) {
        p.v[i] = _mm512_sllv_epi64(p.v[i], shift_p); /* < 2^61 */
        q.v[i] = _mm512_sllv_epi64(q.v[i], shift_q); /* < 2^60 */
    }
    return single_finish(single_combine(p, q, 5, 10)); /* < 2^62 */
}

/* a + q, q = [Y+X, Y-X, 2Z, 2dT] -> products [B, A, 2ZZ, C] -> [E, G, F, H] = [B - A, 2ZZ + C, 2ZZ - C, B + A]. */
RK_IFMA_INLINE fe8 single_add(fe8 a, fe8 q) {
    fe8 w = fe8_mul_wide_latency(a, q);
    fe8 e = single_combine(single_permute(w, 0, 2, 2, 0), single_permute(w, 1, 3, 3, 1), 5, 9);
    return single_finish(e);
}

RK_IFMA_INLINE fe8 single_identity(void) {
    return (fe8){{_mm512_setr_epi64(1, 1, 1, 0, 0, 0, 0, 0), v8_zero(), v8_zero(), v8_zero(), v8_zero()}};
}

/* The eight points of p, each in the form that single_add wants. */
RK_IFMA_INLINE void single_split(fe8 out[8], pt8 p) {
    cached8 c = pt8_to_cached(p);
    fe8 z2 = fe8_double(c.z);
    RK_UNROLL
    for (int i = 0; i < 5; i++) {
        v8 r[8] = {c.yp.v[i], c.ym.v[i], z2.v[i], c.t2d.v[i], v8_zero(), v8_zero(), v8_zero(), v8_zero()};
        v8_transpose(r);
        for (int l = 0; l < 8; l++) out[l].v[i] = r[l];
    }
}

RK_IFMA_INLINE void single_store(rk_point *r, fe8 a) {
    /* Z and T double; X = S - D, Y = S + D. */
    fe8 p = single_combine(single_permute(a, 0, 0, 2, 3), single_permute(a, 1, 1, 2, 3), 1, 2);
    uint64_t limb[5][8];
    for (int i = 0; i < 5; i++) _mm512_storeu_si512(limb[i], p.v[i]);
    for (int i = 0; i < 5; i++) {
        r->X[i] = limb[i][0];
        r->Y[i] = limb[i][1];
        r->Z[i] = limb[i][2];
        r->T[i] = limb[i][3];
    }
}

#endif
