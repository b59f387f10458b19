/* portable_batch.inc.h - batches of points. Constant time in the points. One inversion serves a block of points
 * (Montgomery's trick); blocks bound the scratch memory and stay in the cache. */

#define BATCH 256

RK_INLINE size_t batch_of(size_t n) { return n < BATCH ? n : BATCH; }

RK_INLINE int scratch_ok(const void *scratch, size_t bytes, size_t needed) {
    return needed == 0 || (scratch != NULL && ((uintptr_t)scratch & 63) == 0 && bytes >= needed);
}

/* A caller's memory is always rounded up to whole cache lines. */
RK_INLINE size_t lines(size_t bytes) { return (bytes + 63) & ~(size_t)63; }

static size_t portable_decode_batch(rk_affine *out, uint8_t *ok, const uint8_t *in, size_t n) {
    size_t bad = 0;
    for (size_t i = 0; i < n; i++) {
        ge p;
        ok[i] = (uint8_t)(ge_decode(&p, in + 32 * i) & 1);
        ge_affine_put(&out[i], (ge_affine){fe_carry(fe_add(p.Y, p.X)), fe_carry(fe_sub(p.Y, p.X)),
                                           fe_mul(p.T, fe_2d())});
        bad += 1 - (size_t)ok[i];
    }
    return bad;
}

static void portable_encode_batch(uint8_t *out, const rk_point *in, size_t n) {
    for (size_t i = 0; i < n; i++) ge_encode(out + 32 * i, ge_get(&in[i]));
}

static void portable_from_uniform_batch(rk_point *out, const uint8_t *in, size_t n) {
    for (size_t i = 0; i < n; i++) ge_put(&out[i], ge_from_uniform(in + 64 * i));
}

static void portable_affine_to_point(rk_point *out, const rk_affine *in, size_t n) {
    for (size_t i = 0; i < n; i++) ge_put(&out[i], ge_from_affine(ge_affine_get(&in[i])));
}

/* ---- Double and encode ------------------------------------------------------------------------------------------ */

typedef struct double_state {
    fe e, f, g, h, eg, fh, product; /* product of all denominators before this one */
    uint64_t zero;                  /* all ones when eg fh = 0, which happens on E[4] only: 2p encodes as zeros */
} double_state;

/* out[i] = encoding of 2 p_i, count <= BATCH. With p at hand the square root that encoding 2p needs is a quotient of
 * e = 2xy, f = z^2 + dt^2, g = y^2 + x^2, h = z^2 - dt^2, so one inversion serves all (Hamburg, Decaf, 2015). */
static void double_encode_block(uint8_t *out, const ge *p, size_t count, double_state *state) {
    fe product = fe_small(1);
    for (size_t i = 0; i < count; i++) {
        double_state *s = &state[i];
        fe dtt = fe_mul(fe_sq(p[i].T), fe_d()), zz = fe_sq(p[i].Z);
        s->e = fe_mul(p[i].X, fe_add(p[i].Y, p[i].Y));
        s->f = fe_carry(fe_add(zz, dtt));
        s->g = fe_carry(fe_add(fe_sq(p[i].Y), fe_sq(p[i].X)));
        s->h = fe_carry(fe_sub(zz, dtt));
        s->eg = fe_mul(s->e, s->g);
        s->fh = fe_mul(s->f, s->h);
        fe denominator = fe_mul(s->eg, s->fh);
        s->zero = fe_is_zero(denominator);
        s->product = product;
        product = fe_mul(product, fe_select(s->zero, denominator, fe_small(1)));
    }
    fe inverse = fe_invert(product);
    for (size_t i = count; i-- > 0;) {
        double_state *s = &state[i];
        fe inv = fe_select(s->zero, fe_mul(inverse, s->product), fe_small(0));
        inverse = fe_mul(inverse, fe_select(s->zero, fe_mul(s->eg, s->fh), fe_small(1)));
        fe zinv = fe_mul(s->eg, inv), tinv = fe_mul(s->fh, inv);
        uint64_t rotate = fe_is_negative(fe_mul(s->eg, zinv));
        fe e = fe_select(rotate, s->e, s->g);
        fe g = fe_select(rotate, s->g, fe_carry(fe_neg(s->e)));
        fe h = fe_select(rotate, s->h, fe_mul(s->f, fe_sqrt_m1()));
        fe magic = fe_select(rotate, fe_invsqrt_a_minus_d(), fe_sqrt_m1());
        g = fe_negate_if(fe_is_negative(fe_mul(fe_mul(h, e), zinv)), g);
        fe_to_bytes(out + 32 * i, fe_abs(fe_mul(fe_mul(fe_sub(h, g), magic), fe_mul(g, tinv))));
    }
}

static size_t double_encode_bytes(size_t n) { return lines(batch_of(n) * (sizeof(ge) + sizeof(double_state))); }

static size_t portable_double_encode_batch_scratch(size_t n) { return double_encode_bytes(n); }

static int portable_double_encode_batch(uint8_t *out, const rk_point *in, size_t n, void *scratch, size_t bytes) {
    size_t needed = double_encode_bytes(n);
    if (!scratch_ok(scratch, bytes, needed)) return RK_SCRATCH;
    double_state *state = scratch;
    ge *points = (ge *)(state + batch_of(n));
    for (size_t i = 0; i < n; i += BATCH) {
        size_t count = batch_of(n - i);
        for (size_t k = 0; k < count; k++) points[k] = ge_get(&in[i + k]);
        double_encode_block(out + 32 * i, points, count, state);
    }
    wipe(scratch, needed); /* a batch may hold commitments whose blinding is secret until they are masked */
    return RK_OK;
}

/* ---- To affine form --------------------------------------------------------------------------------------------- */

/* out[i] = p_i, count <= BATCH; products: count elements. Z is never 0 on a point, but a mistake must not spoil
 * its neighbours. */
static void normalize_block(rk_affine *out, const ge *p, size_t count, fe *products) {
    fe product = fe_small(1);
    for (size_t i = 0; i < count; i++) {
        products[i] = product;
        product = fe_mul(product, fe_select(fe_is_zero(p[i].Z), p[i].Z, fe_small(1)));
    }
    fe inverse = fe_invert(product);
    for (size_t i = count; i-- > 0;) {
        fe zinv = fe_mul(inverse, products[i]);
        inverse = fe_mul(inverse, fe_select(fe_is_zero(p[i].Z), p[i].Z, fe_small(1)));
        ge_affine_put(&out[i], ge_to_affine(p[i], zinv));
    }
}

static size_t normalize_bytes(size_t n) { return lines(batch_of(n) * (sizeof(ge) + sizeof(fe))); }

static size_t portable_normalize_batch_scratch(size_t n) { return normalize_bytes(n); }

static int portable_normalize_batch(rk_affine *out, const rk_point *in, size_t n, void *scratch, size_t bytes) {
    size_t needed = normalize_bytes(n);
    if (!scratch_ok(scratch, bytes, needed)) return RK_SCRATCH;
    ge *points = scratch;
    fe *products = (fe *)(points + batch_of(n));
    for (size_t i = 0; i < n; i += BATCH) {
        size_t count = batch_of(n - i);
        for (size_t k = 0; k < count; k++) points[k] = ge_get(&in[i + k]);
        normalize_block(out + i, points, count, products);
    }
    wipe(scratch, needed);
    return RK_OK;
}
