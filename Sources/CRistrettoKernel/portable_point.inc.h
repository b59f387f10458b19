/* portable_point.inc.h - points of edwards25519 (-x^2 + y^2 = 1 + d x^2 y^2) and ristretto255 (RFC 9496) over either
 * field. Addition formulas of Hisil, Wong, Carter and Dawson (2008), a = -1: complete on the whole curve, so no input,
 * however hostile, is an exceptional case. Constant time unless a name says otherwise. */

/* Extended coordinates; X, Y, Z, T reduced. */
typedef struct ge {
    fe X, Y, Z, T;
} ge;

/* What an addition wants of its second operand: Y + X (lazy 2), Y - X (lazy 3), 2Z (lazy 2), 2dT (reduced). */
typedef struct ge_cached {
    fe yp, ym, z2, t2d;
} ge_cached;

/* The same for an affine point (z2 = 2); all reduced. */
typedef struct ge_affine {
    fe yp, ym, t2d;
} ge_affine;

RK_INLINE ge ge_get(const rk_point *p) { return (ge){fe_get(p->X), fe_get(p->Y), fe_get(p->Z), fe_get(p->T)}; }

RK_INLINE void ge_put(rk_point *r, ge p) {
    fe_put(r->X, p.X);
    fe_put(r->Y, p.Y);
    fe_put(r->Z, p.Z);
    fe_put(r->T, p.T);
}

RK_INLINE ge_affine ge_affine_get(const rk_affine *p) {
    return (ge_affine){fe_get(p->yp), fe_get(p->ym), fe_get(p->t2d)};
}

RK_INLINE void ge_affine_put(rk_affine *r, ge_affine p) {
    fe_put(r->yp, p.yp);
    fe_put(r->ym, p.ym);
    fe_put(r->t2d, p.t2d);
    r->pad = 0;
}

RK_INLINE ge ge_identity(void) { return (ge){fe_small(0), fe_small(1), fe_small(1), fe_small(0)}; }

/* The last step of every formula: X = EF, Y = GH, Z = FG, T = EH. */
RK_INLINE ge ge_finish(fe E, fe F, fe G, fe H) {
    return (ge){fe_mul(E, F), fe_mul(G, H), fe_mul(F, G), fe_mul(E, H)};
}

/* p + q: 7 multiplications. */
RK_INLINE ge ge_add_affine(ge p, ge_affine q) {
    fe A = fe_mul(fe_sub(p.Y, p.X), q.ym), B = fe_mul(fe_add(p.Y, p.X), q.yp);
    fe C = fe_mul(p.T, q.t2d), D = fe_add(p.Z, p.Z);
    return ge_finish(fe_sub(B, A), fe_sub_lazy(D, C), fe_add(D, C), fe_add(B, A));
}

RK_INLINE ge ge_sub_affine(ge p, ge_affine q) {
    fe A = fe_mul(fe_sub(p.Y, p.X), q.yp), B = fe_mul(fe_add(p.Y, p.X), q.ym);
    fe C = fe_mul(p.T, q.t2d), D = fe_add(p.Z, p.Z);
    return ge_finish(fe_sub(B, A), fe_add(D, C), fe_sub_lazy(D, C), fe_add(B, A));
}

RK_INLINE ge_cached ge_to_cached(ge p) {
    return (ge_cached){fe_add(p.Y, p.X), fe_sub(p.Y, p.X), fe_add(p.Z, p.Z), fe_mul(p.T, fe_2d())};
}

/* p + q: 8 multiplications. */
RK_INLINE ge ge_add_cached(ge p, const ge_cached *q) {
    fe A = fe_mul(fe_sub(p.Y, p.X), q->ym), B = fe_mul(fe_add(p.Y, p.X), q->yp);
    fe C = fe_mul(p.T, q->t2d), D = fe_mul(p.Z, q->z2);
    return ge_finish(fe_sub(B, A), fe_sub(D, C), fe_add(D, C), fe_add(B, A));
}

