/* libsodium's headers include <stdlib.h>; its BLAKE2b calls nothing of it. */
#include <stddef.h>
