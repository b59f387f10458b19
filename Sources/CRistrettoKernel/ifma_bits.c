/* ifma_bits.c - sum of (bit ? G : -H), the bit commitment of a range proof; constant time.
 *
 * Sixteen pairs are one vector addition: lane l adds one of the four precomputed sums for the bits of pairs l and l + 8
 * of a block. What is not a whole block of consecutive pairs is added pair by pair, eight lanes at a time. */
#include "ops.h"

#if RK_HAVE_IFMA

#include "ifma.h"
#include "ifma_lookup.h"
#include "ifma_single.h"
#include "ifma_wipe.h"

enum { BLOCK = 16 };

/* sum[b0 + 2 b1]: what lane l adds when pair l has bit b0 and pair l + 8 has bit b1. */
typedef struct {
    v8 sum[4][AFFINE_LIMBS];
} bits_block;

/* One pair alone: bit 0 adds zero, bit 1 adds one. */
typedef struct {
    rk_affine zero, one;
} bits_pair;

static size_t blocks_of(size_t pairs) { return pairs / BLOCK; }
static bits_pair *pairs_in(void *table, size_t pairs) { return (bits_pair *)((bits_block *)table + blocks_of(pairs)); }

size_t ifma_bits_table_bytes(size_t pairs) {
    return pairs > RK_MAX_POINTS ? 0 : blocks_of(pairs) * sizeof(bits_block) + pairs * sizeof(bits_pair);
}

size_t ifma_bits_table_scratch(size_t pairs) { return pairs > RK_MAX_POINTS ? 0 : 4 * (sizeof(pt8) + sizeof(fe8)); }

static void negate(rk_affine *out, const rk_affine *in) {
    /* 2^2 p - t, then one carry, as fe8_neg does. */
    uint64_t t[5];
    memcpy(out->yp, in->ym, sizeof out->yp);
    memcpy(out->ym, in->yp, sizeof out->ym);
    for (int i = 0; i < 5; i++) t[i] = ((LIMB_MASK - (i ? 0 : 18)) << 2) - in->t2d[i];
    for (int i = 0; i < 5; i++) out->t2d[i] = (t[i] & LIMB_MASK) + (i ? t[i - 1] >> 51 : 19 * (t[4] >> 51));
    out->pad = 0;
}

RK_IFMA_NOINLINE void build_block(bits_block *block, const bits_pair *pair, pt8 *sum, fe8 *prefix) {
    const rk_affine *lane[8];
    affine8 choice[2][2];
    for (int half = 0; half < 2; half++) {
        for (int bit = 0; bit < 2; bit++) {
            for (int l = 0; l < 8; l++) lane[l] = bit ? &pair[8 * half + l].one : &pair[8 * half + l].zero;
            choice[half][bit] = affine8_load(lane);
        }
    }
    for (int c = 0; c < 4; c++)
        sum[c] = pt8_carry_z(pt8_add_affine(pt8_from_affine(choice[0][c & 1], 0), choice[1][c >> 1], 0));
    ifma_invert_z(sum, 4, prefix);
    for (int c = 0; c < 4; c++) {
        affine8 q = pt8_to_affine(sum[c], sum[c].Z);
        memcpy(block->sum[c], &q, sizeof q);
    }
}

RK_IFMA int ifma_bits_table_build(void *table, const rk_affine *G, const rk_affine *H, size_t pairs, void *scratch,
                                  size_t bytes) {
    if (pairs > RK_MAX_POINTS) return RK_SIZE;
    if (!scratch_is_good(scratch, bytes, ifma_bits_table_scratch(pairs)) || ((uintptr_t)table & 63)) return RK_SCRATCH;
    bits_pair *pair = pairs_in(table, pairs);
    for (size_t i = 0; i < pairs; i++) {
        pair[i].one = G[i];
        negate(&pair[i].zero, &H[i]);
    }
    pt8 *sum = scratch;
    for (size_t b = 0; b < blocks_of(pairs); b++)
        build_block((bits_block *)table + b, pair + BLOCK * b, sum, (fe8 *)(sum + 4));
    return RK_OK;
}