RK_INLINE ge ge_sub_cached(ge p, const ge_cached *q) {
    fe A = fe_mul(fe_sub(p.Y, p.X), q->yp), B = fe_mul(fe_add(p.Y, p.X), q->ym);
    fe C = fe_mul(p.T, q->t2d), D = fe_mul(p.Z, q->z2);
    return ge_finish(fe_sub(B, A), fe_add(D, C), fe_sub(D, C), fe_add(B, A));
}

RK_NOINLINE ge ge_add(ge p, ge q) {
    ge_cached c = ge_to_cached(q);
    return ge_add_cached(p, &c);
}

/* The four factors of 2p; the caller multiplies those it needs. Does not use T. All signs are flipped against the
 * paper, which leaves the projective point unchanged. */
RK_INLINE void ge_double_factors(fe *E, fe *F, fe *G, fe *H, ge p) {
    fe A = fe_sq(p.X), B = fe_sq(p.Y), Z = fe_sq(p.Z), S = fe_sq(fe_add(p.X, p.Y));
    *H = fe_add(A, B);
    *E = fe_sub_lazy(S, *H);
    *G = fe_sub(B, A);
    *F = fe_sub_lazy(fe_add(Z, Z), *G);
}

RK_INLINE ge ge_double_inline(ge p) {
    fe E, F, G, H;
    ge_double_factors(&E, &F, &G, &H, p);
    return ge_finish(E, F, G, H);
}

RK_NOINLINE ge ge_double(ge p) { return ge_double_inline(p); }

/* 2^count p, count > 0. T is made only once: doubling does not read it. */
RK_NOINLINE ge ge_double_times(ge p, uint32_t count) {
    fe E, F, G, H;
    for (; count > 1; count--) {
        ge_double_factors(&E, &F, &G, &H, p);
        p.X = fe_mul(E, F);
        p.Y = fe_mul(G, H);
        p.Z = fe_mul(F, G);
    }
    return ge_double_inline(p);
}

/* Scaled by 4, so that T = XY/Z needs no halving: (4x, 4y, 4, 4xy) and 4xy = (2x)(2y). */
RK_INLINE ge ge_from_affine(ge_affine p) {
    fe x = fe_carry(fe_sub(p.yp, p.ym)), y = fe_add(p.yp, p.ym);
    return (ge){fe_carry(fe_add(x, x)), fe_carry(fe_add(y, y)), fe_small(4), fe_mul(x, y)};
}

/* With 1/Z at hand. */
RK_INLINE ge_affine ge_to_affine(ge p, fe zinv) {
    fe x = fe_mul(p.X, zinv), y = fe_mul(p.Y, zinv);
    return (ge_affine){fe_carry(fe_add(y, x)), fe_carry(fe_sub(y, x)), fe_mul(fe_mul(x, y), fe_2d())};
}

RK_INLINE ge_affine ge_affine_neg(ge_affine p) { return (ge_affine){p.ym, p.yp, fe_carry(fe_neg(p.t2d))}; }

/* ---- ristretto255 ----------------------------------------------------------------------------------------------- */

/* All ones when p and q differ by a point of E[4]: x1 y2 = y1 x2 or y1 y2 = x1 x2. RFC 9496 section 4.3.3. */
RK_INLINE uint64_t ge_equal(ge p, ge q) {
    return fe_equal(fe_mul(p.X, q.Y), fe_mul(p.Y, q.X)) | fe_equal(fe_mul(p.Y, q.Y), fe_mul(p.X, q.X));
}

