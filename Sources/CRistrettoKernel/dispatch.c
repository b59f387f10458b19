/* dispatch.c - routes the public interface to the implementation that the caller names. No state. */
#include "ops.h"
#include "support.h"

#if RK_HAVE_IFMA
/* The compiler's run-time support sets an AVX-512 feature only when XCR0 shows that the operating system saves the
 * opmask and ZMM registers, so this is the CPUID check and the XCR0 check. It reads a cached word: no CPUID trap. */
static int ifma_usable(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512ifma");
}
#endif

/* The table of an available implementation, or NULL. */
static const rk_ops *ops_for(rk_impl impl) {
    switch (impl) {
    case RK_PORTABLE32:
        return &rk_ops_portable32;
    case RK_PORTABLE64:
#if RK_HAVE_PORTABLE64
        return &rk_ops_portable64;
#else
        return NULL;
#endif
    case RK_AVX512IFMA:
#if RK_HAVE_IFMA
        return ifma_usable() ? &rk_ops_avx512ifma : NULL;
#else
        return NULL;
#endif
    }
    return NULL;
}

/* For functions without a status to return: an unavailable implementation is replaced by one that is in every build,
 * which gives the same result because points are interchangeable. */
static const rk_ops *any_ops(rk_impl impl) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops : &rk_ops_portable32;
}

int rk_available(rk_impl impl) { return ops_for(impl) != NULL; }

rk_impl rk_best(void) {
    if (rk_available(RK_AVX512IFMA)) return RK_AVX512IFMA;
    return rk_available(RK_PORTABLE64) ? RK_PORTABLE64 : RK_PORTABLE32;
}

const char *rk_name(rk_impl impl) {
    switch (impl) {
    case RK_PORTABLE32:
        return "portable32";
    case RK_PORTABLE64:
        return "portable64";
    case RK_AVX512IFMA:
        return "avx512ifma";
    }
    return "unknown";
}

/* ---- Points that need no field arithmetic ----------------------------------------------------------------------- */

void rk_point_identity(rk_point *r) { *r = (rk_point){.Y = {1}, .Z = {1}}; }

/* B of RFC 9496: the base point of edwards25519, y = 4/5, x even. */
void rk_point_generator(rk_point *r) {
    *r = (rk_point){
        .X = {0x62d608f25d51a, 0x412a4b4f6592a, 0x75b7171a4b31d, 0x1ff60527118fe, 0x216936d3cd6e5},
        .Y = {0x6666666666658, 0x4cccccccccccc, 0x1999999999999, 0x3333333333333, 0x6666666666666},
        .Z = {1},
        .T = {0x68ab3a5b7dda3, 0x00eea2a5eadbb, 0x2af8df483c27e, 0x332b375274732, 0x67875f0fd78b7}};
}

void rk_point_cmov(rk_point *r, const rk_point *p, uint32_t bit) {
    uint64_t mask = opaque(0 - (uint64_t)(bit & 1));
    for (int i = 0; i < 5; i++) {
        r->X[i] ^= mask & (r->X[i] ^ p->X[i]);
        r->Y[i] ^= mask & (r->Y[i] ^ p->Y[i]);
        r->Z[i] ^= mask & (r->Z[i] ^ p->Z[i]);
        r->T[i] ^= mask & (r->T[i] ^ p->T[i]);
    }
}

/* ---- Routing ---------------------------------------------------------------------------------------------------- */

void rk_point_add(rk_impl impl, rk_point *r, const rk_point *p, const rk_point *q) {
    any_ops(impl)->point_add(r, p, q);
}

void rk_point_sub(rk_impl impl, rk_point *r, const rk_point *p, const rk_point *q) {
    any_ops(impl)->point_sub(r, p, q);
}

void rk_point_neg(rk_impl impl, rk_point *r, const rk_point *p) {
    any_ops(impl)->point_neg(r, p);
}

void rk_point_double(rk_impl impl, rk_point *r, const rk_point *p) {
    any_ops(impl)->point_double(r, p);
}

void rk_point_mul_ct(rk_impl impl, rk_point *r, const uint8_t scalar[32], const rk_point *p) {
    any_ops(impl)->point_mul_ct(r, scalar, p);
}

int rk_point_equal(rk_impl impl, const rk_point *p, const rk_point *q) {
    return any_ops(impl)->point_equal(p, q);
}

int rk_decode(rk_impl impl, rk_point *r, const uint8_t in[32]) {
    return any_ops(impl)->decode(r, in);
}

void rk_encode(rk_impl impl, uint8_t out[32], const rk_point *p) {
    any_ops(impl)->encode(out, p);
}

