/* ifma_map.c - the one-way map of RFC 9496 section 4.3.4, eight strings at a time. Constant time. */
#include "ops.h"

#if RK_HAVE_IFMA

#include "ifma.h"
#include "ifma_power.h"

/* RFC 9496 section 4.1. */
static const uint64_t FE_ONE_MINUS_D_SQ[5] = {0x409c1945fc176, 0x719abc6a1fc4f, 0x1c37f90b20684, 0x06bccca55eedf,
                                              0x029072a8b2b3e};
static const uint64_t FE_D_MINUS_ONE_SQ[5] = {0x55aaa44ed4d20, 0x59603c3332635, 0x26d3baf4a7928, 0x120a66e6997a9,
                                              0x5968b37af66c2};
static const uint64_t FE_SQRT_AD_MINUS_ONE[5] = {0x7f6a0497b2e1b, 0x1836f0a97afd2, 0x7d747f6be7638, 0x456079e7e6498,
                                                 0x376931bf2b834};

/* MAP of both halves (groups = 2) of eight strings. */
RK_IFMA_INLINE void map_groups(pt8 *out, const fe8 *t, const int groups) {
    const fe8 one = fe8_small(1), d = fe8_broadcast(FE_D);
    fe8 r[POWER_GROUPS], u[POWER_GROUPS], v[POWER_GROUPS], v3[POWER_GROUPS], w[POWER_GROUPS], root[POWER_GROUPS];
    EACH_GROUP {
        r[g] = fe8_mul(fe8_broadcast(FE_SQRT_M1), fe8_sq(t[g]));
        u[g] = fe8_mul(fe8_add(r[g], one), fe8_broadcast(FE_ONE_MINUS_D_SQ));
        v[g] = fe8_mul(fe8_neg(fe8_add(one, fe8_mul(r[g], d))), fe8_add(r[g], d));
        v3[g] = fe8_mul(fe8_sq(v[g]), v[g]);
        w[g] = fe8_mul(u[g], fe8_mul(fe8_sq(v3[g]), v[g]));
    }
    fe8_pow22523(root, w, groups);
    EACH_GROUP {
        fe8 s;
        __mmask8 square = fe8_sqrt_ratio_finish(&s, u[g], v[g], v3[g], root[g]);
        s = fe8_select(square, fe8_neg(fe8_abs(fe8_mul(s, t[g]))), fe8_abs(s));
        fe8 c = fe8_select(square, r[g], fe8_neg(one));
        fe8 n = fe8_mul(fe8_mul(c, fe8_sub(r[g], one)), fe8_broadcast(FE_D_MINUS_ONE_SQ));
        n = fe8_sub(n, v[g]);
        fe8 ss = fe8_sq(s);
        fe8 w0 = fe8_mul(fe8_double(s), v[g]), w1 = fe8_mul(n, fe8_broadcast(FE_SQRT_AD_MINUS_ONE));
        fe8 w2 = fe8_sub(one, ss), w3 = fe8_add(one, ss);
        fe8 X = fe8_mul(w0, w3), Y = fe8_mul(w2, w1);
        out[g] = (pt8){fe8_add(Y, X), fe8_sub(Y, X), fe8_mul(w1, w3), fe8_mul(w0, w2)};
    }
}

/* Half of each 64-byte string, without its top bit. */
RK_IFMA_INLINE fe8 load_half(const uint8_t *in, size_t count) {
    v8 r[8];
    for (size_t l = 0; l < 8; l++)
        r[l] = l < count ? _mm512_zextsi256_si512(_mm256_loadu_si256((const __m256i *)(in + 64 * l))) : v8_zero();
    v8_transpose(r);
    fe8 t = fe8_from_words(r);
    t.v[4] = v8_and(t.v[4], v8_set(LIMB_MASK));
    return t;
}

RK_IFMA void ifma_from_uniform_batch(rk_point *out, const uint8_t *in, size_t n) {
    for (size_t i = 0; i < n; i += 8) {
        fe8 t[2] = {load_half(in + 64 * i, n - i), load_half(in + 64 * i + 32, n - i)};
        pt8 p[2];
        map_groups(p, t, 2);
        pt8_store_some(out + i, n - i, pt8_add(p[0], p[1]));
    }
}

#endif
