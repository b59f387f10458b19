#ifndef SOLVENCY_CSQLITE_SHIM_H
#define SOLVENCY_CSQLITE_SHIM_H
#include <sqlite3.h>
#endif
