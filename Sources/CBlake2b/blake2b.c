#include "blake2b.h"

#include <sodium/crypto_generichash_blake2b.h>

void solvency_blake2b_256(uint8_t *digest, const uint8_t *input, size_t count)
{
    /* It refuses only lengths of digest and key that do not occur here. */
    (void)crypto_generichash_blake2b(digest, 32, input, count, NULL, 0);
}
