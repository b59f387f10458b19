/* What libsodium's BLAKE2b wants of a C library's <string.h>; support.c has the functions. */
#ifndef WASM_STRING_H
#define WASM_STRING_H

#include <stddef.h>

void *memcpy(void *to, const void *from, size_t count);
void *memset(void *to, int byte, size_t count);

#endif
