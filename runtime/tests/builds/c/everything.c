// What the program calls, and what calls it.

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <unistd.h>

struct wide {
    int64_t a, b, c;
    double d;
};

int everything_add(int a, int b) { return a + b; }
double everything_scale(double x, float y, int64_t z) { return x * (double)y * (double)z; }
int64_t everything_ten(int64_t a, int64_t b, int64_t c, int64_t d, int64_t e, int64_t f, int64_t g, int64_t h, int64_t i, int64_t j) {
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j;
}
struct wide everything_turn(struct wide w) {
    struct wide turned = {w.c, w.b, w.a, -w.d};
    return turned;
}
int64_t everything_sum(int n, ...) {
    va_list list;
    va_start(list, n);
    int64_t sum = 0;
    while (n--) sum += va_arg(list, int64_t);
    va_end(list);
    return sum;
}
int everything_fail(int error) {
    errno = error;
    return -1;
}
void everything_sleep(unsigned microseconds) { usleep(microseconds); }

// One frame of a mebibyte, as codecs and parsers have them.
int64_t everything_deep(void) {
    volatile char block[1 << 20];
    int64_t sum = 0;
    for (unsigned i = 0; i < sizeof block; i += 4096) block[i] = 1;
    for (unsigned i = 0; i < sizeof block; i += 4096) sum += block[i];
    return sum;
}

int everything_call(int (*f)(void *, int), void *data, int x) {
    volatile char frame[4096];
    frame[0] = 7;
    int result = f(data, x);
    return frame[0] == 7 ? result : -1000;
}

// Calls back, and is left from there by everything_error, so many times.
static _Thread_local jmp_buf *everything_catch;
void everything_error(int value) { longjmp(*everything_catch, value); }
int everything_protected(int (*f)(void *, int), void *data, int times) {
    jmp_buf *volatile older = everything_catch, catch;
    volatile int caught = 0;
    for (volatile int i = 0; i < times; i++) {
        everything_catch = &catch;
        if (setjmp(catch)) caught++;
        else f(data, i);
    }
    everything_catch = older;
    return caught;
}

struct job {
    int (*f)(void *, int);
    void *data;
    int times, sum;
};
static void *everything_work(void *p) {
    struct job *job = p;
    for (int i = 0; i < job->times; i++) job->sum += job->f(job->data, i);
    return 0;
}
// The same from a thread of C's, so many times.
int everything_call_on_thread(int (*f)(void *, int), void *data, int times) {
    struct job job = {f, data, times, 0};
    pthread_t thread;
    if (pthread_create(&thread, 0, everything_work, &job)) return -1;
    pthread_join(thread, 0);
    return job.sum;
}
