/* portable_ct.inc.h - multiplication by secret scalars. Signed digits of 5 bits; a look-up reads the whole table and
 * keeps one row with a mask. Branches and addresses depend on counts and public indices only. Memory that held digits, bits,
 * selected rows or partial sums is wiped. */

#define CT_WORDS_AFFINE 15 /* words of an rk_affine that matter */
#define CT_WORDS_CACHED (sizeof(ge_cached) / 8)

/* The magnitude and the sign (all ones: negative) of a digit. */
RK_INLINE uint32_t digit_split(uint64_t *negative, int8_t digit) {
    uint32_t d = (uint32_t)(int32_t)digit, sign = 0 - (d >> 31);
    *negative = opaque(0 - (uint64_t)(d >> 31));
    return (d ^ sign) - sign;
}

/* r = row `which` of the table counted from 1, zeros when `which` is 0. Reads everything. */
RK_INLINE void select_row(word64 *r, const void *table, size_t stride, size_t words, uint32_t which) {
    for (size_t k = 0; k < words; k++) r[k] = 0;
    for (uint32_t row = 0; row < CT_ROWS; row++) {
        const word64 *entry = (const word64 *)((const uint8_t *)table + row * stride);
        uint64_t mask = mask_equal(row + 1, which);
        for (size_t k = 0; k < words; k++) r[k] |= entry[k] & mask;
    }
}

/* digit * P from a table of P, 2P, ..., 16P. */
RK_INLINE ge_affine select_affine(const rk_affine table[CT_ROWS], int8_t digit) {
    rk_affine e;
    uint64_t negative;
    uint32_t size = digit_split(&negative, digit);
    select_row((word64 *)&e, table, sizeof(rk_affine), CT_WORDS_AFFINE, size);
    uint64_t identity = mask_equal(size, 0) & 1; /* y + x = y - x = 1, 2dxy = 0 */
    e.yp[0] |= identity;
    e.ym[0] |= identity;
    ge_affine q = ge_affine_get(&e);
    return (ge_affine){fe_select(negative, q.yp, q.ym), fe_select(negative, q.ym, q.yp),
                       fe_negate_if(negative, q.t2d)};
}

RK_INLINE ge_cached select_cached(const ge_cached table[CT_ROWS], int8_t digit) {
    ge_cached e;
    uint64_t negative;
    uint32_t size = digit_split(&negative, digit);
    select_row((word64 *)&e, table, sizeof(ge_cached), CT_WORDS_CACHED, size);
    uint64_t zero = mask_equal(size, 0); /* y + x = y - x = 1, 2z = 2, 2dt = 0 */
    fe one = fe_small(1), yp = fe_select(zero, e.yp, one), ym = fe_select(zero, e.ym, one);
    return (ge_cached){fe_select(negative, yp, ym), fe_select(negative, ym, yp), fe_select(zero, e.z2, fe_small(2)),
                       fe_negate_if(negative, e.t2d)};
}

RK_NOINLINE ge ge_add_affine_digit(ge p, const rk_affine table[CT_ROWS], int8_t digit) {
    return ge_add_affine(p, select_affine(table, digit));
}

RK_NOINLINE ge ge_add_cached_digit(ge p, const ge_cached table[CT_ROWS], int8_t digit) {
    ge_cached q = select_cached(table, digit);
    return ge_add_cached(p, &q);
}

RK_NOINLINE void cached_multiples(ge_cached rows[CT_ROWS], ge p) {
    rows[0] = ge_to_cached(p);
    for (int k = 1; k < CT_ROWS; k++) {
        p = ge_add_cached(p, &rows[0]);
        rows[k] = ge_to_cached(p);
    }
}

static ge ge_mul_ct(const uint8_t scalar[32], ge p) {
    ge_cached rows[CT_ROWS];
    int8_t digits[CT_WINDOWS + 5];
    scalar_digits_ct(digits, scalar, CT_WINDOWS);
    cached_multiples(rows, p);
    ge r = ge_identity();
    for (int w = CT_WINDOWS - 1; w >= 0; w--) {
        if (w != CT_WINDOWS - 1) r = ge_double_times(r, CT_WIDTH);
        r = ge_add_cached_digit(r, rows, digits[w]);
    }
    wipe(digits, sizeof digits);
    wipe(rows, sizeof rows);
    return r;
}

/* One partial sum per window: terms come one after the other, so a table is read once and needs no memory. */
typedef struct ct_sums {
    ge sum[CT_WINDOWS];
    int8_t digits[CT_WINDOWS + 13];
    ge_cached rows[CT_ROWS];
} ct_sums;

static void ct_sums_start(ct_sums *s) {
    for (int w = 0; w < CT_WINDOWS; w++) s->sum[w] = ge_identity();
}

static ge ct_sums_finish(ct_sums *s) {
    ge r = s->sum[CT_WINDOWS - 1];
    for (int w = CT_WINDOWS - 2; w >= 0; w--) r = ge_add(ge_double_times(r, CT_WIDTH), s->sum[w]);
    wipe(s, sizeof *s);
    return r;
}

