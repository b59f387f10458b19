/* ifma_encode.c - encodings of ristretto255 elements, RFC 9496 section 4.3, eight at a time. Constant time.
 *
 * Encoding and decoding cost a square root, a chain of 250 squarings that waits for each result; so several groups of
 * eight run interleaved. Doubling while encoding needs no root, only an inversion, and one inversion serves a batch
 * (Montgomery's trick): the way to encode many points whose halves can be had. */
#include "ops.h"

#if RK_HAVE_IFMA

#include "ifma.h"
#include "ifma_power.h"

/* ---- Decode -------------------------------------------------------------------------------------------------------- */

/* Decodes 8 * groups strings, count of them present; the missing ones count as the encoding of the identity. */
RK_IFMA_INLINE void decode_groups(rk_affine *out, uint8_t *ok, const uint8_t *in, size_t count, const int groups) {
    const fe8 one = fe8_small(1);
    fe8 s[POWER_GROUPS], u1[POWER_GROUPS], u2[POWER_GROUPS], v[POWER_GROUPS];
    fe8 w[POWER_GROUPS], w3[POWER_GROUPS], w7[POWER_GROUPS], root[POWER_GROUPS];
    __mmask8 good[POWER_GROUPS];
    EACH_GROUP {
        v8 words[4];
        size_t first = 8 * (size_t)g;
        v8_load_strings(words, in + 32 * first, count > first ? count - first : 0);
        s[g] = fe8_from_words(words);
        v8 overflow = fe8_overflow(s[g]); /* not canonical: p or more, or bit 255 */
        good[g] = _mm512_testn_epi64_mask(overflow, overflow) & _mm512_testn_epi64_mask(s[g].v[0], one.v[0]);
        s[g].v[4] = v8_and(s[g].v[4], v8_set(LIMB_MASK));
        fe8 ss = fe8_sq(s[g]);
        u1[g] = fe8_sub(one, ss);
        u2[g] = fe8_add(one, ss);
        fe8 u2_squared = fe8_sq(u2[g]);
        v[g] = fe8_neg(fe8_add(fe8_mul(fe8_broadcast(FE_D), fe8_sq(u1[g])), u2_squared));
        w[g] = fe8_mul(v[g], u2_squared);
        w3[g] = fe8_mul(fe8_sq(w[g]), w[g]);
        w7[g] = fe8_mul(fe8_sq(w3[g]), w[g]);
    }
    fe8_pow22523(root, w7, groups);
    EACH_GROUP {
        /* The sign of the root cancels in x = |2 s root u2| and in y = u1 u2 v root^2. */
        fe8 r;
        good[g] &= fe8_sqrt_ratio_finish(&r, one, w[g], w3[g], root[g]);
        fe8 dx = fe8_mul(r, u2[g]), dy = fe8_mul(fe8_mul(r, dx), v[g]);
        fe8 x = fe8_abs(fe8_mul(fe8_double(s[g]), dx)), y = fe8_mul(u1[g], dy), t = fe8_mul(x, y);
        good[g] &= (__mmask8)~(fe8_is_negative(t) | fe8_is_zero(y));
        affine8 identity = affine8_identity(), q;
        q.yp = fe8_select(good[g], identity.yp, fe8_add(y, x));
        q.ym = fe8_select(good[g], identity.ym, fe8_sub(y, x));
        q.t2d = fe8_select(good[g], identity.t2d, fe8_mul(t, fe8_broadcast(FE_2D)));
        for (size_t l = 0, i = 8 * (size_t)g; l < 8 && i + l < count; l++) ok[i + l] = (good[g] >> l) & 1;
        size_t first = 8 * (size_t)g;
        affine8_store_some(out + first, count > first ? count - first : 0, q);
    }
}

enum { ROOT_GROUPS = 3 };

RK_IFMA_NOINLINE void decode_many(rk_affine *out, uint8_t *ok, const uint8_t *in, size_t count) {
    decode_groups(out, ok, in, count, ROOT_GROUPS);
}

RK_IFMA_NOINLINE void decode_few(rk_affine *out, uint8_t *ok, const uint8_t *in, size_t count) {
    decode_groups(out, ok, in, count, 1);
}

RK_IFMA size_t ifma_decode_batch(rk_affine *out, uint8_t *ok, const uint8_t *in, size_t n) {
    size_t i = 0, bad = 0;
    for (; i + 8 < n; i += 8 * ROOT_GROUPS) decode_many(out + i, ok + i, in + 32 * i, n - i);
    if (i < n) decode_few(out + i, ok + i, in + 32 * i, n - i);
    for (i = 0; i < n; i++) bad += 1 - (size_t)ok[i];
    return bad;
}

