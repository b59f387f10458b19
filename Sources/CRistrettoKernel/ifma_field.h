/* ifma_field.h - eight elements of GF(2^255 - 19) at once, radix 2^51, with AVX-512 IFMA.
 *
 * An fe8 holds limb i of eight elements ("lanes") in vector i: lane value = sum v[i] * 2^(51 i). vpmadd52 multiplies the
 * low 52 bits of its inputs and drops the rest, so every value belongs to one of two classes:
 *
 *   R  reduced: every limb <= 2^51 + 2^16 - 1. The only class that may enter a multiplication.
 *   W  wide: limbs < 125 * 2^52 < 2^59, what a multiplication gives before its carries.
 *
 * A sum or difference goes through fe8_carry before it is multiplied. A lazy sum of two R values is not R: its limbs
 * can need 53 bits, and the product would be silently wrong. The bound of every step stands beside it; a build with
 * -DVERIFY checks them at run time. `docs/kernel.md` has the derivations. */
#ifndef RK_IFMA_FIELD_H
#define RK_IFMA_FIELD_H

#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define RK_IFMA __attribute__((target("avx512f,avx512vl,avx512dq,avx512ifma")))
#define RK_IFMA_INLINE static inline __attribute__((always_inline)) RK_IFMA
#define RK_IFMA_NOINLINE static __attribute__((noinline)) RK_IFMA
#define RK_UNROLL _Pragma("GCC unroll 10")

typedef __m512i v8;
typedef struct {
    v8 v[5];
} fe8;

#define LIMB_MASK ((UINT64_C(1) << 51) - 1)
#define R_MAX ((UINT64_C(1) << 51) + (UINT64_C(1) << 16) - 1)
#define W_MAX ((UINT64_C(125) << 52) - 1)

/* ---- Run-time check of the bounds --------------------------------------------------------------------------------- */

#ifdef VERIFY
#include <stdio.h>
#include <stdlib.h>
RK_IFMA_NOINLINE void verify_limb(v8 x, uint64_t max, const char *where) {
    if (_mm512_cmpgt_epu64_mask(x, _mm512_set1_epi64((long long)max))) {
        fprintf(stderr, "kernel bound broken: %s\n", where);
        abort();
    }
}
#define VERIFY_LIMB(x, max, where) verify_limb(x, max, where)
#else
#define VERIFY_LIMB(x, max, where) ((void)0)
#endif

RK_IFMA_INLINE void verify_fe8(fe8 a, uint64_t max, const char *where) {
    RK_UNROLL
    for (int i = 0; i < 5; i++) VERIFY_LIMB(a.v[i], max, where);
    (void)a, (void)max, (void)where;
}

/* ---- Vectors ------------------------------------------------------------------------------------------------------ */

RK_IFMA_INLINE v8 v8_set(uint64_t x) { return _mm512_set1_epi64((long long)x); }
RK_IFMA_INLINE v8 v8_zero(void) { return _mm512_setzero_si512(); }
RK_IFMA_INLINE v8 v8_add(v8 a, v8 b) { return _mm512_add_epi64(a, b); }
RK_IFMA_INLINE v8 v8_sub(v8 a, v8 b) { return _mm512_sub_epi64(a, b); }
RK_IFMA_INLINE v8 v8_and(v8 a, v8 b) { return _mm512_and_si512(a, b); }
RK_IFMA_INLINE v8 v8_or(v8 a, v8 b) { return _mm512_or_si512(a, b); }
RK_IFMA_INLINE v8 v8_double(v8 a) { return _mm512_add_epi64(a, a); }
/* acc + the low (high) 52 bits of the 104-bit product of the low 52 bits of a and b. */
RK_IFMA_INLINE v8 v8_lo(v8 acc, v8 a, v8 b) { return _mm512_madd52lo_epu64(acc, a, b); }
RK_IFMA_INLINE v8 v8_hi(v8 acc, v8 a, v8 b) { return _mm512_madd52hi_epu64(acc, a, b); }

