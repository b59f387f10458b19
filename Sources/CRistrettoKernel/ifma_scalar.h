/* ifma_scalar.h - eight scalars at once, lane = scalar, four 64-bit words each. Constant time.
 *
 * Digits. A scalar s of 2^251 or more is replaced by l - s and the sign of its point flips, so |s| <= 2^251 + 2^125 and
 * ceil(252 / c) windows of c bits are enough. Adding the bias K = sum over all windows but the top one of 2^(cw + c - 1)
 * makes the windows independent: digit w is bits cw to cw + c - 1 of s + K, less 2^(c-1) unless w is the top window. It
 * lies in [-2^(c-1), 2^(c-1)]. */
#ifndef RK_IFMA_SCALAR_H
#define RK_IFMA_SCALAR_H

#include "ifma_point.h"

#define SCALAR_BITS 252

typedef struct {
    v8 w[4];
} scalar8;

static const uint64_t GROUP_ORDER[4] = {0x5812631a5cf5d3ed, 0x14def9dea2f79cd6, 0, 0x1000000000000000};

static inline uint32_t windows_of(uint32_t bits, uint32_t c) { return (bits + c - 1) / c; }

/* K for `windows` windows of c bits. */
static inline void scalar_bias(uint64_t bias[4], uint32_t c, uint32_t windows) {
    bias[0] = bias[1] = bias[2] = bias[3] = 0;
    for (uint32_t w = 0; w + 1 < windows; w++) {
        uint32_t bit = c * w + c - 1;
        bias[bit >> 6] |= UINT64_C(1) << (bit & 63);
    }
}

RK_IFMA_INLINE scalar8 scalar8_load(const uint8_t *scalars, size_t count) {
    scalar8 s;
    v8_load_strings(s.w, scalars, count);
    return s;
}

/* The borrow of a - b in each lane, that is a < b; *difference gets a - b. */
RK_IFMA_INLINE __mmask8 scalar8_subtract(scalar8 *difference, scalar8 a, scalar8 b) {
    __mmask8 borrow = 0;
    for (int k = 0; k < 4; k++) {
        v8 d = v8_sub(a.w[k], b.w[k]);
        __mmask8 less = _mm512_cmplt_epu64_mask(a.w[k], b.w[k]);
        __mmask8 equal = _mm512_cmpeq_epu64_mask(a.w[k], b.w[k]);
        difference->w[k] = _mm512_mask_sub_epi64(d, borrow, d, v8_set(1));
        borrow = less | (equal & borrow);
    }
    return borrow;
}

RK_IFMA_INLINE scalar8 scalar8_broadcast(const uint64_t w[4]) {
    return (scalar8){{v8_set(w[0]), v8_set(w[1]), v8_set(w[2]), v8_set(w[3])}};
}

/* The lanes whose scalar is below the group order. */
RK_IFMA_INLINE __mmask8 scalar8_is_reduced(scalar8 s) {
    scalar8 unused;
    return scalar8_subtract(&unused, s, scalar8_broadcast(GROUP_ORDER));
}

/* s + K, at most 255 bits. */
RK_IFMA_INLINE scalar8 scalar8_add_bias(scalar8 s, const uint64_t bias[4]) {
    __mmask8 carry = 0;
    for (int k = 0; k < 4; k++) {
        v8 t = v8_add(s.w[k], v8_set(bias[k]));
        __mmask8 over = _mm512_cmplt_epu64_mask(t, s.w[k]);
        v8 u = _mm512_mask_add_epi64(t, carry, t, v8_set(1));
        over |= _mm512_cmplt_epu64_mask(u, t);
        s.w[k] = u;
        carry = over;
    }
    return s;
}

/* The biased form of s; *negative tells the lanes whose point must be negated. */
RK_IFMA_INLINE scalar8 scalar8_recode(scalar8 s, const uint64_t bias[4], __mmask8 *negative) {
    __mmask8 large = _mm512_cmpgt_epu64_mask(s.w[3], v8_set((UINT64_C(1) << 59) - 1));
    scalar8 opposite;
    (void)scalar8_subtract(&opposite, scalar8_broadcast(GROUP_ORDER), s);
    for (int k = 0; k < 4; k++) s.w[k] = _mm512_mask_blend_epi64(large, s.w[k], opposite.w[k]);
    *negative = large;
    return scalar8_add_bias(s, bias);
}

/* Bits `offset` to offset + c - 1 (public numbers) of each biased scalar, less 2^(c-1) unless `top`. c <= 16. */
RK_IFMA_INLINE v8 scalar8_digit(const scalar8 *s, uint32_t offset, uint32_t c, int top) {
    uint32_t word = offset >> 6, shift = offset & 63;
    v8 d = _mm512_srl_epi64(s->w[word], _mm_cvtsi32_si128((int)shift));
    if (shift + c > 64 && word < 3) d = v8_or(d, _mm512_sll_epi64(s->w[word + 1], _mm_cvtsi32_si128((int)(64 - shift))));
    d = v8_and(d, v8_set((UINT64_C(1) << c) - 1));
    return top ? d : v8_sub(d, v8_set(UINT64_C(1) << (c - 1)));
}

/* 1 when all n scalars are below the group order. Variable time only in n. */
RK_IFMA_INLINE int scalars_are_reduced(const uint8_t *scalars, size_t n) {
    __mmask8 reduced = 0xff;
    for (size_t i = 0; i < n; i += 8) reduced &= scalar8_is_reduced(scalar8_load(scalars + 32 * i, n - i));
    return reduced == 0xff;
}

#endif