/* ---- Encode ------------------------------------------------------------------------------------------------------- */

RK_IFMA_INLINE void encode_groups(uint8_t *out, const rk_point *in, size_t count, const int groups) {
    const fe8 one = fe8_small(1), sqrt_m1 = fe8_broadcast(FE_SQRT_M1);
    pt8 p[POWER_GROUPS];
    fe8 u1[POWER_GROUPS], u2[POWER_GROUPS], w[POWER_GROUPS], w3[POWER_GROUPS], w7[POWER_GROUPS], root[POWER_GROUPS];
    EACH_GROUP {
        size_t first = 8 * (size_t)g;
        p[g] = pt8_load_some(in + first, count > first ? count - first : 0);
        /* X, Y take the places of S, D, all coordinates doubled. */
        fe8 X = fe8_sub(p[g].S, p[g].D), Y = fe8_add(p[g].S, p[g].D), Z = fe8_double(p[g].Z);
        p[g] = (pt8){X, Y, Z, fe8_double(p[g].T)};
        u1[g] = fe8_mul(fe8_add(Z, Y), fe8_sub(Z, Y));
        u2[g] = fe8_mul(X, Y);
        w[g] = fe8_mul(u1[g], fe8_sq(u2[g]));
        w3[g] = fe8_mul(fe8_sq(w[g]), w[g]);
        w7[g] = fe8_mul(fe8_sq(w3[g]), w[g]);
    }
    fe8_pow22523(root, w7, groups);
    EACH_GROUP {
        fe8 r, X = p[g].S, Y = p[g].D, Z = p[g].Z, T = p[g].T;
        (void)fe8_sqrt_ratio_finish(&r, one, w[g], w3[g], root[g]);
        fe8 d1 = fe8_mul(r, u1[g]), d2 = fe8_mul(r, u2[g]), z_inverse = fe8_mul(fe8_mul(d1, d2), T);
        __mmask8 rotate = fe8_is_negative(fe8_mul(T, z_inverse));
        fe8 x = fe8_select(rotate, X, fe8_mul(Y, sqrt_m1)), y = fe8_select(rotate, Y, fe8_mul(X, sqrt_m1));
        fe8 d = fe8_select(rotate, d2, fe8_mul(d1, fe8_broadcast(FE_INVSQRT_A_MINUS_D)));
        y = fe8_cneg(fe8_is_negative(fe8_mul(x, z_inverse)), y);
        fe8 s = fe8_freeze(fe8_abs(fe8_mul(d, fe8_sub(Z, y))));
        size_t first = 8 * (size_t)g;
        fe8_store_strings(out + 32 * first, count > first ? count - first : 0, s);
    }
}

RK_IFMA_NOINLINE void encode_many(uint8_t *out, const rk_point *in, size_t count) {
    encode_groups(out, in, count, ROOT_GROUPS);
}

RK_IFMA_NOINLINE void encode_few(uint8_t *out, const rk_point *in, size_t count) { encode_groups(out, in, count, 1); }

RK_IFMA void ifma_encode_batch(uint8_t *out, const rk_point *in, size_t n) {
    size_t i = 0;
    for (; i + 8 < n; i += 8 * ROOT_GROUPS) encode_many(out + 32 * i, in + i, n - i);
    if (i < n) encode_few(out + 32 * i, in + i, n - i);
}

/* ---- Double and encode --------------------------------------------------------------------------------------------- */

/* For each vector, what is needed once the common inverse is known. With P = (X : Y : Z : T), all scaled alike:
 * e = 2XY, f = Z^2 + dT^2, g = Y^2 + X^2, h = Z^2 - dT^2. */
typedef struct {
    fe8 e, f, g, h, eg, fh, prefix;
} double_state;

_Static_assert(sizeof(double_state) == ENCODE_BYTES_PER_VECTOR, "scratch of double_encode_vectors");

/* eg * fh, and 1 where that is 0: a member of E[4] (its double encodes as zeros) must not spoil the whole batch. */
RK_IFMA_INLINE fe8 denominator(const double_state *d, __mmask8 *zero) {
    fe8 product = fe8_mul(d->eg, d->fh);
    *zero = fe8_is_zero(product);
    return fe8_select(*zero, product, fe8_small(1));
}