void rk_from_uniform(rk_impl impl, rk_point *r, const uint8_t in[64]) {
    any_ops(impl)->from_uniform(r, in);
}

size_t rk_decode_batch(rk_impl impl, rk_affine *out, uint8_t *ok, const uint8_t *in, size_t n) {
    return any_ops(impl)->decode_batch(out, ok, in, n);
}

void rk_encode_batch(rk_impl impl, uint8_t *out, const rk_point *in, size_t n) {
    any_ops(impl)->encode_batch(out, in, n);
}

size_t rk_double_encode_batch_scratch(rk_impl impl, size_t n) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->double_encode_batch_scratch(n) : 0;
}

int rk_double_encode_batch(rk_impl impl, uint8_t *out, const rk_point *in, size_t n, void *scratch, size_t bytes) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->double_encode_batch(out, in, n, scratch, bytes) : RK_UNAVAILABLE;
}

size_t rk_normalize_batch_scratch(rk_impl impl, size_t n) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->normalize_batch_scratch(n) : 0;
}

int rk_normalize_batch(rk_impl impl, rk_affine *out, const rk_point *in, size_t n, void *scratch, size_t bytes) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->normalize_batch(out, in, n, scratch, bytes) : RK_UNAVAILABLE;
}

void rk_from_uniform_batch(rk_impl impl, rk_point *out, const uint8_t *in, size_t n) {
    any_ops(impl)->from_uniform_batch(out, in, n);
}

void rk_affine_to_point(rk_impl impl, rk_point *out, const rk_affine *in, size_t n) {
    any_ops(impl)->affine_to_point(out, in, n);
}

size_t rk_msm_vartime_scratch(rk_impl impl, size_t n) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->msm_vartime_scratch(n) : 0;
}

int rk_msm_vartime(rk_impl impl, rk_point *r, const uint8_t *scalars, const rk_affine *points, size_t n,
                   void *scratch, size_t bytes) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->msm_vartime(r, scalars, points, n, scratch, bytes) : RK_UNAVAILABLE;
}

/* Shares that are ranges of points hold n / parts of them or one more. */
size_t rk_msm_part_vartime_scratch(rk_impl impl, size_t n, uint32_t parts) {
    const rk_ops *ops = ops_for(impl);
    if (!ops || parts == 0 || parts > 64 || n > RK_MAX_POINTS) return 0;
    if (ops->msm_part_vartime) return ops->msm_vartime_scratch(n);
    size_t low = ops->msm_vartime_scratch(n / parts), high = ops->msm_vartime_scratch((n + parts - 1) / parts);
    return low > high ? low : high;
}

int rk_msm_part_vartime(rk_impl impl, rk_point *r, uint32_t part, uint32_t parts, const uint8_t *scalars,
                        const rk_affine *points, size_t n, void *scratch, size_t bytes) {
    const rk_ops *ops = ops_for(impl);
    if (!ops) return RK_UNAVAILABLE;
    if (parts == 0 || parts > 64 || part >= parts || n > RK_MAX_POINTS) return RK_SIZE;
    if (ops->msm_part_vartime) return ops->msm_part_vartime(r, part, parts, scalars, points, n, scratch, bytes);
    size_t first = n * part / parts, last = n * (part + 1) / parts;
    return ops->msm_vartime(r, scalars + 32 * first, points + first, last - first, scratch, bytes);
}

rk_fixed_layout rk_fixed_layout_best(rk_impl impl, size_t generators, size_t max_bytes) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->fixed_layout_best(generators, max_bytes) : (rk_fixed_layout){0, 0, 0};
}

size_t rk_fixed_table_bytes(rk_impl impl, rk_fixed_layout layout) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->fixed_table_bytes(layout) : 0;
}

size_t rk_fixed_table_scratch(rk_impl impl, rk_fixed_layout layout) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->fixed_table_scratch(layout) : 0;
}

int rk_fixed_table_build(rk_impl impl, void *table, rk_fixed_layout layout, const rk_affine *generators,
                         void *scratch, size_t bytes) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->fixed_table_build(table, layout, generators, scratch, bytes) : RK_UNAVAILABLE;
}

size_t rk_msm_fixed_vartime_scratch(rk_impl impl, rk_fixed_layout layout, size_t fixed_n, size_t n) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->msm_fixed_vartime_scratch(layout, fixed_n, n) : 0;
}

