/* ops.h - one table of functions for each implementation. dispatch.c routes the public interface to these tables.
 *
 * Every entry of ristretto_kernel.h whose first parameter is an rk_impl has a slot here with the same name (without
 * "rk_") and the same parameters (without the implementation). Tables are constant; a slot is never NULL unless it says so. An
 * implementation may fill a slot with another implementation's function: points and affine points are interchangeable,
 * tables and scratch sizes are not, so slots that share a table or a scratch size must come from the same one. */
#ifndef RK_OPS_H
#define RK_OPS_H

#include "ristretto_kernel.h"

/* 128-bit products are emulated on WebAssembly: only the 32-bit code is in that build. */
#if defined(__SIZEOF_INT128__) && !defined(__wasm__)
#define RK_HAVE_PORTABLE64 1
#else
#define RK_HAVE_PORTABLE64 0
#endif

/* The vector code is written with clang's and gcc's target attributes, so it needs no compiler flags. */
#if defined(__x86_64__) && RK_HAVE_PORTABLE64
#define RK_HAVE_IFMA 1
#else
#define RK_HAVE_IFMA 0
#endif

/* More points than this in one call are refused with RK_SIZE, and the scratch-size functions answer 0. */
#define RK_MAX_POINTS ((size_t)1 << 22)

typedef struct rk_ops {
    /* Single points. */
    void (*point_add)(rk_point *r, const rk_point *p, const rk_point *q);
    void (*point_sub)(rk_point *r, const rk_point *p, const rk_point *q);
    void (*point_neg)(rk_point *r, const rk_point *p);
    void (*point_double)(rk_point *r, const rk_point *p);
    void (*point_mul_ct)(rk_point *r, const uint8_t scalar[32], const rk_point *p);
    int (*point_equal)(const rk_point *p, const rk_point *q);
    int (*decode)(rk_point *r, const uint8_t in[32]);
    void (*encode)(uint8_t out[32], const rk_point *p);
    void (*from_uniform)(rk_point *r, const uint8_t in[64]);

    /* Batches of points. */
    size_t (*decode_batch)(rk_affine *out, uint8_t *ok, const uint8_t *in, size_t n);
    void (*encode_batch)(uint8_t *out, const rk_point *in, size_t n);
    size_t (*double_encode_batch_scratch)(size_t n);
    int (*double_encode_batch)(uint8_t *out, const rk_point *in, size_t n, void *scratch, size_t bytes);
    size_t (*normalize_batch_scratch)(size_t n);
    int (*normalize_batch)(rk_affine *out, const rk_point *in, size_t n, void *scratch, size_t bytes);
    void (*from_uniform_batch)(rk_point *out, const uint8_t *in, size_t n);
    void (*affine_to_point)(rk_point *out, const rk_affine *in, size_t n);

    /* Variable-time multi-scalar multiplication. */
    size_t (*msm_vartime_scratch)(size_t n);
    int (*msm_vartime)(rk_point *r, const uint8_t *scalars, const rk_affine *points, size_t n, void *scratch,
                       size_t bytes);
    /* NULL: shares are ranges of points, by msm_vartime. The only slot that may be NULL. */
    int (*msm_part_vartime)(rk_point *r, uint32_t part, uint32_t parts, const uint8_t *scalars, const rk_affine *points,
                            size_t n, void *scratch, size_t bytes);
    rk_fixed_layout (*fixed_layout_best)(size_t generators, size_t max_bytes);
    size_t (*fixed_table_bytes)(rk_fixed_layout layout);
    size_t (*fixed_table_scratch)(rk_fixed_layout layout);
    int (*fixed_table_build)(void *table, rk_fixed_layout layout, const rk_affine *generators, void *scratch,
                             size_t bytes);
    size_t (*msm_fixed_vartime_scratch)(rk_fixed_layout layout, size_t fixed_n, size_t n);
    int (*msm_fixed_vartime)(rk_point *r, const void *table, rk_fixed_layout layout, const uint8_t *fixed_scalars,
                             const uint32_t *index, size_t fixed_n, const uint8_t *scalars, const rk_affine *points,
                             size_t n, void *scratch, size_t bytes);
    size_t (*fold_vartime_scratch)(size_t n, uint32_t ways);
    int (*fold_vartime)(rk_affine *out, const rk_affine *in, size_t n, uint32_t ways, const uint8_t *scalars,
                        void *scratch, size_t bytes);
    size_t (*fold_fixed_vartime_scratch)(rk_fixed_layout layout, size_t n, uint32_t ways);
    int (*fold_fixed_vartime)(rk_affine *out, const void *table, rk_fixed_layout layout, const uint32_t *index, size_t n,
                              uint32_t ways, const uint8_t *scalars, void *scratch, size_t bytes);

    /* Constant-time multi-scalar multiplication. */
    size_t (*msm_ct_scratch)(size_t n);
    int (*msm_ct)(rk_point *r, const uint8_t *scalars, const rk_affine *points, size_t n, void *scratch, size_t bytes);
    size_t (*ct_table_bytes)(size_t generators);
    size_t (*ct_table_scratch)(size_t generators);
    int (*ct_table_build)(void *table, const rk_affine *generators, size_t n, void *scratch, size_t bytes);
    size_t (*msm_ct_fixed_scratch)(size_t n);
    int (*msm_ct_fixed)(rk_point *r, const void *table, size_t generators, const uint8_t *scalars,
                        const uint32_t *index, size_t n, void *scratch, size_t bytes);
    size_t (*bits_table_bytes)(size_t pairs);
    size_t (*bits_table_scratch)(size_t pairs);
    int (*bits_table_build)(void *table, const rk_affine *G, const rk_affine *H, size_t pairs, void *scratch,
                            size_t bytes);
    int (*bits_ct)(rk_point *r, const void *table, size_t pairs, const uint8_t *bits, const uint32_t *index, size_t n);
    size_t (*commit_table_bytes)(void);
    size_t (*commit_table_scratch)(void);
    int (*commit_table_build)(void *table, const rk_point *V, const rk_point *W, void *scratch, size_t bytes);
    size_t (*commit_ct_scratch)(size_t n);
    int (*commit_ct)(rk_point *points, uint8_t *encoded, const void *table, const uint8_t *values, uint32_t value_bits,
                     const uint8_t *blindings, size_t n, void *scratch, size_t bytes);
} rk_ops;

extern const rk_ops rk_ops_portable32;
#if RK_HAVE_PORTABLE64
extern const rk_ops rk_ops_portable64;
#endif
#if RK_HAVE_IFMA
extern const rk_ops rk_ops_avx512ifma;
#endif

#endif