RK_IFMA_NOINLINE void double_prepare(double_state *d, const pt8 *point) {
    const pt8 p = *point;
    /* S^2 = Y^2 + X^2 + 2XY, D^2 = Y^2 + X^2 - 2XY: twice e, f, g, h comes out. */
    fe8 s = fe8_sq_wide(p.S), t = fe8_sq_wide(p.D);
    d->e = fe8_carry(fe8_sub_wide(s, t, 9));
    d->g = fe8_carry(fe8_add_wide(s, t));
    fe8 z = fe8_sq_wide(p.Z), dt = fe8_mul_wide(fe8_sq(p.T), fe8_broadcast(FE_D));
    z = fe8_add_wide(z, z);
    dt = fe8_add_wide(dt, dt);
    d->f = fe8_carry(fe8_add_wide(z, dt));     /* < 2^61 */
    d->h = fe8_carry(fe8_sub_wide(z, dt, 10)); /* < 2^61.6 */
    d->eg = fe8_mul(d->e, d->g);
    d->fh = fe8_mul(d->f, d->h);
}

RK_IFMA_INLINE fe8 double_finish(const double_state *d, fe8 inverse, __mmask8 zero) {
    const fe8 sqrt_m1 = fe8_broadcast(FE_SQRT_M1);
    fe8 z_inverse = fe8_mul(d->eg, inverse), t_inverse = fe8_mul(d->fh, inverse);
    __mmask8 rotate = fe8_is_negative(fe8_mul(d->eg, z_inverse));
    fe8 e = fe8_select(rotate, d->e, d->g), g = fe8_select(rotate, d->g, fe8_neg(d->e));
    fe8 h = fe8_select(rotate, d->h, fe8_mul(d->f, sqrt_m1));
    fe8 magic = fe8_select(rotate, fe8_broadcast(FE_INVSQRT_A_MINUS_D), sqrt_m1);
    g = fe8_cneg(fe8_is_negative(fe8_mul(fe8_mul(h, e), z_inverse)), g);
    fe8 s = fe8_mul(fe8_sub(h, g), fe8_mul(magic, fe8_mul(g, t_inverse)));
    return fe8_freeze(fe8_select(zero, fe8_abs(s), fe8_small(0)));
}

RK_IFMA_NOINLINE void double_encode_all(uint8_t *out, const pt8 *points, size_t count, double_state *d) {
    size_t vectors = (count + 7) / 8;
    fe8 product = fe8_small(1);
    __mmask8 zero;
    for (size_t i = 0; i < vectors; i++) {
        double_prepare(d + i, points + i);
        d[i].prefix = product;
        product = fe8_mul(product, denominator(d + i, &zero));
    }
    fe8 inverse = fe8_invert(product);
    for (size_t i = vectors; i-- > 0;) {
        fe8 own = denominator(d + i, &zero), own_inverse = fe8_mul(inverse, d[i].prefix);
        inverse = fe8_mul(inverse, own);
        fe8_store_strings(out + 256 * i, count - 8 * i, double_finish(d + i, own_inverse, zero));
    }
}

void ifma_double_encode_vectors(uint8_t *out, const pt8 *points, size_t count, void *scratch) {
    double_encode_all(out, points, count, scratch);
}

static size_t block_vectors(size_t n) {
    size_t vectors = (n + 7) / 8;
    return vectors < ENCODE_VECTORS ? vectors : ENCODE_VECTORS;
}

size_t ifma_double_encode_batch_scratch(size_t n) {
    return block_vectors(n) * (sizeof(pt8) + ENCODE_BYTES_PER_VECTOR);
}

RK_IFMA int ifma_double_encode_batch(uint8_t *out, const rk_point *in, size_t n, void *scratch, size_t bytes) {
    if (!scratch_is_good(scratch, bytes, ifma_double_encode_batch_scratch(n))) return RK_SCRATCH;
    pt8 *points = scratch;
    double_state *d = (double_state *)(points + block_vectors(n));
    for (size_t i = 0; i < n; i += 8 * ENCODE_VECTORS) {
        size_t count = n - i < 8 * ENCODE_VECTORS ? n - i : 8 * ENCODE_VECTORS;
        for (size_t k = 0; k < count; k += 8) points[k / 8] = pt8_load_some(in + i + k, count - k);
        double_encode_all(out + 32 * i, points, count, d);
    }
    return RK_OK;
}

#endif
