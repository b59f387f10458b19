/* support.h - what the portable code needs from a C library, without one: the WebAssembly build is freestanding. */
#ifndef RK_SUPPORT_H
#define RK_SUPPORT_H

#include <stddef.h>
#include <stdint.h>

#define RK_INLINE static inline __attribute__((always_inline))
#define RK_NOINLINE static __attribute__((noinline))

/* -DVERIFY turns the bounds that comments state into checks at run time. */
#ifdef VERIFY
#define RK_VERIFY(condition) \
    do { \
        if (!(condition)) __builtin_trap(); \
    } while (0)
#else
#define RK_VERIFY(condition) ((void)0)
#endif

/* Little-endian, byte by byte: compilers turn it into one load or store where the machine allows it. */
RK_INLINE uint64_t load64(const uint8_t *p) {
    uint64_t r = 0;
    for (int i = 7; i >= 0; i--) r = r << 8 | p[i];
    return r;
}

RK_INLINE void store64(uint8_t *p, uint64_t x) {
    for (int i = 0; i < 8; i++) p[i] = (uint8_t)(x >> (8 * i));
}

/* The same value, of which the compiler no longer knows anything. Without it clang sees that a mask is all ones or all
 * zeros and turns a masked selection back into a branch (Tools/check-constant-time.sh catches that). */
RK_INLINE uint64_t opaque(uint64_t x) {
    __asm__("" : "+r"(x));
    return x;
}

/* A 64-bit word of any object, at any address: the limbs of the 32-bit field and the digits ask for no alignment of 8. */
typedef uint64_t __attribute__((may_alias, aligned(1))) word64;

/* Overwrites memory that held secrets. Volatile, so that the compiler may not drop it. */
RK_NOINLINE __attribute__((unused)) void wipe(void *p, size_t bytes) {
    volatile word64 *w = p;
    for (size_t i = 0; i < bytes / 8; i++) w[i] = 0;
    volatile uint8_t *b = p;
    for (size_t i = bytes & ~(size_t)7; i < bytes; i++) b[i] = 0;
}

/* Overwrites the stack below its caller, where functions that have just returned left rows of tables and partial sums.
 * 8 KiB is more than the largest frames below an entry of constant-time code take together. */
RK_NOINLINE __attribute__((unused)) void wipe_stack_below(void) {
    uint64_t frame[1024];
    wipe(frame, sizeof frame);
    __asm__ volatile("" : : "r"(frame) : "memory");
}

#endif
