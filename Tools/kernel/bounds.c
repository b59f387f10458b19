/* bounds.c - the vector field at the edge of its classes, built with -DVERIFY so that every bound is asserted, against
 * plain 256-bit arithmetic. Exit 0, or the first disagreement; 77 where the CPU has no IFMA. */
#include "common.h"
#include "ifma_point.h"
#include "ifma_power.h"

/* ---- Plain arithmetic modulo p on four 64-bit words ---------------------------------------------------------------- */

typedef unsigned __int128 u128;
typedef struct {
    uint64_t w[4];
} plain;

/* Any eight words -> below 2^256, congruent modulo p (2^256 = 38). */
static plain plain_reduce(const uint64_t in[8]) {
    plain r;
    u128 carry = 0;
    for (int i = 0; i < 4; i++) {
        carry += (u128)in[i + 4] * 38 + in[i];
        r.w[i] = (uint64_t)carry;
        carry >>= 64;
    }
    while (carry) {
        carry *= 38;
        for (int i = 0; i < 4; i++) {
            carry += r.w[i];
            r.w[i] = (uint64_t)carry;
            carry >>= 64;
        }
    }
    return r;
}

static plain plain_mul(plain a, plain b) {
    uint64_t t[8] = {0};
    for (int i = 0; i < 4; i++) {
        u128 carry = 0;
        for (int j = 0; j < 4; j++) {
            carry += (u128)a.w[i] * b.w[j] + t[i + j];
            t[i + j] = (uint64_t)carry;
            carry >>= 64;
        }
        t[i + 4] = (uint64_t)carry;
    }
    return plain_reduce(t);
}

static plain plain_add(plain a, plain b) {
    uint64_t t[8] = {0};
    u128 carry = 0;
    for (int i = 0; i < 4; i++) {
        carry += (u128)a.w[i] + b.w[i];
        t[i] = (uint64_t)carry;
        carry >>= 64;
    }
    t[4] = (uint64_t)carry;
    return plain_reduce(t);
}

/* sum limb[i] * 2^(51 i). */
static plain plain_from_limbs(const uint64_t limb[5]) {
    uint64_t t[8] = {0};
    for (int i = 0; i < 5; i++) {
        int word = 51 * i / 64, shift = 51 * i % 64;
        u128 carry = (u128)limb[i] << shift;
        for (int k = word; k < 8; k++) {
            carry += t[k];
            t[k] = (uint64_t)carry;
            carry >>= 64;
        }
    }
    return plain_reduce(t);
}

static plain plain_minus_one(void) {
    return (plain){{UINT64_C(0xffffffffffffffec), UINT64_MAX, UINT64_MAX, UINT64_MAX >> 1}};
}

/* The one value below p. */
static plain plain_freeze(plain a) {
    const plain p = {{UINT64_C(0xffffffffffffffed), UINT64_MAX, UINT64_MAX, UINT64_MAX >> 1}};
    for (;;) {
        plain d;
        uint64_t borrow = 0;
        for (int i = 0; i < 4; i++) {
            u128 t = (u128)a.w[i] - p.w[i] - borrow;
            d.w[i] = (uint64_t)t;
            borrow = (uint64_t)(t >> 64) & 1;
        }
        if (borrow) return a;
        a = d;
    }
}

/* ---- Comparison ---------------------------------------------------------------------------------------------------- */

typedef struct {
    uint64_t limb[5][8];
} lanes;

static uint64_t extreme_limb(void) {
    switch (below(8)) {
    case 0: return 0;
    case 1: return LIMB_MASK;
    case 2: return LIMB_MASK - 18 - below(3);
    case 3: return R_MAX - below(2);
    case 4: return UINT64_C(1) << 51;
    case 5: return below(3);
    case 6: return R_MAX;
    default: return rng() & LIMB_MASK;
    }
}

static lanes extreme(void) {
    lanes a;
    int all_largest = below(16) == 0;
    for (int i = 0; i < 5; i++)
        for (int l = 0; l < 8; l++) a.limb[i][l] = all_largest ? R_MAX : extreme_limb();
    return a;
}

