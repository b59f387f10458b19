/* ifma_fixed.c - variable-time multi-scalar multiplication over fixed generators, with tables of 2^(step t) times each.
 *
 * With step = window * sets bits between the levels of a table, the windows of all levels share `sets` bucket sets, so
 * large windows pay even for few points and almost no doublings are left. A table serves every plan whose own
 * window * sets is a multiple of its step (some levels are then skipped), so each call takes the plan that suits its
 * number of points. A table of small step suits all sizes and costs the most memory. */
#include "ops.h"

#if RK_HAVE_IFMA

#include "ifma.h"
#include "ifma_bucket.h"

enum { MIN_WINDOW = 3, MAX_WINDOW = 16, BUILD_VECTORS = 64 };

static uint32_t step_of(rk_fixed_layout l) { return l.window * l.sets; }
static uint32_t levels_of(rk_fixed_layout l) { return windows_of(SCALAR_BITS, step_of(l)); }

static int layout_is_good(rk_fixed_layout l) {
    return l.generators <= RK_MAX_POINTS && l.window >= MIN_WINDOW && l.window <= MAX_WINDOW && l.sets >= 1 &&
           l.sets <= windows_of(SCALAR_BITS, l.window);
}

uint32_t ifma_fixed_levels(rk_fixed_layout layout) { return layout_is_good(layout) ? levels_of(layout) : 0; }

size_t ifma_fixed_table_bytes(rk_fixed_layout layout) {
    return layout_is_good(layout) ? (size_t)levels_of(layout) * layout.generators * sizeof(rk_affine) : 0;
}

rk_fixed_layout ifma_fixed_layout_best(size_t generators, size_t max_bytes) {
    rk_fixed_layout best = {0, 0, 0};
    double best_cost = 0;
    if (generators > RK_MAX_POINTS) return best;
    for (uint32_t c = MIN_WINDOW; c <= MAX_WINDOW; c++) {
        for (uint32_t sets = 1; sets <= windows_of(SCALAR_BITS, c); sets++) {
            rk_fixed_layout l = {(uint32_t)generators, c, sets};
            if (ifma_fixed_table_bytes(l) > max_bytes) continue;
            bucket_plan plan = ifma_bucket_plan(generators, c, sets);
            double cost = ifma_bucket_cost(&plan);
            if (best.sets != 0 && cost >= best_cost) continue;
            best = l;
            best_cost = cost;
        }
    }
    return best;
}

/* ---- Table --------------------------------------------------------------------------------------------------------- */

static size_t build_vectors(rk_fixed_layout l) {
    size_t vectors = ((size_t)l.generators + 7) / 8;
    return vectors < BUILD_VECTORS ? vectors : BUILD_VECTORS;
}

size_t ifma_fixed_table_scratch(rk_fixed_layout layout) {
    return layout_is_good(layout) ? build_vectors(layout) * (2 * sizeof(pt8) + sizeof(fe8)) : 0;
}

RK_IFMA_NOINLINE void double_all(pt8 *points, size_t vectors, uint32_t times) {
    for (size_t v = 0; v < vectors; v++) {
        pt8 p = points[v];
        for (uint32_t k = 0; k < times; k++) p = pt8_double(p);
        points[v] = p;
    }
}

RK_IFMA int ifma_fixed_table_build(void *table, rk_fixed_layout layout, const rk_affine *generators, void *scratch,
                                   size_t bytes) {
    if (!layout_is_good(layout)) return RK_SIZE;
    if (!scratch_is_good(scratch, bytes, ifma_fixed_table_scratch(layout))) return RK_SCRATCH;
    rk_affine *out = table;
    pt8 *points = scratch, *affine = points + build_vectors(layout);
    fe8 *prefix = (fe8 *)(affine + build_vectors(layout));
    const size_t n = layout.generators;
    for (size_t i = 0; i < n; i += 8 * BUILD_VECTORS) {
        size_t count = n - i < 8 * BUILD_VECTORS ? n - i : 8 * BUILD_VECTORS, vectors = (count + 7) / 8;
        memcpy(out + i, generators + i, count * sizeof *out);
        for (size_t v = 0; v < vectors; v++)
            points[v] = pt8_from_affine(affine8_load_some(generators + i + 8 * v, count - 8 * v), 0);
        for (uint32_t level = 1; level < levels_of(layout); level++) {
            double_all(points, vectors, step_of(layout));
            memcpy(affine, points, vectors * sizeof *points);
            ifma_invert_z(affine, vectors, prefix);
            for (size_t v = 0; v < vectors; v++)
                affine8_store_some(out + level * n + i + 8 * v, count - 8 * v, pt8_to_affine(affine[v], affine[v].Z));
        }
    }
    return RK_OK;
}

