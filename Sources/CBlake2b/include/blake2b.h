/* BLAKE2b-256 (RFC 7693) without a key, in one call: libsodium's, natively and in WebAssembly.
 *
 * libsodium itself does not exist in WebAssembly, but its source of this function compiles there. */
#ifndef SOLVENCY_BLAKE2B_H
#define SOLVENCY_BLAKE2B_H

#include <stddef.h>
#include <stdint.h>

/* Writes the 32 bytes of the digest of `count` bytes; `input` may be null where `count` is 0. */
void solvency_blake2b_256(uint8_t *digest, const uint8_t *input, size_t count);

#endif
