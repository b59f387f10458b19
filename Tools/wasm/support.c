/* support.c - what compiled Swift and C expect from a C library, for a WebAssembly module without one.
 *
 * Memory: blocks of powers of two with one free list per size, taken from the end of linear memory and never given back.
 * A block starts with a header of 16 bytes (which also keeps the alignment of 16) that holds the exponent of its size.
 * Whatever cannot be served traps, and a trap means refusal. One thread. */
#include <stddef.h>
#include <stdint.h>

enum { HEADER = 16, SMALLEST = 5, LARGEST = 31, PAGE_SHIFT = 16 };

/* Where the linker put the end of the static data. */
extern uint8_t __heap_base;

static uintptr_t heap_end;
static uint8_t *free_blocks[LARGEST + 1];

static uint8_t *extend(size_t bytes) {
    uintptr_t start = heap_end ? heap_end : ((uintptr_t)&__heap_base + 15) & ~(uintptr_t)15;
    uintptr_t end, available = (uintptr_t)__builtin_wasm_memory_size(0) << PAGE_SHIFT;
    if (__builtin_add_overflow(start, bytes, &end)) return NULL;
    if (end > available) {
        size_t pages = ((end - available - 1) >> PAGE_SHIFT) + 1;
        if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1) return NULL;
    }
    heap_end = end;
    return (uint8_t *)start;
}

void *malloc(size_t bytes) {
    if (bytes > ((size_t)1 << (LARGEST - 1))) return NULL;
    size_t exponent = SMALLEST;
    while (((size_t)1 << exponent) < bytes + HEADER) exponent++;
    uint8_t *block = free_blocks[exponent];
    if (block) {
        __builtin_memcpy(&free_blocks[exponent], block + HEADER, sizeof(uint8_t *));
    } else {
        block = extend((size_t)1 << exponent);
        if (!block) return NULL;
    }
    __builtin_memcpy(block, &exponent, sizeof exponent);
    return block + HEADER;
}

void free(void *memory) {
    if (!memory) return;
    uint8_t *block = (uint8_t *)memory - HEADER;
    size_t exponent;
    __builtin_memcpy(&exponent, block, sizeof exponent);
    __builtin_memcpy(memory, &free_blocks[exponent], sizeof(uint8_t *));
    free_blocks[exponent] = block;
}

/* Blocks have an alignment of 16; no more is offered (22 is EINVAL, 12 is ENOMEM). */
int posix_memalign(void **result, size_t alignment, size_t bytes) {
    if (alignment > HEADER) return 22;
    *result = malloc(bytes);
    return *result ? 0 : 12;
}

/* With bulk memory these become one instruction each, not a call of themselves. */
void *memcpy(void *to, const void *from, size_t count) { return __builtin_memcpy(to, from, count); }
void *memmove(void *to, const void *from, size_t count) { return __builtin_memmove(to, from, count); }
void *memset(void *to, int byte, size_t count) { return __builtin_memset(to, byte, count); }

int memcmp(const void *left, const void *right, size_t count) {
    const uint8_t *l = left, *r = right;
    for (size_t i = 0; i < count; i++) {
        if (l[i] != r[i]) return l[i] < r[i] ? -1 : 1;
    }
    return 0;
}

size_t strlen(const char *text) {
    size_t length = 0;
    while (text[length]) length++;
    return length;
}

_Noreturn void abort(void) { __builtin_trap(); }

/* Nowhere to print to. */
int putchar(int character) { return character; }

/* The low 128 bits of a product of 128-bit integers, from products of 32-bit halves; the compiler calls it for UInt128. */
typedef unsigned __int128 u128;

u128 __multi3(u128 left, u128 right) {
    uint64_t a = (uint64_t)left, b = (uint64_t)right;
    uint64_t a0 = (uint32_t)a, a1 = a >> 32, b0 = (uint32_t)b, b1 = b >> 32;
    uint64_t low = a0 * b0, middle = a1 * b0 + (low >> 32), other = a0 * b1 + (uint32_t)middle;
    uint64_t high = a1 * b1 + (middle >> 32) + (other >> 32);
    high += a * (uint64_t)(right >> 64) + (uint64_t)(left >> 64) * b;
    return ((u128)high << 64) | (other << 32) | (uint32_t)low;
}

/* Shifts of 128-bit integers by 0 to 127. Written on halves: a shift of the whole would call these functions again. */
u128 __ashlti3(u128 value, int count) {
    uint64_t low = (uint64_t)value, high = (uint64_t)(value >> 64);
    if (count >= 64) return (u128)(low << (count - 64)) << 64;
    if (count == 0) return value;
    return ((u128)(high << count | low >> (64 - count)) << 64) | low << count;
}

u128 __lshrti3(u128 value, int count) {
    uint64_t low = (uint64_t)value, high = (uint64_t)(value >> 64);
    if (count >= 64) return high >> (count - 64);
    if (count == 0) return value;
    return ((u128)(high >> count) << 64) | (low >> count | high << (64 - count));
}

/* The storage that all empty arrays of Swift share: no type, a reference count that never ends, no elements. The compiler
 * aligns its own copy to 4 bytes only, and a span of no 8-byte elements then traps or not by where the linker puts it. */
struct empty_array {
    intptr_t type, references, count, capacity;
};
_Alignas(16) struct empty_array swift_empty_array __asm__("$es23_swiftEmptyArrayStorageSi_S3itvp") = {0, -1, 0, 1};
