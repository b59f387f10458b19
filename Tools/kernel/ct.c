/* ct.c - constant time of the AVX-512 kernel, under MemorySanitizer: secrets are poisoned, and a branch or an address
 * that depends on a poisoned value stops the program.
 *
 *     ct                  checks every constant-time function; exit 0, or the sanitizer's report
 *     ct --plant <name>   does what must not be done; the sanitizer has to report it
 *     ct --list           the names
 *
 * Without C++ or a foreign library, so nothing in the process is uninstrumented. Exit 77: this CPU has no IFMA. */
#include "common.h"
#include "ifma_lookup.h"
#include "ifma_scalar.h"
#include <sanitizer/msan_interface.h>

enum { N = 37 };

static const rk_impl IMPL = RK_AVX512IFMA;
static rk_point points[2 * N];
static rk_affine affine[2 * N];
static uint8_t scalars[32 * N], uniform[64 * N];

static void make_inputs(void) {
    for (int i = 0; i < N; i++) make_scalar(scalars + 32 * i, (unsigned)rng());
    random_bytes(uniform, sizeof uniform);
    rk_from_uniform_batch(RK_PORTABLE64, points, uniform, N);
    for (int i = 0; i < N; i++) rk_point_double(RK_PORTABLE64, &points[N + i], &points[i]);
    guarded s = guarded_make(rk_normalize_batch_scratch(RK_PORTABLE64, 2 * N));
    rk_normalize_batch(RK_PORTABLE64, affine, points, 2 * N, s.base, s.bytes);
    free(s.base);
}

/* A result that does not depend on the secrets would mean that the sanitizer lost track of them: then nothing has been
 * checked. */
static void expect_poisoned(const void *p, size_t bytes, const char *what) {
    if (__msan_test_shadow(p, bytes) < 0) {
        printf("NOT CHECKED: the result of %s is not poisoned\n", what);
        exit(1);
    }
    __msan_unpoison(p, bytes);
    printf("  %s: no branch, no address depends on a secret\n", what);
    fflush(stdout);
}

static void expect_ok(int status, const char *what) {
    if (status == RK_OK) return;
    printf("%s: status %d\n", what, status);
    exit(1);
}

static guarded table_of(size_t bytes) { return guarded_make(bytes); }

/* ---- Sums over secret scalars ------------------------------------------------------------------------------------- */

static void check_sums(void) {
    rk_point r;
    uint32_t index[N];
    for (int i = 0; i < N; i++) index[i] = (uint32_t)((i * 5) % N);
    guarded table = table_of(rk_ct_table_bytes(IMPL, N)), s = guarded_make(rk_ct_table_scratch(IMPL, N));
    expect_ok(rk_ct_table_build(IMPL, table.base, affine, N, s.base, s.bytes), "ct_table_build");
    __msan_poison(scalars, sizeof scalars);

    guarded t = guarded_make(rk_msm_ct_scratch(IMPL, N));
    expect_ok(rk_msm_ct(IMPL, &r, scalars, affine, N, t.base, t.bytes), "msm_ct");
    expect_poisoned(&r, sizeof r, "msm_ct");

    t = guarded_make(rk_msm_ct_fixed_scratch(IMPL, N));
    expect_ok(rk_msm_ct_fixed(IMPL, &r, table.base, N, scalars, NULL, N, t.base, t.bytes), "msm_ct_fixed");
    expect_poisoned(&r, sizeof r, "msm_ct_fixed");
    expect_ok(rk_msm_ct_fixed(IMPL, &r, table.base, N, scalars, index, N, t.base, t.bytes), "msm_ct_fixed");
    expect_poisoned(&r, sizeof r, "msm_ct_fixed with an index array");
    __msan_unpoison(scalars, sizeof scalars);
}

static void check_bits(void) {
    rk_point r;
    uint8_t bits[N];
    uint32_t index[N];
    for (int i = 0; i < N; i++) bits[i] = (uint8_t)below(2), index[i] = (uint32_t)((i * 5) % N);
    guarded table = table_of(rk_bits_table_bytes(IMPL, N)), s = guarded_make(rk_bits_table_scratch(IMPL, N));
    expect_ok(rk_bits_table_build(IMPL, table.base, affine, affine + N, N, s.base, s.bytes), "bits_table_build");
    __msan_poison(bits, sizeof bits);
    expect_ok(rk_bits_ct(IMPL, &r, table.base, N, bits, NULL, N), "bits_ct");
    expect_poisoned(&r, sizeof r, "bits_ct");
    expect_ok(rk_bits_ct(IMPL, &r, table.base, N, bits, index, N), "bits_ct");
    expect_poisoned(&r, sizeof r, "bits_ct with an index array");
}

static void check_commitments(void) {
    static rk_point out[N];
    static uint8_t encoded[32 * N], values[32 * N];
    guarded table = table_of(rk_commit_table_bytes(IMPL)), s = guarded_make(rk_commit_table_scratch(IMPL));
    expect_ok(rk_commit_table_build(IMPL, table.base, points, points + 1, s.base, s.bytes), "commit_table_build");
    guarded t = guarded_make(rk_commit_ct_scratch(IMPL, N));
    for (uint32_t bits = 64; bits <= 252; bits += 188) {
        memcpy(values, scalars, sizeof values);
        for (int i = 0; bits == 64 && i < N; i++) memset(values + 32 * i + 8, 0, 24);
        for (int i = 0; i < N; i++) __msan_poison(values + 32 * i, bits == 64 ? 8 : 32);
        __msan_poison(scalars, sizeof scalars);
        expect_ok(rk_commit_ct(IMPL, out, encoded, table.base, values, bits, scalars, N, t.base, t.bytes), "commit_ct");
        expect_poisoned(out, sizeof out, bits == 64 ? "commit_ct, 64-bit values: points" : "commit_ct: points");
        expect_poisoned(encoded, sizeof encoded, bits == 64 ? "commit_ct, 64-bit values: bytes" : "commit_ct: bytes");
        __msan_unpoison(scalars, sizeof scalars);
        __msan_unpoison(values, sizeof values);
    }
}