/* The 8 x 8 transpose: afterwards word l of r[k] is what word k of r[l] was. */
RK_IFMA_INLINE void v8_transpose(v8 r[8]) {
    v8 a[8], b[8];
    RK_UNROLL
    for (int i = 0; i < 8; i += 2) {
        a[i] = _mm512_unpacklo_epi64(r[i], r[i + 1]);
        a[i + 1] = _mm512_unpackhi_epi64(r[i], r[i + 1]);
    }
    RK_UNROLL
    for (int i = 0; i < 2; i++) {
        b[i] = _mm512_shuffle_i64x2(a[i], a[i + 2], 0x88);
        b[i + 2] = _mm512_shuffle_i64x2(a[i], a[i + 2], 0xdd);
        b[i + 4] = _mm512_shuffle_i64x2(a[i + 4], a[i + 6], 0x88);
        b[i + 6] = _mm512_shuffle_i64x2(a[i + 4], a[i + 6], 0xdd);
    }
    RK_UNROLL
    for (int i = 0; i < 4; i++) {
        r[i] = _mm512_shuffle_i64x2(b[i], b[i + 4], 0x88);
        r[i + 4] = _mm512_shuffle_i64x2(b[i], b[i + 4], 0xdd);
    }
}

/* ---- Making and choosing elements --------------------------------------------------------------------------------- */

/* R when x < 2^51. */
RK_IFMA_INLINE fe8 fe8_small(uint64_t x) {
    return (fe8){{v8_set(x), v8_zero(), v8_zero(), v8_zero(), v8_zero()}};
}

/* The same element in all lanes. */
RK_IFMA_INLINE fe8 fe8_broadcast(const uint64_t x[5]) {
    fe8 r;
    RK_UNROLL
    for (int i = 0; i < 5; i++) r.v[i] = v8_set(x[i]);
    return r;
}

/* Lane by lane: b where the mask bit is set, else a. */
RK_IFMA_INLINE fe8 fe8_select(__mmask8 mask, fe8 a, fe8 b) {
    fe8 r;
    RK_UNROLL
    for (int i = 0; i < 5; i++) r.v[i] = _mm512_mask_blend_epi64(mask, a.v[i], b.v[i]);
    return r;
}

/* ---- Carries, sums ------------------------------------------------------------------------------------------------ */

/* One parallel carry. In: limbs 0 to 3 any 64 bits, limb 4 < 2^62 (19 * 2^11 < 2^16). Out: R. */
RK_IFMA_INLINE fe8 fe8_carry(fe8 a) {
    VERIFY_LIMB(a.v[4], (UINT64_C(1) << 62) - 1, "carry: limb 4");
    const v8 mask = v8_set(LIMB_MASK);
    v8 c[5];
    fe8 r;
    RK_UNROLL
    for (int i = 0; i < 5; i++) {
        c[i] = _mm512_srli_epi64(a.v[i], 51);
        r.v[i] = v8_and(a.v[i], mask);
    }
    r.v[0] = v8_lo(r.v[0], c[4], v8_set(19));
    RK_UNROLL
    for (int i = 1; i < 5; i++) r.v[i] = v8_add(r.v[i], c[i - 1]);
    verify_fe8(r, R_MAX, "carry: result");
    return r;
}

/* a + b without carries: bounds add up. */
RK_IFMA_INLINE fe8 fe8_add_wide(fe8 a, fe8 b) {
    fe8 r;
    RK_UNROLL
    for (int i = 0; i < 5; i++) r.v[i] = v8_add(a.v[i], b.v[i]);
    return r;
}

/* a + 2^k p - b without carries. Limbs of b <= (2^51 - 19) * 2^k: k = 2 for R, 9 for W, 10 for twice W. */
RK_IFMA_INLINE fe8 fe8_sub_wide(fe8 a, fe8 b, int k) {
    const v8 p0 = v8_set((LIMB_MASK - 18) << k), p1 = v8_set(LIMB_MASK << k);
    verify_fe8(b, (LIMB_MASK - 18) << k, "subtract: second operand");
    fe8 r;
    r.v[0] = v8_sub(v8_add(a.v[0], p0), b.v[0]);
    RK_UNROLL
    for (int i = 1; i < 5; i++) r.v[i] = v8_sub(v8_add(a.v[i], p1), b.v[i]);
    return r;
}

/* R, R -> R. */
RK_IFMA_INLINE fe8 fe8_add(fe8 a, fe8 b) { return fe8_carry(fe8_add_wide(a, b)); }
RK_IFMA_INLINE fe8 fe8_sub(fe8 a, fe8 b) { return fe8_carry(fe8_sub_wide(a, b, 2)); }
RK_IFMA_INLINE fe8 fe8_neg(fe8 a) { return fe8_sub(fe8_small(0), a); }
RK_IFMA_INLINE fe8 fe8_double(fe8 a) { return fe8_carry(fe8_add_wide(a, a)); }
/* Lane by lane -a where the mask bit is set. */
RK_IFMA_INLINE fe8 fe8_cneg(__mmask8 mask, fe8 a) { return fe8_select(mask, a, fe8_neg(a)); }