static size_t portable_msm_ct_scratch(size_t n) { return n > 0 && n <= RK_MAX_POINTS ? lines(sizeof(ct_sums)) : 0; }

static int portable_msm_ct(rk_point *r, const uint8_t *scalars, const rk_affine *points, size_t n, void *scratch,
                           size_t bytes) {
    if (n > RK_MAX_POINTS) return RK_SIZE;
    if (!scratch_ok(scratch, bytes, portable_msm_ct_scratch(n))) return RK_SCRATCH;
    rk_point_identity(r);
    if (n == 0) return RK_OK;
    ct_sums *s = scratch;
    ct_sums_start(s);
    for (size_t i = 0; i < n; i++) {
        scalar_digits_ct(s->digits, scalars + 32 * i, CT_WINDOWS);
        cached_multiples(s->rows, ge_from_affine(ge_affine_get(&points[i])));
        for (int w = 0; w < CT_WINDOWS; w++) s->sum[w] = ge_add_cached_digit(s->sum[w], s->rows, s->digits[w]);
    }
    ge_put(r, ct_sums_finish(s));
    wipe_stack_below();
    return RK_OK;
}

/* ---- Fixed generators: 16 affine multiples each ------------------------------------------------------------------ */

#define CT_GENERATOR_BYTES (CT_ROWS * sizeof(rk_affine))

static size_t portable_ct_table_bytes(size_t n) { return n <= RK_MAX_POINTS / 4 ? n * CT_GENERATOR_BYTES : 0; }

static size_t portable_ct_table_scratch(size_t n) { return n > 0 ? normalize_bytes(CT_ROWS) : 0; }

/* rows = p, 2p, ..., 16p. */
static void affine_multiples(rk_affine rows[CT_ROWS], ge p, ge points[CT_ROWS], fe products[CT_ROWS]) {
    ge_cached step = ge_to_cached(p);
    points[0] = p;
    for (int k = 1; k < CT_ROWS; k++) points[k] = ge_add_cached(points[k - 1], &step);
    normalize_block(rows, points, CT_ROWS, products);
}

static int portable_ct_table_build(void *table, const rk_affine *generators, size_t n, void *scratch, size_t bytes) {
    if (n > RK_MAX_POINTS / 4) return RK_SIZE;
    if (!scratch_ok(scratch, bytes, portable_ct_table_scratch(n))) return RK_SCRATCH;
    rk_affine *rows = table;
    ge *points = scratch;
    for (size_t i = 0; i < n; i++)
        affine_multiples(rows + CT_ROWS * i, ge_from_affine(ge_affine_get(&generators[i])), points,
                         (fe *)(points + CT_ROWS));
    return RK_OK;
}

static size_t portable_msm_ct_fixed_scratch(size_t n) { return portable_msm_ct_scratch(n); }

static int index_ok(const uint32_t *index, size_t n, size_t limit) {
    if (index == NULL) return n <= limit;
    for (size_t i = 0; i < n; i++)
        if (index[i] >= limit) return 0;
    return 1;
}

static int portable_msm_ct_fixed(rk_point *r, const void *table, size_t generators, const uint8_t *scalars,
                                 const uint32_t *index, size_t n, void *scratch, size_t bytes) {
    if (n > RK_MAX_POINTS || !index_ok(index, n, generators)) return RK_SIZE;
    if (!scratch_ok(scratch, bytes, portable_msm_ct_fixed_scratch(n))) return RK_SCRATCH;
    rk_point_identity(r);
    if (n == 0) return RK_OK;
    ct_sums *s = scratch;
    ct_sums_start(s);
    for (size_t i = 0; i < n; i++) {
        const rk_affine *rows = (const rk_affine *)table + CT_ROWS * (index ? index[i] : i);
        scalar_digits_ct(s->digits, scalars + 32 * i, CT_WINDOWS);
        for (int w = 0; w < CT_WINDOWS; w++) s->sum[w] = ge_add_affine_digit(s->sum[w], rows, s->digits[w]);
    }
    ge_put(r, ct_sums_finish(s));
    wipe_stack_below();
    return RK_OK;
}

/* ---- Bits: pairs (-H, G) ---------------------------------------------------------------------------------------- */

static size_t portable_bits_table_bytes(size_t pairs) {
    return pairs <= RK_MAX_POINTS ? pairs * 2 * sizeof(rk_affine) : 0;
}

static size_t portable_bits_table_scratch(size_t pairs) {
    (void)pairs;
    return 0;
}

static int portable_bits_table_build(void *table, const rk_affine *G, const rk_affine *H, size_t pairs, void *scratch,
                                     size_t bytes) {
    (void)scratch, (void)bytes;
    if (pairs > RK_MAX_POINTS) return RK_SIZE;
    rk_affine *rows = table;
    for (size_t i = 0; i < pairs; i++) {
        ge_affine_put(&rows[2 * i], ge_affine_neg(ge_affine_get(&H[i])));
        rows[2 * i + 1] = G[i];
    }
    return RK_OK;
}

