/* fold.h - what all results of a fold have in common: the digits of its scalars, and the order of its additions.
 *
 * Over a table with the rows 2^(step t) G, a digit d at position b of a scalar is the digit d at position b mod step of row
 * b / step. So only some `step` doublings are left, for each odd |d| apart: that needs no multiples of the rows, which
 * are affine, and the sums of 1, 3, 5, ... are joined at the end. Variable time. */
#ifndef RK_FOLD_H
#define RK_FOLD_H

#include <stddef.h>
#include <stdint.h>

/* Odd digits up to 15; positions: the longest step is below 268, and a scalar may reach past its last row by two. */
enum { FOLD_WAYS = 8, FOLD_BITS = 256, FOLD_DIGITS = 8, FOLD_POSITIONS = 272, FOLD_ENTRIES = FOLD_WAYS * FOLD_BITS / 2 };

static inline int fold_ways_are_good(uint32_t ways) { return ways == 2 || ways == 4 || ways == 8; }

/* Width-w non-adjacent form, 2 <= w <= 5: digit[b] odd and |digit[b]| < 2^(w-1), or 0. Returns the number of positions
 * in use. */
static inline int fold_recode(int8_t digit[FOLD_BITS], const uint8_t scalar[32], uint32_t width) {
    uint64_t words[5] = {0};
    for (int i = 0; i < 32; i++) words[i / 8] |= (uint64_t)scalar[i] << (8 * (i % 8));
    __builtin_memset(digit, 0, FOLD_BITS);
    int top = 0;
    uint64_t carry = 0;
    for (uint32_t bit = 0; bit < FOLD_BITS;) {
        uint64_t low = words[bit >> 6] >> (bit & 63);
        if ((bit & 63) > 64 - width) low |= words[(bit >> 6) + 1] << (64 - (bit & 63));
        uint64_t window = carry + (low & ((1u << width) - 1));
        if ((window & 1) == 0) {
            bit++;
            continue;
        }
        carry = window >> (width - 1);
        digit[bit] = (int8_t)(window - (carry << width));
        top = (int)bit + 1;
        bit += width;
    }
    return top;
}

/* Adds or subtracts the row `level` of generators i + way n. */
typedef struct {
    uint16_t level;
    uint8_t way, negative;
} fold_entry;

/* The entries of digit 2d + 1 at position q end at end[d][q], where those of q - 1 begin, and after q = 0 those of the
 * next smaller digit: the order of Horner's rule. */
typedef struct {
    uint32_t digits, positions;
    uint16_t end[FOLD_DIGITS][FOLD_POSITIONS];
    fold_entry entries[FOLD_ENTRIES];
} fold_schedule;

/* The width with the fewest operations. */
static inline uint32_t fold_width(uint32_t ways, uint32_t step) {
    uint32_t best = 2, best_cost = UINT32_MAX;
    for (uint32_t width = 2; width <= 5; width++) {
        uint32_t cost = ways * 253 / (width + 1) + (step + 2) * (1u << (width - 2));
        if (cost >= best_cost) continue;
        best = width;
        best_cost = cost;
    }
    return best;
}

/* levels * step >= 252, step < 268. */
static inline void fold_schedule_make(fold_schedule *s, const uint8_t *scalars, uint32_t ways, uint32_t step,
                                      uint32_t levels) {
    int8_t digit[FOLD_WAYS][FOLD_BITS];
    uint32_t width = fold_width(ways, step), total = 0;
    s->digits = 1u << (width - 2);
    s->positions = 0;
    __builtin_memset(s->end, 0, sizeof s->end);
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t k = 0; k < ways; k++) {
            if (pass == 0) fold_recode(digit[k], scalars + 32 * k, width);
            for (uint32_t b = 0; b < FOLD_BITS; b++) {
                int value = digit[k][b];
                if (value == 0) continue;
                uint32_t level = b / step < levels ? b / step : levels - 1, q = b - level * step;
                uint16_t *end = &s->end[(value < 0 ? -value : value) >> 1][q];
                if (pass == 1) s->entries[*end] = (fold_entry){(uint16_t)level, (uint8_t)k, value < 0};
                (*end)++;
                if (q >= s->positions) s->positions = q + 1;
            }
        }
        /* From counts to where each list begins; the second pass moves that to its end. */
        for (uint32_t d = s->digits; pass == 0 && d-- > 0;) {
            for (uint32_t q = s->positions; q-- > 0;) {
                uint32_t count = s->end[d][q];
                s->end[d][q] = (uint16_t)total;
                total += count;
            }
        }
    }
}

#endif
