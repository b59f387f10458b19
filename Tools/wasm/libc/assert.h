/* What libsodium's BLAKE2b wants of a C library's <assert.h>: a false assertion traps, and a trap means refusal. */
#undef assert
#define assert(condition) ((condition) ? (void)0 : __builtin_trap())