static int portable_bits_ct(rk_point *r, const void *table, size_t pairs, const uint8_t *bits, const uint32_t *index,
                            size_t n) {
    if (n > RK_MAX_POINTS || !index_ok(index, n, pairs)) return RK_SIZE;
    const rk_affine *rows = table;
    ge sum = ge_identity();
    for (size_t i = 0; i < n; i++) {
        const rk_affine *pair = rows + 2 * (index ? index[i] : i);
        uint64_t one = opaque(0 - (uint64_t)(bits[i] & 1));
        ge_affine minus_h = ge_affine_get(&pair[0]), g = ge_affine_get(&pair[1]);
        sum = ge_add_affine(sum, (ge_affine){fe_select(one, minus_h.yp, g.yp), fe_select(one, minus_h.ym, g.ym),
                                             fe_select(one, minus_h.t2d, g.t2d)});
    }
    ge_put(r, sum);
    wipe_stack_below();
    return RK_OK;
}

/* ---- Commitments ------------------------------------------------------------------------------------------------ */

/* For each base and each window w: 1, ..., 16 times 2^(5 w) times *half* the base. Sums are halves of the commitments:
 * encoded by double-and-encode, or doubled when points are wanted. No window needs a doubling. */
typedef struct commit_table {
    rk_affine rows[2][CT_WINDOWS][CT_ROWS];
} commit_table;

#define COMMIT_VALUE_WINDOWS 13 /* for 64 bits */
#define COMMIT_BLOCK 128

static size_t portable_commit_table_bytes(void) { return sizeof(commit_table); }

static size_t portable_commit_table_scratch(void) { return normalize_bytes(CT_ROWS); }

static int portable_commit_table_build(void *table, const rk_point *V, const rk_point *W, void *scratch, size_t bytes) {
    static const uint8_t half[32] = {/* (l + 1) / 2 */
                                     0xf7, 0xe9, 0x7a, 0x2e, 0x8d, 0x31, 0x09, 0x2c, 0x6b, 0xce, 0x7b, 0x51,
                                     0xef, 0x7c, 0x6f, 0x0a, 0,    0,    0,    0,    0,    0,    0,    0,
                                     0,    0,    0,    0,    0,    0,    0,    0x08};
    if (!scratch_ok(scratch, bytes, portable_commit_table_scratch())) return RK_SCRATCH;
    commit_table *t = table;
    ge *points = scratch;
    for (int base = 0; base < 2; base++) {
        ge p = ge_mul_ct(half, ge_get(base ? W : V));
        for (int w = 0; w < CT_WINDOWS; w++) {
            affine_multiples(t->rows[base][w], p, points, (fe *)(points + CT_ROWS));
            p = ge_double_times(p, CT_WIDTH);
        }
    }
    return RK_OK;
}

typedef struct commit_memory {
    ge points[COMMIT_BLOCK];
    double_state states[COMMIT_BLOCK];
    int8_t digits[2][CT_WINDOWS + 13];
} commit_memory;

static size_t portable_commit_ct_scratch(size_t n) { return n > 0 ? lines(sizeof(commit_memory)) : 0; }

static ge commit_half(const commit_table *t, commit_memory *m, const uint8_t value[32], uint32_t value_windows,
                      const uint8_t blinding[32]) {
    scalar_digits_ct(m->digits[0], value, value_windows);
    scalar_digits_ct(m->digits[1], blinding, CT_WINDOWS);
    ge r = ge_identity();
    for (uint32_t w = 0; w < value_windows; w++) r = ge_add_affine_digit(r, t->rows[0][w], m->digits[0][w]);
    for (uint32_t w = 0; w < CT_WINDOWS; w++) r = ge_add_affine_digit(r, t->rows[1][w], m->digits[1][w]);
    return r;
}

static int portable_commit_ct(rk_point *points, uint8_t *encoded, const void *table, const uint8_t *values,
                              uint32_t value_bits, const uint8_t *blindings, size_t n, void *scratch, size_t bytes) {
    if (n > RK_MAX_POINTS || (value_bits != 64 && value_bits != 252)) return RK_SIZE;
    if (!scratch_ok(scratch, bytes, portable_commit_ct_scratch(n))) return RK_SCRATCH;
    if (n == 0) return RK_OK;
    commit_memory *m = scratch;
    uint32_t value_windows = value_bits == 64 ? COMMIT_VALUE_WINDOWS : CT_WINDOWS;
    for (size_t at = 0; at < n; at += COMMIT_BLOCK) {
        size_t count = n - at < COMMIT_BLOCK ? n - at : COMMIT_BLOCK;
        for (size_t i = 0; i < count; i++) {
            m->points[i] = commit_half(table, m, values + 32 * (at + i), value_windows, blindings + 32 * (at + i));
            if (points) ge_put(&points[at + i], ge_double(m->points[i]));
        }
        if (encoded) double_encode_block(encoded + 32 * at, m->points, count, m->states);
    }
    wipe(m, sizeof *m);
    wipe_stack_below();
    return RK_OK;
}
