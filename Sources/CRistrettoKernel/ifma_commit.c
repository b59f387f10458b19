/* ifma_commit.c - batches of commitments value * V + blinding * W, constant time: lane = commitment.
 *
 * For window w (6 bits) there is one table of the multiples 1 to 32 of 2^(6w) V/2, and one of W/2; halves, because
 * doubling while encoding is the cheap way to encode (ifma_encode.c). A window's table is read for 32 commitments while
 * it is in the first-level cache. */
#include "ops.h"

#if RK_HAVE_IFMA

#include "ifma.h"
#include "ifma_lookup.h"
#include "ifma_scalar.h"
#include "ifma_wipe.h"

/* A 64-bit value has 11 digits; the top one is at most 16. */
enum { SHORT_WINDOWS = 11, GROUPS = 4, GROUP_POINTS = 8 * GROUPS };

typedef struct {
    window_table value[CT_WINDOWS], blinding[CT_WINDOWS];
} commit_table;

size_t ifma_commit_table_bytes(void) { return sizeof(commit_table); }

/* ---- Table --------------------------------------------------------------------------------------------------------- */

/* 1/2 mod l. */
static const uint8_t HALF[32] = {0xf7, 0xe9, 0x7a, 0x2e, 0x8d, 0x31, 0x09, 0x2c, 0x6b, 0xce, 0x7b,
                                 0x51, 0xef, 0x7c, 0x6f, 0x0a, 0,    0,    0,    0,    0,    0,
                                 0,    0,    0,    0,    0,    0,    0,    0,    0,    0x08};

typedef struct {
    rk_point base[CT_WINDOWS + 6]; /* 2^(6w) times half the base, rounded up to whole vectors */
    _Alignas(64) uint8_t lookup[LOOKUP_SCRATCH];
} build_state;

size_t ifma_commit_table_scratch(void) { return rounded(sizeof(build_state)); }

RK_IFMA_NOINLINE void build_side(window_table *tables, const rk_point *base, build_state *st) {
    rk_ops_portable64.point_mul_ct(&st->base[0], HALF, base);
    for (int w = 1; w < CT_WINDOWS + 6; w++) {
        st->base[w] = st->base[w - 1];
        for (int k = 0; k < CT_WINDOW; k++) rk_ops_portable64.point_double(&st->base[w], &st->base[w]);
    }
    for (size_t w = 0; w < CT_WINDOWS; w += 8) {
        pt8 p = pt8_load_some(st->base + w, 8);
        ifma_window_tables(tables + w, CT_WINDOWS - w, &p, st->lookup);
    }
}

RK_IFMA int ifma_commit_table_build(void *table, const rk_point *V, const rk_point *W, void *scratch, size_t bytes) {
    if (!scratch_is_good(scratch, bytes, sizeof(build_state)) || ((uintptr_t)table & 63)) return RK_SCRATCH;
    commit_table *t = table;
    build_side(t->value, V, scratch);
    build_side(t->blinding, W, scratch);
    return RK_OK;
}

/* ---- Commitments --------------------------------------------------------------------------------------------------- */

typedef struct {
    scalar8 value[GROUPS], blinding[GROUPS];
    __mmask8 value_flip[GROUPS], blinding_flip[GROUPS];
} group_scalars;

/* Adds digit w of each scalar times the window's point; the first window of all starts the sums. */
RK_IFMA_INLINE void add_window(pt8 *sum, const window_table *table, const scalar8 *s, const __mmask8 *flip, uint32_t w,
                               int top, int start, size_t groups) {
    for (size_t g = 0; g < groups; g++) {
        __mmask8 negative;
        affine8 q = look_up(table, scalar8_digit(s + g, CT_WINDOW * w, CT_WINDOW, top), &negative);
        negative ^= flip[g];
        sum[g] = start ? pt8_from_affine(q, negative) : pt8_add_affine(sum[g], q, negative);
    }
}