/* ---- Sum ---------------------------------------------------------------------------------------------------------- */

/* Lane l: is bits[l] set? Eight bytes are read. */
RK_IFMA_INLINE __mmask8 load_bits(const uint8_t *bits) {
    return _mm512_test_epi64_mask(_mm512_cvtepu8_epi64(_mm_loadl_epi64((const __m128i *)bits)), v8_set(1));
}

RK_IFMA_INLINE pt8 add_block(pt8 sum, const bits_block *block, const uint8_t bits[BLOCK]) {
    __mmask8 first = load_bits(bits), second = load_bits(bits + 8);
    v8 limbs[AFFINE_LIMBS];
    RK_UNROLL
    for (int x = 0; x < AFFINE_LIMBS; x++) {
        v8 low = _mm512_mask_blend_epi64(first, block->sum[0][x], block->sum[1][x]);
        v8 high = _mm512_mask_blend_epi64(first, block->sum[2][x], block->sum[3][x]);
        limbs[x] = _mm512_mask_blend_epi64(second, low, high);
    }
    return pt8_add_affine(sum, affine8_from_limbs(limbs), 0);
}

/* Up to eight pairs of any indices. */
RK_IFMA_INLINE pt8 add_pairs(pt8 sum, const bits_pair *pair, const uint8_t *bits, const uint32_t *index, size_t first,
                             size_t count) {
    const rk_affine *zero[8], *one[8];
    uint8_t present[8] = {0};
    for (size_t l = 0; l < 8; l++) {
        zero[l] = one[l] = &AFFINE_IDENTITY;
        if (l >= count) continue;
        const bits_pair *p = pair + (index ? index[first + l] : first + l);
        zero[l] = &p->zero;
        one[l] = &p->one;
        present[l] = bits[first + l];
    }
    __mmask8 set = load_bits(present);
    affine8 a = affine8_load(zero), b = affine8_load(one);
    affine8 q = {fe8_select(set, a.yp, b.yp), fe8_select(set, a.ym, b.ym), fe8_select(set, a.t2d, b.t2d)};
    return pt8_add_affine(sum, q, 0);
}

/* Is i the first of BLOCK consecutive pairs that make a block? */
static int starts_block(const uint32_t *index, size_t i, size_t n, size_t pairs) {
    if (i + BLOCK > n) return 0;
    size_t first = index ? index[i] : i;
    if (first % BLOCK != 0 || first + BLOCK > pairs) return 0;
    for (size_t k = 1; index && k < BLOCK; k++)
        if (index[i + k] != first + k) return 0;
    return 1;
}

RK_IFMA_NOINLINE void sum_bits(rk_point *r, const void *table, size_t pairs, const uint8_t *bits,
                               const uint32_t *index, size_t n) {
    const bits_block *blocks = table;
    const bits_pair *pair = pairs_in((void *)(uintptr_t)table, pairs);
    pt8 sum = pt8_identity();
    for (size_t i = 0; i < n;) {
        if (starts_block(index, i, n, pairs)) {
            sum = add_block(sum, blocks + (index ? index[i] : i) / BLOCK, bits + i);
            i += BLOCK;
        } else {
            size_t count = 1;
            while (count < 8 && i + count < n && !starts_block(index, i + count, n, pairs)) count++;
            sum = add_pairs(sum, pair, bits, index, i, count);
            i += count;
        }
    }
    fe8 singles[8];
    single_split(singles, pt8_carry_z(sum));
    fe8 total = single_identity();
    for (int l = 0; l < 8; l++) total = single_add(total, singles[l]);
    single_store(r, total);
}

RK_IFMA int ifma_bits_ct(rk_point *r, const void *table, size_t pairs, const uint8_t *bits, const uint32_t *index,
                         size_t n) {
    if (n > RK_MAX_POINTS || !indices_are_good(index, n, pairs)) return RK_SIZE;
    if ((uintptr_t)table & 63) return RK_SCRATCH;
    sum_bits(r, table, pairs, bits, index, n);
    wipe_stack();
    wipe_registers();
    return RK_OK;
}

#endif
