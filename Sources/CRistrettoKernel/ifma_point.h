/* ifma_point.h - eight points of edwards25519 at once.
 *
 * A pt8 keeps S = Y + X, D = Y - X, Z, T instead of (X, Y, Z, T), because that is what every formula multiplies. Back:
 * (X : Y : Z : T) = (S - D : S + D : 2Z : 2T). The addition law is complete: no exceptional points, so hostile inputs
 * need no care. Formulas: Hisil, Wong, Carter, Dawson, "Twisted Edwards Curves Revisited" (2008), section 3.1, a = -1.
 *
 * Coordinates are in class R, except that `Z` may be W where a comment says so: a chain of mixed additions only doubles
 * Z, so its carry can wait. */
#ifndef RK_IFMA_POINT_H
#define RK_IFMA_POINT_H

#include "ifma_field.h"
#include "ristretto_kernel.h"

typedef struct {
    fe8 S, D, Z, T;
} pt8;

/* Affine point to be added: y+x, y-x, 2dxy. R. */
typedef struct {
    fe8 yp, ym, t2d;
} affine8;

/* Projective point to be added: Y+X, Y-X, Z, 2dT. R. */
typedef struct {
    fe8 yp, ym, z, t2d;
} cached8;

/* ---- Group law ---------------------------------------------------------------------------------------------------- */

RK_IFMA_INLINE pt8 pt8_identity(void) { return (pt8){fe8_small(1), fe8_small(1), fe8_small(1), fe8_small(0)}; }

/* The last step of every formula: X = EF, Y = GH, Z = FG, T = EH. All R; Z is left W. T first: it frees E and H early. */
RK_IFMA_INLINE pt8 pt8_finish(fe8 E, fe8 F, fe8 G, fe8 H) {
    pt8 r;
    r.T = fe8_mul(E, H);
    fe8 X = fe8_mul_wide(E, F), Y = fe8_mul_wide(G, H);
    r.S = fe8_carry(fe8_add_wide(Y, X));    /* < 2^60 */
    r.D = fe8_carry(fe8_sub_wide(Y, X, 9)); /* < 2^60.6 */
    r.Z = fe8_mul_wide(F, G);
    return r;
}

/* p + q, or p - q in the lanes of `negative`. p.Z may be W; the result's Z is W. 7 multiplications, 7 carries. */
RK_IFMA_INLINE pt8 pt8_add_affine(pt8 p, affine8 q, __mmask8 negative) {
    fe8 A = fe8_mul_wide(p.D, fe8_select(negative, q.ym, q.yp));
    fe8 B = fe8_mul_wide(p.S, fe8_select(negative, q.yp, q.ym));
    fe8 C = fe8_cneg_wide(negative, fe8_mul_wide(p.T, q.t2d)); /* < 2^60 */
    fe8 Z2 = fe8_add_wide(p.Z, p.Z);                           /* < 2^60 */
    fe8 E = fe8_carry(fe8_sub_wide(B, A, 9));                  /* < 2^60.6 */
    fe8 H = fe8_carry(fe8_add_wide(B, A));                     /* < 2^60 */
    fe8 F = fe8_carry(fe8_sub_wide(Z2, C, 10));                /* < 2^61.6 */
    fe8 G = fe8_carry(fe8_add_wide(Z2, C));                    /* < 2^61 */
    return pt8_finish(E, F, G, H);
}

