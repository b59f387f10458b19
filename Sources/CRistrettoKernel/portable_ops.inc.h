/* portable_ops.inc.h - the table of one portable implementation. Its including file chooses the field and defines
 * PORTABLE_OPS, the name of the table. */
#include "ops.h"
#include "fold.h"
#include "scalar.h"

#include "portable_field.inc.h"
#include "portable_point.inc.h"

#include "portable_batch.inc.h"

#include "portable_msm.inc.h"

#include "portable_ct.inc.h"
#include "portable_fixed.inc.h"

static void portable_point_add(rk_point *r, const rk_point *p, const rk_point *q) {
    ge_put(r, ge_add(ge_get(p), ge_get(q)));
}

static void portable_point_neg(rk_point *r, const rk_point *p) {
    ge t = ge_get(p);
    ge_put(r, (ge){fe_carry(fe_neg(t.X)), t.Y, t.Z, fe_carry(fe_neg(t.T))});
}

static void portable_point_sub(rk_point *r, const rk_point *p, const rk_point *q) {
    ge_cached c = ge_to_cached(ge_get(q));
    ge_put(r, ge_sub_cached(ge_get(p), &c));
}

static void portable_point_double(rk_point *r, const rk_point *p) { ge_put(r, ge_double(ge_get(p))); }

static void portable_point_mul_ct(rk_point *r, const uint8_t scalar[32], const rk_point *p) {
    ge_put(r, ge_mul_ct(scalar, ge_get(p)));
    wipe_stack_below();
}

static int portable_point_equal(const rk_point *p, const rk_point *q) { return ge_equal(ge_get(p), ge_get(q)) & 1; }

static int portable_decode(rk_point *r, const uint8_t in[32]) {
    ge p;
    uint64_t ok = ge_decode(&p, in);
    ge_put(r, p);
    return ok & 1;
}

static void portable_encode(uint8_t out[32], const rk_point *p) { ge_encode(out, ge_get(p)); }

static void portable_from_uniform(rk_point *r, const uint8_t in[64]) { ge_put(r, ge_from_uniform(in)); }

#define SLOT(name) .name = portable_##name

const rk_ops PORTABLE_OPS = {
    SLOT(point_add),
    SLOT(point_sub),
    SLOT(point_neg),
    SLOT(point_double),
    SLOT(point_mul_ct),
    SLOT(point_equal),
    SLOT(decode),
    SLOT(encode),
    SLOT(from_uniform),
    SLOT(decode_batch),
    SLOT(encode_batch),
    SLOT(double_encode_batch_scratch),
    SLOT(double_encode_batch),
    SLOT(normalize_batch_scratch),
    SLOT(normalize_batch),
    SLOT(from_uniform_batch),
    SLOT(affine_to_point),
    SLOT(msm_vartime_scratch),
    SLOT(msm_vartime),
    SLOT(fixed_layout_best),
    SLOT(fixed_table_bytes),
    SLOT(fixed_table_scratch),
    SLOT(fixed_table_build),
    SLOT(msm_fixed_vartime_scratch),
    SLOT(msm_fixed_vartime),
    SLOT(fold_vartime_scratch),
    SLOT(fold_vartime),
    SLOT(fold_fixed_vartime_scratch),
    SLOT(fold_fixed_vartime),
    SLOT(msm_ct_scratch),
    SLOT(msm_ct),
    SLOT(ct_table_bytes),
    SLOT(ct_table_scratch),
    SLOT(ct_table_build),
    SLOT(msm_ct_fixed_scratch),
    SLOT(msm_ct_fixed),
    SLOT(bits_table_bytes),
    SLOT(bits_table_scratch),
    SLOT(bits_table_build),
    SLOT(bits_ct),
    SLOT(commit_table_bytes),
    SLOT(commit_table_scratch),
    SLOT(commit_table_build),
    SLOT(commit_ct_scratch),
    SLOT(commit_ct),
};
