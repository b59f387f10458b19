#ifndef SOLVENCY_CGMP_SHIM_H
#define SOLVENCY_CGMP_SHIM_H
#include <gmp.h>
#endif
