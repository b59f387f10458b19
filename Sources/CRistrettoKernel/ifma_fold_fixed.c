/* ifma_fold_fixed.c - a fold of fixed generators, over the rows of their table (fold.h). Lane = result. Variable time. */
#include "ops.h"

#if RK_HAVE_IFMA

#include "fold.h"
#include "ifma.h"
#include "ifma_scalar.h"

enum { BLOCK_VECTORS = 64, PREFETCH_AHEAD = 2 };

typedef struct {
    fold_schedule schedule;
    const rk_affine *generator[FOLD_WAYS][8]; /* row 0 of what each way adds to each lane */
} fold_state;

static size_t block_vectors(size_t n) {
    size_t vectors = (n + 7) / 8;
    return vectors < BLOCK_VECTORS ? vectors : BLOCK_VECTORS;
}

size_t ifma_fold_fixed_vartime_scratch(rk_fixed_layout layout, size_t n, uint32_t ways) {
    if (!ifma_fixed_levels(layout) || n > RK_MAX_POINTS || !fold_ways_are_good(ways)) return 0;
    return rounded(sizeof(fold_state)) + block_vectors(n) * (sizeof(pt8) + sizeof(fe8));
}

RK_IFMA_INLINE affine8 load_entry(const fold_state *st, fold_entry entry, size_t generators, int fetch) {
    const rk_affine *lane[8];
    RK_UNROLL
    for (int l = 0; l < 8; l++) lane[l] = st->generator[entry.way][l] + entry.level * generators;
    if (!fetch) return affine8_load(lane);
    RK_UNROLL
    for (int l = 0; l < 8; l++) {
        _mm_prefetch((const char *)lane[l], _MM_HINT_T0);
        _mm_prefetch((const char *)lane[l] + 64, _MM_HINT_T0);
    }
    return affine8_identity();
}

RK_IFMA_NOINLINE pt8 fold_lanes(const fold_state *st, size_t generators) {
    const fold_schedule *s = &st->schedule;
    pt8 running = pt8_identity(), twice = running; /* of digits d and above; of those sums for d >= 3 */
    uint32_t at = 0, last = s->end[0][0];
    for (uint32_t d = s->digits; d-- > 0;) {
        pt8 sum = pt8_identity();
        const uint32_t first = at;
        for (uint32_t q = s->positions; q-- > 0;) {
            if (at > first) sum = pt8_double(pt8_carry_z(sum));
            for (; at < s->end[d][q]; at++) {
                if (at + PREFETCH_AHEAD < last) load_entry(st, s->entries[at + PREFETCH_AHEAD], generators, 1);
                affine8 row = load_entry(st, s->entries[at], generators, 0);
                sum = pt8_add_affine(sum, row, s->entries[at].negative ? 0xff : 0);
            }
        }
        running = pt8_add(running, pt8_carry_z(sum));
        if (d > 0) twice = pt8_add(twice, running);
    }
    return pt8_add(running, pt8_double(twice));
}

RK_IFMA int ifma_fold_fixed_vartime(rk_affine *out, const void *table, rk_fixed_layout layout, const uint32_t *index,
                                    size_t n, uint32_t ways, const uint8_t *scalars, void *scratch, size_t bytes) {
    const uint32_t levels = ifma_fixed_levels(layout);
    if (levels == 0 || n > RK_MAX_POINTS || !fold_ways_are_good(ways)) return RK_SIZE;
    if (!indices_are_good(index, n * ways, layout.generators)) return RK_SIZE;
    if (!scratch_is_good(scratch, bytes, ifma_fold_fixed_vartime_scratch(layout, n, ways))) return RK_SCRATCH;
    if (!scalars_are_reduced(scalars, ways)) return RK_BAD_SCALAR;
    arena a = {scratch};
    fold_state *st = arena_take(&a, sizeof(fold_state));
    pt8 *sums = arena_take(&a, block_vectors(n) * sizeof(pt8));
    fe8 *prefix = arena_take(&a, block_vectors(n) * sizeof(fe8));
    fold_schedule_make(&st->schedule, scalars, ways, layout.window * layout.sets, levels);
    for (size_t i = 0; i < n; i += 8 * BLOCK_VECTORS) {
        size_t count = n - i < 8 * BLOCK_VECTORS ? n - i : 8 * BLOCK_VECTORS, vectors = (count + 7) / 8;
        for (size_t v = 0; v < vectors; v++) {
            for (uint32_t k = 0; k < ways; k++) {
                for (size_t l = 0; l < 8; l++) {
                    /* Lanes past the end repeat the last result, which is then not stored. */
                    size_t at = i + (8 * v + l < count ? 8 * v + l : count - 1) + k * n;
                    st->generator[k][l] = (const rk_affine *)table + (index ? index[at] : at);
                }
            }
            sums[v] = fold_lanes(st, layout.generators);
        }
        ifma_invert_z(sums, vectors, prefix);
        for (size_t v = 0; v < vectors; v++)
            affine8_store_some(out + i + 8 * v, count - 8 * v, pt8_to_affine(sums[v], sums[v].Z));
    }
    return RK_OK;
}

#endif