/* ---- Batches of secret points ------------------------------------------------------------------------------------- */

static void check_batches(void) {
    static rk_affine out[N];
    static rk_point extended[N];
    static uint8_t encoded[32 * N], ok[N];
    rk_encode_batch(IMPL, encoded, points, N);
    __msan_poison(encoded, sizeof encoded);
    size_t bad = rk_decode_batch(IMPL, out, ok, encoded, N);
    expect_poisoned(out, sizeof out, "decode_batch");
    __msan_unpoison(ok, sizeof ok);
    __msan_unpoison(&bad, sizeof bad);

    __msan_poison(points, sizeof points);
    rk_encode_batch(IMPL, encoded, points, N);
    expect_poisoned(encoded, sizeof encoded, "encode_batch");
    guarded s = guarded_make(rk_double_encode_batch_scratch(IMPL, N));
    expect_ok(rk_double_encode_batch(IMPL, encoded, points, N, s.base, s.bytes), "double_encode_batch");
    expect_poisoned(encoded, sizeof encoded, "double_encode_batch");
    guarded t = guarded_make(rk_normalize_batch_scratch(IMPL, N));
    expect_ok(rk_normalize_batch(IMPL, out, points, N, t.base, t.bytes), "normalize_batch");
    expect_poisoned(out, sizeof out, "normalize_batch");
    __msan_unpoison(points, sizeof points);

    __msan_poison(affine, sizeof affine);
    rk_affine_to_point(IMPL, extended, affine, N);
    expect_poisoned(extended, sizeof extended, "affine_to_point");
    __msan_unpoison(affine, sizeof affine);
    __msan_poison(uniform, sizeof uniform);
    rk_from_uniform_batch(IMPL, extended, uniform, N);
    expect_poisoned(extended, sizeof extended, "from_uniform_batch");
    __msan_unpoison(uniform, sizeof uniform);
}

/* ---- Planted leaks: each has to be caught -------------------------------------------------------------------------- */

static volatile int sink;
static volatile uint8_t bytes_table[64]; /* volatile: a constant table would be folded away */

/* The digits, products and look-ups of the real code, then what must not be done with them. */
RK_IFMA static void plant_in_vectors(int kind) {
    static window_table table;
    uint64_t bias[4], word[8];
    __mmask8 flip, negative;
    scalar_bias(bias, CT_WINDOW, CT_WINDOWS);
    __msan_poison(scalars, sizeof scalars);
    scalar8 s = scalar8_recode(scalar8_load(scalars, 8), bias, &flip);
    v8 digit = scalar8_digit(&s, 6, CT_WINDOW, 0);
    affine8 q = look_up(&table, digit, &negative);
    fe8 product = fe8_mul(q.yp, fe8_small(9));
    if (kind == 0) {
        _mm512_storeu_si512(word, product.v[0]);
        if (word[3] & 1) sink = 1;
    } else if (kind == 1) {
        _mm512_storeu_si512(word, q.yp.v[0]);
        if (word[2] == 7) sink = 1;
    } else if (kind == 2) {
        if (negative) sink = 1;
    } else if (kind == 3) {
        if (flip & 4) sink = 1;
    } else if (kind == 4) {
        if (fe8_is_zero(product)) sink = 1;
    } else if (kind == 5) {
        _mm512_storeu_si512(word, digit);
        sink = bytes_table[word[1] & 63];
    } else {
        _mm512_storeu_si512(word, product.v[1]);
        sink = bytes_table[word[5] & 63];
    }
}

static void plant_vartime(void) {
    rk_point r;
    guarded s = guarded_make(rk_msm_vartime_scratch(IMPL, N));
    __msan_poison(scalars, sizeof scalars);
    sink = rk_msm_vartime(IMPL, &r, scalars, affine, N, s.base, s.bytes);
}

static void plant_fold(void) {
    static rk_affine out[N / 2];
    guarded s = guarded_make(rk_fold_vartime_scratch(IMPL, N / 2, 2));
    __msan_poison(scalars, sizeof scalars);
    sink = rk_fold_vartime(IMPL, out, affine, N / 2, 2, scalars, s.base, s.bytes);
}

static const char *const plants[] = {"branch-on-product",      "branch-on-look-up", "branch-on-digit-sign",
                                     "branch-on-scalar-range", "branch-on-zero",    "index-by-digit",
                                     "index-by-product",       "msm-vartime",       "fold-vartime"};
enum { PLANTS = sizeof plants / sizeof *plants };

static int plant(const char *name) {
    for (int k = 0; k < PLANTS; k++) {
        if (strcmp(name, plants[k]) != 0) continue;
        if (k < 7) plant_in_vectors(k);
        else if (k == 7) plant_vartime();
        else plant_fold();
        printf("planted leak %s was NOT caught\n", name);
        return 0;
    }
    return 2;
}

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "--list") == 0) {
        for (int k = 0; k < PLANTS; k++) puts(plants[k]);
        return 0;
    }
    if (!rk_available(IMPL)) return 77;
    make_inputs();
    if (argc == 3 && strcmp(argv[1], "--plant") == 0) return plant(argv[2]);
    printf("constant time, MemorySanitizer, implementation checked: %s\n", rk_name(IMPL));
    check_sums();
    check_bits();
    check_commitments();
    check_batches();
    printf("constant time of %s: all functions passed\n", rk_name(IMPL));
    return 0;
}
