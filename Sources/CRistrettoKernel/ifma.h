/* ifma.h - what the files of the AVX-512 implementation share: entry points of rk_ops_avx512ifma and a few workers.
 * Each file's head comment explains its algorithm. */
#ifndef RK_IFMA_H
#define RK_IFMA_H

#include "ifma_point.h"
#include "ops.h"

/* Memory from the caller: a bump pointer. Sizes are multiples of 64. */
typedef struct {
    char *next;
} arena;

static inline size_t rounded(size_t bytes) { return (bytes + 63) & ~(size_t)63; }
static inline void *arena_take(arena *a, size_t bytes) {
    void *p = a->next;
    a->next += rounded(bytes);
    return p;
}
/* Scratch must be there, large enough, and aligned to a cache line. */
static inline int scratch_is_good(const void *scratch, size_t bytes, size_t needed) {
    return needed == 0 || (scratch != NULL && ((uintptr_t)scratch & 63) == 0 && bytes >= needed);
}

/* Is every index (public) below `limit`? NULL stands for 0, 1, 2 ... */
static inline int indices_are_good(const uint32_t *index, size_t n, size_t limit) {
    if (index == NULL) return n <= limit;
    for (size_t i = 0; i < n; i++)
        if (index[i] >= limit) return 0;
    return 1;
}

/* ifma_encode.c */
size_t ifma_decode_batch(rk_affine *out, uint8_t *ok, const uint8_t *in, size_t n);
void ifma_encode_batch(uint8_t *out, const rk_point *in, size_t n);
size_t ifma_double_encode_batch_scratch(size_t n);
int ifma_double_encode_batch(uint8_t *out, const rk_point *in, size_t n, void *scratch, size_t bytes);
/* How many vectors of points double_encode_vectors takes, and its memory for each. */
#define ENCODE_VECTORS 128
#define ENCODE_BYTES_PER_VECTOR (7 * sizeof(fe8))
/* out = encodings of the doubles of count points in ceil(count / 8) <= ENCODE_VECTORS vectors. */
void ifma_double_encode_vectors(uint8_t *out, const pt8 *points, size_t count, void *scratch);

/* ifma_batch.c */
size_t ifma_normalize_batch_scratch(size_t n);
int ifma_normalize_batch(rk_affine *out, const rk_point *in, size_t n, void *scratch, size_t bytes);
void ifma_affine_to_point(rk_point *out, const rk_affine *in, size_t n);
/* Replaces Z of each vector by 1/Z (not 0). prefix: `vectors` elements. */
void ifma_invert_z(pt8 *points, size_t vectors, fe8 *prefix);

/* ifma_map.c */
void ifma_from_uniform_batch(rk_point *out, const uint8_t *in, size_t n);

/* ifma_straus.c */
size_t ifma_msm_ct_scratch(size_t n);
int ifma_msm_ct(rk_point *r, const uint8_t *scalars, const rk_affine *points, size_t n, void *scratch, size_t bytes);
/* The same in steps: start, add (index: as in the public interface) as often as wanted, finish. Scalars < l. Constant
 * time; the scratch is left unwiped. */
size_t ifma_straus_scratch(void);
double ifma_straus_cost(size_t n);
void ifma_straus_start(void *scratch);
void ifma_straus_add(void *scratch, const uint8_t *scalars, const rk_affine *points, const uint32_t *index, size_t n);
void ifma_straus_finish(rk_point *r, void *scratch);

/* ifma_msm.c */
size_t ifma_msm_vartime_scratch(size_t n);
int ifma_msm_vartime(rk_point *r, const uint8_t *scalars, const rk_affine *points, size_t n, void *scratch,
                     size_t bytes);

int ifma_msm_part_vartime(rk_point *r, uint32_t part, uint32_t parts, const uint8_t *scalars, const rk_affine *points,
                          size_t n, void *scratch, size_t bytes);
/* 1 when that many points are summed by Straus's method. */
int ifma_msm_is_small(size_t n);

/* ifma_fixed.c */
rk_fixed_layout ifma_fixed_layout_best(size_t generators, size_t max_bytes);
size_t ifma_fixed_table_bytes(rk_fixed_layout layout);
size_t ifma_fixed_table_scratch(rk_fixed_layout layout);
int ifma_fixed_table_build(void *table, rk_fixed_layout layout, const rk_affine *generators, void *scratch,
                           size_t bytes);
size_t ifma_msm_fixed_vartime_scratch(rk_fixed_layout layout, size_t fixed_n, size_t n);
int ifma_msm_fixed_vartime(rk_point *r, const void *table, rk_fixed_layout layout, const uint8_t *fixed_scalars,
                           const uint32_t *index, size_t fixed_n, const uint8_t *scalars, const rk_affine *points,
                           size_t n, void *scratch, size_t bytes);

/* How many levels a table of that layout has; 0 when there is no such layout. */
uint32_t ifma_fixed_levels(rk_fixed_layout layout);

/* ifma_fold_fixed.c */
size_t ifma_fold_fixed_vartime_scratch(rk_fixed_layout layout, size_t n, uint32_t ways);
int ifma_fold_fixed_vartime(rk_affine *out, const void *table, rk_fixed_layout layout, const uint32_t *index, size_t n,
                            uint32_t ways, const uint8_t *scalars, void *scratch, size_t bytes);

/* ifma_fold.c */
size_t ifma_fold_vartime_scratch(size_t n, uint32_t ways);
int ifma_fold_vartime(rk_affine *out, const rk_affine *in, size_t n, uint32_t ways, const uint8_t *scalars,
                      void *scratch, size_t bytes);

/* ifma_ct.c */
size_t ifma_ct_table_bytes(size_t generators);
size_t ifma_ct_table_scratch(size_t generators);
int ifma_ct_table_build(void *table, const rk_affine *generators, size_t n, void *scratch, size_t bytes);
size_t ifma_msm_ct_fixed_scratch(size_t n);
int ifma_msm_ct_fixed(rk_point *r, const void *table, size_t generators, const uint8_t *scalars, const uint32_t *index,
                      size_t n, void *scratch, size_t bytes);

/* ifma_bits.c */
size_t ifma_bits_table_bytes(size_t pairs);
size_t ifma_bits_table_scratch(size_t pairs);
int ifma_bits_table_build(void *table, const rk_affine *G, const rk_affine *H, size_t pairs, void *scratch,
                          size_t bytes);
int ifma_bits_ct(rk_point *r, const void *table, size_t pairs, const uint8_t *bits, const uint32_t *index, size_t n);

/* ifma_commit.c */
size_t ifma_commit_table_bytes(void);
size_t ifma_commit_table_scratch(void);
int ifma_commit_table_build(void *table, const rk_point *V, const rk_point *W, void *scratch, size_t bytes);
size_t ifma_commit_ct_scratch(size_t n);
int ifma_commit_ct(rk_point *points, uint8_t *encoded, const void *table, const uint8_t *values, uint32_t value_bits,
                   const uint8_t *blindings, size_t n, void *scratch, size_t bytes);

#endif
