/* A pool of threads, as C programs have them. */
#include <stddef.h>

typedef struct pool pool;

/* NULL if the system refuses the threads. */
pool *pool_new(size_t threads);

/* Lets one of the threads call job(data), soon. Jobs may submit others. */
void pool_submit(pool *p, void (*job)(void *data), void *data);

/* Waits until every job is done, and frees the pool. */
void pool_free(pool *p);