/* p + q, or p - q in the lanes of `negative`. All R. 8 multiplications. */
RK_IFMA_INLINE pt8 pt8_add_cached_signed(pt8 p, cached8 q, __mmask8 negative) {
    fe8 A = fe8_mul_wide(p.D, fe8_select(negative, q.ym, q.yp));
    fe8 B = fe8_mul_wide(p.S, fe8_select(negative, q.yp, q.ym));
    fe8 C = fe8_cneg_wide(negative, fe8_mul_wide(p.T, q.t2d)); /* < 2^60 */
    fe8 Z = fe8_mul_wide(p.Z, q.z);
    fe8 Z2 = fe8_add_wide(Z, Z);                /* < 2^60 */
    fe8 E = fe8_carry(fe8_sub_wide(B, A, 9));   /* < 2^60.6 */
    fe8 H = fe8_carry(fe8_add_wide(B, A));      /* < 2^60 */
    fe8 F = fe8_carry(fe8_sub_wide(Z2, C, 10)); /* < 2^61.6 */
    fe8 G = fe8_carry(fe8_add_wide(Z2, C));     /* < 2^61 */
    pt8 r = pt8_finish(E, F, G, H);
    r.Z = fe8_carry(r.Z);
    return r;
}

/* p + q. All R. */
RK_IFMA_INLINE pt8 pt8_add_cached(pt8 p, cached8 q) { return pt8_add_cached_signed(p, q, 0); }

RK_IFMA_INLINE cached8 pt8_to_cached(pt8 p) {
    return (cached8){p.S, p.D, p.Z, fe8_mul(p.T, fe8_broadcast(FE_2D))};
}

/* p + q. All R. */
RK_IFMA_INLINE pt8 pt8_add(pt8 p, pt8 q) { return pt8_add_cached(p, pt8_to_cached(q)); }

/* 2p. All R. All four coordinates come out doubled, which is the same point. 5 multiplications, 3 squarings. */
RK_IFMA_INLINE pt8 pt8_double(pt8 p) {
    fe8 s = fe8_sq_wide(p.S), d = fe8_sq_wide(p.D), z = fe8_sq_wide(p.Z), g = fe8_mul_wide(p.S, p.D);
    fe8 H = fe8_carry(fe8_add_wide(s, d));    /* < 2^60 */
    fe8 E = fe8_carry(fe8_sub_wide(s, d, 9)); /* < 2^60.6 */
    g = fe8_add_wide(g, g);                   /* < 2^60 */
    fe8 G = fe8_carry(g);
    z = fe8_add_wide(z, z);
    z = fe8_add_wide(z, z);                    /* < 2^61 */
    fe8 F = fe8_carry(fe8_sub_wide(z, g, 10)); /* < 2^61 + 2^61 */
    pt8 r = pt8_finish(E, F, G, H);
    r.Z = fe8_carry(r.Z);
    return r;
}

/* q, or -q in the lanes of `negative`, as a point: E = yp - ym = 2x, H = yp + ym = 2y, F = G = 2. 1 multiplication. */
RK_IFMA_INLINE pt8 pt8_from_affine(affine8 q, __mmask8 negative) {
    fe8 yp = fe8_select(negative, q.yp, q.ym), ym = fe8_select(negative, q.ym, q.yp);
    fe8 E = fe8_sub(yp, ym), H = fe8_add(yp, ym);
    fe8 s = fe8_add_wide(yp, yp), d = fe8_add_wide(ym, ym); /* < 2^52.1 */
    pt8 r;
    r.S = fe8_carry(fe8_add_wide(s, s));
    r.D = fe8_carry(fe8_add_wide(d, d));
    r.Z = fe8_small(4);
    r.T = fe8_mul(E, H);
    return r;
}

RK_IFMA_INLINE pt8 pt8_carry_z(pt8 p) {
    p.Z = fe8_carry(p.Z);
    return p;
}

RK_IFMA_INLINE affine8 affine8_identity(void) { return (affine8){fe8_small(1), fe8_small(1), fe8_small(0)}; }

/* The affine point of p, given 1 / p.Z: with (X, Y) = (S - D, S + D) / 2Z, y + x = S / Z and y - x = D / Z. */
RK_IFMA_INLINE affine8 pt8_to_affine(pt8 p, fe8 inverse_z) {
    affine8 r;
    r.yp = fe8_mul(p.S, inverse_z);
    r.ym = fe8_mul(p.D, inverse_z);
    r.t2d = fe8_mul(fe8_mul(p.T, inverse_z), fe8_broadcast(FE_2D));
    return r;
}

