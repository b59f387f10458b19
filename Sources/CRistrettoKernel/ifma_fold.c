/* ifma_fold.c - out[i] = sum over k of scalars[k] * in[i + k n]: how an inner-product argument folds its generators.
 *
 * Lane = i. All lanes have the same digits, so one sliding-window recoding (width 5, odd digits) serves all, the
 * doublings are shared by the `ways` terms, and positions without digits cost a doubling alone. Variable time. */
#include "ops.h"

#if RK_HAVE_IFMA

#include "fold.h"
#include "ifma.h"
#include "ifma_scalar.h"

enum { WIDTH = 5, ODD_MULTIPLES = 8, BLOCK_VECTORS = 64 };

typedef struct {
    cached8 multiple[FOLD_WAYS][ODD_MULTIPLES]; /* 1, 3, ... 15 */
    int8_t digit[FOLD_WAYS][FOLD_BITS];
} fold_state;

static size_t block_vectors(size_t n) {
    size_t vectors = (n + 7) / 8;
    return vectors < BLOCK_VECTORS ? vectors : BLOCK_VECTORS;
}

size_t ifma_fold_vartime_scratch(size_t n, uint32_t ways) {
    if (n > RK_MAX_POINTS || !fold_ways_are_good(ways)) return 0;
    return rounded(sizeof(fold_state)) + block_vectors(n) * (sizeof(pt8) + sizeof(fe8));
}

RK_IFMA_INLINE void make_multiples(cached8 multiple[ODD_MULTIPLES], affine8 q) {
    pt8 p = pt8_from_affine(q, 0);
    cached8 twice = pt8_to_cached(pt8_double(p));
    multiple[0] = pt8_to_cached(p);
    for (int k = 1; k < ODD_MULTIPLES; k++) {
        p = pt8_add_cached(p, twice);
        multiple[k] = pt8_to_cached(p);
    }
}

RK_IFMA_NOINLINE pt8 fold_lanes(const fold_state *st, uint32_t ways, int top) {
    pt8 sum = pt8_identity();
    for (int bit = top - 1; bit >= 0; bit--) {
        sum = pt8_double(sum);
        for (uint32_t k = 0; k < ways; k++) {
            int d = st->digit[k][bit];
            if (d == 0) continue;
            sum = pt8_add_cached_signed(sum, st->multiple[k][(d < 0 ? -d : d) >> 1], d < 0 ? 0xff : 0);
        }
    }
    return sum;
}

RK_IFMA int ifma_fold_vartime(rk_affine *out, const rk_affine *in, size_t n, uint32_t ways, const uint8_t *scalars,
                              void *scratch, size_t bytes) {
    if (n > RK_MAX_POINTS || !fold_ways_are_good(ways)) return RK_SIZE;
    if (!scratch_is_good(scratch, bytes, ifma_fold_vartime_scratch(n, ways))) return RK_SCRATCH;
    if (!scalars_are_reduced(scalars, ways)) return RK_BAD_SCALAR;
    arena a = {scratch};
    fold_state *st = arena_take(&a, sizeof(fold_state));
    pt8 *sums = arena_take(&a, block_vectors(n) * sizeof(pt8));
    fe8 *prefix = arena_take(&a, block_vectors(n) * sizeof(fe8));
    int top = 0;
    for (uint32_t k = 0; k < ways; k++) {
        int used = fold_recode(st->digit[k], scalars + 32 * k, WIDTH);
        if (used > top) top = used;
    }
    for (size_t i = 0; i < n; i += 8 * BLOCK_VECTORS) {
        size_t count = n - i < 8 * BLOCK_VECTORS ? n - i : 8 * BLOCK_VECTORS, vectors = (count + 7) / 8;
        for (size_t v = 0; v < vectors; v++) {
            for (uint32_t k = 0; k < ways; k++)
                make_multiples(st->multiple[k], affine8_load_some(in + i + 8 * v + k * n, count - 8 * v));
            sums[v] = fold_lanes(st, ways, top);
        }
        ifma_invert_z(sums, vectors, prefix);
        for (size_t v = 0; v < vectors; v++)
            affine8_store_some(out + i + 8 * v, count - 8 * v, pt8_to_affine(sums[v], sums[v].Z));
    }
    return RK_OK;
}

#endif