/* RFC 9496 section 4.3.1. All ones on success; else 0 and the identity. Always Z = 1. */
RK_NOINLINE uint64_t ge_decode(ge *r, const uint8_t in[32]) {
    fe one = fe_small(1), s = fe_from_bytes(in);
    uint8_t canonical[32];
    fe_to_bytes(canonical, s);
    uint64_t difference = 0; /* also catches bit 255, which fe_from_bytes drops */
    for (int i = 0; i < 32; i += 8) difference |= load64(canonical + i) ^ load64(in + i);
    uint64_t bad = 0 - ((difference | (0 - difference)) >> 63);
    bad |= fe_is_negative(s);

    fe ss = fe_sq(s);
    fe u1 = fe_carry(fe_sub(one, ss)), u2 = fe_add(one, ss), u2u2 = fe_sq(u2);
    fe v = fe_carry(fe_neg(fe_carry(fe_add(fe_mul(fe_d(), fe_sq(u1)), u2u2))));
    fe invsqrt;
    bad |= ~fe_sqrt_ratio_m1(&invsqrt, one, fe_mul(v, u2u2));
    fe den_x = fe_mul(invsqrt, u2), den_y = fe_mul(fe_mul(invsqrt, den_x), v);
    fe x = fe_abs(fe_mul(fe_add(s, s), den_x)), y = fe_mul(u1, den_y), t = fe_mul(x, y);
    bad |= fe_is_negative(t) | fe_is_zero(y);
    r->X = fe_select(bad, x, fe_small(0));
    r->Y = fe_select(bad, y, one);
    r->Z = one;
    r->T = fe_select(bad, t, fe_small(0));
    return ~bad;
}

/* RFC 9496 section 4.3.2. */
RK_NOINLINE void ge_encode(uint8_t out[32], ge p) {
    fe u1 = fe_mul(fe_add(p.Z, p.Y), fe_sub(p.Z, p.Y)), u2 = fe_mul(p.X, p.Y), invsqrt;
    fe_sqrt_ratio_m1(&invsqrt, fe_small(1), fe_mul(u1, fe_sq(u2)));
    fe den1 = fe_mul(invsqrt, u1), den2 = fe_mul(invsqrt, u2), zinv = fe_mul(fe_mul(den1, den2), p.T);
    uint64_t rotate = fe_is_negative(fe_mul(p.T, zinv));
    fe x = fe_select(rotate, p.X, fe_mul(p.Y, fe_sqrt_m1()));
    fe y = fe_select(rotate, p.Y, fe_mul(p.X, fe_sqrt_m1()));
    fe den = fe_select(rotate, den2, fe_mul(den1, fe_invsqrt_a_minus_d()));
    y = fe_negate_if(fe_is_negative(fe_mul(x, zinv)), y);
    fe_to_bytes(out, fe_abs(fe_mul(den, fe_sub(p.Z, y))));
}

/* MAP of RFC 9496 section 4.3.4: Elligator 2 on the Jacobi quartic, then its isogeny to the curve. */
RK_NOINLINE ge ge_map(const uint8_t in[32]) {
    fe one = fe_small(1), t = fe_from_bytes(in);
    fe r = fe_mul(fe_sqrt_m1(), fe_sq(t));
    fe u = fe_mul(fe_add(r, one), fe_one_minus_d_sq());
    fe minus_one = fe_carry(fe_neg(one));
    fe v = fe_mul(fe_sub(minus_one, fe_mul(r, fe_d())), fe_add(r, fe_d()));
    fe s;
    uint64_t not_square = ~fe_sqrt_ratio_m1(&s, u, v);
    s = fe_select(not_square, s, fe_carry(fe_neg(fe_abs(fe_mul(s, t)))));
    fe c = fe_select(not_square, minus_one, r);
    fe N = fe_carry(fe_sub(fe_mul(fe_mul(c, fe_sub(r, one)), fe_d_minus_one_sq()), v));
    fe ss = fe_sq(s);
    fe w0 = fe_mul(fe_add(s, s), v), w1 = fe_mul(N, fe_sqrt_ad_minus_one());
    fe w2 = fe_sub(one, ss), w3 = fe_add(one, ss);
    return (ge){fe_mul(w0, w3), fe_mul(w2, w1), fe_mul(w1, w3), fe_mul(w0, w2)};
}

RK_INLINE ge ge_from_uniform(const uint8_t in[64]) { return ge_add(ge_map(in), ge_map(in + 32)); }