/* ---- Memory ------------------------------------------------------------------------------------------------------- */

_Static_assert(sizeof(rk_affine) == 128, "an affine point is two vectors");
_Static_assert(sizeof(rk_point) == 160, "an extended point is two vectors and a half");

/* The neutral element where a lane has nothing to add. */
static const rk_affine AFFINE_IDENTITY = {.yp = {1}, .ym = {1}};
static const rk_point POINT_IDENTITY = {.Y = {1}, .Z = {1}};

/* Lane l gets *p[l]. */
RK_IFMA_INLINE affine8 affine8_load(const rk_affine *const p[8]) {
    v8 a[8], b[8];
    RK_UNROLL
    for (int l = 0; l < 8; l++) {
        a[l] = _mm512_loadu_si512(p[l]);
        b[l] = _mm512_loadu_si512((const char *)p[l] + 64);
    }
    v8_transpose(a);
    v8_transpose(b);
    affine8 r = {{{a[0], a[1], a[2], a[3], a[4]}}, {{a[5], a[6], a[7], b[0], b[1]}}, {{b[2], b[3], b[4], b[5], b[6]}}};
    verify_fe8(r.yp, R_MAX, "affine point: y + x");
    verify_fe8(r.ym, R_MAX, "affine point: y - x");
    verify_fe8(r.t2d, R_MAX, "affine point: 2dxy");
    return r;
}

/* Lane l gets p[l] when l < count, else the identity. */
RK_IFMA_INLINE affine8 affine8_load_some(const rk_affine *p, size_t count) {
    const rk_affine *lanes[8];
    for (size_t l = 0; l < 8; l++) lanes[l] = l < count ? p + l : &AFFINE_IDENTITY;
    return affine8_load(lanes);
}

/* p[l] = lane l for l < count. */
RK_IFMA_INLINE void affine8_store_some(rk_affine *p, size_t count, affine8 q) {
    v8 a[8] = {q.yp.v[0], q.yp.v[1], q.yp.v[2], q.yp.v[3], q.yp.v[4], q.ym.v[0], q.ym.v[1], q.ym.v[2]};
    v8 b[8] = {q.ym.v[3], q.ym.v[4], q.t2d.v[0], q.t2d.v[1], q.t2d.v[2], q.t2d.v[3], q.t2d.v[4], v8_zero()};
    v8_transpose(a);
    v8_transpose(b);
    for (size_t l = 0; l < 8 && l < count; l++) {
        _mm512_storeu_si512(p + l, a[l]);
        _mm512_storeu_si512((char *)(p + l) + 64, b[l]);
    }
}

/* Lane l gets p[l] when l < count, else the identity. */
RK_IFMA_INLINE pt8 pt8_load_some(const rk_point *p, size_t count) {
    v8 a[8], b[8], c[8];
    for (size_t l = 0; l < 8; l++) {
        const char *lane = (const char *)(l < count ? p + l : &POINT_IDENTITY);
        a[l] = _mm512_loadu_si512(lane);
        b[l] = _mm512_loadu_si512(lane + 64);
        c[l] = _mm512_zextsi256_si512(_mm256_loadu_si256((const __m256i *)(lane + 128)));
    }
    v8_transpose(a);
    v8_transpose(b);
    v8_transpose(c);
    fe8 X = {{a[0], a[1], a[2], a[3], a[4]}}, Y = {{a[5], a[6], a[7], b[0], b[1]}};
    pt8 r;
    r.Z = (fe8){{b[2], b[3], b[4], b[5], b[6]}};
    r.T = (fe8){{b[7], c[0], c[1], c[2], c[3]}};
    verify_fe8(X, R_MAX, "point: X");
    verify_fe8(Y, R_MAX, "point: Y");
    verify_fe8(r.Z, R_MAX, "point: Z");
    verify_fe8(r.T, R_MAX, "point: T");
    r.S = fe8_add(Y, X);
    r.D = fe8_sub(Y, X);
    return r;
}

