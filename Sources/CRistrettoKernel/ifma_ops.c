/* ifma_ops.c - the table of the AVX-512 implementation. A single point does not fill eight lanes, so those functions are
 * the portable ones; tables and scratch sizes never mix. */
#include "ops.h"

#if RK_HAVE_IFMA

#include "ifma.h"

static void point_add(rk_point *r, const rk_point *p, const rk_point *q) { rk_ops_portable64.point_add(r, p, q); }
static void point_sub(rk_point *r, const rk_point *p, const rk_point *q) { rk_ops_portable64.point_sub(r, p, q); }
static void point_neg(rk_point *r, const rk_point *p) { rk_ops_portable64.point_neg(r, p); }
static void point_double(rk_point *r, const rk_point *p) { rk_ops_portable64.point_double(r, p); }
static void point_mul_ct(rk_point *r, const uint8_t scalar[32], const rk_point *p) {
    rk_ops_portable64.point_mul_ct(r, scalar, p);
}
static int point_equal(const rk_point *p, const rk_point *q) { return rk_ops_portable64.point_equal(p, q); }
static int decode(rk_point *r, const uint8_t in[32]) { return rk_ops_portable64.decode(r, in); }
static void encode(uint8_t out[32], const rk_point *p) { rk_ops_portable64.encode(out, p); }
static void from_uniform(rk_point *r, const uint8_t in[64]) { rk_ops_portable64.from_uniform(r, in); }

const rk_ops rk_ops_avx512ifma = {
    .point_add = point_add,
    .point_sub = point_sub,
    .point_neg = point_neg,
    .point_double = point_double,
    .point_mul_ct = point_mul_ct,
    .point_equal = point_equal,
    .decode = decode,
    .encode = encode,
    .from_uniform = from_uniform,
    .decode_batch = ifma_decode_batch,
    .encode_batch = ifma_encode_batch,
    .double_encode_batch_scratch = ifma_double_encode_batch_scratch,
    .double_encode_batch = ifma_double_encode_batch,
    .normalize_batch_scratch = ifma_normalize_batch_scratch,
    .normalize_batch = ifma_normalize_batch,
    .from_uniform_batch = ifma_from_uniform_batch,
    .affine_to_point = ifma_affine_to_point,
    .msm_vartime_scratch = ifma_msm_vartime_scratch,
    .msm_vartime = ifma_msm_vartime,
    .msm_part_vartime = ifma_msm_part_vartime,
    .fixed_layout_best = ifma_fixed_layout_best,
    .fixed_table_bytes = ifma_fixed_table_bytes,
    .fixed_table_scratch = ifma_fixed_table_scratch,
    .fixed_table_build = ifma_fixed_table_build,
    .msm_fixed_vartime_scratch = ifma_msm_fixed_vartime_scratch,
    .msm_fixed_vartime = ifma_msm_fixed_vartime,
    .fold_vartime_scratch = ifma_fold_vartime_scratch,
    .fold_vartime = ifma_fold_vartime,
    .fold_fixed_vartime_scratch = ifma_fold_fixed_vartime_scratch,
    .fold_fixed_vartime = ifma_fold_fixed_vartime,
    .msm_ct_scratch = ifma_msm_ct_scratch,
    .msm_ct = ifma_msm_ct,
    .ct_table_bytes = ifma_ct_table_bytes,
    .ct_table_scratch = ifma_ct_table_scratch,
    .ct_table_build = ifma_ct_table_build,
    .msm_ct_fixed_scratch = ifma_msm_ct_fixed_scratch,
    .msm_ct_fixed = ifma_msm_ct_fixed,
    .bits_table_bytes = ifma_bits_table_bytes,
    .bits_table_scratch = ifma_bits_table_scratch,
    .bits_table_build = ifma_bits_table_build,
    .bits_ct = ifma_bits_ct,
    .commit_table_bytes = ifma_commit_table_bytes,
    .commit_table_scratch = ifma_commit_table_scratch,
    .commit_table_build = ifma_commit_table_build,
    .commit_ct_scratch = ifma_commit_ct_scratch,
    .commit_ct = ifma_commit_ct,
};

#endif
