/* common.h - what the kernel's C tools share: a seeded generator, memory with canaries, hostile inputs. */
#ifndef KERNEL_TOOLS_COMMON_H
#define KERNEL_TOOLS_COMMON_H

#include "ristretto_kernel.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Reproducible randomness (xorshift64*, for inputs only) ------------------------------------------------------- */

static uint64_t rng_state = 1;

static inline uint64_t rng(void) {
    rng_state ^= rng_state >> 12;
    rng_state ^= rng_state << 25;
    rng_state ^= rng_state >> 27;
    return rng_state * UINT64_C(0x2545f4914f6cdd1d);
}
static inline size_t below(size_t limit) { return limit ? (size_t)(rng() >> 16) % limit : 0; }
static inline void random_bytes(uint8_t *out, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] = (uint8_t)(rng() >> 32);
}

/* ---- Memory with canaries ------------------------------------------------------------------------------------------ */

enum { CANARY = 64 };

typedef struct {
    uint8_t *base;
    size_t bytes;
} guarded;

/* Exactly `bytes` usable bytes, aligned to 64 (plus `shift`), filled with noise, followed by a canary. */
static inline guarded guarded_make(size_t bytes) {
    size_t total = ((bytes + CANARY) + 63) & ~(size_t)63;
    guarded g = {aligned_alloc(64, total), bytes};
    if (g.base == NULL) abort();
    memset(g.base, 0xa5, total);
    return g;
}
static inline int guarded_free(guarded g) {
    int intact = 1;
    for (size_t i = 0; i < CANARY; i++) intact &= g.base[g.bytes + i] == 0xa5;
    free(g.base);
    return intact;
}

/* Has the function that worked there erased what it wrote? (0xa5: never written.) */
static inline int guarded_is_wiped(guarded g) {
    for (size_t i = 0; i < g.bytes; i++)
        if (g.base[i] != 0 && g.base[i] != 0xa5) return 0;
    return 1;
}

/* ---- Scalars that reach the corners -------------------------------------------------------------------------------- */

static const uint8_t ORDER[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                                  0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                                  0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};

static inline int scalar_is_reduced(const uint8_t s[32]) {
    for (int i = 31; i >= 0; i--)
        if (s[i] != ORDER[i]) return s[i] < ORDER[i];
    return 0;
}

/* s = s - small, s > small. */
static inline void scalar_minus(uint8_t s[32], unsigned small) {
    for (int i = 0; i < 32 && small; i++) {
        unsigned v = s[i] + 256u - (small & 255);
        s[i] = (uint8_t)v;
        small = (small >> 8) + (v < 256);
    }
}

/* One scalar below l of the given style. */
static inline void make_scalar(uint8_t s[32], unsigned style) {
    memset(s, 0, 32);
    switch (style % 12) {
    case 0: break;
    case 1: s[0] = (uint8_t)(1 + below(16)); break;
    case 2: memcpy(s, ORDER, 32); scalar_minus(s, 1 + (unsigned)below(300)); break;
    case 3: s[below(252) / 8] = (uint8_t)(1 << below(8)); s[31] &= 0x0f; break;
    case 4: s[31] = 0x08; scalar_minus(s, (unsigned)below(3)); break;              /* around 2^251 */
    case 5: s[31] = 0x08; s[below(30)] = (uint8_t)rng(); break;
    case 6: memset(s, 0xff, 31); s[31] = 0x0f; break;                              /* 2^252 - 1 */
    case 7: random_bytes(s, 8); break;                                            /* 64 bits */
    case 8: memset(s, (int)below(256), 32); s[31] &= 0x0f; break;                  /* equal digits */
    case 9: for (int i = 0; i < 32; i++) s[i] = (uint8_t)(0x88 >> below(2)); s[31] &= 0x0f; break;
    default: random_bytes(s, 32); s[31] &= 0x0f; break;
    }
    if (!scalar_is_reduced(s)) s[31] = 0;
}

#endif
