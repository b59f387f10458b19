/* portable32.c - RK_PORTABLE32: radix 2^25.5, 64-bit products. In every build. */
#include "field32.h"
#define PORTABLE_OPS rk_ops_portable32
#include "portable_ops.inc.h"
