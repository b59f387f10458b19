/* fuzz.c - differential fuzzing of the kernel: every available implementation against every other and libsodium.
 *
 *     fuzz <seconds> [seed]
 *
 * Each round draws an operation, sizes, layouts and inputs (random and hostile) from a seeded generator, so a failure
 * is repeated with the seed that it prints. Memory is exact and has canaries; arrays are not aligned beyond 8 bytes. */
#include "common.h"
#include <sodium.h>
#include <time.h>

enum { POOL = 2048 };

static rk_impl impls[3];
static int impl_count;
static rk_affine pool[POOL];
static uint8_t pool_bytes[POOL][32];
static uint64_t round_seed;

static void fail(const char *what, rk_impl impl, size_t a, size_t b) {
    printf("FAILED: %s, %s (%zu, %zu), seed %llu\n", what, rk_name(impl), a, b, (unsigned long long)round_seed);
    exit(1);
}
#define EXPECT(condition, what, impl, a, b) \
    do {                                    \
        if (!(condition)) fail(what, impl, a, b); \
    } while (0)

/* ---- Inputs -------------------------------------------------------------------------------------------------------- */

/* The pool: random elements, small multiples, their opposites, and every representative of the identity. */
static void make_pool(void) {
    static const uint64_t minus_one[5] = {0x7ffffffffffec, 0x7ffffffffffff, 0x7ffffffffffff, 0x7ffffffffffff,
                                          0x7ffffffffffff};
    static const uint64_t i[5] = {0x61b274a0ea0b0, 0x0d5a5fc8f189d, 0x7ef5e9cbd0c60, 0x78595a6804c9e, 0x2b8324804fc1d};
    static const uint64_t minus_i[5] = {0x1e4d8b5f15f3d, 0x72a5a0370e762, 0x010a16342f39f, 0x07a6a597fb361,
                                        0x547cdb7fb03e2};
    rk_point b, p;
    rk_point_generator(&b);
    rk_point_identity(&p);
    uint8_t hash[64];
    guarded scratch = guarded_make(rk_normalize_batch_scratch(RK_PORTABLE32, 1));
    for (int k = 0; k < POOL; k++) {
        if (k < 64) {
            rk_point_add(RK_PORTABLE32, &p, &p, &b);
        } else {
            random_bytes(hash, 64);
            rk_from_uniform(RK_PORTABLE32, &p, hash);
        }
        rk_normalize_batch(RK_PORTABLE32, &pool[k], &p, 1, scratch.base, scratch.bytes);
        if (k % 16 == 9) { /* the opposite of the one before */
            rk_affine_to_point(RK_PORTABLE32, &p, &pool[k - 1], 1);
            rk_point_neg(RK_PORTABLE32, &p, &p);
            rk_normalize_batch(RK_PORTABLE32, &pool[k], &p, 1, scratch.base, scratch.bytes);
        }
        if (k % 64 >= 60) {
            memset(&pool[k], 0, sizeof pool[k]);
            const uint64_t *yp = k % 4 == 1 ? minus_one : k % 4 == 2 ? i : minus_i;
            const uint64_t *ym = k % 4 == 1 ? minus_one : k % 4 == 2 ? minus_i : i;
            if (k % 4 == 0) pool[k].yp[0] = pool[k].ym[0] = 1;
            else memcpy(pool[k].yp, yp, 40), memcpy(pool[k].ym, ym, 40);
        }
        rk_affine_to_point(RK_PORTABLE32, &p, &pool[k], 1);
        rk_encode(RK_PORTABLE32, pool_bytes[k], &p);
    }
    guarded_free(scratch);
}

/* n points and scalars in arrays that start 8 bytes off a cache line. */
typedef struct {
    guarded points_memory, scalars_memory;
    rk_affine *points;
    uint8_t *scalars;
    uint32_t *source; /* where in the pool */
    size_t n;
} inputs;

