/* ctcheck - constant time by poisoning: every secret is marked undefined, so that valgrind's memcheck reports each
 * branch and each address that depends on one. Run by Tools/check-constant-time.sh.
 *
 *   ctcheck                 every constant-time function of the portable kernels
 *   ctcheck --plant-branch  a deliberately leaky function: the check must catch it
 *   ctcheck --plant-index
 *
 * Results are wiped of their poison before they are looked at; that is what publishing them means. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ristretto_kernel.h"

#if __has_include(<valgrind/memcheck.h>)
#include <valgrind/memcheck.h>
#define CAN_CHECK 1
#define POISON(p, n) VALGRIND_MAKE_MEM_UNDEFINED(p, n)
#define PUBLISH(p, n) VALGRIND_MAKE_MEM_DEFINED(p, n)
#define RUNNING RUNNING_ON_VALGRIND
#define ERRORS VALGRIND_COUNT_ERRORS
#else
#define CAN_CHECK 0
#define POISON(p, n) ((void)(p), (void)(n))
#define PUBLISH(p, n) ((void)(p), (void)(n))
#define RUNNING 0
#define ERRORS 0
#endif

enum { N = 5 };

static int failures = 0;

static void *memory(size_t bytes) {
    void *p = aligned_alloc(64, (bytes + 127) & ~(size_t)63);
    if (p == NULL) abort();
    memset(p, 0, bytes);
    return p;
}

/* Deterministic values: what they are does not matter, only that they are below l. */
static void fill(uint8_t *p, size_t n, uint32_t seed) {
    for (size_t i = 0; i < n; i++) {
        seed = seed * 1664525 + 1013904223;
        p[i] = (uint8_t)(seed >> 24);
    }
}

static void fill_scalars(uint8_t *p, size_t n, uint32_t seed) {
    fill(p, 32 * n, seed);
    for (size_t i = 0; i < n; i++) p[32 * i + 31] &= 0x0f;
}

static unsigned errors_before;

static void begin(void) { errors_before = ERRORS; }

static void end(const char *implementation, const char *name) {
    unsigned errors = ERRORS - errors_before;
    printf("  %-10s %-20s %s\n", implementation, name, errors ? "LEAKS" : "ok");
    fflush(stdout);
    failures += errors != 0;
}

static void expect(int ok, const char *what) {
    if (ok) return;
    printf("  wrong result: %s\n", what);
    failures++;
}

/* The published point equals a variable-time computation of the same thing: the check ran the real function. */
static void expect_sum(rk_impl impl, rk_point *p, uint8_t *scalars, size_t n, const rk_affine *points,
                       const char *what) {
    PUBLISH(p, sizeof *p);
    PUBLISH(scalars, 32 * n);
    size_t bytes = rk_msm_vartime_scratch(impl, n);
    void *scratch = memory(bytes);
    rk_point r;
    expect(rk_msm_vartime(impl, &r, scalars, points, n, scratch, bytes) == RK_OK && rk_point_equal(impl, p, &r), what);
    free(scratch);
}

static void check_points(rk_impl impl, const char *name) {
    uint8_t uniform[64], encoding[32], batch[32 * N], scalar[32];
    rk_point p, q, points[N];
    rk_affine affine[N];
    fill(uniform, sizeof uniform, 1);

    begin();
    POISON(uniform, sizeof uniform);
    rk_from_uniform(impl, &p, uniform);
    end(name, "from_uniform");

    begin();
    rk_point_add(impl, &q, &p, &p);
    rk_point_double(impl, &q, &q);
    rk_point_sub(impl, &q, &q, &p);
    rk_point_neg(impl, &q, &q);
    int equal = rk_point_equal(impl, &p, &q);
    rk_point_cmov(&q, &p, (uint32_t)equal);
    end(name, "point arithmetic");

    begin();
    rk_encode(impl, encoding, &p);
    end(name, "encode");

    begin();
    int ok = rk_decode(impl, &q, encoding);
    PUBLISH(&ok, sizeof ok);
    end(name, "decode");

    fill_scalars(scalar, 1, 2);
    begin();
    POISON(scalar, sizeof scalar);
    rk_point_mul_ct(impl, &q, scalar, &p);
    end(name, "point_mul_ct");

    for (int i = 0; i < N; i++) points[i] = i ? p : q;
    rk_point_identity(&points[N - 1]);
    size_t bytes = rk_double_encode_batch_scratch(impl, N);
    void *scratch = memory(bytes);
    begin();
    expect(rk_double_encode_batch(impl, batch, points, N, scratch, bytes) == RK_OK, "double_encode_batch");
    rk_encode_batch(impl, batch, points, N);
    end(name, "encode batches");
    free(scratch);

    bytes = rk_normalize_batch_scratch(impl, N);
    scratch = memory(bytes);
    begin();
    expect(rk_normalize_batch(impl, affine, points, N, scratch, bytes) == RK_OK, "normalize_batch");
    end(name, "normalize_batch");
    free(scratch);

    PUBLISH(affine, sizeof affine);
    expect_sum(impl, &q, scalar, 1, &affine[1], "point_mul_ct"); /* affine[1] = p */
}

