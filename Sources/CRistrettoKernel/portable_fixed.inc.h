/* portable_fixed.inc.h - tables for fixed generators, and folding of generators. Variable time.
 *
 * Level t of a table holds 2^(window * sets * t) G_i. Window w of a scalar is window w mod sets of level w / sets, so
 * all windows share `sets` sets of buckets, and only sets * window doublings are left. */

static size_t fixed_levels(rk_fixed_layout layout) {
    return (windows_of(layout.window) + layout.sets - 1) / layout.sets;
}

static rk_fixed_layout portable_fixed_layout_best(size_t generators, size_t max_bytes) {
    rk_fixed_layout best = {generators <= RK_MAX_POINTS ? (uint32_t)generators : 0, 0, 0};
    if (generators == 0 || generators > RK_MAX_POINTS) return best;
    uint64_t best_cost = UINT64_MAX, room = max_bytes / sizeof(rk_affine) / generators; /* rows per generator */
    for (uint32_t width = MIN_WINDOW; width <= MAX_WINDOW; width++) {
        uint32_t windows = windows_of(width);
        for (uint32_t sets = 1; sets <= windows; sets++) {
            rk_fixed_layout layout = {(uint32_t)generators, width, sets};
            uint64_t levels = fixed_levels(layout), cost = bucket_cost(width, sets, levels * generators);
            if (levels > room || cost >= best_cost) continue;
            best = layout;
            best_cost = cost;
        }
    }
    return best;
}

/* 0 for a layout that does not exist, or whose table has no size_t. */
static size_t portable_fixed_table_bytes(rk_fixed_layout layout) {
    if (!layout_ok(layout)) return 0;
    uint64_t bytes = (uint64_t)fixed_levels(layout) * layout.generators * sizeof(rk_affine);
    return bytes <= SIZE_MAX / 2 ? (size_t)bytes : 0;
}

static size_t portable_fixed_table_scratch(rk_fixed_layout layout) {
    return layout_ok(layout) ? normalize_bytes(layout.generators) : 0;
}

/* In blocks of generators: the points of one block climb from level to level in scratch memory. */
static int portable_fixed_table_build(void *table, rk_fixed_layout layout, const rk_affine *generators, void *scratch,
                                      size_t bytes) {
    if (!layout_ok(layout) || (layout.generators > 0 && portable_fixed_table_bytes(layout) == 0)) return RK_SIZE;
    if (!scratch_ok(scratch, bytes, portable_fixed_table_scratch(layout))) return RK_SCRATCH;
    rk_affine *rows = table;
    size_t n = layout.generators, levels = fixed_levels(layout);
    ge *points = scratch;
    fe *products = (fe *)(points + batch_of(n));
    for (size_t at = 0; at < n; at += BATCH) {
        size_t count = batch_of(n - at);
        for (size_t i = 0; i < count; i++) {
            rows[at + i] = generators[at + i];
            points[i] = ge_from_affine(ge_affine_get(&generators[at + i]));
        }
        for (size_t level = 1; level < levels; level++) {
            for (size_t i = 0; i < count; i++) points[i] = ge_double_times(points[i], layout.window * layout.sets);
            normalize_block(rows + level * n + at, points, count, products);
        }
    }
    return RK_OK;
}

/* ---- Folding ---------------------------------------------------------------------------------------------------- */

static size_t portable_fold_vartime_scratch(size_t n, uint32_t ways) {
    if (n > RK_MAX_POINTS || !fold_ways_are_good(ways)) return 0;
    return normalize_bytes(n) + (n > 0 ? lines(FOLD_WAYS * sizeof(straus_term)) : 0);
}

