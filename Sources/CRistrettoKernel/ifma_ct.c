/* ifma_ct.c - constant-time multi-scalar multiplication over fixed generators.
 *
 * 42 signed digits of 6 bits a scalar; a table of the multiples 1 to 32 of each generator (ifma_lookup.h). Lane l of
 * vector j holds digit 5l + j for j = 0 to 4: 40 digits. The two digits left of four scalars share a sixth vector, so
 * four scalars cost 21 vector additions and no lane is idle. At the end the vectors are combined with doublings of all
 * lanes, the lanes with doublings of one point. */
#include "ops.h"

#if RK_HAVE_IFMA

#include "ifma.h"
#include "ifma_lookup.h"
#include "ifma_scalar.h"
#include "ifma_single.h"
#include "ifma_wipe.h"

/* ---- Tables -------------------------------------------------------------------------------------------------------- */

RK_IFMA void ifma_window_tables(window_table *tables, size_t count, const pt8 *p, void *scratch) {
    pt8 *multiple = scratch;
    fe8 *prefix = (fe8 *)(multiple + CT_MULTIPLES);
    cached8 base = pt8_to_cached(*p);
    multiple[0] = *p;
    for (int k = 1; k < CT_MULTIPLES; k++) multiple[k] = pt8_add_cached(multiple[k - 1], base);
    ifma_invert_z(multiple, CT_MULTIPLES, prefix);
    for (int k = 0; k < CT_MULTIPLES; k++) {
        affine8 q = pt8_to_affine(multiple[k], multiple[k].Z);
        memcpy(&multiple[k], &q, sizeof q);
    }
    for (int x = 0; x < AFFINE_LIMBS; x++) {
        for (int part = 0; part < CT_MULTIPLES / 8; part++) {
            v8 r[8];
            for (int k = 0; k < 8; k++) memcpy(&r[k], (const v8 *)&multiple[8 * part + k] + x, sizeof(v8));
            v8_transpose(r);
            for (size_t l = 0; l < 8 && l < count; l++) tables[l].row[x][part] = r[l];
        }
    }
}

size_t ifma_ct_table_bytes(size_t generators) {
    return generators > RK_MAX_POINTS ? 0 : generators * sizeof(window_table);
}

size_t ifma_ct_table_scratch(size_t generators) { return generators > RK_MAX_POINTS ? 0 : LOOKUP_SCRATCH; }

RK_IFMA int ifma_ct_table_build(void *table, const rk_affine *generators, size_t n, void *scratch, size_t bytes) {
    if (n > RK_MAX_POINTS) return RK_SIZE;
    if (!scratch_is_good(scratch, bytes, LOOKUP_SCRATCH) || ((uintptr_t)table & 63)) return RK_SCRATCH;
    window_table *tables = table;
    for (size_t i = 0; i < n; i += 8) {
        pt8 p = pt8_from_affine(affine8_load_some(generators + i, n - i), 0);
        ifma_window_tables(tables + i, n - i, &p, scratch);
    }
    return RK_OK;
}

/* ---- Sum ---------------------------------------------------------------------------------------------------------- */

enum { VECTORS = 5, LANE_BITS = VECTORS * CT_WINDOW, REST_BITS = 8 * LANE_BITS };

typedef struct {
    pt8 sum[VECTORS], rest; /* rest: lane 2g + h has digit 40 + h of the scalars g, g + 4, ... */
    v8 words[8];            /* per scalar: the four words of the biased scalar */
    fe8 singles[8], rest_singles[8];
} ct_state;

/* Bits 30 l to 30 l + 29 of the scalar in lane l. */
RK_IFMA_INLINE v8 lane_bits(v8 words) {
    const v8 offset = _mm512_setr_epi64(0, 30, 60, 90, 120, 150, 180, 210);
    v8 word = _mm512_srli_epi64(offset, 6), shift = v8_and(offset, v8_set(63));
    v8 low = _mm512_permutexvar_epi64(word, words), high = _mm512_permutexvar_epi64(v8_add(word, v8_set(1)), words);
    v8 x = v8_or(_mm512_srlv_epi64(low, shift), _mm512_sllv_epi64(high, v8_sub(v8_set(64), shift)));
    return v8_and(x, v8_set((1u << LANE_BITS) - 1));
}

