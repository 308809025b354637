/* Written by cgocall-bindgen: what the bindings need in C, and what keeps them true to the headers. */
#include "sqlite3.h"


#define HOLDS(fact) _Static_assert(fact, "no longer true: " #fact)
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_bind_blob), int (struct sqlite3_stmt *, int, const void *, int, void (*)(void *))));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_bind_int64), int (struct sqlite3_stmt *, int, long long)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_bind_text), int (struct sqlite3_stmt *, int, const char *, int, void (*)(void *))));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_busy_handler), int (struct sqlite3 *, int (*)(void *, int), void *)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_busy_timeout), int (struct sqlite3 *, int)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_clear_bindings), int (struct sqlite3_stmt *)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_close), int (struct sqlite3 *)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_column_blob), const void *(struct sqlite3_stmt *, int)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_column_bytes), int (struct sqlite3_stmt *, int)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_column_double), double (struct sqlite3_stmt *, int)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_column_int64), long long (struct sqlite3_stmt *, int)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_column_text), const unsigned char *(struct sqlite3_stmt *, int)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_create_function_v2), int (struct sqlite3 *, const char *, int, int, void *, void (*)(struct sqlite3_context *, int, struct sqlite3_value **), void (*)(struct sqlite3_context *, int, struct sqlite3_value **), void (*)(struct sqlite3_context *), void (*)(void *))));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_errmsg), const char *(struct sqlite3 *)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_exec), int (struct sqlite3 *, const char *, int (*)(void *, int, char **, char **), void *, char **)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_finalize), int (struct sqlite3_stmt *)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_memory_used), long long (void)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_open_v2), int (const char *, struct sqlite3 **, int, const char *)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_prepare_v3), int (struct sqlite3 *, const char *, int, unsigned int, struct sqlite3_stmt **, const char **)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_progress_handler), void (struct sqlite3 *, int, int (*)(void *), void *)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_reset), int (struct sqlite3_stmt *)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_result_int64), void (struct sqlite3_context *, long long)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_step), int (struct sqlite3_stmt *)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_user_data), void *(struct sqlite3_context *)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_value_bytes), int (struct sqlite3_value *)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_value_int64), long long (struct sqlite3_value *)));
HOLDS(__builtin_types_compatible_p(__typeof__(sqlite3_value_text), const unsigned char *(struct sqlite3_value *)));