/* ---- Sum ---------------------------------------------------------------------------------------------------------- */

/* The plan for n of the table's generators and how many of its levels one level of the plan spans; span 0: not worth
 * it, n generators are better treated like any points. */
typedef struct {
    bucket_plan plan;
    uint32_t span;
} fixed_plan;

static fixed_plan choose_plan(rk_fixed_layout layout, size_t n) {
    const uint32_t step = step_of(layout);
    fixed_plan best = {.span = 0};
    double best_cost = ifma_straus_cost(n) - ifma_straus_cost(0);
    for (uint32_t c = MIN_WINDOW; c <= MAX_WINDOW && n > 0; c++) {
        for (uint32_t span = 1; span == 1 || span * step <= SCALAR_BITS; span++) {
            if (span * step % c != 0) continue;
            uint32_t sets = span * step / c;
            /* What the plan costs at least: its additions, reductions and doublings. Planning itself takes time. */
            double least = windows_of(SCALAR_BITS, c) * (double)n * 9 + sets * (double)(1u << (c - 1)) * 17;
            if (least + (sets - 1) * c * 32.0 >= best_cost) continue;
            bucket_plan plan = ifma_bucket_plan(n, c, sets);
            double cost = ifma_bucket_cost(&plan);
            if (cost >= best_cost) continue;
            best_cost = cost;
            best = (fixed_plan){plan, span};
        }
    }
    return best;
}

static size_t scratch_for(const fixed_plan *plan, size_t n) {
    size_t fixed = plan->span ? ifma_bucket_scratch(&plan->plan) : ifma_straus_scratch();
    size_t variable = ifma_msm_vartime_scratch(n);
    return fixed > variable ? fixed : variable;
}

size_t ifma_msm_fixed_vartime_scratch(rk_fixed_layout layout, size_t fixed_n, size_t n) {
    if (!layout_is_good(layout) || fixed_n > RK_MAX_POINTS || n > RK_MAX_POINTS) return 0;
    fixed_plan plan = choose_plan(layout, fixed_n);
    return scratch_for(&plan, n);
}

RK_IFMA int ifma_msm_fixed_vartime(rk_point *r, const void *table, rk_fixed_layout layout, const uint8_t *fixed_scalars,
                                   const uint32_t *index, size_t fixed_n, const uint8_t *scalars,
                                   const rk_affine *points, size_t n, void *scratch, size_t bytes) {
    if (!layout_is_good(layout) || fixed_n > RK_MAX_POINTS || n > RK_MAX_POINTS) return RK_SIZE;
    if (!indices_are_good(index, fixed_n, layout.generators)) return RK_SIZE;
    fixed_plan plan = choose_plan(layout, fixed_n);
    if (!scratch_is_good(scratch, bytes, scratch_for(&plan, n))) return RK_SCRATCH;
    if (!scalars_are_reduced(fixed_scalars, fixed_n) || !scalars_are_reduced(scalars, n)) return RK_BAD_SCALAR;
    if (plan.span == 0) {
        /* Few generators: with the points in one sum when those are few as well. */
        ifma_straus_start(scratch);
        ifma_straus_add(scratch, fixed_scalars, table, index, fixed_n);
        if (ifma_msm_is_small(n)) ifma_straus_add(scratch, scalars, points, NULL, n);
        ifma_straus_finish(r, scratch);
        if (ifma_msm_is_small(n)) return RK_OK;
    } else {
        ifma_bucket_sum(r, &plan.plan, fixed_scalars, table, (size_t)plan.span * layout.generators, index, 0,
                        plan.plan.sets, scratch);
    }
    if (n > 0) {
        rk_point rest;
        int status = ifma_msm_vartime(&rest, scalars, points, n, scratch, bytes);
        if (status != RK_OK) return status;
        rk_ops_portable64.point_add(r, r, &rest);
    }
    return RK_OK;
}

#endif
