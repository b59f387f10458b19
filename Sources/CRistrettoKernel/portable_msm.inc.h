/* portable_msm.inc.h - variable-time multi-scalar multiplication.
 *
 * Straus with width-5 NAF for few terms; above, buckets with signed windows (Pippenger), in one of two ways:
 *   sorted  The terms are sorted by |digit| and added into one running sum from the highest bucket down. The running
 *           sum after bucket b is the sum of all points with |digit| >= b, and the sum of the running sums is the window's
 *           value: a bucket costs one addition and no memory. Points are read in random order.
 *   stream  Points are read in order and added into buckets in memory; a bucket costs two additions. For so many points
 *           that they do not fit in the second-level cache; the buckets do. */

/* fixed scalars go to rows of a table (level 0 = the generators themselves), the others to points. */
typedef struct msm_terms {
    const rk_affine *table; /* levels x generators */
    size_t generators;
    const uint8_t *fixed_scalars;
    const uint32_t *index; /* NULL: 0, 1, 2, ... */
    size_t fixed_n;
    const uint8_t *scalars;
    const rk_affine *points;
    size_t n;
} msm_terms;

RK_INLINE const uint8_t *term_scalar(const msm_terms *t, size_t i) {
    return i < t->fixed_n ? t->fixed_scalars + 32 * i : t->scalars + 32 * (i - t->fixed_n);
}

RK_INLINE size_t term_row(const msm_terms *t, size_t i) { return t->index ? t->index[i] : i; }

RK_INLINE const rk_affine *term_point(const msm_terms *t, size_t i) {
    return i < t->fixed_n ? &t->table[term_row(t, i)] : &t->points[i - t->fixed_n];
}

/* ---- Straus ----------------------------------------------------------------------------------------------------- */

#define NAF_ROWS 8 /* P, 3P, ..., 15P */

typedef struct straus_term {
    ge_cached odd[NAF_ROWS];
    int8_t digits[256];
} straus_term;

RK_NOINLINE void odd_multiples(ge_cached odd[NAF_ROWS], const rk_affine *point) {
    ge p = ge_from_affine(ge_affine_get(point));
    ge_cached twice = ge_to_cached(ge_double(p));
    odd[0] = ge_to_cached(p);
    for (int k = 1; k < NAF_ROWS; k++) {
        p = ge_add_cached(p, &twice);
        odd[k] = ge_to_cached(p);
    }
}

RK_NOINLINE ge ge_add_cached_call(ge p, const ge_cached *q) { return ge_add_cached(p, q); }
RK_NOINLINE ge ge_sub_cached_call(ge p, const ge_cached *q) { return ge_sub_cached(p, q); }

/* terms[i].digits are set and no longer than `top`. */
static ge straus_sum(const straus_term *terms, size_t n, int top) {
    ge r = ge_identity();
    uint32_t pending = 0; /* doublings not yet done */
    for (int b = top - 1; b >= 0; b--) {
        pending++;
        for (size_t i = 0; i < n; i++) {
            int d = terms[i].digits[b];
            if (d == 0) continue;
            if (pending) r = ge_double_times(r, pending), pending = 0;
            r = d > 0 ? ge_add_cached_call(r, &terms[i].odd[d >> 1]) : ge_sub_cached_call(r, &terms[i].odd[-d >> 1]);
        }
    }
    return pending ? ge_double_times(r, pending) : r;
}

static ge msm_straus(const msm_terms *t, straus_term *terms) {
    size_t n = t->fixed_n + t->n;
    int top = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t s[4];
        scalar_load(s, term_scalar(t, i));
        int sign = scalar_minimize(s) ? -1 : 1;
        int length = scalar_naf(terms[i].digits, s, sign);
        if (length > top) top = length;
        odd_multiples(terms[i].odd, term_point(t, i));
    }
    return straus_sum(terms, n, top);
}

/* ---- Costs, fitted to measurements: to choose an algorithm and a window ------------------------------------------ */

#define MIN_WINDOW 4
#define MAX_WINDOW 16
#define STRAUS_MAX 128 /* more terms than this are never given to Straus: bounds its scratch */

RK_INLINE uint32_t windows_of(uint32_t width) { return (252 + width - 1) / width; }

static uint64_t straus_cost(uint64_t n) { return n * 520 + 2400; }

/* More entries of one bucket set than this are streamed: 512 KiB of points. */
#define SORTED_MAX 4096

