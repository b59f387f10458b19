/* ifma_straus.c - sums of multiples of arbitrary points, constant time: Straus's method with lanes = digits.
 *
 * Lane l of every vector holds digits 8l to 8l + 7 (4 bits each, that is the 32-bit word l) of the same scalar. A point
 * has one table of its multiples 1 to 8, eight words a limb, so one vpermq with the digits as indices looks up a limb
 * for all lanes inside the registers: no address depends on a digit. Eight accumulators, one for each position of a
 * digit in its word, are combined at the end with 28 doublings of the vector and 224 of a single point.
 *
 * Fastest below about 90 points even where constant time is not needed. */
#include "ops.h"

#if RK_HAVE_IFMA

#include "ifma.h"
#include "ifma_scalar.h"
#include "ifma_single.h"
#include "ifma_wipe.h"

enum { WINDOW = 4, WINDOWS = 63, DIGITS = 8, MULTIPLES = 8, CACHED_LIMBS = 20 };

typedef struct {
    pt8 sum[DIGITS];
    v8 table[8][CACHED_LIMBS]; /* per point and limb: the eight multiples */
    v8 words[8];               /* per point: the biased scalar, 32 bits a lane */
    fe8 singles[8];
} straus_state;

size_t ifma_straus_scratch(void) { return sizeof(straus_state); }
double ifma_straus_cost(size_t n) { return 9500 + 620 * (double)n; }

/* Tables of eight points; the lanes of `negative` get multiples of the opposite. */
RK_IFMA_INLINE void make_tables(straus_state *st, affine8 q, __mmask8 negative) {
    v8 multiple[MULTIPLES][CACHED_LIMBS];
    pt8 m = pt8_from_affine(q, negative);
    for (int k = 0; k < MULTIPLES; k++) {
        if (k) m = pt8_carry_z(pt8_add_affine(m, q, negative));
        cached8 c = pt8_to_cached(m);
        memcpy(multiple[k], &c, sizeof c);
    }
    for (int x = 0; x < CACHED_LIMBS; x++) {
        v8 r[8];
        for (int k = 0; k < 8; k++) r[k] = multiple[k][x];
        v8_transpose(r);
        for (int l = 0; l < 8; l++) st->table[l][x] = r[l];
    }
}

RK_IFMA_INLINE v8 look_up(const v8 row, v8 index, __mmask8 nonzero, v8 zero) {
    return _mm512_mask_permutexvar_epi64(zero, nonzero, index, row);
}

RK_IFMA_INLINE void add_digits(straus_state *st, const v8 *table, v8 words, int j) {
    v8 d = v8_and(_mm512_srl_epi64(words, _mm_cvtsi32_si128(WINDOW * j)), v8_set((1 << WINDOW) - 1));
    /* Windows below the top one carry the bias: all but digits 6 and 7 of lane 7 (windows 62 and 63). */
    d = _mm512_mask_sub_epi64(d, j < 6 ? 0xff : 0x7f, d, v8_set(1 << (WINDOW - 1)));
    __mmask8 negative = _mm512_movepi64_mask(d);
    v8 magnitude = _mm512_abs_epi64(d), index = v8_sub(magnitude, v8_set(1));
    __mmask8 nonzero = _mm512_test_epi64_mask(magnitude, magnitude);
    cached8 q;
    RK_UNROLL
    for (int i = 0; i < 5; i++) {
        v8 zero = v8_set(i == 0);
        q.yp.v[i] = look_up(table[i], index, nonzero, zero);
        q.ym.v[i] = look_up(table[5 + i], index, nonzero, zero);
        q.z.v[i] = look_up(table[10 + i], index, nonzero, zero);
        q.t2d.v[i] = look_up(table[15 + i], index, nonzero, v8_zero());
    }
    st->sum[j] = pt8_add_cached_signed(st->sum[j], q, negative);
}

RK_IFMA_NOINLINE void add_points(straus_state *st, const uint8_t *scalars, const rk_affine *points,
                                 const uint32_t *index, size_t count, const uint64_t bias[4]) {
    const rk_affine *lane[8];
    for (size_t l = 0; l < 8; l++) lane[l] = l < count ? points + (index ? index[l] : l) : &AFFINE_IDENTITY;
    __mmask8 negative;
    scalar8 s = scalar8_recode(scalar8_load(scalars, count), bias, &negative);
    v8 row[8] = {s.w[0], s.w[1], s.w[2], s.w[3], v8_zero(), v8_zero(), v8_zero(), v8_zero()};
    v8_transpose(row);
    for (int l = 0; l < 8; l++) st->words[l] = _mm512_cvtepu32_epi64(_mm512_castsi512_si256(row[l]));
    make_tables(st, affine8_load(lane), negative);
    for (size_t l = 0; l < count; l++)
        for (int j = 0; j < DIGITS; j++) add_digits(st, st->table[l], st->words[l], j);
}

RK_IFMA_NOINLINE void combine(rk_point *r, straus_state *st) {
    pt8 sum = st->sum[DIGITS - 1];
    for (int j = DIGITS - 2; j >= 0; j--) {
        for (int k = 0; k < WINDOW; k++) sum = pt8_double(sum);
        sum = pt8_add(sum, st->sum[j]);
    }
    single_split(st->singles, sum);
    fe8 total = single_add(single_identity(), st->singles[7]);
    for (int l = 6; l >= 0; l--) {
        for (int k = 0; k < WINDOW * DIGITS; k++) total = single_double(total);
        total = single_add(total, st->singles[l]);
    }
    single_store(r, total);
}

RK_IFMA void ifma_straus_start(void *scratch) {
    straus_state *st = scratch;
    for (int j = 0; j < DIGITS; j++) st->sum[j] = pt8_identity();
}

RK_IFMA void ifma_straus_add(void *scratch, const uint8_t *scalars, const rk_affine *points, const uint32_t *index,
                             size_t n) {
    uint64_t bias[4];
    scalar_bias(bias, WINDOW, WINDOWS);
    for (size_t i = 0; i < n; i += 8)
        add_points(scratch, scalars + 32 * i, points + (index ? 0 : i), index ? index + i : NULL,
                   n - i < 8 ? n - i : 8, bias);
}

RK_IFMA void ifma_straus_finish(rk_point *r, void *scratch) { combine(r, scratch); }

size_t ifma_msm_ct_scratch(size_t n) { return n > RK_MAX_POINTS ? 0 : sizeof(straus_state); }

RK_IFMA int ifma_msm_ct(rk_point *r, const uint8_t *scalars, const rk_affine *points, size_t n, void *scratch,
                        size_t bytes) {
    if (n > RK_MAX_POINTS) return RK_SIZE;
    if (!scratch_is_good(scratch, bytes, sizeof(straus_state))) return RK_SCRATCH;
    ifma_straus_start(scratch);
    ifma_straus_add(scratch, scalars, points, NULL, n);
    ifma_straus_finish(r, scratch);
    wipe_memory(scratch, sizeof(straus_state));
    wipe_stack();
    wipe_registers();
    return RK_OK;
}

#endif
