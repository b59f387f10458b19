/* ristretto_kernel.h - field, points and multi-scalar multiplication over ristretto255 (RFC 9496).
 *
 * Rules of this interface
 *   - Argument order: implementation, result, inputs, counts, scratch.
 *   - No global state, no allocation, no I/O, no locks: memory comes from the caller (`..._scratch` says how many
 *     bytes, 64-byte aligned), so every function may run on any number of threads at once.
 *   - The implementation is a parameter, so a test can run all of them side by side. Points are interchangeable between
 *     implementations: the layouts below are radix 2^51 everywhere; the 32-bit code splits each 51-bit limb in 26 + 25.
 *   - Scalars are 32 bytes, little-endian, and MUST be below l. Functions that take scalars return RK_OK, or
 *     RK_BAD_SCALAR (variable-time functions only; nothing is written then). Constant-time functions cannot branch on a
 *     scalar: their callers guarantee the range (the Swift type `Scalar` does).
 *   - `vartime` in a name: running time and memory addresses depend on every argument. Never for a secret.
 *     `ct` in a name: neither branches nor addresses depend on scalars, bits, values or points; only on counts.
 *   - Arrays may not overlap unless a function says so.
 */
#ifndef RISTRETTO_KERNEL_H
#define RISTRETTO_KERNEL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- 1. Choice of implementation ------------------------------------------------------------------------------- */

typedef enum rk_impl {
    RK_PORTABLE32 = 1, /* radix 2^25.5, 32 x 32 -> 64 bit products: WebAssembly and other small machines */
    RK_PORTABLE64 = 2, /* radix 2^51, 64 x 64 -> 128 bit products */
    RK_AVX512IFMA = 3  /* 8 lanes of radix 2^51, vpmadd52 */
} rk_impl;

/* 1 when this build has the implementation and this CPU (and its operating system: XCR0) can run it, else 0. */
int rk_available(rk_impl impl);
/* The fastest available implementation. Never fails: one portable implementation is in every build. */
rk_impl rk_best(void);
/* "portable32", "portable64", "avx512ifma"; "unknown" otherwise. Static storage. */
const char *rk_name(rk_impl impl);

/* RK_BAD_SCALAR: not below l. RK_UNAVAILABLE: see rk_available; functions without a status then fall back to a portable
 * implementation, and sizes are 0. RK_SCRATCH: too small, missing or not aligned. RK_SIZE: a count, index or layout
 * that is out of range, such as more than 2^22 points; sizes are 0. */
enum { RK_OK = 0, RK_BAD_SCALAR = -1, RK_UNAVAILABLE = -2, RK_SCRATCH = -3, RK_SIZE = -4 };

/* ---- 2. Types -------------------------------------------------------------------------------------------------- */

/* A point of edwards25519 in extended coordinates, x = X/Z, y = Y/Z, T = XY/Z: a representative of a ristretto255
 * element. Invariant R: every limb < 2^51 + 2^16; limb i has weight 2^(51 i). */
typedef struct rk_point {
    uint64_t X[5], Y[5], Z[5], T[5];
} rk_point;

/* An affine point in the form that additions want: y+x, y-x, 2dxy, each with invariant R. 128 bytes. */
typedef struct rk_affine {
    uint64_t yp[5], ym[5], t2d[5], pad;
} rk_affine;

/* ---- 3. Single points: constant time ---------------------------------------------------------------------------- */

void rk_point_identity(rk_point *r);
void rk_point_generator(rk_point *r); /* B */
/* r may alias p and q in this section. */
void rk_point_add(rk_impl impl, rk_point *r, const rk_point *p, const rk_point *q);
void rk_point_sub(rk_impl impl, rk_point *r, const rk_point *p, const rk_point *q);
void rk_point_neg(rk_impl impl, rk_point *r, const rk_point *p);
void rk_point_double(rk_impl impl, rk_point *r, const rk_point *p);
/* r = scalar * p */
void rk_point_mul_ct(rk_impl impl, rk_point *r, const uint8_t scalar[32], const rk_point *p);
/* 1 when p and q represent the same ristretto255 element, else 0. RFC 9496 section 4.3.3. */
int rk_point_equal(rk_impl impl, const rk_point *p, const rk_point *q);
/* r = p when bit is 1, unchanged when 0. */
void rk_point_cmov(rk_point *r, const rk_point *p, uint32_t bit);

