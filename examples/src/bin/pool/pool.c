#include "pool.h"

#include <pthread.h>
#include <stdlib.h>

struct job {
    void (*run)(void *);
    void *data;
    struct job *next;
};

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t change;
    struct job *first, **last;
    size_t running, threads;
    int ends;
    pthread_t ids[];
};

static void *work(void *data) {
    pool *p = data;
    pthread_mutex_lock(&p->lock);
    for (;;) {
        struct job *job = p->first;
        if (job) {
            if (!(p->first = job->next)) p->last = &p->first;
            p->running++;
            pthread_mutex_unlock(&p->lock);
            job->run(job->data);
            free(job);
            pthread_mutex_lock(&p->lock);
            p->running--;
        } else if (p->ends && !p->running) {
            break;
        } else {
            pthread_cond_wait(&p->change, &p->lock);
        }
        if (p->ends && !p->running && !p->first) pthread_cond_broadcast(&p->change);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

pool *pool_new(size_t threads) {
    pool *p = calloc(1, sizeof *p + threads * sizeof *p->ids);
    if (!p) return NULL;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->change, NULL);
    p->last = &p->first;
    for (; p->threads < threads; p->threads++) {
        if (pthread_create(&p->ids[p->threads], NULL, work, p)) {
            pool_free(p);
            return NULL;
        }
    }
    return p;
}

void pool_submit(pool *p, void (*run)(void *), void *data) {
    struct job *job = malloc(sizeof *job);
    if (!job) abort();
    *job = (struct job){run, data, NULL};
    pthread_mutex_lock(&p->lock);
    *p->last = job;
    p->last = &job->next;
    pthread_cond_signal(&p->change);
    pthread_mutex_unlock(&p->lock);
}

void pool_free(pool *p) {
    pthread_mutex_lock(&p->lock);
    p->ends = 1;
    pthread_cond_broadcast(&p->change);
    pthread_mutex_unlock(&p->lock);
    for (size_t i = 0; i < p->threads; i++) pthread_join(p->ids[i], NULL);
    pthread_cond_destroy(&p->change);
    pthread_mutex_destroy(&p->lock);
    free(p);
}