static inputs make_inputs(size_t n) {
    inputs in = {guarded_make(n * sizeof(rk_affine) + 8), guarded_make(32 * n + 8), NULL, NULL, NULL, n};
    in.points = (rk_affine *)(in.points_memory.base + 8);
    in.scalars = in.scalars_memory.base + 8;
    in.source = malloc(n * sizeof *in.source + 1);
    unsigned point_style = (unsigned)below(5), scalar_style = (unsigned)below(24);
    uint8_t same[32];
    make_scalar(same, (unsigned)rng());
    size_t one = below(POOL);
    for (size_t k = 0; k < n; k++) {
        size_t from = point_style == 0 ? one : point_style == 1 ? 60 + 64 * below(32) + below(4) : below(POOL);
        if (point_style == 2) from = 8 + 16 * below(8) + below(2); /* a few points and their opposites */
        in.source[k] = (uint32_t)from;
        in.points[k] = pool[from];
        if (scalar_style == 23) memcpy(in.scalars + 32 * k, same, 32);
        else make_scalar(in.scalars + 32 * k, scalar_style < 12 ? scalar_style : (unsigned)rng());
    }
    return in;
}

static void free_inputs(inputs in) {
    guarded_free(in.points_memory);
    guarded_free(in.scalars_memory);
    free(in.source);
}

static size_t draw_size(size_t most) {
    size_t kind = below(8), n = kind < 3 ? below(20) : kind < 6 ? below(300) : kind == 6 ? below(1500) : below(most + 1);
    return n > most ? most : n;
}

/* ---- Checks -------------------------------------------------------------------------------------------------------- */

static void encode_of(uint8_t out[32], const rk_point *p) { rk_encode(RK_PORTABLE32, out, p); }

static void sodium_sum(uint8_t out[32], const inputs *in) {
    uint8_t term[32];
    memset(out, 0, 32);
    for (size_t k = 0; k < in->n; k++) {
        /* libsodium refuses results that are the identity: its way to say that the term is zero. */
        if (crypto_scalarmult_ristretto255(term, in->scalars + 32 * k, pool_bytes[in->source[k]]) != 0) continue;
        crypto_core_ristretto255_add(out, out, term);
    }
}

typedef int (*sum_function)(rk_impl impl, rk_point *r, const inputs *in, uint64_t variant);

static int sum_vartime(rk_impl impl, rk_point *r, const inputs *in, uint64_t variant) {
    (void)variant;
    guarded s = guarded_make(rk_msm_vartime_scratch(impl, in->n));
    int status = rk_msm_vartime(impl, r, in->scalars, in->points, in->n, s.base, s.bytes);
    EXPECT(guarded_free(s), "scratch of msm_vartime", impl, in->n, 0);
    return status;
}

static int sum_parts(rk_impl impl, rk_point *r, const inputs *in, uint64_t variant) {
    uint32_t parts = 1 + (uint32_t)(variant % 5);
    rk_point_identity(r);
    for (uint32_t part = 0; part < parts; part++) {
        rk_point p;
        guarded s = guarded_make(rk_msm_part_vartime_scratch(impl, in->n, parts));
        int status = rk_msm_part_vartime(impl, &p, part, parts, in->scalars, in->points, in->n, s.base, s.bytes);
        EXPECT(guarded_free(s), "scratch of msm_part_vartime", impl, in->n, parts);
        if (status != RK_OK) return status;
        rk_point_add(impl, r, r, &p);
    }
    return RK_OK;
}

static int sum_ct(rk_impl impl, rk_point *r, const inputs *in, uint64_t variant) {
    (void)variant;
    guarded s = guarded_make(rk_msm_ct_scratch(impl, in->n));
    int status = rk_msm_ct(impl, r, in->scalars, in->points, in->n, s.base, s.bytes);
    EXPECT(guarded_is_wiped(s), "wiping of msm_ct", impl, in->n, 0);
    EXPECT(guarded_free(s), "scratch of msm_ct", impl, in->n, 0);
    return status;
}

