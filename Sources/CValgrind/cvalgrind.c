#include "cvalgrind.h"

#if __has_include(<valgrind/memcheck.h>)
#include <valgrind/memcheck.h>

int cv_is_available(void) { return 1; }
int cv_is_running(void) { return RUNNING_ON_VALGRIND != 0; }
void cv_mark_secret(void *memory, size_t bytes) { (void)VALGRIND_MAKE_MEM_UNDEFINED(memory, bytes); }
void cv_mark_public(void *memory, size_t bytes) { (void)VALGRIND_MAKE_MEM_DEFINED(memory, bytes); }
size_t cv_error_count(void) { return VALGRIND_COUNT_ERRORS; }
#else
int cv_is_available(void) { return 0; }
int cv_is_running(void) { return 0; }
void cv_mark_secret(void *memory, size_t bytes) { (void)memory, (void)bytes; }
void cv_mark_public(void *memory, size_t bytes) { (void)memory, (void)bytes; }
size_t cv_error_count(void) { return 0; }
#endif
