/* portable64.c - RK_PORTABLE64: radix 2^51, 128-bit products. */
#include "ops.h"

#if RK_HAVE_PORTABLE64
#include "field64.h"
#define PORTABLE_OPS rk_ops_portable64
#include "portable_ops.inc.h"
#endif