/* A permutation of the points goes into the table, its inverse into the index array. */
static void permute(rk_affine *table, uint32_t *index, const inputs *in, uint64_t variant) {
    size_t n = in->n, shift = n ? (size_t)(variant % n) : 0;
    for (size_t k = 0; k < n; k++) {
        index[k] = (uint32_t)((k + shift) % n);
        table[index[k]] = in->points[k];
    }
}

static int sum_fixed(rk_impl impl, rk_point *r, const inputs *in, uint64_t variant) {
    size_t fixed_n = in->n ? (size_t)(variant >> 8) % (in->n + 1) : 0;
    inputs fixed = *in;
    fixed.n = fixed_n;
    rk_fixed_layout layout = rk_fixed_layout_best(impl, fixed_n, fixed_n * 128 * (1 + (size_t)(variant >> 4) % 60));
    if (impl == RK_AVX512IFMA && (variant & 1)) {
        layout.window = 3 + (uint32_t)(variant >> 5) % 14;
        layout.sets = 1 + (uint32_t)(variant >> 9) % ((252 + layout.window - 1) / layout.window);
        layout.generators = (uint32_t)fixed_n;
    }
    EXPECT(layout.sets != 0 || fixed_n == 0, "fixed_layout_best", impl, fixed_n, 0);
    if (layout.sets == 0) return sum_vartime(impl, r, in, 0);
    rk_affine *generators = malloc(fixed_n * sizeof *generators + 1);
    uint32_t *index = malloc(fixed_n * sizeof *index + 1);
    permute(generators, index, &fixed, variant);
    guarded table = guarded_make(rk_fixed_table_bytes(impl, layout));
    guarded s = guarded_make(rk_fixed_table_scratch(impl, layout));
    EXPECT(rk_fixed_table_build(impl, table.base, layout, (variant & 2) ? generators : in->points, s.base, s.bytes) ==
               RK_OK, "fixed_table_build", impl, fixed_n, layout.window);
    EXPECT(guarded_free(s), "scratch of fixed_table_build", impl, fixed_n, layout.window);
    s = guarded_make(rk_msm_fixed_vartime_scratch(impl, layout, fixed_n, in->n - fixed_n));
    int status = rk_msm_fixed_vartime(impl, r, table.base, layout, in->scalars, (variant & 2) ? index : NULL, fixed_n,
                                      in->scalars + 32 * fixed_n, in->points + fixed_n, in->n - fixed_n, s.base,
                                      s.bytes);
    EXPECT(guarded_free(s), "scratch of msm_fixed_vartime", impl, fixed_n, in->n);
    EXPECT(guarded_free(table), "table of msm_fixed_vartime", impl, fixed_n, in->n);
    free(generators);
    free(index);
    return status;
}

static int sum_ct_fixed(rk_impl impl, rk_point *r, const inputs *in, uint64_t variant) {
    rk_affine *generators = malloc(in->n * sizeof *generators + 1);
    uint32_t *index = malloc(in->n * sizeof *index + 1);
    permute(generators, index, in, variant >> 1);
    guarded table = guarded_make(rk_ct_table_bytes(impl, in->n));
    guarded s = guarded_make(rk_ct_table_scratch(impl, in->n));
    EXPECT(rk_ct_table_build(impl, table.base, (variant & 1) ? generators : in->points, in->n, s.base, s.bytes) == RK_OK,
           "ct_table_build", impl, in->n, 0);
    EXPECT(guarded_free(s), "scratch of ct_table_build", impl, in->n, 0);
    s = guarded_make(rk_msm_ct_fixed_scratch(impl, in->n));
    int status = rk_msm_ct_fixed(impl, r, table.base, in->n, in->scalars, (variant & 1) ? index : NULL, in->n, s.base,
                                 s.bytes);
    EXPECT(guarded_is_wiped(s), "wiping of msm_ct_fixed", impl, in->n, 0);
    EXPECT(guarded_free(s), "scratch of msm_ct_fixed", impl, in->n, 0);
    EXPECT(guarded_free(table), "table of msm_ct_fixed", impl, in->n, 0);
    free(generators);
    free(index);
    return status;
}

