/* portable_msm.inc.h - variable-time multi-scalar multiplication.
 *
 * Straus with width-5 NAF for few terms; above, bucket lists with signed windows (Pippenger): for each set of buckets all
 * terms are sorted by |digit| and sign, then added into one running sum from the highest bucket down. The running sum
 * after bucket b is the sum of all points with |digit| >= b, and the sum of the running sums is the window's value: a
 * bucket costs one addition and no memory. */

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

/* ---- Costs: in multiplications, to choose an algorithm and a window ---------------------------------------------- */

#define MIN_WINDOW 4
#define MAX_WINDOW 16
#define STRAUS_MAX 128 /* more terms than this are never given to Straus: bounds its scratch */

RK_INLINE uint32_t windows_of(uint32_t width) { return (252 + width - 1) / width; }

static uint64_t straus_cost(uint64_t n) { return n * 410 + 1900; }

/* `sets` bucket sets that get `entries` additions in all. */
static uint64_t bucket_cost(uint32_t width, uint64_t sets, uint64_t entries) {
    return entries * 15 / 2 + sets * (9 << (width - 1)) + sets * width * 8 + 1000;
}

static uint32_t best_window(uint64_t n) {
    uint32_t best = MIN_WINDOW;
    for (uint32_t width = MIN_WINDOW; width <= MAX_WINDOW; width++) {
        uint64_t w = windows_of(width), b = windows_of(best);
        if (bucket_cost(width, w, w * n) < bucket_cost(best, b, b * n)) best = width;
    }
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
    uint64_t cost = bucket_cost(width, plan.sets, plan.sets * total);
    if (total <= STRAUS_MAX && straus_cost(total) < cost) {
        plan.straus = 1;
        cost = straus_cost(total);
    }
    if (fixed_n > 0) {
        uint32_t windows = windows_of(layout.window), sets = n > 0 ? windows : layout.sets;
        if (bucket_cost(layout.window, sets, windows * total) < cost) {
            uint32_t levels = (windows + layout.sets - 1) / layout.sets;
            plan = (msm_plan){0, layout.window, layout.sets, sets, fixed_n * levels + n};
        }
    }
    return plan;
}

typedef struct bucket_memory {
    uint64_t (*biased)[4]; /* scalar + bias; bit 255 = the scalar was replaced by l - s */
    uint32_t *keys;        /* 2 |digit| + (1 when the point is subtracted) */
    uint32_t *rows;        /* which point: row of the table, or rows + index of the point */
    uint32_t *sorted;
    uint32_t *start; /* of each key's list; one more for the end */
} bucket_memory;

/* Bytes; carves the parts out of `base` when m is not NULL. 64-bit arithmetic, so that it is right on wasm32 too. */
static uint64_t bucket_layout(bucket_memory *m, void *base, const msm_plan *plan, uint64_t total) {
    uint64_t at[6] = {0};
    at[1] = at[0] + 32 * total;
    at[2] = at[1] + 4 * (uint64_t)plan->entries;
    at[3] = at[2] + 4 * (uint64_t)plan->entries;
    at[4] = at[3] + 4 * (uint64_t)plan->entries;
    at[5] = at[4] + 4 * (((uint64_t)1 << plan->width) + 3);
    if (m) {
        uint8_t *p = base;
        m->biased = (void *)p;
        m->keys = (uint32_t *)(void *)(p + at[1]);
        m->rows = (uint32_t *)(void *)(p + at[2]);
        m->sorted = (uint32_t *)(void *)(p + at[3]);
        m->start = (uint32_t *)(void *)(p + at[4]);
    }
    return (at[5] + 63) & ~(uint64_t)63;
}

/* ---- Buckets ---------------------------------------------------------------------------------------------------- */

/* The entry of term i's window w: keys and rows at position k. */
RK_INLINE void bucket_entry(const bucket_memory *m, size_t k, size_t i, uint32_t row, uint32_t w, uint32_t width,
                            uint32_t windows) {
    const uint64_t *s = m->biased[i];
    uint32_t at = w * width, negative = (uint32_t)(s[3] >> 63);
    int32_t d;
    if (w + 1 < windows)
        d = (int32_t)words_bits(s, at, width) - (1 << (width - 1));
    else
        d = (int32_t)words_bits(s, at, 255 - at); /* without the sign; at most 2^(width - 1) */
    uint32_t minus = (uint32_t)d >> 31, size = ((uint32_t)d ^ (0 - minus)) + minus;
    m->keys[k] = 2 * size + (minus ^ negative);
    m->rows[k] = row;
}

