#include "ristretto_kernel.h"
const char *rk_name(rk_impl impl) { (void)impl; return "unknown"; }