/* The same sum in all implementations, and by libsodium when that is quick. */
static void fuzz_sum(sum_function sum, const char *what, size_t most) {
    inputs in = make_inputs(draw_size(most));
    uint64_t variant = rng();
    uint8_t want[32], got[32];
    int have = in.n <= 40;
    if (have) sodium_sum(want, &in);
    for (int k = 0; k < impl_count; k++) {
        if (impls[k] == RK_PORTABLE32 && in.n > 400) continue;
        rk_point r;
        EXPECT(sum(impls[k], &r, &in, variant) == RK_OK, what, impls[k], in.n, variant);
        encode_of(got, &r);
        if (have) EXPECT(memcmp(got, want, 32) == 0, what, impls[k], in.n, variant);
        memcpy(want, got, 32);
        have = 1;
    }
    free_inputs(in);
}

/* An unreduced scalar anywhere is refused and nothing is written. */
static void fuzz_refusals(void) {
    inputs in = make_inputs(1 + draw_size(200));
    uint8_t *bad = in.scalars + 32 * below(in.n);
    memcpy(bad, ORDER, 32);
    if (rng() & 1) memset(bad, 0xff, 32);
    if (rng() & 1) bad[0] |= 0xef;
    for (int k = 0; k < impl_count; k++) {
        rk_point r, before;
        memset(&r, 0x5a, sizeof r);
        before = r;
        EXPECT(sum_vartime(impls[k], &r, &in, 0) == RK_BAD_SCALAR, "refusal of a scalar", impls[k], in.n, 0);
        EXPECT(memcmp(&r, &before, sizeof r) == 0, "result after a refusal", impls[k], in.n, 0);
        guarded s = guarded_make(rk_msm_vartime_scratch(impls[k], in.n));
        if (s.bytes > 0)
            EXPECT(rk_msm_vartime(impls[k], &r, in.scalars, in.points, in.n, s.base, s.bytes - 1) == RK_SCRATCH,
                   "refusal of short scratch", impls[k], in.n, 0);
        guarded_free(s);
    }
    free_inputs(in);
}

static void expect_affine(const rk_affine *p, const uint8_t want[32], const char *what, rk_impl impl, size_t i, size_t n) {
    rk_point q;
    uint8_t got[32];
    rk_affine_to_point(impl, &q, p, 1);
    encode_of(got, &q);
    EXPECT(memcmp(got, want, 32) == 0, what, impl, i, n);
}

/* The same fold over a table with steps of any length. */
static void fuzz_fold_fixed(rk_impl impl, const inputs *in, size_t n, uint32_t ways, const uint8_t *scalars,
                            const uint8_t *want) {
    uint32_t window = 4 + (uint32_t)below(8), sets = 1 + (uint32_t)below(252 / window);
    rk_fixed_layout layout = {(uint32_t)(n * ways), window, sets};
    guarded table = guarded_make(rk_fixed_table_bytes(impl, layout));
    guarded s = guarded_make(rk_fixed_table_scratch(impl, layout));
    EXPECT(rk_fixed_table_build(impl, table.base, layout, in->points, s.base, s.bytes) == RK_OK, "table of fold", impl,
           n, window);
    EXPECT(guarded_free(s), "scratch of fold's table", impl, n, ways);
    s = guarded_make(rk_fold_fixed_vartime_scratch(impl, layout, n, ways));
    guarded out = guarded_make(n * sizeof(rk_affine));
    rk_affine *r = (rk_affine *)out.base;
    int status = rk_fold_fixed_vartime(impl, r, table.base, layout, NULL, n, ways, scalars, s.base, s.bytes);
    EXPECT(status == RK_OK, "fold over a table", impl, n, ways);
    for (size_t i = 0; i < n; i++) expect_affine(&r[i], want + 32 * i, "fold over a table", impl, i, window * sets);
    EXPECT(guarded_free(s) && guarded_free(out) && guarded_free(table), "memory of fold over a table", impl, n, ways);
}