/* 2^9 p - a in the lanes of the mask, a elsewhere. W -> limbs < 2^60. */
RK_IFMA_INLINE fe8 fe8_cneg_wide(__mmask8 mask, fe8 a) {
    const v8 p0 = v8_set((LIMB_MASK - 18) << 9), p1 = v8_set(LIMB_MASK << 9);
    verify_fe8(a, W_MAX, "negate: operand");
    fe8 r;
    r.v[0] = _mm512_mask_sub_epi64(a.v[0], mask, p0, a.v[0]);
    RK_UNROLL
    for (int i = 1; i < 5; i++) r.v[i] = _mm512_mask_sub_epi64(a.v[i], mask, p1, a.v[i]);
    return r;
}

/* ---- Products ----------------------------------------------------------------------------------------------------- */

/* Columns z[0..9] -> z[k] + 19 z[k + 5]. */
RK_IFMA_INLINE fe8 fe8_fold(const v8 z[10]) {
    fe8 r;
    RK_UNROLL
    for (int k = 0; k < 5; k++) r.v[k] = v8_add(z[k], _mm512_mullo_epi64(z[k + 5], v8_set(19)));
    verify_fe8(r, W_MAX, "product");
    return r;
}

/* R, R -> W. The high half of a_i b_j weighs 2^52 * 2^(51 (i+j)) = 2 * 2^(51 (i+j+1)), so the high halves are summed
 * first, doubled once, and the low halves go on top of the same accumulators. With lo < 2^52 and hi < 2^50 (1 + 2^-33)
 * the columns are below 2^52 * (1, 2.5, 4, 5.5, 7, 6.5, 5, 3.5, 2, 0.5), and after folding
 * 2^52 * (124.5, 97.5, 70.5, 43.5, 16.5). */
RK_IFMA_INLINE fe8 fe8_mul_wide(fe8 a, fe8 b) {
    verify_fe8(a, R_MAX, "multiply: first factor");
    verify_fe8(b, R_MAX, "multiply: second factor");
    v8 z[10];
    RK_UNROLL
    for (int k = 0; k < 10; k++) z[k] = v8_zero();
    RK_UNROLL
    for (int i = 0; i < 5; i++) {
        RK_UNROLL
        for (int j = 0; j < 5; j++) z[i + j + 1] = v8_hi(z[i + j + 1], a.v[i], b.v[j]);
    }
    RK_UNROLL
    for (int k = 1; k < 10; k++) z[k] = v8_double(z[k]);
    RK_UNROLL
    for (int i = 0; i < 5; i++) {
        RK_UNROLL
        for (int j = 0; j < 5; j++) z[i + j] = v8_lo(z[i + j], a.v[i], b.v[j]);
    }
    return fe8_fold(z);
}

/* The same product with separate accumulators for both halves: shorter dependency chains, more registers. For code that
 * waits for each product (single points, inversions). */
RK_IFMA_INLINE fe8 fe8_mul_wide_latency(fe8 a, fe8 b) {
    verify_fe8(a, R_MAX, "multiply: first factor");
    verify_fe8(b, R_MAX, "multiply: second factor");
    v8 lo[10], hi[10];
    RK_UNROLL
    for (int k = 0; k < 10; k++) lo[k] = hi[k] = v8_zero();
    RK_UNROLL
    for (int i = 0; i < 5; i++) {
        RK_UNROLL
        for (int j = 0; j < 5; j++) {
            hi[i + j + 1] = v8_hi(hi[i + j + 1], a.v[i], b.v[j]);
            lo[i + j] = v8_lo(lo[i + j], a.v[i], b.v[j]);
        }
    }
    RK_UNROLL
    for (int k = 1; k < 10; k++) lo[k] = v8_add(lo[k], v8_double(hi[k]));
    return fe8_fold(lo);
}

/* R -> W. Cross products once, then doubled: column k is 2 t[k] + lo(a_{k/2}^2), where
 * t[k] = 2 sum hi(a_i a_j, i+j = k-1) + hi(a_{(k-1)/2}^2) + sum lo(a_i a_j, i+j = k), i < j. The column sums, and with
 * them the bounds, are those of fe8_mul_wide. Doubling a limb beforehand would leave class R. */