/* Fills the entries of one bucket set, sorts them by key; returns nothing: m->start and m->sorted hold the lists. */
static void bucket_sort(const bucket_memory *m, const msm_terms *t, const msm_plan *plan, uint32_t set, size_t rows) {
    uint32_t windows = windows_of(plan->width);
    size_t k = 0;
    if (set < plan->fixed_sets)
        for (uint32_t w = set, level = 0; w < windows; w += plan->fixed_sets, level++)
            for (size_t i = 0; i < t->fixed_n; i++, k++)
                bucket_entry(m, k, i, (uint32_t)(level * t->generators + term_row(t, i)), w, plan->width, windows);
    for (size_t i = 0; i < t->n; i++, k++)
        bucket_entry(m, k, t->fixed_n + i, (uint32_t)(rows + i), set, plan->width, windows);

    /* Counting sort. Keys are at most 2^width + 1. start[key + 1] counts, then start[key] is where a list begins. */
    uint32_t *start = m->start, lists = ((uint32_t)1 << plan->width) + 2;
    for (uint32_t b = 0; b <= lists; b++) start[b] = 0;
    for (size_t i = 0; i < k; i++) start[m->keys[i] + 1]++;
    for (uint32_t b = 0, sum = 0; b <= lists; b++) {
        uint32_t c = start[b];
        sum += c;
        start[b] = sum - c; /* one behind: the scatter advances it */
    }
    for (size_t i = 0; i < k; i++) m->sorted[start[m->keys[i] + 1]++] = m->rows[i];
}

RK_INLINE const rk_affine *row_point(const msm_terms *t, size_t rows, uint32_t row) {
    const rk_affine *base = row < rows ? t->table : t->points;
    return base + (row < rows ? row : row - rows);
}

/* The sorted list is read far ahead: points lie anywhere in memory. */
#define PREFETCH_AHEAD 4

RK_INLINE ge add_list(ge r, const msm_terms *t, size_t rows, const uint32_t *list, uint32_t from, uint32_t to,
                      uint32_t end, int subtract) {
    for (uint32_t i = from; i < to; i++) {
        if (i + PREFETCH_AHEAD < end) {
            const char *next = (const char *)row_point(t, rows, list[i + PREFETCH_AHEAD]);
            __builtin_prefetch(next);
            __builtin_prefetch(next + 64);
        }
        ge_affine q = ge_affine_get(row_point(t, rows, list[i]));
        r = subtract ? ge_sub_affine(r, q) : ge_add_affine(r, q);
    }
    return r;
}

/* sum over buckets b of b * (points of bucket b). */
static ge bucket_sum(const bucket_memory *m, const msm_terms *t, const msm_plan *plan, size_t rows) {
    const uint32_t *start = m->start;
    uint32_t end = start[((size_t)1 << plan->width) + 2];
    ge running = ge_identity(), sum = ge_identity();
    int any = 0;
    for (uint32_t b = (uint32_t)1 << (plan->width - 1); b > 0; b--) {
        uint32_t from = start[2 * b], middle = start[2 * b + 1], to = start[2 * b + 2];
        if (from < to) {
            running = add_list(running, t, rows, m->sorted, from, middle, end, 0);
            running = add_list(running, t, rows, m->sorted, middle, to, end, 1);
            any = 1;
        }
        if (any) {
            ge_cached c = ge_to_cached(running);
            sum = ge_add_cached(sum, &c);
        }
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
    ge r = ge_identity();
    for (uint32_t set = plan->sets; set-- > 0;) {
        if (set + 1 < plan->sets) r = ge_double_times(r, plan->width);
        bucket_sort(&m, t, plan, set, rows);
        r = ge_add(r, bucket_sum(&m, t, plan, rows));
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