static void fuzz_fold(void) {
    size_t n = draw_size(200);
    uint32_t ways = 2u << below(3);
    inputs in = make_inputs(n * ways);
    uint8_t scalars[8 * 32], *want = malloc(32 * n + 1);
    for (int k = 0; k < 8; k++) make_scalar(scalars + 32 * k, (unsigned)rng());
    int in_place = (int)below(2);
    for (int k = 0; k < impl_count; k++) {
        guarded s = guarded_make(rk_fold_vartime_scratch(impls[k], n, ways));
        guarded out = guarded_make(n * ways * sizeof(rk_affine));
        rk_affine *r = (rk_affine *)out.base;
        memcpy(r, in.points, n * ways * sizeof *r);
        int status = rk_fold_vartime(impls[k], r, in_place ? r : in.points, n, ways, scalars, s.base, s.bytes);
        EXPECT(status == RK_OK, "fold", impls[k], n, ways);
        for (size_t i = 0; i < n; i++) {
            if (k == 0) {
                rk_point p;
                rk_affine_to_point(impls[k], &p, &r[i], 1);
                encode_of(want + 32 * i, &p);
            } else expect_affine(&r[i], want + 32 * i, "fold", impls[k], i, n);
        }
        EXPECT(guarded_free(s) && guarded_free(out), "memory of fold", impls[k], n, ways);
        if (n > 0) fuzz_fold_fixed(impls[k], &in, n, ways, scalars, want);
    }
    if (n > 0) {
        inputs first = make_inputs(ways);
        for (uint32_t k = 0; k < ways; k++) first.source[k] = in.source[k * n];
        memcpy(first.scalars, scalars, 32 * ways);
        uint8_t sum[32];
        sodium_sum(sum, &first);
        EXPECT(memcmp(sum, want, 32) == 0, "fold against libsodium", impls[0], n, ways);
        free_inputs(first);
    }
    free(want);
    free_inputs(in);
}

static void fuzz_bits(void) {
    size_t pairs = 1 + draw_size(300), n = below(pairs + 1);
    inputs in = make_inputs(2 * pairs);
    uint8_t *bits = malloc(n + 1), want[32], got[32];
    uint32_t *index = malloc(n * sizeof *index + 1);
    size_t first = below(pairs);
    int runs = (int)below(3);
    for (size_t i = 0; i < n; i++) {
        bits[i] = (uint8_t)below(2);
        index[i] = (uint32_t)(runs ? ((runs == 2 ? first / 16 * 16 : first) + i) % pairs : below(pairs));
    }
    int with_index = (int)below(3);
    for (int k = 0; k < impl_count; k++) {
        guarded table = guarded_make(rk_bits_table_bytes(impls[k], pairs));
        guarded s = guarded_make(rk_bits_table_scratch(impls[k], pairs));
        rk_point r;
        EXPECT(rk_bits_table_build(impls[k], table.base, in.points, in.points + pairs, pairs, s.base, s.bytes) == RK_OK,
               "bits_table_build", impls[k], pairs, n);
        EXPECT(rk_bits_ct(impls[k], &r, table.base, pairs, bits, with_index ? index : NULL, n) == RK_OK, "bits_ct",
               impls[k], pairs, n);
        encode_of(k ? got : want, &r);
        if (k) EXPECT(memcmp(got, want, 32) == 0, "bits_ct", impls[k], pairs, n);
        EXPECT(guarded_free(s) && guarded_free(table), "memory of bits_ct", impls[k], pairs, n);
    }
    free(bits);
    free(index);
    free_inputs(in);
}