static void check_sums(rk_impl impl, const char *name, const rk_affine *points) {
    static const uint32_t index[N] = {4, 0, 0, 3, 1};
    uint8_t scalars[32 * N];
    rk_point r;

    fill_scalars(scalars, N, 3);
    size_t bytes = rk_msm_ct_scratch(impl, N);
    void *scratch = memory(bytes);
    begin();
    POISON(scalars, sizeof scalars);
    expect(rk_msm_ct(impl, &r, scalars, points, N, scratch, bytes) == RK_OK, "msm_ct");
    end(name, "msm_ct");
    expect_sum(impl, &r, scalars, N, points, "msm_ct");
    free(scratch);

    void *table = memory(rk_ct_table_bytes(impl, N));
    bytes = rk_ct_table_scratch(impl, N);
    scratch = memory(bytes);
    expect(rk_ct_table_build(impl, table, points, N, scratch, bytes) == RK_OK, "ct_table_build");
    free(scratch);
    bytes = rk_msm_ct_fixed_scratch(impl, N);
    scratch = memory(bytes);
    rk_affine chosen[N];
    for (int i = 0; i < N; i++) chosen[i] = points[index[i]];
    fill_scalars(scalars, N, 4);
    begin();
    POISON(scalars, sizeof scalars);
    expect(rk_msm_ct_fixed(impl, &r, table, N, scalars, index, N, scratch, bytes) == RK_OK, "msm_ct_fixed");
    end(name, "msm_ct_fixed");
    expect_sum(impl, &r, scalars, N, chosen, "msm_ct_fixed");
    free(scratch);
    free(table);

    uint8_t bits[N] = {1, 0, 0, 1, 1};
    table = memory(rk_bits_table_bytes(impl, N));
    bytes = rk_bits_table_scratch(impl, N);
    scratch = memory(bytes);
    expect(rk_bits_table_build(impl, table, points, points, N, scratch, bytes) == RK_OK, "bits_table_build");
    begin();
    POISON(bits, sizeof bits);
    expect(rk_bits_ct(impl, &r, table, N, bits, index, N) == RK_OK, "bits_ct");
    end(name, "bits_ct");
    free(scratch);
    free(table);
}

static void check_commitments(rk_impl impl, const char *name) {
    rk_point V, W, points[N];
    uint8_t values[32 * N] = {0}, blindings[32 * N], encoded[32 * N];
    rk_point_generator(&V);
    rk_point_double(impl, &W, &V);
    void *table = memory(rk_commit_table_bytes(impl));
    size_t bytes = rk_commit_table_scratch(impl);
    void *scratch = memory(bytes);
    expect(rk_commit_table_build(impl, table, &V, &W, scratch, bytes) == RK_OK, "commit_table_build");
    free(scratch);
    bytes = rk_commit_ct_scratch(impl, N);
    scratch = memory(bytes);
    for (uint32_t bits = 64; bits <= 252; bits += 188) {
        if (bits == 64)
            for (int i = 0; i < N; i++) fill(values + 32 * i, 8, 5);
        else
            fill_scalars(values, N, 6);
        fill_scalars(blindings, N, 7);
        begin();
        POISON(values, sizeof values);
        POISON(blindings, sizeof blindings);
        int status = rk_commit_ct(impl, points, encoded, table, values, bits, blindings, N, scratch, bytes);
        expect(status == RK_OK, "commit_ct");
        end(name, bits == 64 ? "commit_ct 64" : "commit_ct 252");
        PUBLISH(points, sizeof points);
        PUBLISH(encoded, sizeof encoded);
        uint8_t again[32];
        rk_encode(impl, again, &points[N - 1]);
        expect(memcmp(again, encoded + 32 * (N - 1), 32) == 0, "commit_ct");
    }
    free(scratch);
    free(table);
}

static void check(rk_impl impl) {
    const char *name = rk_name(impl);
    if (!rk_available(impl)) {
        printf("  %-10s not in this build\n", name);
        return;
    }
    rk_point generators[N];
    rk_affine points[N];
    rk_point_generator(&generators[0]);
    for (int i = 1; i < N; i++) rk_point_double(impl, &generators[i], &generators[i - 1]);
    size_t bytes = rk_normalize_batch_scratch(impl, N);
    void *scratch = memory(bytes);
    expect(rk_normalize_batch(impl, points, generators, N, scratch, bytes) == RK_OK, "normalize_batch");
    free(scratch);
    check_points(impl, name);
    check_sums(impl, name, points);
    check_commitments(impl, name);
}

/* ---- Planted leaks ---------------------------------------------------------------------------------------------- */

/* Square and multiply as one must not write it. */
static __attribute__((noinline)) uint32_t leak_by_branch(const uint8_t *secret) {
    volatile uint32_t r = 1;
    for (int i = 0; i < 8; i++) {
        r = r * r;
        if (secret[0] >> i & 1) r = r * 3;
    }
    return r;
}

static __attribute__((noinline)) uint32_t leak_by_index(const volatile uint32_t *table, const uint8_t *secret) {
    return table[secret[0] & 15];
}

static int plant(int by_index) {
    uint8_t secret[32];
    uint32_t table[16] = {7};
    fill(secret, sizeof secret, 8);
    begin();
    POISON(secret, sizeof secret);
    uint32_t r = by_index ? leak_by_index(table, secret) : leak_by_branch(secret);
    PUBLISH(&r, sizeof r);
    end("planted", by_index ? "secret index" : "secret branch");
    return failures ? 1 : 0;
}

int main(int argc, char **argv) {
    if (!CAN_CHECK) {
        fputs("ctcheck: built without valgrind's headers: cannot check anything\n", stderr);
        return 2;
    }
    if (!RUNNING) {
        fputs("ctcheck: not running under valgrind: cannot check anything\n", stderr);
        return 2;
    }
    if (argc > 1 && strcmp(argv[1], "--plant-branch") == 0) return plant(0);
    if (argc > 1 && strcmp(argv[1], "--plant-index") == 0) return plant(1);
    check(RK_PORTABLE32);
    check(RK_PORTABLE64);
    if (failures == 0) puts("portable32 and portable64 checked: no branch and no address depends on a secret");
    return failures ? 1 : 0;
}