RK_IFMA_INLINE fe8 load(const lanes *a) {
    fe8 r;
    for (int i = 0; i < 5; i++) r.v[i] = _mm512_loadu_si512(a->limb[i]);
    return r;
}

static plain lane_of(const lanes *a, int l) {
    uint64_t limb[5];
    for (int i = 0; i < 5; i++) limb[i] = a->limb[i][l];
    return plain_from_limbs(limb);
}

RK_IFMA_NOINLINE void expect(fe8 got, const plain want[8], const char *what) {
    lanes raw, canonical;
    fe8 frozen = fe8_freeze(got);
    for (int i = 0; i < 5; i++) {
        _mm512_storeu_si512(raw.limb[i], got.v[i]);
        _mm512_storeu_si512(canonical.limb[i], frozen.v[i]);
    }
    for (int l = 0; l < 8; l++) {
        plain a = plain_freeze(lane_of(&raw, l)), b = lane_of(&canonical, l), c = plain_freeze(want[l]);
        if (memcmp(&a, &c, sizeof a) != 0 || memcmp(&b, &c, sizeof b) != 0) {
            printf("FAILED: %s, lane %d\n", what, l);
            exit(1);
        }
    }
}

RK_IFMA_NOINLINE void check_field(void) {
    lanes a = extreme(), b = extreme();
    plain x[8], y[8], want[8];
    for (int l = 0; l < 8; l++) x[l] = lane_of(&a, l), y[l] = lane_of(&b, l);
#define EACH(expression) for (int l = 0; l < 8; l++) want[l] = (expression)
    EACH(plain_mul(x[l], y[l]));
    expect(fe8_mul(load(&a), load(&b)), want, "multiply");
    expect(fe8_mul_latency(load(&a), load(&b)), want, "multiply, latency form");
    EACH(plain_mul(x[l], x[l]));
    expect(fe8_sq(load(&a)), want, "square");
    EACH(plain_add(x[l], y[l]));
    expect(fe8_add(load(&a), load(&b)), want, "add");
    EACH(plain_add(x[l], plain_mul(y[l], plain_minus_one())));
    expect(fe8_sub(load(&a), load(&b)), want, "subtract");
    EACH(plain_mul(x[l], plain_minus_one()));
    expect(fe8_neg(load(&a)), want, "negate");
    expect(fe8_carry(fe8_cneg_wide(0xff, fe8_mul_wide(load(&a), fe8_small(1)))), want, "negate a product");
    if (below(64) == 0) {
        EACH((plain){{1}});
        fe8 u = load(&a), inverse = fe8_invert(u);
        if (fe8_is_zero(u) == 0) expect(fe8_mul(u, inverse), want, "invert");
    }
}

/* The point formulas on arbitrary limbs of class R: only their bounds matter here, asserted inside. */
RK_IFMA_NOINLINE void check_points(void) {
    lanes c[8];
    for (int k = 0; k < 8; k++) c[k] = extreme();
    pt8 p = {load(&c[0]), load(&c[1]), load(&c[2]), load(&c[3])};
    affine8 q = {load(&c[4]), load(&c[5]), load(&c[6])};
    __mmask8 negative = (__mmask8)rng();
    pt8 r = pt8_add_affine(p, q, negative);
    for (int k = 0; k < 4; k++) r = pt8_add_affine(r, q, (__mmask8)rng()); /* Z stays wide */
    r = pt8_carry_z(r);
    r = pt8_add_cached_signed(r, (cached8){q.yp, q.ym, load(&c[7]), q.t2d}, negative);
    r = pt8_double(pt8_add(pt8_double(r), pt8_from_affine(q, negative)));
    affine8 s = pt8_to_affine(r, load(&c[7]));
    r = pt8_add_affine(p, s, 0);
    r = pt8_double(p);
    (void)r;
}

RK_IFMA int main(int argc, char **argv) {
    if (!rk_available(RK_AVX512IFMA)) return 77;
    int rounds = argc > 1 ? atoi(argv[1]) : 20000;
    rng_state = 12345;
    for (int k = 0; k < rounds; k++) {
        check_field();
        check_points();
    }
    printf("kernel bounds: %d rounds of eight lanes at the edge of the classes\n", rounds);
    return 0;
}
