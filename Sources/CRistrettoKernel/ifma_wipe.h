/* ifma_wipe.h - erasing what constant-time code leaves behind: caller's scratch, its own stack frames, registers. */
#ifndef RK_IFMA_WIPE_H
#define RK_IFMA_WIPE_H

#include "ifma_field.h"

/* Zeroes memory in a way that the optimiser may not drop. */
static inline void wipe_memory(void *p, size_t bytes) {
    memset(p, 0, bytes);
    __asm__ volatile("" : : "r"(p) : "memory");
}

/* Zeroes the stack below the caller, where the frames of the functions that it has just called lay with their spilled
 * registers, and the vector and mask registers. Call it last; nothing before may have been inlined into the caller.
 * 32 KiB covers the largest frame in these files (`docs/kernel.md`). */
static __attribute__((noinline)) void wipe_stack(void) {
    volatile uint8_t frame[32768];
    wipe_memory((void *)frame, sizeof frame);
}

RK_IFMA_INLINE void wipe_registers(void) {
    __asm__ volatile("vpxorq %%xmm16, %%xmm16, %%xmm16\n\tvpxorq %%xmm17, %%xmm17, %%xmm17\n\t"
                     "vpxorq %%xmm18, %%xmm18, %%xmm18\n\tvpxorq %%xmm19, %%xmm19, %%xmm19\n\t"
                     "vpxorq %%xmm20, %%xmm20, %%xmm20\n\tvpxorq %%xmm21, %%xmm21, %%xmm21\n\t"
                     "vpxorq %%xmm22, %%xmm22, %%xmm22\n\tvpxorq %%xmm23, %%xmm23, %%xmm23\n\t"
                     "vpxorq %%xmm24, %%xmm24, %%xmm24\n\tvpxorq %%xmm25, %%xmm25, %%xmm25\n\t"
                     "vpxorq %%xmm26, %%xmm26, %%xmm26\n\tvpxorq %%xmm27, %%xmm27, %%xmm27\n\t"
                     "vpxorq %%xmm28, %%xmm28, %%xmm28\n\tvpxorq %%xmm29, %%xmm29, %%xmm29\n\t"
                     "vpxorq %%xmm30, %%xmm30, %%xmm30\n\tvpxorq %%xmm31, %%xmm31, %%xmm31\n\t"
                     "vzeroall\n\t"
                     "kxorw %%k1, %%k1, %%k1\n\tkxorw %%k2, %%k2, %%k2\n\tkxorw %%k3, %%k3, %%k3\n\t"
                     "kxorw %%k4, %%k4, %%k4\n\tkxorw %%k5, %%k5, %%k5\n\tkxorw %%k6, %%k6, %%k6\n\t"
                     "kxorw %%k7, %%k7, %%k7"
                     :
                     :
                     : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10",
                       "xmm11", "xmm12", "xmm13", "xmm14", "xmm15", "xmm16", "xmm17", "xmm18", "xmm19", "xmm20",
                       "xmm21", "xmm22", "xmm23", "xmm24", "xmm25", "xmm26", "xmm27", "xmm28", "xmm29", "xmm30",
                       "xmm31", "k1", "k2", "k3", "k4", "k5", "k6", "k7");
}

#endif