static void fuzz_commit(void) {
    size_t n = draw_size(60);
    inputs v = make_inputs(n + 2), b = make_inputs(n);
    uint32_t bits = below(2) ? 64 : 252;
    for (size_t i = 0; bits == 64 && i < n; i++) memset(v.scalars + 32 * i + 8, 0, 24);
    uint8_t *want = malloc(32 * n + 1), *got = malloc(32 * n + 1), one[32];
    rk_point base[2], *points = malloc(n * sizeof *points + 1);
    for (int k = 0; k < impl_count; k++) {
        rk_affine_to_point(impls[k], base, v.points + n, 2);
        guarded table = guarded_make(rk_commit_table_bytes(impls[k]));
        guarded s = guarded_make(rk_commit_table_scratch(impls[k]));
        EXPECT(rk_commit_table_build(impls[k], table.base, base, base + 1, s.base, s.bytes) == RK_OK,
               "commit_table_build", impls[k], n, bits);
        EXPECT(guarded_free(s), "scratch of commit_table_build", impls[k], n, bits);
        s = guarded_make(rk_commit_ct_scratch(impls[k], n));
        EXPECT(rk_commit_ct(impls[k], points, k ? got : want, table.base, v.scalars, bits, b.scalars, n, s.base,
                            s.bytes) == RK_OK, "commit_ct", impls[k], n, bits);
        if (k) EXPECT(memcmp(got, want, 32 * n) == 0, "commit_ct", impls[k], n, bits);
        for (size_t i = 0; i < n; i++) {
            encode_of(one, points + i);
            EXPECT(memcmp(one, want + 32 * i, 32) == 0, "points of commit_ct", impls[k], i, n);
        }
        EXPECT(guarded_is_wiped(s), "wiping of commit_ct", impls[k], n, bits);
        EXPECT(guarded_free(s) && guarded_free(table), "memory of commit_ct", impls[k], n, bits);
    }
    for (size_t i = 0; i < n; i += 7) {
        inputs pair = make_inputs(2);
        memcpy(pair.scalars, v.scalars + 32 * i, 32);
        memcpy(pair.scalars + 32, b.scalars + 32 * i, 32);
        memcpy(pair.source, v.source + n, 2 * sizeof *pair.source);
        sodium_sum(one, &pair);
        EXPECT(memcmp(one, want + 32 * i, 32) == 0, "commit_ct against libsodium", impls[0], i, n);
        free_inputs(pair);
    }
    free(want);
    free(got);
    free(points);
    free_inputs(v);
    free_inputs(b);
}

/* Strings near the edge of validity; the implementations and libsodium agree (bit 255 apart, which libsodium may let
 * pass and RFC 9496 refuses). */
static void fuzz_decode(void) {
    size_t n = draw_size(300);
    uint8_t *in = malloc(32 * n + 1), *want = malloc(n + 1), *ok = malloc(n + 1);
    rk_affine *out = malloc(n * sizeof *out + 1);
    for (size_t i = 0; i < n; i++) {
        uint8_t *s = in + 32 * i;
        size_t kind = below(7);
        random_bytes(s, 32);
        s[31] &= 0x7f;
        if (kind < 3) memcpy(s, pool_bytes[below(POOL)], 32);
        if (kind == 1) s[below(32)] ^= (uint8_t)(1 << below(8));
        if (kind == 3) memset(s, 0xff, 32), s[31] = 0x7f, s[0] = (uint8_t)(0xe0 + below(32));
        if (kind == 4) s[0] &= 0xfe;
        want[i] = (uint8_t)((crypto_core_ristretto255_is_valid_point(s) || sodium_is_zero(s, 32)) && s[31] < 0x80);
    }
    for (int k = 0; k < impl_count; k++) {
        size_t bad = rk_decode_batch(impls[k], out, ok, in, n);
        for (size_t i = 0; i < n; i++) {
            static const uint8_t zeros[32];
            EXPECT(ok[i] == want[i], "decode_batch", impls[k], i, n);
            expect_affine(out + i, ok[i] ? in + 32 * i : zeros, "decode_batch", impls[k], i, n);
            bad -= !ok[i];
        }
        EXPECT(bad == 0, "count of decode_batch", impls[k], n, 0);
    }
    free(in);
    free(want);
    free(ok);
    free(out);
}

