/* scalar.h - scalars modulo l = 2^252 + 27742317777372353535851937790883648493 as the kernel sees them: four 64-bit
 * words, and the signed digits that multiplication wants. Functions are variable time unless their name ends in _ct. */
#ifndef RK_SCALAR_H
#define RK_SCALAR_H

#include "support.h"

static const uint64_t scalar_order[4] = {0x5812631a5cf5d3ed, 0x14def9dea2f79cd6, 0, 0x1000000000000000};

RK_INLINE void scalar_load(uint64_t r[4], const uint8_t s[32]) {
    for (int i = 0; i < 4; i++) r[i] = load64(s + 8 * i);
}

/* 1 when s < l. */
RK_INLINE int scalar_is_canonical(const uint8_t s[32]) {
    uint64_t w[4];
    scalar_load(w, s);
    for (int i = 3; i >= 0; i--)
        if (w[i] != scalar_order[i]) return w[i] < scalar_order[i];
    return 0;
}

RK_INLINE int scalars_are_canonical(const uint8_t *s, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!scalar_is_canonical(s + 32 * i)) return 0;
    return 1;
}

/* Replaces s >= 2^251 by l - s and returns 1, else returns 0: afterwards s <= 2^251 + 2^125, which saves the top window
 * of many widths. */
RK_INLINE int scalar_minimize(uint64_t s[4]) {
    if (s[3] >> 59 == 0) return 0;
    uint64_t borrow = 0;
    for (int i = 0; i < 4; i++) {
        uint64_t d = scalar_order[i] - s[i], e = d - borrow;
        borrow = (scalar_order[i] < s[i]) | (d < borrow);
        s[i] = e;
    }
    return 1;
}

/* r += k without the carry out. No branch: also used by constant-time code. */
RK_INLINE void words_add(uint64_t r[4], const uint64_t k[4]) {
    uint64_t carry = 0;
    for (int i = 0; i < 4; i++) {
        uint64_t t = r[i] + k[i], u = t + carry;
        carry = (t < k[i]) | (u < t);
        r[i] = u;
    }
}

/* `width` bits from bit `at`; bits above 255 are 0. Positions are public, so constant time in w. */
RK_INLINE uint64_t words_bits(const uint64_t w[4], uint32_t at, uint32_t width) {
    uint32_t i = at >> 6, shift = at & 63;
    if (i > 3) return 0;
    uint64_t v = w[i] >> shift;
    if (shift + width > 64 && i < 3) v |= w[i + 1] << (64 - shift);
    return v & (((uint64_t)1 << width) - 1);
}

/* The bias that makes every window's digit signed and independent of the others: with K = sum over all windows but the
 * top one of 2^(width w + width - 1), digit w of s is bits w of s + K, minus 2^(width - 1) (the top one: minus 0). */
RK_INLINE void window_bias(uint64_t k[4], uint32_t width, uint32_t windows) {
    for (int i = 0; i < 4; i++) k[i] = 0;
    for (uint32_t w = 0; w + 1 < windows; w++) {
        uint32_t bit = width * w + width - 1;
        k[bit >> 6] |= (uint64_t)1 << (bit & 63);
    }
}

/* Width-5 non-adjacent form of a minimised scalar: odd digits |d| <= 15, at least four zeros after each. `sign` is +1
 * or -1. s < 2^251 + 2^125, so 252 digits and a carry. Returns the number of digits up to the top one. */
RK_INLINE int scalar_naf(int8_t digits[256], const uint64_t s[4], int sign) {
    int top = 0, carry = 0;
    for (int i = 0; i < 256; i++) digits[i] = 0;
    for (int i = 0; i < 256;) {
        int bits = (int)words_bits(s, (uint32_t)i, 5) + carry;
        if ((bits & 1) == 0) { /* also when the carry runs through ones */
            i++;
            continue;
        }
        carry = bits > 16;
        digits[i] = (int8_t)(sign * (bits - 32 * carry));
        top = i + 1;
        i += 5;
    }
    return top;
}

/* ---- Constant time ---------------------------------------------------------------------------------------------- */

#define CT_WIDTH 5
#define CT_WINDOWS 51 /* 255 bits */
#define CT_ROWS 16    /* multiples 1..16 of a point */

/* Digits in [-16, 16] of an integer below 2^253 (51 windows) or below 2^64 (13 windows), every window biased. The top
 * window takes all bits that are left: for 13 windows (s + K) >> 60 <= 15 + 16 + 1, so the digit may be 16. */
RK_INLINE void scalar_digits_ct(int8_t *digits, const uint8_t s[32], uint32_t windows) {
    uint64_t w[4], k[4];
    scalar_load(w, s);
    window_bias(k, CT_WIDTH, windows + 1);
    words_add(w, k);
    for (uint32_t i = 0; i + 1 < windows; i++) digits[i] = (int8_t)((int)words_bits(w, CT_WIDTH * i, CT_WIDTH) - 16);
    digits[windows - 1] = (int8_t)((int)words_bits(w, CT_WIDTH * (windows - 1), CT_WIDTH + 1) - 16);
    wipe(w, sizeof w);
}

/* All ones when a = b, else 0; a, b below 2^31. */
RK_INLINE uint64_t mask_equal(uint32_t a, uint32_t b) { return opaque(0 - (((uint64_t)(a ^ b) - 1) >> 63)); }

#endif
