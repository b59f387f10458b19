/* ifma_batch.c - conversions of many points between extended and affine form, with one inversion for a block of points
 * (Montgomery's trick, a chain for each lane). Constant time. */
#include "ops.h"

#if RK_HAVE_IFMA

#include "ifma.h"
#include "ifma_power.h"

enum { BLOCK_VECTORS = 128 };

RK_IFMA void ifma_invert_z(pt8 *points, size_t vectors, fe8 *prefix) {
    fe8 product = fe8_small(1);
    for (size_t i = 0; i < vectors; i++) {
        prefix[i] = product;
        product = fe8_mul_latency(product, points[i].Z);
    }
    fe8 inverse = fe8_invert(product);
    for (size_t i = vectors; i-- > 0;) {
        fe8 own = points[i].Z;
        points[i].Z = fe8_mul(inverse, prefix[i]);
        inverse = fe8_mul_latency(inverse, own);
    }
}

static size_t block_vectors(size_t n) {
    size_t vectors = (n + 7) / 8;
    return vectors < BLOCK_VECTORS ? vectors : BLOCK_VECTORS;
}

size_t ifma_normalize_batch_scratch(size_t n) { return block_vectors(n) * (sizeof(pt8) + sizeof(fe8)); }

RK_IFMA int ifma_normalize_batch(rk_affine *out, const rk_point *in, size_t n, void *scratch, size_t bytes) {
    if (!scratch_is_good(scratch, bytes, ifma_normalize_batch_scratch(n))) return RK_SCRATCH;
    pt8 *points = scratch;
    fe8 *prefix = (fe8 *)(points + block_vectors(n));
    for (size_t i = 0; i < n; i += 8 * BLOCK_VECTORS) {
        size_t count = n - i < 8 * BLOCK_VECTORS ? n - i : 8 * BLOCK_VECTORS, vectors = (count + 7) / 8;
        for (size_t k = 0; k < vectors; k++) points[k] = pt8_load_some(in + i + 8 * k, count - 8 * k);
        ifma_invert_z(points, vectors, prefix);
        for (size_t k = 0; k < vectors; k++)
            affine8_store_some(out + i + 8 * k, count - 8 * k, pt8_to_affine(points[k], points[k].Z));
    }
    return RK_OK;
}

RK_IFMA void ifma_affine_to_point(rk_point *out, const rk_affine *in, size_t n) {
    for (size_t i = 0; i < n; i += 8)
        pt8_store_some(out + i, n - i, pt8_from_affine(affine8_load_some(in + i, n - i), 0));
}

#endif