/* p[l] = lane l for l < count. */
RK_IFMA_INLINE void pt8_store_some(rk_point *p, size_t count, pt8 q) {
    fe8 X = fe8_sub(q.S, q.D), Y = fe8_add(q.S, q.D), Z = fe8_double(q.Z), T = fe8_double(q.T);
    v8 a[8] = {X.v[0], X.v[1], X.v[2], X.v[3], X.v[4], Y.v[0], Y.v[1], Y.v[2]};
    v8 b[8] = {Y.v[3], Y.v[4], Z.v[0], Z.v[1], Z.v[2], Z.v[3], Z.v[4], T.v[0]};
    v8 c[8] = {T.v[1], T.v[2], T.v[3], T.v[4], v8_zero(), v8_zero(), v8_zero(), v8_zero()};
    v8_transpose(a);
    v8_transpose(b);
    v8_transpose(c);
    for (size_t l = 0; l < 8 && l < count; l++) {
        char *lane = (char *)(p + l);
        _mm512_storeu_si512(lane, a[l]);
        _mm512_storeu_si512(lane + 64, b[l]);
        _mm256_storeu_si256((__m256i *)(lane + 128), _mm512_castsi512_si256(c[l]));
    }
}

/* ---- Bytes -------------------------------------------------------------------------------------------------------- */

/* Word k of lane l is bytes 8k to 8k + 7 of the 32-byte string l; zero for l >= count. */
RK_IFMA_INLINE void v8_load_strings(v8 word[4], const uint8_t *strings, size_t count) {
    v8 r[8];
    for (size_t l = 0; l < 8; l++)
        r[l] = l < count ? _mm512_zextsi256_si512(_mm256_loadu_si256((const __m256i *)(strings + 32 * l))) : v8_zero();
    v8_transpose(r);
    for (int k = 0; k < 4; k++) word[k] = r[k];
}

/* Canonical limbs to 32-byte strings, lane l < count to string l. */
RK_IFMA_INLINE void fe8_store_strings(uint8_t *strings, size_t count, fe8 f) {
    v8 r[8] = {v8_or(f.v[0], _mm512_slli_epi64(f.v[1], 51)),
               v8_or(_mm512_srli_epi64(f.v[1], 13), _mm512_slli_epi64(f.v[2], 38)),
               v8_or(_mm512_srli_epi64(f.v[2], 26), _mm512_slli_epi64(f.v[3], 25)),
               v8_or(_mm512_srli_epi64(f.v[3], 39), _mm512_slli_epi64(f.v[4], 12)),
               v8_zero(), v8_zero(), v8_zero(), v8_zero()};
    v8_transpose(r);
    for (size_t l = 0; l < 8 && l < count; l++)
        _mm256_storeu_si256((__m256i *)(strings + 32 * l), _mm512_castsi512_si256(r[l]));
}

/* 256-bit words to limbs; limb 4 keeps its 52 bits, so that bit 255 is seen by fe8_overflow. */
RK_IFMA_INLINE fe8 fe8_from_words(const v8 w[4]) {
    const v8 mask = v8_set(LIMB_MASK);
    return (fe8){{v8_and(w[0], mask),
                  v8_and(v8_or(_mm512_srli_epi64(w[0], 51), _mm512_slli_epi64(w[1], 13)), mask),
                  v8_and(v8_or(_mm512_srli_epi64(w[1], 38), _mm512_slli_epi64(w[2], 26)), mask),
                  v8_and(v8_or(_mm512_srli_epi64(w[2], 25), _mm512_slli_epi64(w[3], 39)), mask),
                  _mm512_srli_epi64(w[3], 12)}};
}

#endif