int rk_msm_fixed_vartime(rk_impl impl, rk_point *r, const void *table, rk_fixed_layout layout,
                         const uint8_t *fixed_scalars, const uint32_t *index, size_t fixed_n,
                         const uint8_t *scalars, const rk_affine *points, size_t n, void *scratch, size_t bytes) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->msm_fixed_vartime(r, table, layout,
              fixed_scalars, index, fixed_n, scalars, points, n, scratch, bytes) : RK_UNAVAILABLE;
}

size_t rk_fold_vartime_scratch(rk_impl impl, size_t n, uint32_t ways) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->fold_vartime_scratch(n, ways) : 0;
}

int rk_fold_vartime(rk_impl impl, rk_affine *out, const rk_affine *in, size_t n, uint32_t ways,
                    const uint8_t *scalars, void *scratch, size_t bytes) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->fold_vartime(out, in, n, ways, scalars, scratch, bytes) : RK_UNAVAILABLE;
}

size_t rk_fold_fixed_vartime_scratch(rk_impl impl, rk_fixed_layout layout, size_t n, uint32_t ways) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->fold_fixed_vartime_scratch(layout, n, ways) : 0;
}

int rk_fold_fixed_vartime(rk_impl impl, rk_affine *out, const void *table, rk_fixed_layout layout,
                          const uint32_t *index, size_t n, uint32_t ways, const uint8_t *scalars, void *scratch,
                          size_t bytes) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->fold_fixed_vartime(out, table, layout, index, n, ways, scalars, scratch, bytes) : RK_UNAVAILABLE;
}

size_t rk_msm_ct_scratch(rk_impl impl, size_t n) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->msm_ct_scratch(n) : 0;
}

int rk_msm_ct(rk_impl impl, rk_point *r, const uint8_t *scalars, const rk_affine *points, size_t n, void *scratch,
              size_t bytes) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->msm_ct(r, scalars, points, n, scratch, bytes) : RK_UNAVAILABLE;
}

size_t rk_ct_table_bytes(rk_impl impl, size_t generators) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->ct_table_bytes(generators) : 0;
}

size_t rk_ct_table_scratch(rk_impl impl, size_t generators) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->ct_table_scratch(generators) : 0;
}

int rk_ct_table_build(rk_impl impl, void *table, const rk_affine *generators, size_t n, void *scratch, size_t bytes) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->ct_table_build(table, generators, n, scratch, bytes) : RK_UNAVAILABLE;
}

size_t rk_msm_ct_fixed_scratch(rk_impl impl, size_t n) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->msm_ct_fixed_scratch(n) : 0;
}

int rk_msm_ct_fixed(rk_impl impl, rk_point *r, const void *table, size_t generators, const uint8_t *scalars,
                    const uint32_t *index, size_t n, void *scratch, size_t bytes) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->msm_ct_fixed(r, table, generators, scalars, index, n, scratch, bytes) : RK_UNAVAILABLE;
}

size_t rk_bits_table_bytes(rk_impl impl, size_t pairs) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->bits_table_bytes(pairs) : 0;
}

size_t rk_bits_table_scratch(rk_impl impl, size_t pairs) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->bits_table_scratch(pairs) : 0;
}

int rk_bits_table_build(rk_impl impl, void *table, const rk_affine *G, const rk_affine *H, size_t pairs,
                        void *scratch, size_t bytes) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->bits_table_build(table, G, H, pairs, scratch, bytes) : RK_UNAVAILABLE;
}

int rk_bits_ct(rk_impl impl, rk_point *r, const void *table, size_t pairs, const uint8_t *bits,
               const uint32_t *index, size_t n) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->bits_ct(r, table, pairs, bits, index, n) : RK_UNAVAILABLE;
}

size_t rk_commit_table_bytes(rk_impl impl) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->commit_table_bytes() : 0;
}

size_t rk_commit_table_scratch(rk_impl impl) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->commit_table_scratch() : 0;
}

int rk_commit_table_build(rk_impl impl, void *table, const rk_point *V, const rk_point *W, void *scratch,
                          size_t bytes) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->commit_table_build(table, V, W, scratch, bytes) : RK_UNAVAILABLE;
}

size_t rk_commit_ct_scratch(rk_impl impl, size_t n) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->commit_ct_scratch(n) : 0;
}

int rk_commit_ct(rk_impl impl, rk_point *points, uint8_t *encoded, const void *table, const uint8_t *values,
                 uint32_t value_bits, const uint8_t *blindings, size_t n, void *scratch, size_t bytes) {
    const rk_ops *ops = ops_for(impl);
    return ops ? ops->commit_ct(points, encoded, table,
              values, value_bits, blindings, n, scratch, bytes) : RK_UNAVAILABLE;
}
