/* ifma_lookup.h - tables of the multiples 1 to 32 of a point, read without secret addresses.
 *
 * A window_table has four vectors for each of the 15 limbs of an affine point; vpermt2q picks one of 16 words for each
 * lane inside the registers, two of them and a choice by bit 4 give one of 32. Digits are signed, 6 bits: in [-32, 32];
 * digit 0 gives the neutral element. */
#ifndef RK_IFMA_LOOKUP_H
#define RK_IFMA_LOOKUP_H

#include "ifma_point.h"

enum { CT_WINDOW = 6, CT_MULTIPLES = 32, CT_WINDOWS = 42, AFFINE_LIMBS = 15 };

typedef struct {
    v8 row[AFFINE_LIMBS][CT_MULTIPLES / 8];
} window_table;

/* The digits of the lanes: |d| - 1, and which lanes have |d| in 1..16 and 17..32. */
typedef struct {
    v8 index;
    __mmask8 low, high;
} digit8;

RK_IFMA_INLINE digit8 digit8_make(v8 digit, __mmask8 *negative) {
    v8 magnitude = _mm512_abs_epi64(digit), index = v8_sub(magnitude, v8_set(1));
    __mmask8 nonzero = _mm512_test_epi64_mask(magnitude, magnitude);
    __mmask8 upper = _mm512_test_epi64_mask(index, v8_set(16));
    *negative = _mm512_movepi64_mask(digit);
    return (digit8){index, nonzero & (__mmask8)~upper, nonzero & upper};
}

#if defined(__has_feature)
#if __has_feature(memory_sanitizer)
#define RK_MSAN 1
#endif
#endif

/* Word (index mod 16) of the sixteen in a and b for the lanes of `mask`, else 0. */
RK_IFMA_INLINE v8 pick16(__mmask8 mask, v8 a, v8 index, v8 b) {
#ifdef RK_MSAN
    /* MemorySanitizer treats the indices of vpermt2q as if they were addresses and stops at a secret one, but follows
     * secrets through vpermq: the same in two steps for the constant-time check. */
    __mmask8 in_b = _mm512_test_epi64_mask(index, v8_set(8));
    return v8_or(_mm512_maskz_permutexvar_epi64(mask & (__mmask8)~in_b, index, a),
                 _mm512_maskz_permutexvar_epi64(mask & in_b, index, b));
#else
    return _mm512_maskz_permutex2var_epi64(mask, a, index, b);
#endif
}

/* ORs limb x of each lane's multiple into acc; 0 for digit 0. */
RK_IFMA_INLINE v8 look_up_limb(v8 acc, const window_table *t, int x, digit8 d) {
    v8 low = pick16(d.low, t->row[x][0], d.index, t->row[x][1]);
    v8 high = pick16(d.high, t->row[x][2], d.index, t->row[x][3]);
    return v8_or(v8_or(acc, low), high);
}

RK_IFMA_INLINE void look_up_or(v8 limbs[AFFINE_LIMBS], const window_table *t, digit8 d) {
    RK_UNROLL
    for (int x = 0; x < AFFINE_LIMBS; x++) limbs[x] = look_up_limb(limbs[x], t, x, d);
}

/* Limb 0 of y + x and of y - x is 1 where the digit is 0. */
RK_IFMA_INLINE void look_up_start(v8 limbs[AFFINE_LIMBS], __mmask8 nonzero) {
    RK_UNROLL
    for (int x = 0; x < AFFINE_LIMBS; x++) limbs[x] = v8_zero();
    limbs[0] = limbs[5] = _mm512_maskz_set1_epi64((__mmask8)~nonzero, 1);
}

RK_IFMA_INLINE affine8 affine8_from_limbs(const v8 x[AFFINE_LIMBS]) {
    return (affine8){{{x[0], x[1], x[2], x[3], x[4]}}, {{x[5], x[6], x[7], x[8], x[9]}},
                     {{x[10], x[11], x[12], x[13], x[14]}}};
}

RK_IFMA_INLINE affine8 look_up(const window_table *t, v8 digit, __mmask8 *negative) {
    v8 limbs[AFFINE_LIMBS];
    digit8 d = digit8_make(digit, negative);
    look_up_start(limbs, d.low | d.high);
    look_up_or(limbs, t, d);
    return affine8_from_limbs(limbs);
}

/* tables[l] (l < count) = multiples of lane l of p. Scratch: 32 points and 32 elements (LOOKUP_SCRATCH). */
#define LOOKUP_SCRATCH (CT_MULTIPLES * (sizeof(pt8) + sizeof(fe8)))
void ifma_window_tables(window_table *tables, size_t count, const pt8 *p, void *scratch);

#endif
