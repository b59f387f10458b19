/* cvalgrind.h - valgrind's requests for Swift, which cannot call macros.
 *
 * Memory that is marked secret counts as undefined: memcheck reports every branch and every address that depends on it.
 * Where valgrind's header is missing the requests do nothing, and cv_is_available says so. */
#ifndef CVALGRIND_H
#define CVALGRIND_H

#include <stddef.h>

/* 1 when this was built with valgrind's header, else 0. */
int cv_is_available(void);
/* 1 when the program runs under valgrind, else 0. */
int cv_is_running(void);
void cv_mark_secret(void *memory, size_t bytes);
void cv_mark_public(void *memory, size_t bytes);
/* How many errors valgrind has reported so far. */
size_t cv_error_count(void);

#endif
