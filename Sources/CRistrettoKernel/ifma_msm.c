/* ifma_msm.c - variable-time multi-scalar multiplication: which method for which size. */
#include "ops.h"

#if RK_HAVE_IFMA

#include "ifma.h"
#include "ifma_bucket.h"

#define STRAUS_BELOW 90

/* Measured optimum (docs/kernel.md); one off costs 2 to 10 %. Windows of 10 bits leave a top window of 2 bits and pay
 * only from some ten thousand points on. */
static uint32_t best_window(size_t n) {
    static const struct {
        uint32_t below, window;
    } table[] = {{200, 5}, {360, 6}, {1400, 7}, {3000, 8}, {10000, 9}, {26000, 11}, {200000, 12}, {400000, 13}, {900000, 14}};
    for (size_t k = 0; k < sizeof table / sizeof *table; k++)
        if (n < table[k].below) return table[k].window;
    return 16;
}

int ifma_msm_is_small(size_t n) { return n < STRAUS_BELOW; }

size_t ifma_msm_vartime_scratch(size_t n) {
    if (n > RK_MAX_POINTS) return 0;
    if (ifma_msm_is_small(n)) return ifma_straus_scratch();
    bucket_plan plan = ifma_bucket_plan(n, best_window(n), 0);
    return ifma_bucket_scratch(&plan);
}

/* Shares of a small sum are ranges of points, those of a large one ranges of windows: every share reads all points and
 * recodes all scalars (1 % of the work), and the higher windows carry more of the final doublings (some 8 us). */
RK_IFMA int ifma_msm_part_vartime(rk_point *r, uint32_t part, uint32_t parts, const uint8_t *scalars,
                                  const rk_affine *points, size_t n, void *scratch, size_t bytes) {
    if (n > RK_MAX_POINTS) return RK_SIZE;
    if (!scratch_is_good(scratch, bytes, ifma_msm_vartime_scratch(n))) return RK_SCRATCH;
    if (!scalars_are_reduced(scalars, n)) return RK_BAD_SCALAR;
    if (ifma_msm_is_small(n)) {
        size_t first = n * part / parts, last = n * (part + 1) / parts;
        ifma_straus_start(scratch);
        ifma_straus_add(scratch, scalars + 32 * first, points + first, NULL, last - first);
        ifma_straus_finish(r, scratch);
    } else {
        bucket_plan plan = ifma_bucket_plan(n, best_window(n), 0);
        ifma_bucket_sum(r, &plan, scalars, points, 0, NULL, plan.sets * part / parts, plan.sets * (part + 1) / parts,
                        scratch);
    }
    return RK_OK;
}

RK_IFMA int ifma_msm_vartime(rk_point *r, const uint8_t *scalars, const rk_affine *points, size_t n, void *scratch,
                             size_t bytes) {
    return ifma_msm_part_vartime(r, 0, 1, scalars, points, n, scratch, bytes);
}

#endif