/* `sets` bucket sets of `entries` additions each (rounded up). */
static uint64_t bucket_cost(uint32_t width, uint64_t sets, uint64_t entries) {
    uint64_t bucket = entries > SORTED_MAX ? 18 : 9;
    return sets * (entries * 15 / 2 + (bucket << (width - 1)) + width * 8) + 1000;
}

static uint32_t best_window(uint64_t n) {
    uint32_t best = MIN_WINDOW;
    for (uint32_t width = MIN_WINDOW; width <= MAX_WINDOW; width++)
        if (bucket_cost(width, windows_of(width), n) < bucket_cost(best, windows_of(best), n)) best = width;
    return best;
}

/* How a call is computed. Depends on counts only, so that the scratch size is known before. */
typedef struct msm_plan {
    int straus;
    uint32_t width;
    uint32_t fixed_sets; /* bucket sets that fixed terms use */
    uint32_t sets;       /* bucket sets in all */
    size_t entries;      /* most entries of one set */
} msm_plan;

static msm_plan msm_plan_for(rk_fixed_layout layout, size_t fixed_n, size_t n) {
    uint64_t total = (uint64_t)fixed_n + n;
    uint32_t width = best_window(total);
    msm_plan plan = {0, width, windows_of(width), windows_of(width), (size_t)total};
    uint64_t cost = bucket_cost(width, plan.sets, total);
    if (total <= STRAUS_MAX && straus_cost(total) < cost) {
        plan.straus = 1;
        cost = straus_cost(total);
    }
    if (fixed_n > 0) {
        uint32_t windows = windows_of(layout.window), levels = (windows + layout.sets - 1) / layout.sets;
        uint32_t sets = n > 0 ? windows : layout.sets;
        uint64_t most = (uint64_t)fixed_n * levels + n, fixed = bucket_cost(layout.window, layout.sets, most);
        if (sets > layout.sets) fixed += bucket_cost(layout.window, sets - layout.sets, n);
        if (fixed < cost && most <= SIZE_MAX / 64) plan = (msm_plan){0, layout.window, layout.sets, sets, (size_t)most};
    }
    return plan;
}

typedef struct bucket_memory {
    uint64_t (*biased)[4]; /* scalar + bias; bit 255 = the scalar was replaced by l - s */
    uint32_t *keys;        /* |digit| */
    uint32_t *rows;        /* 2 (row of the table, or rows of the table + index of the point) + (1 to subtract) */
    uint32_t *sorted;      /* rows by key */
    uint32_t *start;       /* where each key's list starts; one more for the end */
    ge *buckets;           /* for streaming */
} bucket_memory;

/* Bytes; carves the parts out of `base` when m is not NULL. 64-bit arithmetic, so that it is right on wasm32 too. */
static uint64_t bucket_layout(bucket_memory *m, void *base, const msm_plan *plan, uint64_t total) {
    uint64_t entries = plan->entries, buckets = ((uint64_t)1 << (plan->width - 1)) + 1;
    int stream = entries > SORTED_MAX;
    uint64_t biased = 0, at_buckets = biased + 32 * total, keys = at_buckets + (stream ? sizeof(ge) * buckets : 0);
    uint64_t rows = keys + 4 * entries, sorted = rows + 4 * entries, start = sorted + (stream ? 0 : 4 * entries);
    uint64_t end = start + (stream ? 0 : 4 * (buckets + 1));
    if (m) {
        uint8_t *p = base;
        *m = (bucket_memory){(void *)p,
                             (uint32_t *)(void *)(p + keys),
                             (uint32_t *)(void *)(p + rows),
                             (uint32_t *)(void *)(p + sorted),
                             (uint32_t *)(void *)(p + start),
                             (ge *)(void *)(p + at_buckets)};
    }
    return (end + 63) & ~(uint64_t)63;
}

/* ---- Buckets ---------------------------------------------------------------------------------------------------- */

/* Entry k is window w of term i. */
RK_INLINE void bucket_entry(const bucket_memory *m, size_t k, size_t i, size_t row, uint32_t w, uint32_t width,
                            uint32_t windows) {
    const uint64_t *s = m->biased[i];
    uint32_t at = w * width, negative = (uint32_t)(s[3] >> 63);
    int32_t d;
    if (w + 1 < windows)
        d = (int32_t)words_bits(s, at, width) - (1 << (width - 1));
    else
        d = (int32_t)words_bits(s, at, 255 - at); /* without the sign; at most 2^(width - 1) */
    uint32_t minus = (uint32_t)d >> 31;
    m->keys[k] = ((uint32_t)d ^ (0 - minus)) + minus;
    m->rows[k] = (uint32_t)row << 1 | (minus ^ negative);
}