static void fuzz_encode(void) {
    size_t n = draw_size(300);
    inputs in = make_inputs(n);
    rk_point *points = malloc(n * sizeof *points + 1);
    rk_affine *affine = malloc(n * sizeof *affine + 1);
    uint8_t *out = malloc(32 * n + 1), *uniform = malloc(64 * n + 1), want[32];
    random_bytes(uniform, 64 * n);
    for (int k = 0; k < impl_count; k++) {
        rk_affine_to_point(impls[k], points, in.points, n);
        rk_encode_batch(impls[k], out, points, n);
        for (size_t i = 0; i < n; i++)
            EXPECT(memcmp(out + 32 * i, pool_bytes[in.source[i]], 32) == 0, "encode_batch", impls[k], i, n);
        guarded s = guarded_make(rk_double_encode_batch_scratch(impls[k], n));
        EXPECT(rk_double_encode_batch(impls[k], out, points, n, s.base, s.bytes) == RK_OK, "double_encode", impls[k], n, 0);
        EXPECT(guarded_free(s), "scratch of double_encode_batch", impls[k], n, 0);
        for (size_t i = 0; i < n; i++) {
            const uint8_t *p = pool_bytes[in.source[i]];
            crypto_core_ristretto255_add(want, p, p);
            EXPECT(memcmp(out + 32 * i, want, 32) == 0, "double_encode_batch", impls[k], i, n);
        }
        rk_from_uniform_batch(impls[k], points, uniform, n);
        s = guarded_make(rk_normalize_batch_scratch(impls[k], n));
        EXPECT(rk_normalize_batch(impls[k], affine, points, n, s.base, s.bytes) == RK_OK, "normalize", impls[k], n, 0);
        EXPECT(guarded_free(s), "scratch of normalize_batch", impls[k], n, 0);
        for (size_t i = 0; i < n; i++) {
            crypto_core_ristretto255_from_hash(want, uniform + 64 * i);
            expect_affine(affine + i, want, "from_uniform_batch, normalize_batch", impls[k], i, n);
        }
    }
    free(points);
    free(affine);
    free(out);
    free(uniform);
    free_inputs(in);
}

int main(int argc, char **argv) {
    double seconds = argc > 1 ? atof(argv[1]) : 10;
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : (uint64_t)time(NULL);
    if (sodium_init() < 0) return 2;
    for (rk_impl impl = RK_PORTABLE32; impl <= RK_AVX512IFMA; impl++)
        if (rk_available(impl)) impls[impl_count++] = impl;
    printf("kernel fuzz: %g s, first seed %llu:", seconds, (unsigned long long)seed);
    for (int k = 0; k < impl_count; k++) printf(" %s", rk_name(impls[k]));
    printf(" and libsodium %s\n", sodium_version_string());
    fflush(stdout);
    rng_state = 88172645463325252u;
    make_pool();
    unsigned long long rounds = 0;
    struct timespec start, now;
    clock_gettime(CLOCK_MONOTONIC, &start);
    do {
        round_seed = seed + rounds++;
        rng_state = round_seed * UINT64_C(0x9e3779b97f4a7c15) | 1;
        for (int k = 0; k < 8; k++) (void)rng();
        switch (below(14)) {
        case 0: case 1: case 2: fuzz_sum(sum_vartime, "msm_vartime", 6000); break;
        case 3: fuzz_sum(sum_parts, "msm_part_vartime", 3000); break;
        case 4: fuzz_sum(sum_ct, "msm_ct", 200); break;
        case 5: case 6: fuzz_sum(sum_fixed, "msm_fixed_vartime", 1500); break;
        case 7: fuzz_sum(sum_ct_fixed, "msm_ct_fixed", 300); break;
        case 8: fuzz_fold(); break;
        case 9: fuzz_bits(); break;
        case 10: fuzz_commit(); break;
        case 11: fuzz_decode(); break;
        case 12: fuzz_encode(); break;
        default: fuzz_refusals(); break;
        }
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while ((double)(now.tv_sec - start.tv_sec) + (double)(now.tv_nsec - start.tv_nsec) * 1e-9 < seconds);
    printf("kernel fuzz: %llu rounds, no difference\n", rounds);
    return 0;
}