static int portable_fold_vartime(rk_affine *out, const rk_affine *in, size_t n, uint32_t ways, const uint8_t *scalars,
                                 void *scratch, size_t bytes) {
    if (n > RK_MAX_POINTS || !fold_ways_are_good(ways)) return RK_SIZE;
    if (!scratch_ok(scratch, bytes, portable_fold_vartime_scratch(n, ways))) return RK_SCRATCH;
    if (!scalars_are_canonical(scalars, ways)) return RK_BAD_SCALAR;
    if (n == 0) return RK_OK;
    straus_term *terms = scratch;
    ge *points = (ge *)(void *)((uint8_t *)scratch + lines(FOLD_WAYS * sizeof(straus_term)));
    fe *products = (fe *)(points + batch_of(n));
    int top = 0;
    for (uint32_t k = 0; k < ways; k++) {
        uint64_t s[4];
        scalar_load(s, scalars + 32 * k);
        int sign = scalar_minimize(s) ? -1 : 1;
        int length = scalar_naf(terms[k].digits, s, sign);
        if (length > top) top = length;
    }
    for (size_t at = 0; at < n; at += BATCH) {
        size_t count = batch_of(n - at);
        for (size_t i = 0; i < count; i++) {
            for (uint32_t k = 0; k < ways; k++) odd_multiples(terms[k].odd, &in[at + i + k * n]);
            points[i] = straus_sum(terms, ways, top);
        }
        normalize_block(out + at, points, count, products); /* may overwrite in[at...]: read above, never again */
    }
    return RK_OK;
}

/* ---- Folding over a table: fold.h -------------------------------------------------------------------------------- */

static size_t portable_fold_fixed_vartime_scratch(rk_fixed_layout layout, size_t n, uint32_t ways) {
    if (!layout_ok(layout) || n > RK_MAX_POINTS || !fold_ways_are_good(ways)) return 0;
    return normalize_bytes(n) + lines(sizeof(fold_schedule));
}

/* index: of the result's generator for way 0; `apart` entries lead to that for the next. NULL: they are `at`, ... */
static ge fold_rows(const fold_schedule *s, const rk_affine *table, size_t generators, const uint32_t *index, size_t at,
                    size_t apart) {
    msm_terms t = {.table = table};
    ge running = ge_identity(), twice = ge_identity(); /* of digits d and above; of those sums for d >= 3 */
    uint32_t next = 0;
    for (uint32_t d = s->digits; d-- > 0;) {
        ge sum = ge_identity();
        const uint32_t first = next;
        uint32_t pending = 0; /* doublings not yet done */
        for (uint32_t q = s->positions; q-- > 0;) {
            if (next > first) pending++;
            for (; next < s->end[d][q]; next++) {
                fold_entry e = s->entries[next];
                size_t i = at + e.way * apart, row = e.level * generators + (index ? index[i] : i);
                if (pending) sum = ge_double_times(sum, pending), pending = 0;
                sum = add_entry(sum, &t, SIZE_MAX, (uint32_t)row << 1 | e.negative);
            }
        }
        if (pending) sum = ge_double_times(sum, pending);
        ge_cached c = ge_to_cached(sum);
        running = ge_add_cached(running, &c);
        c = ge_to_cached(running);
        if (d > 0) twice = ge_add_cached(twice, &c);
    }
    ge_cached c = ge_to_cached(ge_double(twice));
    return ge_add_cached(running, &c);
}

static int portable_fold_fixed_vartime(rk_affine *out, const void *table, rk_fixed_layout layout, const uint32_t *index,
                                       size_t n, uint32_t ways, const uint8_t *scalars, void *scratch, size_t bytes) {
    if (!layout_ok(layout) || n > RK_MAX_POINTS || !fold_ways_are_good(ways)) return RK_SIZE;
    for (size_t i = 0; i < n * ways; i++)
        if ((index ? index[i] : i) >= layout.generators) return RK_SIZE;
    if (!scratch_ok(scratch, bytes, portable_fold_fixed_vartime_scratch(layout, n, ways))) return RK_SCRATCH;
    if (!scalars_are_canonical(scalars, ways)) return RK_BAD_SCALAR;
    if (n == 0) return RK_OK;
    fold_schedule *schedule = scratch;
    ge *points = (ge *)(void *)((uint8_t *)scratch + lines(sizeof(fold_schedule)));
    fe *products = (fe *)(points + batch_of(n));
    fold_schedule_make(schedule, scalars, ways, layout.window * layout.sets, (uint32_t)fixed_levels(layout));
    for (size_t at = 0; at < n; at += BATCH) {
        size_t count = batch_of(n - at);
        for (size_t i = 0; i < count; i++)
            points[i] = fold_rows(schedule, table, layout.generators, index, at + i, n);
        normalize_block(out + at, points, count, products);
    }
    return RK_OK;
}