/* Strict decoding, RFC 9496 section 4.3.1. 1 on success; 0 otherwise, and then r is the identity. Refuses everything
 * but the one canonical encoding (bit 255 set included, which libsodium 1.0.18 lets pass). */
int rk_decode(rk_impl impl, rk_point *r, const uint8_t in[32]);
/* RFC 9496 section 4.3.2. */
void rk_encode(rk_impl impl, uint8_t out[32], const rk_point *p);
/* One-way map of 64 uniform bytes, RFC 9496 section 4.3.4. */
void rk_from_uniform(rk_impl impl, rk_point *r, const uint8_t in[64]);

/* ---- 4. Batches of points: constant time in the points ---------------------------------------------------------- */

/* Decodes n encodings. ok[i] = 1 or 0; where 0, out[i] is the identity. Returns how many are bad. */
size_t rk_decode_batch(rk_impl impl, rk_affine *out, uint8_t *ok, const uint8_t *in, size_t n);
void rk_encode_batch(rk_impl impl, uint8_t *out, const rk_point *in, size_t n);
/* out[i] = encoding of 2 * in[i], with one field inversion for a large block of points. The cheap way to encode many:
 * compute with halved scalars or halved bases, then call this. The identity and the other points of E[4] are fine. */
size_t rk_double_encode_batch_scratch(rk_impl impl, size_t n);
int rk_double_encode_batch(rk_impl impl, uint8_t *out, const rk_point *in, size_t n, void *scratch, size_t bytes);
/* To affine form, one inversion for a large block of points. */
size_t rk_normalize_batch_scratch(rk_impl impl, size_t n);
int rk_normalize_batch(rk_impl impl, rk_affine *out, const rk_point *in, size_t n, void *scratch, size_t bytes);
void rk_from_uniform_batch(rk_impl impl, rk_point *out, const uint8_t *in /* 64 n */, size_t n);
void rk_affine_to_point(rk_impl impl, rk_point *out, const rk_affine *in, size_t n);

/* ---- 5. Variable-time multi-scalar multiplication ---------------------------------------------------------------- */

/* r = sum scalars[i] * points[i], 0 <= n <= 2^22 (n = 0: identity). */
size_t rk_msm_vartime_scratch(rk_impl impl, size_t n);
int rk_msm_vartime(rk_impl impl, rk_point *r, const uint8_t *scalars, const rk_affine *points, size_t n,
                   void *scratch, size_t bytes);

/* The share number `part` of `parts` (part < parts <= 64) of that sum: the shares add up to it, whoever computes them and
 * in whichever order, each with scratch of its own. For threads: cheaper than separate sums of fewer points, because the
 * shares are ranges of digits where that pays. */
size_t rk_msm_part_vartime_scratch(rk_impl impl, size_t n, uint32_t parts);
int rk_msm_part_vartime(rk_impl impl, rk_point *r, uint32_t part, uint32_t parts, const uint8_t *scalars,
                        const rk_affine *points, size_t n, void *scratch, size_t bytes);

/* Precomputed multiples of fixed generators. The layout is a value that the caller keeps beside the table. */
typedef struct rk_fixed_layout {
    uint32_t generators; /* how many */
    uint32_t window;     /* bits of a digit, 4 ... 16 */
    uint32_t sets;       /* bucket sets; levels = ceil(ceil(252/window)/sets) rows per generator */
} rk_fixed_layout;

/* The best layout for that many generators whose table is at most `max_bytes`. sets = 0 when none fits. */
rk_fixed_layout rk_fixed_layout_best(rk_impl impl, size_t generators, size_t max_bytes);
size_t rk_fixed_table_bytes(rk_impl impl, rk_fixed_layout layout);
size_t rk_fixed_table_scratch(rk_impl impl, rk_fixed_layout layout);
/* table must be 64-byte aligned. */
int rk_fixed_table_build(rk_impl impl, void *table, rk_fixed_layout layout, const rk_affine *generators,
                         void *scratch, size_t bytes);

/* r = sum fixed_scalars[i] * G[index[i]] + sum scalars[j] * points[j]. index == NULL means index[i] = i; every index is
 * below layout.generators (RK_SIZE otherwise). Either count may be 0. */