/* Makes the entries of one bucket set; returns how many. */
static size_t bucket_entries(const bucket_memory *m, const msm_terms *t, const msm_plan *plan, uint32_t set,
                             size_t rows) {
    uint32_t windows = windows_of(plan->width);
    size_t k = 0;
    if (set < plan->fixed_sets)
        for (uint32_t w = set, level = 0; w < windows; w += plan->fixed_sets, level++)
            for (size_t i = 0; i < t->fixed_n; i++, k++)
                bucket_entry(m, k, i, level * t->generators + term_row(t, i), w, plan->width, windows);
    for (size_t i = 0; i < t->n; i++, k++) bucket_entry(m, k, t->fixed_n + i, rows + i, set, plan->width, windows);
    return k;
}

RK_INLINE const rk_affine *row_point(const msm_terms *t, size_t rows, uint32_t row) {
    const rk_affine *base = row < rows ? t->table : t->points;
    return base + (row < rows ? row : row - rows);
}

RK_INLINE void prefetch_lines(const void *p, int lines) {
    for (int i = 0; i < lines; i++) __builtin_prefetch((const char *)p + 64 * i);
}

/* Points and buckets lie anywhere in memory: their addresses are known long before they are needed. */
#define PREFETCH_AHEAD 8

/* r + or - the point of an entry. One body for both signs: the code of additions must stay in the cache of decoded
 * instructions, where two bodies and ge_add_cached do not fit. */
RK_INLINE ge add_entry(ge r, const msm_terms *t, size_t rows, uint32_t entry) {
    const rk_affine *p = row_point(t, rows, entry >> 1);
    uint64_t minus = 0 - (uint64_t)(entry & 1);
    ge_affine q = {fe_get(minus ? p->ym : p->yp), fe_get(minus ? p->yp : p->ym), fe_get(p->t2d)};
    q.t2d = fe_select(minus, q.t2d, fe_neg(q.t2d)); /* lazy 3: multiplication takes it */
    return ge_add_affine(r, q);
}

/* Counting sort of k entries by key; keys are at most `buckets`. */
static void bucket_sort(const bucket_memory *m, size_t k, uint32_t buckets) {
    uint32_t *start = m->start;
    for (uint32_t b = 0; b <= buckets + 1; b++) start[b] = 0;
    for (size_t i = 0; i < k; i++) start[m->keys[i]]++;
    for (uint32_t b = 0, sum = 0; b <= buckets + 1; b++) start[b] = sum += start[b]; /* where lists end */
    for (size_t i = k; i-- > 0;) m->sorted[--start[m->keys[i]]] = m->rows[i];
}

/* sum over buckets b of b * (points of bucket b). */
static ge sum_sorted(const bucket_memory *m, const msm_terms *t, size_t k, uint32_t buckets, size_t rows) {
    bucket_sort(m, k, buckets);
    ge running = ge_identity(), sum = ge_identity();
    int any = 0;
    for (uint32_t b = buckets; b > 0; b--) {
        for (uint32_t i = m->start[b], end = m->start[b + 1]; i < end; i++) {
            if (i + PREFETCH_AHEAD < k) prefetch_lines(row_point(t, rows, m->sorted[i + PREFETCH_AHEAD] >> 1), 2);
            running = add_entry(running, t, rows, m->sorted[i]);
            any = 1;
        }
        if (!any) continue;
        ge_cached c = ge_to_cached(running);
        sum = ge_add_cached(sum, &c);
    }
    return sum;
}

static ge sum_streamed(const bucket_memory *m, const msm_terms *t, size_t k, uint32_t buckets, size_t rows) {
    for (uint32_t b = 0; b <= buckets; b++) m->buckets[b] = ge_identity();
    for (size_t i = 0; i < k; i++) {
        if (i + PREFETCH_AHEAD < k) prefetch_lines(&m->buckets[m->keys[i + PREFETCH_AHEAD]], 3);
        ge *bucket = &m->buckets[m->keys[i]]; /* bucket 0 is never read: adding to it saves a branch */
        *bucket = add_entry(*bucket, t, rows, m->rows[i]);
    }
    ge running = ge_identity(), sum = ge_identity();
    for (uint32_t b = buckets; b > 0; b--) {
        ge_cached c = ge_to_cached(m->buckets[b]);
        running = ge_add_cached(running, &c);
        c = ge_to_cached(running);
        sum = ge_add_cached(sum, &c);
    }
    return sum;
}