/* Up to 32 commitments; sums (R) are halves of the results. */
RK_IFMA_NOINLINE void commit_group(pt8 *sum, group_scalars *s, const commit_table *table, const uint8_t *values,
                                   uint32_t value_bits, const uint8_t *blindings, size_t count) {
    const uint32_t value_windows = value_bits == 64 ? SHORT_WINDOWS : CT_WINDOWS;
    size_t groups = (count + 7) / 8;
    uint64_t value_bias[4], bias[4];
    scalar_bias(value_bias, CT_WINDOW, value_windows);
    scalar_bias(bias, CT_WINDOW, CT_WINDOWS);
    for (size_t g = 0; g < groups; g++) {
        scalar8 v = scalar8_load(values + 256 * g, count - 8 * g), b = scalar8_load(blindings + 256 * g, count - 8 * g);
        s->value_flip[g] = 0;
        s->value[g] = value_bits == 64 ? scalar8_add_bias(v, value_bias)
                                       : scalar8_recode(v, value_bias, &s->value_flip[g]);
        s->blinding[g] = scalar8_recode(b, bias, &s->blinding_flip[g]);
    }
    add_window(sum, &table->blinding[0], s->blinding, s->blinding_flip, 0, 0, 1, groups);
    for (uint32_t w = 1; w < CT_WINDOWS; w++)
        add_window(sum, &table->blinding[w], s->blinding, s->blinding_flip, w, w + 1 == CT_WINDOWS, 0, groups);
    for (uint32_t w = 0; w < value_windows; w++)
        add_window(sum, &table->value[w], s->value, s->value_flip, w, w + 1 == value_windows, 0, groups);
    for (size_t g = 0; g < groups; g++) sum[g].Z = fe8_carry(sum[g].Z);
}

RK_IFMA_NOINLINE void store_doubles(rk_point *points, const pt8 *sum, size_t count) {
    for (size_t i = 0; i < count; i += 8) pt8_store_some(points + i, count - i, pt8_double(sum[i / 8]));
}

typedef struct {
    group_scalars *scalars;
    pt8 *sum;
    void *encode;
} commit_state;

static size_t lay_out(commit_state *st, size_t n, char *base) {
    arena a = {base};
    size_t vectors = (n + 7) / 8;
    if (vectors > ENCODE_VECTORS) vectors = ENCODE_VECTORS;
    st->scalars = arena_take(&a, sizeof(group_scalars));
    st->sum = arena_take(&a, vectors * sizeof(pt8));
    st->encode = arena_take(&a, vectors * ENCODE_BYTES_PER_VECTOR);
    return (size_t)(a.next - base);
}

size_t ifma_commit_ct_scratch(size_t n) {
    commit_state unused;
    return n > RK_MAX_POINTS ? 0 : lay_out(&unused, n, (char *)0);
}

RK_IFMA int ifma_commit_ct(rk_point *points, uint8_t *encoded, const void *table, const uint8_t *values,
                           uint32_t value_bits, const uint8_t *blindings, size_t n, void *scratch, size_t bytes) {
    if (n > RK_MAX_POINTS || (value_bits != 64 && value_bits != SCALAR_BITS)) return RK_SIZE;
    size_t needed = ifma_commit_ct_scratch(n);
    if (!scratch_is_good(scratch, bytes, needed) || ((uintptr_t)table & 63)) return RK_SCRATCH;
    commit_state st;
    lay_out(&st, n, scratch);
    for (size_t i = 0; i < n; i += 8 * ENCODE_VECTORS) {
        size_t count = n - i < 8 * ENCODE_VECTORS ? n - i : 8 * ENCODE_VECTORS;
        for (size_t k = 0; k < count; k += GROUP_POINTS)
            commit_group(st.sum + k / 8, st.scalars, table, values + 32 * (i + k), value_bits, blindings + 32 * (i + k),
                         count - k < GROUP_POINTS ? count - k : GROUP_POINTS);
        if (points) store_doubles(points + i, st.sum, count);
        if (encoded) ifma_double_encode_vectors(encoded + 32 * i, st.sum, count, st.encode);
    }
    wipe_memory(scratch, needed);
    wipe_stack();
    wipe_registers();
    return RK_OK;
}

#endif