RK_IFMA_INLINE fe8 fe8_sq_wide(fe8 a) {
    verify_fe8(a, R_MAX, "square: operand");
    v8 t[10], z[10];
    RK_UNROLL
    for (int k = 0; k < 10; k++) t[k] = v8_zero();
    RK_UNROLL
    for (int i = 0; i < 5; i++) {
        RK_UNROLL
        for (int j = i + 1; j < 5; j++) t[i + j + 1] = v8_hi(t[i + j + 1], a.v[i], a.v[j]);
    }
    RK_UNROLL
    for (int k = 2; k < 9; k++) t[k] = v8_double(t[k]);
    RK_UNROLL
    for (int i = 0; i < 5; i++) {
        t[2 * i + 1] = v8_hi(t[2 * i + 1], a.v[i], a.v[i]);
        RK_UNROLL
        for (int j = i + 1; j < 5; j++) t[i + j] = v8_lo(t[i + j], a.v[i], a.v[j]);
    }
    RK_UNROLL
    for (int k = 0; k < 10; k++) z[k] = k ? v8_double(t[k]) : v8_zero();
    RK_UNROLL
    for (int i = 0; i < 5; i++) z[2 * i] = v8_lo(z[2 * i], a.v[i], a.v[i]);
    return fe8_fold(z);
}

/* R -> R. */
RK_IFMA_INLINE fe8 fe8_mul(fe8 a, fe8 b) { return fe8_carry(fe8_mul_wide(a, b)); }
RK_IFMA_INLINE fe8 fe8_mul_latency(fe8 a, fe8 b) { return fe8_carry(fe8_mul_wide_latency(a, b)); }
RK_IFMA_INLINE fe8 fe8_sq(fe8 a) { return fe8_carry(fe8_sq_wide(a)); }

/* ---- Canonical form ----------------------------------------------------------------------------------------------- */

/* floor((a + 19) / 2^255): 0 exactly in the lanes where the value is below p. For any limbs below 2^63. */
RK_IFMA_INLINE v8 fe8_overflow(fe8 a) {
    v8 q = _mm512_srli_epi64(v8_add(a.v[0], v8_set(19)), 51);
    RK_UNROLL
    for (int i = 1; i < 5; i++) q = _mm512_srli_epi64(v8_add(a.v[i], q), 51);
    return q;
}

/* R -> the one representation below p. An R value is below 2^255 + 2^221 < 2p, so p is subtracted at most once. */
RK_IFMA_INLINE fe8 fe8_freeze(fe8 a) {
    verify_fe8(a, R_MAX, "freeze: operand");
    v8 q = fe8_overflow(a);
    VERIFY_LIMB(q, 1, "freeze: quotient");
    a.v[0] = v8_lo(a.v[0], q, v8_set(19));
    RK_UNROLL
    for (int i = 0; i < 4; i++) {
        a.v[i + 1] = v8_add(a.v[i + 1], _mm512_srli_epi64(a.v[i], 51));
        a.v[i] = v8_and(a.v[i], v8_set(LIMB_MASK));
    }
    a.v[4] = v8_and(a.v[4], v8_set(LIMB_MASK));
    return a;
}

RK_IFMA_INLINE __mmask8 fe8_is_zero(fe8 a) {
    fe8 f = fe8_freeze(a);
    v8 any = v8_or(v8_or(v8_or(f.v[0], f.v[1]), v8_or(f.v[2], f.v[3])), f.v[4]);
    return _mm512_testn_epi64_mask(any, any);
}

/* "Negative" as in RFC 9496 section 3.1: the canonical value is odd. */
RK_IFMA_INLINE __mmask8 fe8_is_negative(fe8 a) {
    return _mm512_test_epi64_mask(fe8_freeze(a).v[0], v8_set(1));
}
RK_IFMA_INLINE fe8 fe8_abs(fe8 a) { return fe8_cneg(fe8_is_negative(a), a); }

/* ---- Constants ---------------------------------------------------------------------------------------------------- */

static const uint64_t FE_D[5] = {0x34dca135978a3, 0x1a8283b156ebd, 0x5e7a26001c029, 0x739c663a03cbb, 0x52036cee2b6ff};
static const uint64_t FE_2D[5] = {0x69b9426b2f159, 0x35050762add7a, 0x3cf44c0038052, 0x6738cc7407977, 0x2406d9dc56dff};
/* The nonnegative square root of -1. */
static const uint64_t FE_SQRT_M1[5] = {0x61b274a0ea0b0, 0x0d5a5fc8f189d, 0x7ef5e9cbd0c60, 0x78595a6804c9e,
                                       0x2b8324804fc1d};
/* 1 / sqrt(a - d) with a = -1. */
static const uint64_t FE_INVSQRT_A_MINUS_D[5] = {0x0fdaa805d40ea, 0x2eb482e57d339, 0x007610274bc58, 0x6510b613dc8ff,
                                                 0x786c8905cfaff};

#endif
