/* libsodium-support.c - the two functions of the rest of libsodium that its BLAKE2b calls. */
#include "core.h"
#include "utils.h"

void sodium_misuse(void) { __builtin_trap(); }

void sodium_memzero(void *const memory, const size_t count) {
    __builtin_memset(memory, 0, count);
    /* Keeps the compiler from seeing that nobody reads the zeros. */
    __asm__ volatile("" : : "r"(memory) : "memory");
}