static ge msm_buckets(const msm_terms *t, const msm_plan *plan, size_t rows, void *scratch) {
    size_t total = t->fixed_n + t->n;
    bucket_memory m;
    bucket_layout(&m, scratch, plan, total);
    uint64_t bias[4];
    window_bias(bias, plan->width, windows_of(plan->width));
    for (size_t i = 0; i < total; i++) {
        scalar_load(m.biased[i], term_scalar(t, i));
        uint64_t negative = (uint64_t)scalar_minimize(m.biased[i]);
        words_add(m.biased[i], bias);
        m.biased[i][3] |= negative << 63;
    }
    uint32_t buckets = (uint32_t)1 << (plan->width - 1);
    ge r = ge_identity();
    for (uint32_t set = plan->sets; set-- > 0;) {
        if (set + 1 < plan->sets) r = ge_double_times(r, plan->width);
        size_t k = bucket_entries(&m, t, plan, set, rows);
        r = ge_add(r, plan->entries > SORTED_MAX ? sum_streamed(&m, t, k, buckets, rows)
                                                 : sum_sorted(&m, t, k, buckets, rows));
    }
    return r;
}

/* ---- Entries ---------------------------------------------------------------------------------------------------- */

static int layout_ok(rk_fixed_layout layout) {
    return layout.window >= MIN_WINDOW && layout.window <= MAX_WINDOW && layout.sets >= 1 &&
           layout.sets <= windows_of(layout.window) && layout.generators <= RK_MAX_POINTS;
}

/* 0 when there is nothing to compute or the counts are out of range. */
static size_t msm_bytes(rk_fixed_layout layout, size_t fixed_n, size_t n) {
    if (fixed_n > RK_MAX_POINTS || n > RK_MAX_POINTS || fixed_n + n == 0) return 0;
    msm_plan plan = msm_plan_for(layout, fixed_n, n);
    if (plan.straus) return lines((fixed_n + n) * sizeof(straus_term));
    uint64_t bytes = bucket_layout(NULL, NULL, &plan, fixed_n + n);
    return bytes <= SIZE_MAX / 2 ? (size_t)bytes : 0;
}

static int msm_run(rk_point *r, const msm_terms *t, rk_fixed_layout layout, void *scratch, size_t bytes) {
    size_t total = t->fixed_n + t->n, needed = msm_bytes(layout, t->fixed_n, t->n);
    if (t->fixed_n > RK_MAX_POINTS || t->n > RK_MAX_POINTS || (total > 0 && needed == 0)) return RK_SIZE;
    if (!scratch_ok(scratch, bytes, needed)) return RK_SCRATCH;
    for (size_t i = 0; i < t->fixed_n; i++)
        if (term_row(t, i) >= t->generators) return RK_SIZE;
    if (!scalars_are_canonical(t->fixed_scalars, t->fixed_n) || !scalars_are_canonical(t->scalars, t->n))
        return RK_BAD_SCALAR;
    if (total == 0) {
        rk_point_identity(r);
        return RK_OK;
    }
    msm_plan plan = msm_plan_for(layout, t->fixed_n, t->n);
    uint32_t windows = windows_of(plan.width), levels = (windows + plan.fixed_sets - 1) / plan.fixed_sets;
    size_t rows = t->fixed_n ? levels * t->generators : 0;
    ge_put(r, plan.straus ? msm_straus(t, scratch) : msm_buckets(t, &plan, rows, scratch));
    return RK_OK;
}

static size_t portable_msm_vartime_scratch(size_t n) { return msm_bytes((rk_fixed_layout){0, 0, 0}, 0, n); }

static int portable_msm_vartime(rk_point *r, const uint8_t *scalars, const rk_affine *points, size_t n, void *scratch,
                                size_t bytes) {
    msm_terms t = {.scalars = scalars, .points = points, .n = n};
    return msm_run(r, &t, (rk_fixed_layout){0, 0, 0}, scratch, bytes);
}

static size_t portable_msm_fixed_vartime_scratch(rk_fixed_layout layout, size_t fixed_n, size_t n) {
    return layout_ok(layout) ? msm_bytes(layout, fixed_n, n) : 0;
}

static int portable_msm_fixed_vartime(rk_point *r, const void *table, rk_fixed_layout layout,
                                      const uint8_t *fixed_scalars, const uint32_t *index, size_t fixed_n,
                                      const uint8_t *scalars, const rk_affine *points, size_t n, void *scratch,
                                      size_t bytes) {
    if (!layout_ok(layout)) return RK_SIZE;
    msm_terms t = {table, layout.generators, fixed_scalars, index, fixed_n, scalars, points, n};
    return msm_run(r, &t, layout, scratch, bytes);
}
