/* ifma_bucket.h - sums of multiples of affine points by sorted bucket lists; see ifma_bucket.c. */
#ifndef RK_IFMA_BUCKET_H
#define RK_IFMA_BUCKET_H

#include "ifma_scalar.h"

/* One bucket sum, not yet reduced to affine: S, D, Z, T, then padding to three cache lines. */
typedef struct {
    uint64_t limb[24];
} bucket;

/* How a sum is cut up. Window w (of `windows`, `c` bits each) takes its points from level w / sets of the table and puts
 * them in bucket set w % sets; without a table, sets == windows and there is one level. A block is as many sets as are
 * sorted together, so that there are enough lists of equal length to fill the lanes. */
typedef struct {
    uint32_t c, windows, sets, levels;
    uint32_t block;   /* sets in a block */
    uint32_t chunks;  /* pieces of a set in the final reduction, a power of two */
    size_t n, padded; /* points; rounded up to 8 */
} bucket_plan;

bucket_plan ifma_bucket_plan(size_t n, uint32_t c, uint32_t sets);
size_t ifma_bucket_scratch(const bucket_plan *plan);
/* Nanoseconds on the machine of docs/kernel.md, for choices between algorithms. */
double ifma_bucket_cost(const bucket_plan *plan);

/* r = sum over sets first <= s < last of 2^(c s) * (that set's buckets): the whole sum for 0, plan->sets. Entry i of
 * level t is table[t * stride + (index ? index[i] : i)]. Scalars < l. Variable time. */
void ifma_bucket_sum(rk_point *r, const bucket_plan *plan, const uint8_t *scalars, const rk_affine *table,
                     size_t stride, const uint32_t *index, uint32_t first, uint32_t last, void *scratch);

#endif