size_t rk_msm_fixed_vartime_scratch(rk_impl impl, rk_fixed_layout layout, size_t fixed_n, size_t n);
int rk_msm_fixed_vartime(rk_impl impl, rk_point *r, const void *table, rk_fixed_layout layout,
                         const uint8_t *fixed_scalars, const uint32_t *index, size_t fixed_n,
                         const uint8_t *scalars, const rk_affine *points, size_t n, void *scratch, size_t bytes);

/* out[i] = sum_{k < ways} scalars[k] * in[i + k * n], i < n; ways 2, 4 or 8: how an inner-product argument folds its
 * generators. Affine results (one inversion for all). out may be in. */
size_t rk_fold_vartime_scratch(rk_impl impl, size_t n, uint32_t ways);
int rk_fold_vartime(rk_impl impl, rk_affine *out, const rk_affine *in, size_t n, uint32_t ways,
                    const uint8_t *scalars, void *scratch, size_t bytes);

/* out[i] = sum_{k < ways} scalars[k] * G[index[i + k n]], the same over a table of fixed generators. index == NULL means
 * index[i] = i. Cheaper while the table has some four levels, as these save the doublings. */
size_t rk_fold_fixed_vartime_scratch(rk_impl impl, rk_fixed_layout layout, size_t n, uint32_t ways);
int rk_fold_fixed_vartime(rk_impl impl, rk_affine *out, const void *table, rk_fixed_layout layout,
                          const uint32_t *index, size_t n, uint32_t ways, const uint8_t *scalars, void *scratch,
                          size_t bytes);

/* ---- 6. Constant-time multi-scalar multiplication ---------------------------------------------------------------- */

/* r = sum scalars[i] * points[i], any points. */
size_t rk_msm_ct_scratch(rk_impl impl, size_t n);
int rk_msm_ct(rk_impl impl, rk_point *r, const uint8_t *scalars, const rk_affine *points, size_t n,
              void *scratch, size_t bytes);

/* The same over fixed generators with a table of small multiples of each (about 2 KiB a generator). */
size_t rk_ct_table_bytes(rk_impl impl, size_t generators);
size_t rk_ct_table_scratch(rk_impl impl, size_t generators);
int rk_ct_table_build(rk_impl impl, void *table, const rk_affine *generators, size_t n, void *scratch, size_t bytes);
size_t rk_msm_ct_fixed_scratch(rk_impl impl, size_t n);
/* index is public, as in section 5. `generators` is what the table was built for. */
int rk_msm_ct_fixed(rk_impl impl, rk_point *r, const void *table, size_t generators, const uint8_t *scalars,
                    const uint32_t *index, size_t n, void *scratch, size_t bytes);

/* r = sum (bit_i ? G[index_i] : -H[index_i]), the bit commitment of a range proof, i < n. bits[i] is 0 or 1 and secret.
 * The table holds n pairs (G_i, H_i). */
size_t rk_bits_table_bytes(rk_impl impl, size_t pairs);
size_t rk_bits_table_scratch(rk_impl impl, size_t pairs);
int rk_bits_table_build(rk_impl impl, void *table, const rk_affine *G, const rk_affine *H, size_t pairs,
                        void *scratch, size_t bytes);
int rk_bits_ct(rk_impl impl, rk_point *r, const void *table, size_t pairs, const uint8_t *bits,
               const uint32_t *index, size_t n);

/* Batches of two-base commitments values[i] * V + blindings[i] * W over a table for (V, W): n independent results.
 * `value_bits` is 64 or 252: how many low bits of each 32-byte value can be set (public). The table is made for the
 * halves of the bases, so that results can be encoded by doubling; points are doubled.
 * Results go to points (NULL: not wanted) and, encoded, to encoded (NULL: not wanted). */
size_t rk_commit_table_bytes(rk_impl impl);
size_t rk_commit_table_scratch(rk_impl impl);
int rk_commit_table_build(rk_impl impl, void *table, const rk_point *V, const rk_point *W, void *scratch, size_t bytes);
size_t rk_commit_ct_scratch(rk_impl impl, size_t n);
int rk_commit_ct(rk_impl impl, rk_point *points, uint8_t *encoded, const void *table, const uint8_t *values,
                 uint32_t value_bits, const uint8_t *blindings, size_t n, void *scratch, size_t bytes);

#ifdef __cplusplus
}
#endif

#endif