/* Up to four scalars, number i with words[i] and bit i of `flips`. */
RK_IFMA_NOINLINE void add_four(ct_state *st, const window_table *const table[4], const v8 *words, uint32_t flips,
                               size_t count) {
    const v8 digit_mask = v8_set((1 << CT_WINDOW) - 1), half = v8_set(1 << (CT_WINDOW - 1));
    for (size_t g = 0; g < count; g++) {
        v8 x = lane_bits(words[g]);
        __mmask8 flip = (__mmask8)(0 - ((flips >> g) & 1));
        for (int j = 0; j < VECTORS; j++) {
            __mmask8 negative;
            affine8 q = look_up(table[g], v8_sub(v8_and(x, digit_mask), half), &negative);
            st->sum[j] = pt8_add_affine(st->sum[j], q, negative ^ flip);
            x = _mm512_srli_epi64(x, CT_WINDOW);
        }
    }
    /* Digits 40 and 41 sit at bits 48 and 54 of word 3; 41 is the top one and carries no bias. */
    v8 x = v8_zero();
    __mmask8 flip = 0, present = 0;
    for (size_t g = 0; g < count; g++) {
        __mmask8 lanes = (__mmask8)(3 << (2 * g));
        x = _mm512_mask_permutexvar_epi64(x, lanes, v8_set(3), words[g]);
        flip |= (__mmask8)(lanes & (0 - ((flips >> g) & 1)));
        present |= lanes;
    }
    x = v8_and(_mm512_srlv_epi64(x, _mm512_setr_epi64(48, 54, 48, 54, 48, 54, 48, 54)), digit_mask);
    x = _mm512_mask_sub_epi64(x, 0x55, x, half);
    x = _mm512_maskz_mov_epi64(present, x);
    __mmask8 negative;
    v8 limbs[AFFINE_LIMBS];
    digit8 d = digit8_make(x, &negative);
    look_up_start(limbs, d.low | d.high);
    for (size_t g = 0; g < count; g++) {
        __mmask8 lanes = (__mmask8)(3 << (2 * g));
        look_up_or(limbs, table[g], (digit8){d.index, d.low & lanes, d.high & lanes});
    }
    st->rest = pt8_add_affine(st->rest, affine8_from_limbs(limbs), negative ^ flip);
}

RK_IFMA_INLINE fe8 double_times(fe8 a, int times) {
    for (int k = 0; k < times; k++) a = single_double(a);
    return a;
}

RK_IFMA_NOINLINE void combine(rk_point *r, ct_state *st) {
    pt8 sum = pt8_carry_z(st->sum[VECTORS - 1]);
    for (int j = VECTORS - 2; j >= 0; j--) {
        for (int k = 0; k < CT_WINDOW; k++) sum = pt8_double(sum);
        sum = pt8_add(sum, pt8_carry_z(st->sum[j]));
    }
    single_split(st->singles, sum);
    single_split(st->rest_singles, pt8_carry_z(st->rest));
    fe8 total = single_identity();
    for (int l = 1; l < 8; l += 2) total = single_add(total, st->rest_singles[l]);
    total = double_times(total, CT_WINDOW);
    for (int l = 0; l < 8; l += 2) total = single_add(total, st->rest_singles[l]);
    for (int l = 7; l >= 0; l--) total = single_add(double_times(total, LANE_BITS), st->singles[l]);
    single_store(r, total);
}

RK_IFMA_NOINLINE void sum_fixed(rk_point *r, ct_state *st, const window_table *tables, const uint8_t *scalars,
                                const uint32_t *index, size_t n) {
    uint64_t bias[4];
    scalar_bias(bias, CT_WINDOW, CT_WINDOWS);
    for (int j = 0; j < VECTORS; j++) st->sum[j] = pt8_identity();
    st->rest = pt8_identity();
    for (size_t i = 0; i < n; i += 8) {
        size_t count = n - i < 8 ? n - i : 8;
        __mmask8 flips;
        scalar8 s = scalar8_recode(scalar8_load(scalars + 32 * i, count), bias, &flips);
        v8 row[8] = {s.w[0], s.w[1], s.w[2], s.w[3], v8_zero(), v8_zero(), v8_zero(), v8_zero()};
        v8_transpose(row);
        memcpy(st->words, row, sizeof row);
        for (size_t part = 0; part < count; part += 4) {
            const window_table *table[4];
            size_t some = count - part < 4 ? count - part : 4;
            for (size_t g = 0; g < some; g++) table[g] = tables + (index ? index[i + part + g] : i + part + g);
            add_four(st, table, st->words + part, (uint32_t)flips >> part, some);
        }
    }
    combine(r, st);
}

size_t ifma_msm_ct_fixed_scratch(size_t n) { return n > RK_MAX_POINTS ? 0 : sizeof(ct_state); }

RK_IFMA int ifma_msm_ct_fixed(rk_point *r, const void *table, size_t generators, const uint8_t *scalars,
                              const uint32_t *index, size_t n, void *scratch, size_t bytes) {
    if (n > RK_MAX_POINTS || !indices_are_good(index, n, generators)) return RK_SIZE;
    if (!scratch_is_good(scratch, bytes, sizeof(ct_state)) || ((uintptr_t)table & 63)) return RK_SCRATCH;
    sum_fixed(r, scratch, table, scalars, index, n);
    wipe_memory(scratch, sizeof(ct_state));
    wipe_stack();
    wipe_registers();
    return RK_OK;
}

#endif
